import { expect, test } from 'vitest'
import { readCasePage } from '#app/features/cases/server/case-page.server.ts'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { listCaseloadOf } from '#app/features/cases/server/caseload-row-queries.server.ts'
import { asSystem, broke, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aTrio, type Trio } from '#tests/support/flags.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { settingOf } from '../core/rule-settings.ts'
import { fullSetting, type SettingCode } from '../core/standards.ts'
import { applyRules } from './apply-rules.ts'
import { changeRule } from './change-rule.ts'
import { countRule } from './count-rule.ts'
import { listFlagsOfCase } from './flag-queries.server.ts'
import { readRulePage, readRulesPage } from './read-rules-page.ts'

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

function change(
  world: TestWorld,
  trio: Trio,
  code: SettingCode,
  more: Partial<Parameters<typeof changeRule>[2]> = {},
) {
  const { on, urgency, numbers } = fullSetting(code)
  return changeRule(world, trio.lead, {
    teamId: trio.teamId,
    code,
    version: 0,
    on,
    urgency,
    reason: 'We are few',
    ...more,
    numbers: { ...numbers, ...more.numbers },
  })
}

test('the database lets no safety flag lapse, no safety rule be turned off, and no other become an emergency', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, { scores: [{ on: '2026-12-01', safetyAnswer: 1 }] })
  await look(world, trio, caseId)
  const tried = async (constraint: string, work: Parameters<typeof inOrganization<unknown>>[2]) =>
    inOrganization(world, trio.lead, work).then(
      () => 'done',
      (error: unknown) => (broke(constraint, error) ? constraint : error),
    )
  const lapse = await tried('flag_safety_does_not_lapse', (scope) =>
    scope.trx.updateTable('flag').set({ lapsed_at: new Date() }).where('case_id', '=', caseId).execute(),
  )
  expect(lapse).toBe('flag_safety_does_not_lapse')
  const off = await tried('rule_setting_safety_stays_on', (scope) =>
    scope.trx
      .insertInto('rule_setting')
      .values({
        organization_id: trio.organizationId,
        team_id: trio.teamId,
        code: 'safety-answer',
        enabled: false,
        numbers: '{}',
      })
      .execute(),
  )
  expect(off).toBe('rule_setting_safety_stays_on')
  expect(await change(world, trio, 'safety-answer', { on: false, urgency: 'emergency' })).toMatchObject({
    problem: 'stays-on',
  })
  expect(await change(world, trio, 'long-stay', { urgency: 'emergency' })).toMatchObject({
    problem: 'not-that-urgent',
  })
})

test('a lead changes numbers and says why; the rules look anew, and what is there keeps its own numbers', async () => {
  const { world, trio } = await given()
  const scores = [{ on: '2026-10-01', total: 18 }]
  const before = await aCase(world, trio.lead, { episodeStart: '2026-10-01', scores })
  const young = await aCase(world, trio.lead, {
    episodeStart: '2026-10-20',
    mrn: 'X2',
    scores: [{ on: '2026-10-20', total: 18 }],
  })
  await look(world, trio, before.caseId)
  const counted = await inOrganization(world, trio.lead, (scope) =>
    countRule(scope, trio.teamId, 'not-measured-week-8', [
      settingOf('not-measured-week-8'),
      settingOf('not-measured-week-8', { numbers: { week: 6 } }),
      settingOf('not-measured-week-8', { on: false }),
    ]),
  )
  expect(counted).toEqual([
    { cases: 2, asks: 1, raises: 0, lapses: 0 },
    { cases: 2, asks: 2, raises: 1, lapses: 0 },
    { cases: 2, asks: 0, raises: 0, lapses: 1 },
  ])

  const key = crypto.randomUUID()
  const changed = await change(world, trio, 'not-measured-week-8', {
    key,
    urgency: 'soon',
    numbers: { week: 6 },
  })
  expect(changed).toEqual({ ok: true, value: 'not-measured-week-8' })
  expect(
    await change(world, trio, 'not-measured-week-8', { key, urgency: 'soon', numbers: { week: 6 } }),
  ).toMatchObject({ ok: true })
  await world.settle()

  const numbersOf = async (caseId: CaseId) =>
    (await flagsOf(world, trio, caseId)).map(({ why, urgency }) => [
      urgency,
      why.by === 'rule' && 'week' in why.answer.numbers ? why.answer.numbers.week : undefined,
    ])
  expect(await numbersOf(before.caseId)).toEqual([['routine', 8]])
  expect(await numbersOf(young.caseId)).toEqual([['soon', 6]])

  const page = await inOrganization(world, trio.lead, (scope) =>
    readRulePage(scope, trio.teamId, 'not-measured-week-8'),
  )
  expect(page).toMatchObject({
    version: 1,
    rule: { edited: true, open: 2, says: expect.stringContaining('From week 6 on') },
    changes: [
      {
        by: 'Lee Lead',
        at: '2026-12-01T09:00:00.000Z',
        what: ['Urgency soon (was routine)', 'Looks from week 6 (was 8)'],
        reason: 'We are few',
      },
    ],
  })
})

