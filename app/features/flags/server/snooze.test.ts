import { expect, test } from 'vitest'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, FlagId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aFlag, aTrio, type Trio } from '#tests/support/flags.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { isSnoozed, type RaisedFlag } from '../core/flag.ts'
import type { InboxView } from '../core/inbox-query.ts'
import { actInInbox } from './act-in-inbox.ts'
import { closeFlag } from './close-flag.ts'
import { findFlag } from './flag-queries.server.ts'
import { countInbox } from './inbox-queries.server.ts'
import { readInbox } from './read-inbox.ts'
import { readMeanwhile } from './read-meanwhile.ts'
import { snoozeFlag, wakeFlag } from './snooze-flag.ts'
import { triageFlag } from './triage-flag.ts'
import { undoTriage } from './undo-triage.ts'
import { wakeDueFlag } from './wake-due-flag.ts'

interface Given {
  world: TestWorld
  trio: Trio
  caseId: CaseId
  flagId: FlagId
}

// A Monday, in a zone whose clocks go forward on 14 March.
async function given(at = '2026-11-23 12:30', zone = 'America/St_Johns'): Promise<Given> {
  const world = await worldAt(at)
  const trio = await aTrio(world, { zone })
  const { caseId } = await aCase(world, trio.lead, { careManagerId: trio.manager.personId })
  const flagId = await aFlag(world, trio.manager, caseId, { urgency: 'routine' })
  return { world, trio, caseId, flagId }
}

async function see({ world, trio, flagId }: Given): Promise<RaisedFlag> {
  const flag = await inOrganization(world, trio.lead, (scope) => findFlag(scope, flagId))
  if (!flag) throw new Error('The flag is gone.')
  return flag
}

async function snooze(all: Given, day: string, reason = 'The lab comes first') {
  const { version } = await see(all)
  return snoozeFlag(all.world, all.trio.lead, { flagId: all.flagId, version, day, reason })
}

const inbox = ({ world, trio }: Given, show: InboxView = 'to-decide') =>
  inOrganization(world, trio.lead, async (scope) => {
    const page = await readInbox(scope, trio.lead, trio.teamId, {
      show,
      urgency: null,
      by: null,
      manager: null,
      page: 1,
    })
    if (!page) throw new Error('There is no such inbox.')
    return page
  })

const waiting = async ({ world, trio }: Given) =>
  (await inOrganization(world, trio.lead, (scope) => countInbox(scope, [trio.teamId]))).get(trio.teamId) ?? 0

test('a snoozed flag is out of what waits, is listed with who, why and until when, and its clock goes on', async () => {
  const all = await given()
  const before = await see(all)
  expect(await snooze(all, '2026-11-30')).toMatchObject({ ok: true })
  expect(await waiting(all)).toBe(0)
  const page = await inbox(all, 'snoozed')
  expect(page.counts).toMatchObject({ 'to-decide': 0, snoozed: 1 })
  expect(page.rows).toMatchObject([
    {
      state: 'snoozed',
      snooze: { by: 'Lee Lead', reason: 'The lab comes first', until: '2026-11-30T09:30:00.000Z' },
    },
  ])
  expect((await see(all)).respondBy).toBe(before.respondBy)
})

test('it comes back by itself at six in the morning by the team’s clock, once, and keeps what was said', async () => {
  const all = await given()
  await snooze(all, '2026-11-30')
  all.world.setNow('2026-11-30 09:29')
  await all.world.settle()
  expect(await waiting(all)).toBe(0)
  all.world.setNow('2026-11-30 09:30')
  await all.world.settle()
  expect(await waiting(all)).toBe(1)
  const { version } = await see(all)
  await wakeDueFlag(all.world, { organizationId: all.trio.organizationId, id: all.flagId })
  expect((await see(all)).version).toBe(version)
  expect((await inbox(all)).rows).toMatchObject([
    { state: 'open', snooze: { reason: 'The lab comes first' } },
  ])
})

test('three days of downtime over a night of changing clocks delay it and lose nothing', async () => {
  const all = await given('2027-03-01 12:30')
  await snooze(all, '2027-03-14')
  expect((await see(all)).snooze?.until).toBe('2027-03-14T08:30:00.000Z')
  // Nothing ran from Saturday to Wednesday.
  all.world.setNow('2027-03-17 11:00')
  await all.world.settle()
  expect(await waiting(all)).toBe(1)
  expect((await see(all)).snooze?.wokeAt).toBe('2027-03-17T11:00:00.000Z')
})

