import { expect, test } from 'vitest'
import { addContact } from '#app/features/cases/server/add-contact.ts'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { changeCase } from '#app/features/cases/server/change-case.ts'
import { recordScore } from '#app/features/cases/server/record-score.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aTrio, type Trio } from '#tests/support/flags.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { applyRules } from './apply-rules.ts'
import { closeFlag } from './close-flag.ts'
import { listFlagsOfCase } from './flag-queries.server.ts'
import { snoozeFlag } from './snooze-flag.ts'
import { triageFlag } from './triage-flag.ts'

async function given(at = '2026-12-01 09:00'): Promise<{ world: TestWorld; trio: Trio }> {
  const world = await worldAt(at)
  return { world, trio: await aTrio(world) }
}

const flagsOf = (world: TestWorld, trio: Trio, caseId: CaseId) =>
  inOrganization(world, trio.lead, (scope) => listFlagsOfCase(scope, caseId))

const openRules = async (world: TestWorld, trio: Trio, caseId: CaseId) =>
  (await flagsOf(world, trio, caseId))
    .filter((one) => one.state !== 'closed')
    .map(({ rule }) => rule)
    .sort()

const look = (world: TestWorld, trio: Trio, caseId: CaseId) =>
  applyRules(world, asSystem(trio.organizationId), [caseId])

async function reach(world: TestWorld, trio: Trio, caseId: CaseId): Promise<void> {
  const called = await addContact(world, trio.manager, {
    caseId,
    at: world.now().toJSDate(),
    way: 'phone',
    reached: true,
    minutes: 5,
    note: null,
  })
  expect(called.ok).toBe(true)
}

test('a case nobody keeps up with is flagged by the calendar, and what is done about it takes the flags back', async () => {
  const { world, trio } = await given('2026-10-01 09:00')
  const { caseId } = await aCase(world, trio.lead, { episodeStart: '2026-10-01' })
  world.setNow('2026-11-02 09:00')
  await look(world, trio, caseId)
  expect(await openRules(world, trio, caseId)).toEqual(['no-first-contact', 'review-overdue'])

  await reach(world, trio, caseId)
  await world.settle()

  expect(await openRules(world, trio, caseId)).toEqual(['review-overdue'])
  const taken = (await flagsOf(world, trio, caseId)).find(({ rule }) => rule === 'no-first-contact')
  expect(taken).toMatchObject({
    state: 'closed',
    closedBy: null,
    found: 'No longer so: the patient was reached.',
    lapsedAt: '2026-11-02T09:00:00.000Z',
  })
})

test('what a lead has decided about stays, says that its reason has gone, and comes back with it', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, {
    episodeStart: '2026-10-01',
    scores: [
      { on: '2026-10-01', total: 18 },
      { on: '2026-11-20', total: 16 },
    ],
  })
  await look(world, trio, caseId)
  const [flag] = await flagsOf(world, trio, caseId)
  if (!flag) throw new Error('No flag.')
  const listed = await triageFlag(world, trio.lead, { ...flag, verdict: 'list-only', minutes: 5 })
  expect(listed.ok).toBe(true)
  const measure = (takenOn: string, total: number) =>
    recordScore(world, trio.manager, {
      caseId,
      instrument: 'phq-9',
      takenOn,
      takenAt: null,
      total,
      safetyAnswer: null,
    })

  await measure('2026-11-30', 8)
  await world.settle()
  expect((await flagsOf(world, trio, caseId))[0]).toMatchObject({
    state: 'triaged',
    verdict: 'list-only',
    lapsedAt: '2026-12-01T09:00:00.000Z',
  })

  await measure('2026-12-01', 17)
  await world.settle()
  const [again, ...others] = await flagsOf(world, trio, caseId)
  expect(others).toEqual([])
  expect(again).toMatchObject({ state: 'triaged', lapsedAt: null, respondBy: flag.respondBy })
})

test('a review that was answered is asked about again after its days, and at once after another discussion', async () => {
  const { world, trio } = await given('2026-09-01 09:00')
  const { caseId } = await aCase(world, trio.lead, { episodeStart: '2026-09-01' })
  const reviews = async () =>
    (await flagsOf(world, trio, caseId)).filter(({ rule }) => rule === 'review-overdue').length
  world.setNow('2026-10-02 09:00')
  await look(world, trio, caseId)
  const flag = (await flagsOf(world, trio, caseId)).find(({ rule }) => rule === 'review-overdue')
  if (!flag) throw new Error('No flag.')
  await closeFlag(world, trio.lead, { flagId: flag.flagId, version: flag.version, found: 'Next week' })
  world.setNow('2026-10-30 08:59')
  await look(world, trio, caseId)
  expect(await reviews()).toBe(1)
  world.setNow('2026-10-30 09:00')
  await look(world, trio, caseId)
  expect(await reviews()).toBe(2)
})

test('closing a case takes back what nobody decided about', async () => {
  const { world, trio } = await given('2026-10-01 09:00')
  const { caseId } = await aCase(world, trio.lead, { episodeStart: '2026-10-01' })
  world.setNow('2026-11-02 09:00')
  await look(world, trio, caseId)
  const found = await inOrganization(world, trio.lead, (scope) => findCase(scope, caseId))
  if (!found) throw new Error('No case.')
  const closed = await changeCase(world, trio.lead, { ...found, phase: 'closed', closedReason: 'Moved away' })
  expect(closed.ok).toBe(true)
  await world.settle()
  expect(await openRules(world, trio, caseId)).toEqual([])
})

test('a flag that is put off is taken back like one that waits, and nothing wakes it afterwards', async () => {
  const { world, trio } = await given('2026-10-01 09:00')
  const { caseId } = await aCase(world, trio.lead, { episodeStart: '2026-10-01' })
  world.setNow('2026-11-02 09:00')
  await look(world, trio, caseId)
  const flag = (await flagsOf(world, trio, caseId)).find(({ rule }) => rule === 'no-first-contact')
  if (!flag) throw new Error('No flag.')
  const { flagId, version } = flag
  const put = { flagId, version, day: '2026-11-06', reason: 'On holiday until then' }
  expect(await snoozeFlag(world, trio.lead, put)).toMatchObject({ ok: true })
  await reach(world, trio, caseId)
  await world.settle()
  world.setNow('2026-11-09 09:00')
  await world.settle()
  const after = (await flagsOf(world, trio, caseId)).find((one) => one.flagId === flagId)
  expect(after).toMatchObject({ state: 'closed', closedAt: '2026-11-02T09:00:00.000Z', verdict: null })
})
