import { expect, test } from 'vitest'
import { changeCase } from '#app/features/cases/server/change-case.ts'
import { readToday } from '#app/features/home/server/read-today.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, FlagId, PersonId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aFlag, aTrio, type Trio } from '#tests/support/flags.ts'
import { aScheduledHuddle } from '#tests/support/huddles.ts'
import { aPerson, mailOf, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import type { Verdict } from '../core/triage.ts'
import { escalateMissed } from './escalate-missed.ts'
import { findFlag } from './flag-queries.server.ts'
import { triageFlag } from './triage-flag.ts'
import { undoTriage } from './undo-triage.ts'

interface Given {
  world: TestWorld
  trio: Trio
  caseId: CaseId
  flagId: FlagId
  onCall: PersonId
}

// Raised on a Monday, to be answered by the end of Wednesday: 03:29:59.999 UTC on Thursday.
async function given({ named = true, at = '2026-11-23 12:30' } = {}): Promise<Given> {
  const world = await worldAt(at)
  const trio = await aTrio(world, { zone: 'America/St_Johns' })
  const onCall = await aPerson(world, trio.organizationId, { name: 'Olu Oncall' })
  if (named) await setOnCall(world, trio, onCall)
  const { caseId } = await aCase(world, trio.lead)
  const flagId = await aFlag(world, trio.manager, caseId, { urgency: 'urgent' })
  await world.settle()
  world.sent.length = 0
  return { world, trio, caseId, flagId, onCall }
}

const setOnCall = (world: TestWorld, trio: Trio, onCall: PersonId | null) =>
  inOrganization(world, asSystem(trio.organizationId), (scope) =>
    scope.trx.updateTable('organization').set({ on_call_person_id: onCall }).execute(),
  )

async function see({ world, trio, flagId }: Given) {
  const flag = await inOrganization(world, asSystem(trio.organizationId), (scope) => findFlag(scope, flagId))
  if (!flag) throw new Error('The flag is gone.')
  return flag
}

async function triage(all: Given, verdict: Verdict) {
  const { version } = await see(all)
  const { flagId, trio, world } = all
  const task = verdict === 'same-day-task' ? { ownerId: trio.manager.personId, title: 'Call' } : {}
  const triaged = await triageFlag(world, trio.lead, {
    flagId,
    version,
    verdict,
    missing: ['A PHQ-9'],
    ...task,
  })
  if (!triaged.ok) throw new Error(triaged.problem)
}

const today = (world: TestWorld, viewer: Viewer) =>
  inOrganization(world, viewer, (scope) => readToday(scope, viewer))

async function until(all: Given, ...moments: readonly string[]) {
  for (const moment of moments) {
    all.world.setNow(moment)
    await all.world.settle()
  }
}

const letters = (all: Given) => all.world.sent.map(({ to, subject }) => ({ to, subject }))
const missed = (to: string) => ({ to, subject: 'Flags in Huddle were not answered in time' })

test('nobody answers: the leads are told when its time is over, whoever is on call a working day later, each once', async () => {
  const all = await given()
  const { world, trio, onCall } = all
  await until(all, '2026-11-26 03:29')
  expect(await see(all)).toMatchObject({ escalated: 0 })
  await until(all, '2026-11-26 03:30')
  expect(await see(all)).toMatchObject({
    escalated: 1,
    escalatedTo: [trio.lead.personId],
    escalatedAt: '2026-11-26T03:30:00.000Z',
    // Told in the first minute of Thursday, so the further working day is Friday.
    escalatesAt: '2026-11-28T03:29:59.999Z',
  })
  const lead = await mailOf(world, trio.lead.personId)
  expect(letters(all)).toEqual([missed(lead)])
  expect(JSON.stringify(world.sent)).not.toMatch(/Okafor|Ada|Sleeps|Team North|Mara/)
  expect((await today(world, trio.lead)).missed).toMatchObject([
    { flags: 1, leads: ['Lee Lead'], mine: true },
  ])
  expect((await today(world, trio.manager)).missed).toEqual([])

  await until(all, '2026-11-27 12:00')
  expect(await see(all)).toMatchObject({ escalated: 1 })
  await until(all, '2026-11-28 03:30', '2026-11-30 12:00', '2026-12-04 12:00')
  expect(await see(all)).toMatchObject({ escalated: 2, escalatedTo: [onCall], escalatesAt: null })
  expect(letters(all)).toEqual([missed(lead), missed(await mailOf(world, onCall))])
  // Who is on call is in no team: Today says which team and whom to reach, and nothing of the case.
  const seen = (await today(world, await viewerOf(world, onCall))).missed
  expect(seen).toMatchObject([{ flags: 1, leads: ['Lee Lead'], mine: false }])
  expect(JSON.stringify(seen)).not.toMatch(/Okafor|What next/)
})

test('three days of downtime over a night of changing clocks: told late, once, and the further day begins then', async () => {
  const all = await given({ at: '2027-03-11 12:30' })
  expect((await see(all)).respondBy).toBe('2027-03-16T02:29:59.999Z')
  await until(all, '2027-03-19 11:00')
  expect(await see(all)).toMatchObject({ escalated: 1, escalatesAt: '2027-03-23T02:29:59.999Z' })
  // A job that was in flight twice tells nobody twice.
  const job = { organizationId: all.trio.organizationId, id: all.flagId }
  await Promise.all([escalateMissed(all.world, job), escalateMissed(all.world, job)])
  await all.world.settle()
  expect(letters(all)).toEqual([missed(await mailOf(all.world, all.trio.lead.personId))])
  expect((await see(all)).version).toBe(2)
})

test('many missed in one night are one letter for each lead', async () => {
  const all = await given()
  const { world, trio } = all
  const other = await aPerson(world, trio.organizationId, {
    name: 'Leo Lead',
    roles: { [trio.teamId]: 'lead' },
  })
  for (let flags = 0; flags < 6; flags += 1) {
    const { caseId } = await aCase(world, trio.lead, { family: `Okafor ${flags}` })
    await aFlag(world, trio.manager, caseId, { urgency: 'urgent' })
  }
  await until(all, '2026-11-26 03:30')
  expect(letters(all).sort((a, b) => a.to.localeCompare(b.to))).toEqual(
    [await mailOf(world, trio.lead.personId), await mailOf(world, other)].sort().map(missed),
  )
  expect((await today(world, trio.lead)).missed).toMatchObject([
    { flags: 7, leads: ['Lee Lead', 'Leo Lead'] },
  ])
})

test.each(['list-only', 'same-day-task'] as const)(
  'decided as %s in time, nobody is told',
  async (verdict) => {
    const all = await given()
    await triage(all, verdict)
    await until(all, '2026-11-26 03:30', '2026-12-01 12:00')
    expect(await see(all)).toMatchObject({ escalated: 0 })
  },
)

test('"not ready" does not stop the clock', async () => {
  const all = await given()
  await triage(all, 'not-ready')
  await until(all, '2026-11-26 03:30')
  expect(await see(all)).toMatchObject({ escalated: 1 })
})

test('decided after the leads were told, it does not go on; taken back, it does', async () => {
  const all = await given()
  await until(all, '2026-11-26 12:00')
  await triage(all, 'discuss')
  expect((await today(all.world, all.trio.lead)).missed).toEqual([])
  await until(all, '2026-11-28 12:00')
  expect(await see(all)).toMatchObject({ escalated: 1 })
  const { version } = await see(all)
  await undoTriage(all.world, all.trio.lead, { flagId: all.flagId, version })
  await until(all, '2026-11-28 12:01')
  expect(await see(all)).toMatchObject({ escalated: 2 })
})

test('a verdict taken back after its time is over is missed at once', async () => {
  const all = await given()
  await triage(all, 'list-only')
  await until(all, '2026-11-27 12:00')
  const { version } = await see(all)
  await undoTriage(all.world, all.trio.lead, { flagId: all.flagId, version })
  await all.world.settle()
  expect(await see(all)).toMatchObject({ escalated: 1 })
})

test('the agenda of a huddle before its time is an answer, unless the huddle does not reach it', async () => {
  const all = await given()
  await triage(all, 'discuss')
  const entry = (await see(all)).queueEntryId
  await aScheduledHuddle(
    all.world,
    all.trio.lead,
    all.trio.teamId,
    '2026-11-25T14:00:00Z',
    entry ? [entry] : [],
  )
  await until(all, '2026-11-26 03:30')
  expect(await see(all)).toMatchObject({ escalated: 0 })
  // The huddle was never held: a day later that is no answer any more than none.
  await inOrganization(all.world, asSystem(all.trio.organizationId), (scope) =>
    scope.trx.updateTable('huddle').set({ state: 'cancelled' }).execute(),
  )
  await until(all, '2026-11-27 03:30')
  expect(await see(all)).toMatchObject({ escalated: 1 })
})

test('the agenda of a huddle after its time is none; once the leads were told, it is', async () => {
  const all = await given()
  await triage(all, 'discuss')
  const entry = (await see(all)).queueEntryId
  await aScheduledHuddle(
    all.world,
    all.trio.lead,
    all.trio.teamId,
    '2026-12-02T14:00:00Z',
    entry ? [entry] : [],
  )
  await until(all, '2026-11-26 03:30')
  expect(await see(all)).toMatchObject({ escalated: 1 })
  await until(all, '2026-11-28 12:00')
  expect(await see(all)).toMatchObject({ escalated: 1 })
})

test('a team without a lead: whoever is on call is told at once, else the admins', async () => {
  const all = await given()
  const { world, trio, onCall } = all
  const noLead = () =>
    inOrganization(world, asSystem(trio.organizationId), (scope) =>
      scope.trx.updateTable('member').set({ role: 'staff' }).where('role', '=', 'lead').execute(),
    )
  await noLead()
  await until(all, '2026-11-26 03:30')
  expect(await see(all)).toMatchObject({ escalated: 2, escalatedTo: [onCall] })

  const bare = await given({ named: false })
  await inOrganization(bare.world, asSystem(bare.trio.organizationId), (scope) =>
    scope.trx.updateTable('member').set({ role: 'staff' }).where('role', '=', 'lead').execute(),
  )
  await until(bare, '2026-11-26 03:30')
  expect(await see(bare)).toMatchObject({ escalated: 2 })
  expect(bare.world.sent.map(({ to }) => to)).toEqual([expect.stringMatching(/^admin-/)])
})

test('where nobody is on call the leads are told a second time', async () => {
  const all = await given({ named: false })
  await until(all, '2026-11-26 03:30', '2026-11-28 03:30')
  expect(await see(all)).toMatchObject({ escalated: 2, escalatedTo: [all.trio.lead.personId] })
  const lead = await mailOf(all.world, all.trio.lead.personId)
  expect(letters(all)).toEqual([missed(lead), missed(lead)])
})

test('a safety flag that nobody closed by the end of its day is told to leads and whoever is on call at once', async () => {
  const all = await given()
  const { world, trio, onCall } = all
  const { caseId } = await aCase(world, trio.lead, { family: 'Danger' })
  const flagId = await aFlag(world, trio.manager, caseId, { urgency: 'emergency' })
  await triageFlag(world, trio.lead, { flagId, version: 1, verdict: 'discuss' })
  await until(all, '2026-11-24 03:30')
  const flag = await see({ ...all, flagId })
  expect(flag).toMatchObject({ escalated: 2 })
  expect(new Set(flag.escalatedTo)).toEqual(new Set([onCall, trio.lead.personId]))
})

test('a closed case waits for nobody', async () => {
  const all = await given()
  const closed = await changeCase(all.world, all.trio.lead, {
    caseId: all.caseId,
    version: 1,
    phase: 'closed',
    closedReason: 'Moved away',
    careManagerId: null,
  })
  expect(closed).toMatchObject({ ok: true })
  await until(all, '2026-11-26 03:30')
  expect(await see(all)).toMatchObject({ escalated: 0 })
})