test('woken early it waits again, and the day that was said no longer wakes it', async () => {
  const all = await given()
  await snooze(all, '2026-11-30')
  const { version } = await see(all)
  expect(await wakeFlag(all.world, all.trio.lead, { flagId: all.flagId, version })).toMatchObject({
    ok: true,
  })
  expect(await waiting(all)).toBe(1)
  const woken = await see(all)
  expect(
    await wakeFlag(all.world, all.trio.lead, { flagId: all.flagId, version: woken.version }),
  ).toMatchObject({
    problem: 'not-snoozed',
  })
  // Put off again until later, the first day passes it by.
  await snooze(all, '2026-12-07')
  all.world.setNow('2026-11-30 12:00')
  await all.world.settle()
  expect(isSnoozed(await see(all))).toBe(true)
})

test('undone it is as if it had never been snoozed, also from another device days later', async () => {
  const all = await given()
  const before = await see(all)
  await snooze(all, '2026-11-30')
  all.world.setNow('2026-11-26 12:00')
  const recent = await inbox(all, 'recent')
  expect(recent.rows).toMatchObject([{ flagId: all.flagId, undo: 'possible', decided: { byMe: true } }])
  const { version } = await see(all)
  expect(await undoTriage(all.world, all.trio.lead, { flagId: all.flagId, version })).toMatchObject({
    ok: true,
  })
  expect({ ...(await see(all)), version: before.version }).toEqual(before)
})

test('a verdict about a snoozed flag ends the snooze', async () => {
  const all = await given()
  await snooze(all, '2026-11-30')
  const { version } = await see(all)
  await triageFlag(all.world, all.trio.lead, { flagId: all.flagId, version, verdict: 'discuss' })
  const decided = await see(all)
  expect(decided).toMatchObject({ state: 'triaged', verdict: 'discuss' })
  all.world.setNow('2026-11-30 12:00')
  await all.world.settle()
  expect((await see(all)).version).toBe(decided.version)
})

test('only a lead of the team snoozes and wakes, and what is decided is not snoozed', async () => {
  const all = await given()
  const { world, trio, flagId } = all
  const stranger = (await aTrio(world)).lead
  const input = { flagId, version: 1, day: '2026-11-30', reason: 'Later' }
  expect(await snoozeFlag(world, trio.manager, input)).toMatchObject({ problem: 'not-a-lead' })
  expect(await snoozeFlag(world, stranger, input)).toMatchObject({ problem: 'no-such-flag' })
  expect(await wakeFlag(world, stranger, input)).toMatchObject({ problem: 'no-such-flag' })
  await triageFlag(world, trio.lead, { flagId, version: 1, verdict: 'list-only' })
  expect(await snooze(all, '2026-11-30')).toMatchObject({ problem: 'already-triaged' })
})

test('the same form sent twice snoozes once', async () => {
  const { world, trio, flagId } = await given()
  const form = { key: 'one-form-key', flagId, version: 1, day: '2026-11-30', reason: 'Later' }
  const [first, second] = await Promise.all([
    snoozeFlag(world, trio.lead, form),
    snoozeFlag(world, trio.lead, form),
  ])
  expect(first).toEqual(second)
  expect(first).toMatchObject({ ok: true })
})

test('of two leads who decide at once one wins, and the other is told who it was and what became of it', async () => {
  const all = await given()
  const { world, trio, flagId } = all
  const answers = await Promise.all([
    snoozeFlag(world, trio.lead, { flagId, version: 1, day: '2026-11-30', reason: 'Later' }),
    triageFlag(world, trio.lead, { flagId, version: 1, verdict: 'discuss' }),
    triageFlag(world, trio.lead, { flagId, version: 1, verdict: 'list-only' }),
  ])
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(answers.filter((answer) => !answer.ok)).toEqual([
    { ok: false, problem: 'changed-meanwhile' },
    { ok: false, problem: 'changed-meanwhile' },
  ])
  const meanwhile = await inOrganization(world, trio.lead, (scope) => readMeanwhile(scope, flagId))
  expect(meanwhile).toMatchObject({ patient: 'OKAFOR, Ada', by: 'Lee Lead' })
  expect(['snoozed', 'triaged']).toContain(meanwhile?.now)
})

