import { expect, test } from 'vitest'
import { cancelTask } from '#app/features/tasks/server/cancel-task.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { FlagId, PersonId, TaskId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aFlag, aTrio, type Trio } from '#tests/support/flags.ts'
import { aScheduledHuddle } from '#tests/support/huddles.ts'
import { aPerson } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import type { InboxQuery } from '../core/inbox-query.ts'
import { findFlag } from './flag-queries.server.ts'
import { countInboxMoves } from './inbox-queries.server.ts'
import { readInbox } from './read-inbox.ts'
import { triageFlag } from './triage-flag.ts'

interface Given {
  world: TestWorld
  trio: Trio
}

async function given(): Promise<Given> {
  const world = await worldAt('2026-12-01 09:00')
  return { world, trio: await aTrio(world) }
}

async function flagged(
  { world, trio }: Given,
  family: string,
  how: Parameters<typeof aFlag>[3] = {},
  manager?: PersonId,
) {
  const { caseId } = await aCase(world, trio.lead, { family, ...(manager && { careManagerId: manager }) })
  return aFlag(world, trio.manager, caseId, how)
}

const read = ({ world, trio }: Given, query: Partial<InboxQuery> = {}, as = trio.lead) =>
  inOrganization(world, as, async (scope) => {
    const page = await readInbox(scope, as, trio.teamId, {
      show: 'to-decide',
      urgency: null,
      by: null,
      manager: null,
      page: 1,
      ...query,
    })
    if (!page) throw new Error('There is no such inbox.')
    return page
  })

const families = (rows: readonly { patient: { family: string } }[]) =>
  rows.map(({ patient }) => patient.family)

test('the one to be answered first is on top, and what was missed before all', async () => {
  const all = await given()
  await flagged(all, 'Routine', { urgency: 'routine' })
  await flagged(all, 'Soon', { urgency: 'soon' })
  await flagged(all, 'Urgent', { urgency: 'urgent' })
  expect(families((await read(all)).rows)).toEqual(['Urgent', 'Soon', 'Routine'])
})

test('the flags of one case stand together, where its most pressing one is, and say when the case is in the queue already', async () => {
  const all = await given()
  const { world, trio } = all
  const { caseId } = await aCase(world, trio.lead, { family: 'Twice' })
  await aFlag(world, trio.manager, caseId, { urgency: 'routine' })
  await flagged(all, 'Between', { urgency: 'soon' })
  const urgent = await aFlag(world, trio.manager, caseId, { urgency: 'urgent' })
  expect(families((await read(all)).rows)).toEqual(['Twice', 'Twice', 'Between'])
  await triageFlag(world, trio.lead, { flagId: urgent, version: 1, verdict: 'discuss' })
  expect((await read(all)).rows.map(({ queued }) => queued)).toEqual([null, 'waiting', null])
})

test('filters narrow every list but that of safety', async () => {
  const all = await given()
  const { world, trio } = all
  const other = await aPerson(world, trio.organizationId, { name: 'Omar', roles: { [trio.teamId]: 'staff' } })
  await flagged(all, 'Mine', { urgency: 'soon' }, trio.lead.personId)
  await flagged(all, 'Theirs', { urgency: 'urgent' }, other)
  await flagged(all, 'Danger', { urgency: 'emergency' }, other)
  const mine = await read(all, { manager: 'me' })
  expect(families(mine.rows)).toEqual(['Mine'])
  expect(mine.counts).toMatchObject({ 'to-decide': 1, safety: 1 })
  expect(families(mine.safety)).toEqual(['Danger'])
  expect(families((await read(all, { manager: other })).rows)).toEqual(['Theirs'])
  expect(families((await read(all, { urgency: 'urgent' })).rows)).toEqual(['Theirs'])
  expect((await read(all, { by: 'rule' })).rows).toEqual([])
  expect(families((await read(all, { by: 'person' })).rows)).toEqual(['Theirs', 'Mine'])
})

test('what somebody decided just now keeps its place for a quarter of an hour, and is not counted', async () => {
  const all = await given()
  const { world, trio } = all
  const first = await flagged(all, 'First', { urgency: 'urgent' })
  await flagged(all, 'Second', { urgency: 'soon' })
  await triageFlag(world, trio.lead, { flagId: first, version: 1, verdict: 'list-only' })
  const page = await read(all)
  expect(families(page.rows)).toEqual(['First', 'Second'])
  expect(page.rows[0]).toMatchObject({ decided: { by: 'Lee Lead', byMe: true }, undo: 'possible' })
  expect(page.counts['to-decide']).toBe(1)
  world.setNow('2026-12-01 09:16')
  expect(families((await read(all)).rows)).toEqual(['Second'])
})

