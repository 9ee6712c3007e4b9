import { expect, test } from 'vitest'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { acceptTask } from '#app/features/tasks/server/accept-task.ts'
import { findTask } from '#app/features/tasks/server/task-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, FlagId, HuddleId, QueueEntryId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aFlag, aTrio, type Trio } from '#tests/support/flags.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import type { InboxQuery } from '../core/inbox-query.ts'
import { answerCarried, changeQueueEntry, withdrawEntry } from './change-queue-entry.ts'
import { findFlag, listFlagsOfCase } from './flag-queries.server.ts'
import { countInbox } from './inbox-queries.server.ts'
import { countQueue, findQueueEntries, listQueue } from './queue-queries.server.ts'
import { backToQueue, markDiscussed, putOnAgenda } from './queue-steps.ts'
import { raiseFlag } from './raise-flag.ts'
import { readInbox } from './read-inbox.ts'
import { type TriageInput, triageFlag } from './triage-flag.ts'
import { undoTriage } from './undo-triage.ts'

const everythingThatWaits: InboxQuery = { show: 'to-decide', urgency: null, by: null, manager: null, page: 1 }

interface Given {
  world: TestWorld
  trio: Trio
  caseId: CaseId
}

async function given(): Promise<Given> {
  const world = await worldAt('2026-12-03 09:00')
  const trio = await aTrio(world)
  const { caseId } = await aCase(world, trio.lead, { careManagerId: trio.manager.personId })
  return { world, trio, caseId }
}

const flag = ({ world, trio }: Given, flagId: FlagId) =>
  inOrganization(world, trio.lead, async (scope) => {
    const found = await findFlag(scope, flagId)
    if (!found) throw new Error('No such flag.')
    return found
  })

async function triage(all: Given, flagId: FlagId, input: Partial<TriageInput>, as: Viewer = all.trio.lead) {
  const { version } = await flag(all, flagId)
  return triageFlag(all.world, as, { flagId, version, verdict: 'discuss', ...input })
}

const queue = ({ world, trio }: Given) =>
  inOrganization(world, trio.lead, (scope) => listQueue(scope, trio.teamId))

// As agendas would write it: flags know a huddle by its id only.
async function aHuddle({ world, trio }: Given): Promise<HuddleId> {
  const huddleId = world.newId() as HuddleId
  await inOrganization(world, trio.lead, (scope) =>
    scope.trx
      .insertInto('huddle')
      .values({
        organization_id: trio.organizationId,
        huddle_id: huddleId,
        team_id: trio.teamId,
        state: 'draft',
        minutes: 30,
        created_by: trio.lead.personId,
        created_at: world.now().toJSDate(),
      })
      .execute(),
  )
  return huddleId
}

test('the time to respond is reckoned in the team’s zone and working days', async () => {
  const all = await given()
  // A Thursday: two working days on, over the weekend, is Monday.
  const flagId = await aFlag(all.world, all.trio.manager, all.caseId, { urgency: 'urgent' })
  expect((await flag(all, flagId)).respondBy).toBe('2026-12-07T23:59:59.999Z')
})

test('the same form sent twice raises one flag, and with other words is refused', async () => {
  const { world, trio, caseId } = await given()
  const raise = (question: string) =>
    raiseFlag(world, trio.manager, {
      key: 'one-form-key',
      caseId,
      question,
      reason: 'Sleeps badly',
      urgency: 'soon',
    })
  const [first, second] = await Promise.all([raise('What next?'), raise('What next?')])
  expect(first).toEqual(second)
  await expect(raise('Something else?')).rejects.toMatchObject({ status: 409 })
  expect(await inOrganization(world, trio.lead, (scope) => listFlagsOfCase(scope, caseId))).toHaveLength(1)
})

test('discuss puts the case into the queue with the wishes of whoever raised it', async () => {
  const all = await given()
  const { world, trio, caseId } = all
  const raised = await raiseFlag(world, trio.manager, {
    caseId,
    question: 'Dose?',
    reason: 'No change',
    urgency: 'soon',
    minutes: 12,
    needs: [trio.doctor.personId],
    presenterId: trio.manager.personId,
  })
  if (!raised.ok) throw new Error(raised.problem)
  expect(await triage(all, raised.value, {})).toMatchObject({ ok: true })
  expect(await queue(all)).toMatchObject([
    {
      caseId,
      flagId: raised.value,
      urgency: 'soon',
      minutes: 12,
      needs: [trio.doctor.personId],
      presenterId: trio.manager.personId,
      carried: 0,
      question: 'Dose?',
    },
  ])
})