test('the day a case shows for its next review is by the months of its team', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, { episodeStart: '2026-11-30' })
  const shown = () =>
    inOrganization(world, trio.lead, async (scope) => {
      const [row] = await listCaseloadOf(scope, [caseId], ['phq-9'])
      const found = await findCase(scope, caseId)
      const page = found && (await readCasePage(scope, found, 'Europe/London'))
      return [row?.nextReviewOn, page?.facts.nextReview]
    })
  expect(await shown()).toEqual(['2026-12-30', '2026-12-30'])
  const numbers = { activeMonths: 3, preventionMonths: 3 }
  expect(await change(world, trio, 'review-overdue', { numbers })).toMatchObject({ ok: true })
  expect(await shown()).toEqual(['2027-02-28', '2027-02-28'])
})

test('turned off, its undecided flags go; back to the book, they come again', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, {
    episodeStart: '2026-10-01',
    scores: [{ on: '2026-10-01', total: 18 }],
  })
  await look(world, trio, caseId)
  expect((await change(world, trio, 'not-measured-week-8', { on: false })).ok).toBe(true)
  await world.settle()
  expect(await openRules(world, trio, caseId)).toEqual([])
  expect((await change(world, trio, 'not-measured-week-8', { version: 1 })).ok).toBe(true)
  await world.settle()
  expect(await openRules(world, trio, caseId)).toEqual(['not-measured-week-8'])
  const { rules, changes } = await inOrganization(world, trio.lead, (scope) =>
    readRulesPage(scope, trio.teamId),
  )
  expect(rules.filter(({ edited }) => edited)).toEqual([])
  expect(changes.map(({ what }) => what)).toEqual([['Turned on'], ['Turned off']])
})

test('only a lead of the team changes its rules, within bounds, with a reason, and not over another’s change', async () => {
  const { world, trio } = await given()
  const stranger = (await aTrio(world, { organizationId: trio.organizationId })).lead
  const foreign = (await aTrio(world)).lead
  const input = {
    teamId: trio.teamId,
    code: 'long-stay' as const,
    version: 0,
    on: true,
    urgency: 'routine' as const,
    numbers: { months: 12, againDays: 90 },
    reason: 'Ours stay long',
  }
  expect(await changeRule(world, trio.manager, input)).toMatchObject({ problem: 'not-a-lead' })
  expect(await changeRule(world, trio.doctor, input)).toMatchObject({ problem: 'not-a-lead' })
  expect(await changeRule(world, stranger, input)).toMatchObject({ problem: 'not-a-lead' })
  expect(await changeRule(world, foreign, input)).toMatchObject({ problem: 'no-such-team' })
  expect(await changeRule(world, trio.lead, { ...input, reason: ' ' })).toMatchObject({ problem: 'say-why' })
  const wild = { ...input, numbers: { months: 37, againDays: 90 } }
  expect(await changeRule(world, trio.lead, wild)).toMatchObject({ problem: 'out-of-bounds' })
  const same = { ...input, numbers: { months: 9, againDays: 90 } }
  expect(await changeRule(world, trio.lead, same)).toMatchObject({ problem: 'nothing-changed' })

  const answers = await Promise.all(
    [10, 11, 12, 13].map((months) =>
      changeRule(world, trio.lead, { ...input, numbers: { months, againDays: 90 } }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(answers.filter((answer) => !answer.ok && answer.problem === 'changed-meanwhile')).toHaveLength(3)
  const changes = await inOrganization(world, stranger, (scope) => readRulesPage(scope, trio.teamId))
  expect(changes.changes).toEqual([])
})

test('a team’s own clocks count for the flags raised from then on, and never for an emergency', async () => {
  const { world, trio } = await given()
  const numbers = { urgentDays: 5, soonDays: 20, routineDays: 90 }
  expect(await change(world, trio, 'respond-by', { urgency: null, numbers })).toMatchObject({ ok: true })
  const { caseId } = await aCase(world, trio.lead, {
    episodeStart: '2026-10-01',
    scores: [
      { on: '2026-10-01', total: 18 },
      { on: '2026-12-01', total: 17, safetyAnswer: 1 },
    ],
  })
  await look(world, trio, caseId)
  const due = (await flagsOf(world, trio, caseId)).map(({ rule, respondBy }) => [
    rule,
    respondBy.slice(0, 10),
  ])
  expect(new Map(due as [string, string][])).toEqual(
    new Map([
      ['safety-answer', '2026-12-01'],
      ['not-improved-week-8', '2026-12-29'],
    ]),
  )
  const upsideDown = { urgentDays: 5, soonDays: 3, routineDays: 90 }
  expect(
    await change(world, trio, 'respond-by', { urgency: null, version: 1, numbers: upsideDown }),
  ).toMatchObject({ problem: 'out-of-bounds' })
})