test('of what can no longer be undone the list says why, and where to go instead', async () => {
  const all = await given()
  const { world, trio } = all
  const discussed = await flagged(all, 'Discussed')
  const tasked = await flagged(all, 'Tasked')
  await triageFlag(world, trio.lead, { flagId: discussed, version: 1, verdict: 'discuss' })
  await triageFlag(world, trio.lead, {
    flagId: tasked,
    version: 1,
    verdict: 'same-day-task',
    ownerId: trio.manager.personId,
    title: 'Call',
  })
  const see = (flagId: FlagId) => inOrganization(world, trio.lead, (scope) => findFlag(scope, flagId))
  const entry = (await see(discussed))?.queueEntryId
  const huddleId = await aScheduledHuddle(
    world,
    trio.lead,
    trio.teamId,
    '2026-12-03T10:00:00Z',
    entry ? [entry] : [],
  )
  const taskId = (await see(tasked))?.taskId
  await inOrganization(world, trio.lead, (scope) =>
    scope.trx
      .updateTable('task')
      .set({ state: 'accepted' })
      .where('task_id', '=', taskId ?? '')
      .execute(),
  )
  const { rows } = await read(all, { show: 'recent' })
  expect(rows.find((row) => row.flagId === discussed)?.undo).toEqual({
    why: 'on-agenda',
    to: `/huddles/${huddleId}/agenda`,
    who: null,
  })
  expect(rows.find((row) => row.flagId === tasked)?.undo).toEqual({
    why: 'task-answered',
    to: `/tasks/${taskId}`,
    who: 'Mara Manager',
  })
})

test('a same-day task that is called off brings its flag back, with its clock', async () => {
  const all = await given()
  const { world, trio } = all
  const flagId = await flagged(all, 'Tasked', { urgency: 'urgent' })
  await triageFlag(world, trio.lead, {
    flagId,
    version: 1,
    verdict: 'same-day-task',
    ownerId: trio.manager.personId,
    title: 'Call',
  })
  const before = await inOrganization(world, trio.lead, (scope) => findFlag(scope, flagId))
  await cancelTask(world, trio.lead, { taskId: before?.taskId as TaskId, reason: 'Reached her already' })
  await world.settle()
  expect(await inOrganization(world, trio.lead, (scope) => findFlag(scope, flagId))).toMatchObject({
    state: 'open',
    verdict: null,
    taskId: null,
    respondBy: before?.respondBy,
  })
  world.setNow('2026-12-04 00:00')
  await world.settle()
  expect(await inOrganization(world, trio.lead, (scope) => findFlag(scope, flagId))).toMatchObject({
    escalated: 1,
  })
})

test('230 flags come fifty to a page, none twice and none left out, and no page asks once for each row', async () => {
  const all = await given()
  const { world, trio } = all
  for (let batch = 0; batch < 10; batch += 1)
    await Promise.all(
      Array.from({ length: 23 }, (_, index) =>
        flagged(all, `Family ${batch}-${index}`, { urgency: index % 2 === 0 ? 'soon' : 'routine' }),
      ),
    )
  const seen: string[] = []
  for (let page = 1; page <= 5; page += 1) {
    const { rows, pages, counts } = await read(all, { page })
    expect({ pages, count: counts['to-decide'] }).toEqual({ pages: 5, count: 230 })
    seen.push(...families(rows))
  }
  expect(seen).toHaveLength(230)
  expect(new Set(seen).size).toBe(230)

  // As many questions for a page of fifty as for one of thirty.
  const questions = async (page: number) => {
    let asked = 0
    await inOrganization(world, trio.lead, (scope) => {
      const trx = scope.trx.withPlugin({
        transformQuery({ node }) {
          asked += 1
          return node
        },
        transformResult: async ({ result }) => result,
      })
      const query = { show: 'to-decide', urgency: null, by: null, manager: null, page } as const
      return readInbox({ ...scope, trx }, trio.lead, trio.teamId, query)
    })
    return asked
  }
  expect(await questions(1)).toBe(await questions(5))
}, 60_000)

test('each thing that happens to a flag is counted, so that no listener misses one', async () => {
  const all = await given()
  const { world, trio } = all
  const moves = () => inOrganization(world, trio.lead, (scope) => countInboxMoves(scope, trio.teamId))
  expect(await moves()).toBe(0)
  const flagId = await flagged(all, 'One')
  expect(await moves()).toBe(1)
  await triageFlag(world, trio.lead, { flagId, version: 1, verdict: 'list-only' })
  expect(await moves()).toBe(2)
})

test('another team’s inbox shows nothing to a stranger', async () => {
  const all = await given()
  await flagged(all, 'One')
  const stranger = (await aTrio(all.world, { organizationId: all.trio.organizationId })).lead
  const page = await read(all, {}, stranger)
  expect(page.rows).toEqual([])
  expect(page.counts['to-decide']).toBe(0)
  expect(page.moves).toBe(0)
})