test('only a lead triages, and another team’s flag does not exist', async () => {
  const all = await given()
  const flagId = await aFlag(all.world, all.trio.manager, all.caseId)
  expect(await triage(all, flagId, {}, all.trio.doctor)).toMatchObject({ problem: 'not-a-lead' })
  const stranger = (await aTrio(all.world, { organizationId: all.trio.organizationId })).lead
  const elsewhere = (await aTrio(all.world)).lead
  for (const viewer of [stranger, elsewhere]) {
    expect(await triage(all, flagId, {}, viewer)).toMatchObject({ problem: 'no-such-flag' })
    expect(await undoTriage(all.world, viewer, { flagId, version: 1 })).toMatchObject({
      problem: 'no-such-flag',
    })
    expect(
      await raiseFlag(all.world, viewer, { caseId: all.caseId, question: 'x', reason: 'y', urgency: 'soon' }),
    ).toMatchObject({
      problem: 'no-such-case',
    })
    expect(await inOrganization(all.world, viewer, (scope) => findFlag(scope, flagId))).toBeUndefined()
    expect(await inOrganization(all.world, viewer, (scope) => countInbox(scope, [all.trio.teamId]))).toEqual(
      new Map(),
    )
    expect(await inOrganization(all.world, viewer, (scope) => listQueue(scope, all.trio.teamId))).toEqual([])
  }
})

test('undo restores the inbox and the queue as they were', async () => {
  const all = await given()
  const flagId = await aFlag(all.world, all.trio.manager, all.caseId)
  const before = await flag(all, flagId)
  await triage(all, flagId, {})
  expect(await queue(all)).toHaveLength(1)
  const { version } = await flag(all, flagId)
  expect(await undoTriage(all.world, all.trio.lead, { flagId, version: version - 1 })).toMatchObject({
    problem: 'changed-meanwhile',
  })
  expect(await undoTriage(all.world, all.trio.lead, { flagId, version })).toMatchObject({ ok: true })
  expect(await queue(all)).toEqual([])
  expect({ ...(await flag(all, flagId)), version: 0 }).toEqual({ ...before, version: 0 })
  expect(await triage(all, flagId, {})).toMatchObject({ ok: true })
  expect(await queue(all)).toHaveLength(1)
})

test('undo of one of two flags leaves the place in the queue to the other', async () => {
  const all = await given()
  const first = await aFlag(all.world, all.trio.manager, all.caseId, {
    urgency: 'routine',
    question: 'First?',
  })
  const second = await aFlag(all.world, all.trio.doctor, all.caseId, {
    urgency: 'urgent',
    question: 'Second?',
  })
  await triage(all, first, {})
  await triage(all, second, {})
  expect(await queue(all)).toMatchObject([{ urgency: 'urgent', question: 'Second?' }])
  await undoTriage(all.world, all.trio.lead, { flagId: second, version: (await flag(all, second)).version })
  expect(await queue(all)).toMatchObject([{ urgency: 'routine', question: 'First?' }])
})

test('undo is refused once the case is on an agenda, and possible again when it is taken off', async () => {
  const all = await given()
  const { world, trio } = all
  const flagId = await aFlag(world, trio.manager, all.caseId)
  await triage(all, flagId, {})
  const [entry] = await queue(all)
  const queueEntryId = entry?.queueEntryId as QueueEntryId
  const huddleId = await aHuddle(all)
  const put = (huddle: HuddleId) =>
    inOrganization(world, trio.lead, (scope) => putOnAgenda(scope, queueEntryId, huddle))
  expect(await put(huddleId)).toMatchObject({ ok: true })
  expect(await put(huddleId)).toMatchObject({ ok: true })
  expect(await put(await aHuddle(all))).toMatchObject({ problem: 'not-waiting' })
  const { version } = await flag(all, flagId)
  expect(await undoTriage(world, trio.lead, { flagId, version })).toMatchObject({
    problem: 'already-on-agenda',
  })
  await inOrganization(world, trio.lead, (scope) => backToQueue(scope, queueEntryId, { carried: false }))
  expect(await queue(all)).toMatchObject([{ carried: 0, respondBy: entry?.respondBy }])
  expect(await undoTriage(world, trio.lead, { flagId, version })).toMatchObject({ ok: true })
})