test('a safety flag is not snoozed: not by use case, not by form, not in SQL', async () => {
  const { world, trio, caseId } = await given()
  const flagId = await aFlag(world, trio.manager, caseId, { urgency: 'emergency' })
  const snoozed = { flagId, version: 1, day: '2026-11-24', reason: 'Later' }
  expect(await snoozeFlag(world, trio.lead, snoozed)).toMatchObject({ problem: 'safety-cannot-wait' })
  expect(
    await actInInbox(world, trio.lead, {
      intent: 'snooze',
      key: undefined,
      flagId,
      version: 1,
      until: '2026-11-24',
      reason: 'Later',
    }),
  ).toMatchObject({ problem: 'safety-cannot-wait' })

  const sql = (as: Trio['lead'] | ReturnType<typeof asSystem>, set: Record<string, unknown>) =>
    inOrganization(world, as, (scope) =>
      scope.trx.updateTable('flag').set(set).where('flag_id', '=', flagId).execute(),
    )
  const asleep = {
    snoozed_at: world.now().toJSDate(),
    snoozed_until: world.now().plus({ hours: 1 }).toJSDate(),
    snoozed_by: trio.lead.personId,
    snooze_reason_sealed: Buffer.from('x'),
  }
  for (const as of [trio.lead, asSystem(trio.organizationId)]) {
    await expect(sql(as, asleep)).rejects.toMatchObject({ constraint: 'flag_safety_is_never_snoozed' })
    // Nor by taking it out of the lane in the same breath.
    await expect(sql(as, { ...asleep, safety: false, urgency: 'soon' })).rejects.toMatchObject({
      constraint: 'flag_safety_stays',
    })
  }
})

test('the database lets no snooze go beyond its limits, and no clock begin anew', async () => {
  const { world, trio, flagId } = await given()
  const sql = (set: Record<string, unknown>) =>
    inOrganization(world, trio.lead, (scope) =>
      scope.trx.updateTable('flag').set(set).where('flag_id', '=', flagId).execute(),
    )
  const at = world.now()
  const asleep = (until: typeof at) => ({
    snoozed_at: at.toJSDate(),
    snoozed_until: until.toJSDate(),
    snoozed_by: trio.lead.personId,
    snooze_reason_sealed: Buffer.from('x'),
  })
  const breaks = (constraint: string) => ({ constraint })
  await expect(sql(asleep(at.plus({ days: 29 })))).rejects.toMatchObject(breaks('flag_snooze_ends_in_time'))
  await expect(sql(asleep(at.plus({ days: 31 })))).rejects.toMatchObject(breaks('flag_snooze_ends_in_time'))
  await expect(sql(asleep(at.minus({ days: 1 })))).rejects.toMatchObject(breaks('flag_snooze_ends_in_time'))
  await expect(sql({ ...asleep(at.plus({ days: 1 })), snooze_reason_sealed: null })).rejects.toMatchObject(
    breaks('flag_snooze_says_who_why_until'),
  )
  await expect(
    sql({ ...asleep(at.plus({ days: 1 })), state: 'triaged', verdict: 'discuss' }),
  ).rejects.toMatchObject(breaks('flag_snoozed_waits'))
  const later = at.plus({ days: 60 }).toJSDate()
  await expect(sql({ respond_by: later })).rejects.toMatchObject(breaks('flag_clock_goes_on'))
  await expect(sql({ raised_at: later })).rejects.toMatchObject(breaks('flag_clock_goes_on'))
})

test('closed while it sleeps it stays closed', async () => {
  const all = await given()
  await snooze(all, '2026-11-30')
  const { version } = await see(all)
  const { flagId } = all
  expect(await closeFlag(all.world, all.trio.lead, { flagId, version, found: 'Moved away' })).toMatchObject({
    ok: true,
  })
  all.world.setNow('2026-11-30 12:00')
  await all.world.settle()
  expect(await see(all)).toMatchObject({ state: 'closed', snooze: { wokeAt: '2026-11-23T12:30:00.000Z' } })
})