test('of two agendas that reach for one case at once, one has it', async () => {
  const all = await given()
  const { world, trio } = all
  await triage(all, await aFlag(world, trio.manager, all.caseId), {})
  const [entry] = await queue(all)
  const huddles = await Promise.all(Array.from({ length: 8 }, () => aHuddle(all)))
  const answers = await Promise.all(
    huddles.map((huddleId) =>
      inOrganization(world, trio.lead, (scope) =>
        putOnAgenda(scope, entry?.queueEntryId as QueueEntryId, huddleId),
      ),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('not ready needs words, keeps the clock, and can be discussed later', async () => {
  const all = await given()
  const flagId = await aFlag(all.world, all.trio.manager, all.caseId)
  const before = await flag(all, flagId)
  expect(await triage(all, flagId, { verdict: 'not-ready', missing: [' '] })).toMatchObject({
    problem: 'say-what-is-missing',
  })
  await triage(all, flagId, { verdict: 'not-ready', missing: ['the medication', 'Lab result'] })
  expect(await flag(all, flagId)).toMatchObject({
    verdict: 'not-ready',
    verdictNote: 'the medication\nLab result',
    respondBy: before.respondBy,
  })
  expect(await triage(all, flagId, {})).toMatchObject({ ok: true })
  expect(await triage(all, flagId, {})).toMatchObject({ problem: 'already-triaged' })
})

test('a same-day task has an owner and a title; undo takes it back until it is answered', async () => {
  const all = await given()
  const { world, trio } = all
  const flagId = await aFlag(world, trio.manager, all.caseId)
  expect(await triage(all, flagId, { verdict: 'same-day-task', title: 'Call' })).toMatchObject({
    problem: 'say-who',
  })
  expect(
    await triage(all, flagId, { verdict: 'same-day-task', ownerId: trio.manager.personId }),
  ).toMatchObject({ problem: 'say-what' })
  const give = () =>
    triage(all, flagId, { verdict: 'same-day-task', ownerId: trio.manager.personId, title: 'Call' })
  await give()
  const given1 = await flag(all, flagId)
  const task = (id: typeof given1.taskId) =>
    inOrganization(world, trio.lead, async (scope) => (id ? findTask(scope, id) : undefined))
  expect(await task(given1.taskId)).toMatchObject({ dueOn: '2026-12-03', state: 'offered', safety: false })
  await undoTriage(world, trio.lead, { flagId, version: given1.version })
  expect(await task(given1.taskId)).toMatchObject({ state: 'cancelled' })

  await give()
  const given2 = await flag(all, flagId)
  if (given2.taskId) await acceptTask(world, trio.manager, { taskId: given2.taskId })
  expect(await undoTriage(world, trio.lead, { flagId, version: given2.version })).toMatchObject({
    problem: 'task-answered',
  })
})

test('of two leads who triage one flag at once, one is told that it changed', async () => {
  const all = await given()
  const flagId = await aFlag(all.world, all.trio.manager, all.caseId)
  const { version } = await flag(all, flagId)
  const answers = await Promise.all(
    (['discuss', 'list-only'] as const).map((verdict) =>
      triageFlag(all.world, all.trio.lead, { flagId, version, verdict }),
    ),
  )
  expect(answers.map((answer) => (answer.ok ? 'done' : answer.problem)).sort()).toEqual([
    'changed-meanwhile',
    'done',
  ])
})

test('carried over three times a lead is asked: raising makes it due sooner, from when it was flagged', async () => {
  const all = await given()
  const { world, trio } = all
  const flagId = await aFlag(world, trio.manager, all.caseId, { urgency: 'routine' })
  await triage(all, flagId, {})
  const carry = async () => {
    const [entry] = await queue(all)
    const huddleId = await aHuddle(all)
    await inOrganization(world, trio.lead, async (scope) => {
      const id = entry?.queueEntryId as QueueEntryId
      await putOnAgenda(scope, id, huddleId)
      return backToQueue(scope, id, { carried: true })
    })
    const [after] = await queue(all)
    if (!after) throw new Error('The entry was lost.')
    return after
  }
  const asked = async () =>
    (
      await inOrganization(world, trio.lead, (scope) =>
        readInbox(scope, trio.lead, trio.teamId, everythingThatWaits),
      )
    )?.carried.length
  await carry()
  await carry()
  expect(await asked()).toBe(0)
  const third = await carry()
  expect(third).toMatchObject({ carried: 3, respondBy: '2027-01-02T23:59:59.999Z' })
  expect(await asked()).toBe(1)
  const { queueEntryId, version } = third
  expect(await answerCarried(world, trio.lead, { queueEntryId, version })).toMatchObject({
    problem: 'say-why-or-raise',
  })
  expect(await answerCarried(world, trio.lead, { queueEntryId, version, raiseTo: 'soon' })).toMatchObject({
    ok: true,
  })
  expect((await queue(all))[0]).toMatchObject({ urgency: 'soon', respondBy: '2026-12-17T23:59:59.999Z' })
  expect(await asked()).toBe(0)
  const fourth = await carry()
  expect(await asked()).toBe(1)
  await answerCarried(world, trio.lead, {
    queueEntryId,
    version: fourth.version,
    mayWait: 'Seen on Monday anyway',
  })
  expect(await asked()).toBe(0)
})

test('the queue is by worth, then by the time to respond', async () => {
  const all = await given()
  const { world, trio } = all
  const add = async (urgency: 'urgent' | 'soon' | 'routine') => {
    const { caseId } = await aCase(world, trio.lead, { family: urgency })
    await triage(all, await aFlag(world, trio.manager, caseId, { urgency, question: urgency }), {})
  }
  await add('routine')
  await add('urgent')
  await add('soon')
  expect((await queue(all)).map((entry) => entry.question)).toEqual(['urgent', 'soon', 'routine'])
  expect(await inOrganization(world, trio.lead, (scope) => countQueue(scope, [trio.teamId]))).toEqual(
    new Map([[trio.teamId, 3]]),
  )
})

test('discussed, a case leaves the queue and its flags are closed, but not a safety flag', async () => {
  const all = await given()
  const { world, trio, caseId } = all
  const plain = await aFlag(world, trio.manager, caseId)
  const safety = await aFlag(world, trio.doctor, caseId, { urgency: 'emergency' })
  await triage(all, plain, {})
  await triage(all, safety, {})
  const [entry] = await queue(all)
  const id = entry?.queueEntryId as QueueEntryId
  const huddleId = await aHuddle(all)
  const mark = () => inOrganization(world, trio.lead, (scope) => markDiscussed(scope, id))
  expect(await mark()).toMatchObject({ problem: 'not-on-agenda' })
  await inOrganization(world, trio.lead, (scope) => putOnAgenda(scope, id, huddleId))
  expect(await mark()).toMatchObject({ ok: true })
  expect(await mark()).toMatchObject({ ok: true })
  expect((await flag(all, plain)).state).toBe('closed')
  expect((await flag(all, safety)).state).toBe('triaged')
  expect(await inOrganization(world, trio.lead, (scope) => findQueueEntries(scope, [id]))).toMatchObject([
    { state: 'discussed' },
  ])
})

test('withdrawing needs a reason, and changing a version that is still the newest', async () => {
  const all = await given()
  const { world, trio } = all
  const flagId = await aFlag(world, trio.manager, all.caseId)
  await triage(all, flagId, {})
  const [entry] = await queue(all)
  if (!entry) throw new Error('Nothing waits.')
  const on = { queueEntryId: entry.queueEntryId, version: entry.version }
  const change = (minutes: number) =>
    changeQueueEntry(world, trio.lead, { ...on, minutes, needs: [trio.doctor.personId], presenterId: null })
  const answers = await Promise.all([change(5), change(9)])
  expect(answers.map((answer) => (answer.ok ? 'done' : answer.problem)).sort()).toEqual([
    'changed-meanwhile',
    'done',
  ])
  const newer = { ...on, version: on.version + 1 }
  expect(await withdrawEntry(world, trio.lead, { ...newer, reason: ' ' })).toMatchObject({
    problem: 'say-why',
  })
  expect(await withdrawEntry(world, trio.doctor, { ...newer, reason: 'Moved' })).toMatchObject({
    problem: 'not-a-lead',
  })
  expect(await withdrawEntry(world, trio.lead, { ...newer, reason: 'Moved away' })).toMatchObject({
    ok: true,
  })
  expect(await queue(all)).toEqual([])
  expect(await flag(all, flagId)).toMatchObject({ state: 'closed', found: 'Moved away' })
})
