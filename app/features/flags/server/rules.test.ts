import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { readCourse } from '#app/features/cases/server/course-queries.server.ts'
import { recordScoreIn } from '#app/features/cases/server/record-score.ts'
import { listSafetyTasks } from '#app/features/tasks/server/task-queries.server.ts'
import { sweepDue } from '#app/platform/facts.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aTrio, type Trio } from '#tests/support/flags.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { applyRules } from './apply-rules.ts'
import { checkEarlierAnswer } from './check-earlier-answer.ts'
import { closeFlag } from './close-flag.ts'
import { listFlagsOfCase } from './flag-queries.server.ts'
import { listRuleAnswers } from './list-rule-answers.ts'
import { listEarlierAnswers } from './rule-queries.server.ts'

const stuck = [
  { on: '2026-10-01', total: 18 },
  { on: '2026-11-20', total: 16 },
]

async function given(at = '2026-12-01 09:00', zone?: string): Promise<{ world: TestWorld; trio: Trio }> {
  const world = await worldAt(at)
  return { world, trio: await aTrio(world, { ...(zone ? { zone } : {}) }) }
}

const moment = (at: string) => DateTime.fromSQL(at, { zone: 'utc' })

const flagsOf = (world: TestWorld, trio: Trio, caseId: CaseId) =>
  inOrganization(world, trio.lead, (scope) => listFlagsOfCase(scope, caseId))

test('twenty at once raise one flag, which says why with numbers, dates and source', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, { episodeStart: '2026-10-01', scores: stuck })
  const caller = asSystem(trio.organizationId)
  const applied = await Promise.all(Array.from({ length: 20 }, () => applyRules(world, caller, [caseId])))
  expect(applied.flatMap((each) => each.raised)).toHaveLength(1)

  const [flag, ...others] = await flagsOf(world, trio, caseId)
  expect(others).toEqual([])
  expect(flag).toMatchObject({ rule: 'not-improved-week-8', urgency: 'soon', raisedBy: null, safety: false })
  expect(flag?.why).toMatchObject({
    by: 'rule',
    answer: {
      week: 8,
      baseline: { value: 18, on: '2026-10-01' },
      latest: { value: 16, on: '2026-11-20' },
      source: { href: expect.stringContaining('doi.org') },
    },
  })
})

test('twenty at once make one safety task', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, {
    scores: [{ on: '2026-12-01', total: 9, safetyAnswer: 1 }],
  })
  await Promise.all(
    Array.from({ length: 20 }, () => applyRules(world, asSystem(trio.organizationId), [caseId])),
  )
  const tasks = await inOrganization(world, trio.lead, (scope) => listSafetyTasks(scope, [trio.teamId]))
  expect(tasks).toHaveLength(1)
})

test('a score that came while the flag was open was answered with it, and is not flagged again the morning after', async () => {
  const { world, trio } = await given()
  const caller = asSystem(trio.organizationId)
  const { caseId, patientId } = await aCase(world, trio.lead, { episodeStart: '2026-10-01', scores: stuck })
  await applyRules(world, caller, [caseId])
  world.setNow('2026-12-04 09:00')
  await inOrganization(world, trio.lead, (scope) =>
    recordScoreIn(scope, patientId, {
      instrument: 'phq-9',
      takenOn: '2026-12-04',
      takenAt: null,
      total: 15,
      safetyAnswer: null,
    }),
  )
  await applyRules(world, caller, [caseId])
  const [flag] = await flagsOf(world, trio, caseId)
  if (!flag) throw new Error('The flag is not there.')
  const closed = await closeFlag(world, trio.lead, {
    flagId: flag.flagId,
    version: flag.version,
    found: 'Dose raised',
  })
  expect(closed.ok).toBe(true)

  world.setNow('2026-12-05 06:00')
  await applyRules(world, caller, [caseId])

  expect((await flagsOf(world, trio, caseId)).filter((one) => one.state !== 'closed')).toEqual([])
})

test('a case whose rules are held, or that is closed, is passed over', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, { episodeStart: '2026-10-01', scores: stuck })
  const set = (change: Record<string, unknown>) =>
    inOrganization(world, trio.lead, (scope) =>
      scope.trx.updateTable('case').set(change).where('case_id', '=', caseId).execute(),
    )
  await set({ rules_held: true })
  await applyRules(world, asSystem(trio.organizationId), [caseId])
  const answers = () =>
    inOrganization(world, trio.lead, async (scope) => (await listRuleAnswers(scope, [caseId])).get(caseId))
  expect(await answers()).toEqual({ rules: ['not-improved-week-8'], earlier: 0 })
  await set({ rules_held: false, phase: 'closed' })
  await applyRules(world, asSystem(trio.organizationId), [caseId])
  expect(await flagsOf(world, trio, caseId)).toEqual([])
  expect(await answers()).toEqual({ rules: [], earlier: 0 })
})

test('an older positive answer is listed once, makes no task and no mail, and a person takes it off', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, {
    scores: [
      { on: '2026-09-01', total: 20, safetyAnswer: 2 },
      { on: '2026-11-25', total: 8, safetyAnswer: 0 },
    ],
  })
  world.sent.length = 0
  await world.settle()
  await world.settle()
  await applyRules(world, asSystem(trio.organizationId), [caseId])
  expect(world.sent.filter((letter) => letter.subject.includes('task'))).toEqual([])
  expect(await flagsOf(world, trio, caseId)).toEqual([])
  const listed = () => inOrganization(world, trio.lead, (scope) => listEarlierAnswers(scope, trio.teamId))
  const [answer, ...others] = await listed()
  expect(others).toEqual([])
  expect(answer).toMatchObject({ caseId, on: '2026-09-01', value: 2, instrument: 'phq-9' })
  const scoreId = answer?.scoreId ?? ''

  const stranger = (await aTrio(world, { organizationId: trio.organizationId })).lead
  expect(await checkEarlierAnswer(world, stranger, { caseId, scoreId, found: 'Seen' })).toMatchObject({
    problem: 'nothing-to-check',
  })
  expect(await checkEarlierAnswer(world, trio.manager, { caseId, scoreId, found: '' })).toMatchObject({
    problem: 'say-what-was-found',
  })
  expect(
    await checkEarlierAnswer(world, trio.manager, { caseId, scoreId, found: 'Seen then' }),
  ).toMatchObject({
    ok: true,
  })
  await applyRules(world, asSystem(trio.organizationId), [caseId])
  expect(await listed()).toEqual([])
})

test.each([
  ['Asia/Kathmandu', '2026-12-01 00:00', ['2026-12-01 00:14', '2026-12-01 00:15']],
  // The clocks go forward on 14-Mar-2027 and back on 07-Nov-2027: 06:00 is 09:30 UTC before and 08:30 after, and the reverse.
  ['America/St_Johns', '2027-03-13 10:00', ['2027-03-14 08:29', '2027-03-14 08:30']],
  ['America/St_Johns', '2027-11-06 10:00', ['2027-11-07 09:29', '2027-11-07 09:30']],
])('the daily look is at 06:00 in %s, from %s on', async (zone, start, [before, at]) => {
  const { world, trio } = await given(start, zone)
  const episodeStart = world.now().setZone(zone).minus({ days: 55 }).toISODate() ?? ''
  const { caseId } = await aCase(world, trio.lead, {
    episodeStart,
    scores: [
      { on: episodeStart, total: 18 },
      { on: world.now().setZone(zone).minus({ days: 10 }).toISODate() ?? '', total: 17 },
    ],
  })
  await world.settle()
  expect(await flagsOf(world, trio, caseId)).toEqual([])
  world.setNow(before ?? '')
  await world.settle()
  expect(await flagsOf(world, trio, caseId)).toEqual([])
  world.setNow(at ?? '')
  await world.settle()
  await world.settle()
  expect(await flagsOf(world, trio, caseId)).toHaveLength(zone === 'Asia/Kathmandu' ? 0 : 1)
})

test('each day has one daily look in each zone, also on nights when the clocks change', async () => {
  const world = await worldAt('2027-03-12 12:00')
  const trios: Trio[] = []
  for (const zone of ['America/St_Johns', 'Asia/Kathmandu']) {
    const trio = await aTrio(world, { zone })
    await aCase(world, trio.lead, { scores: [{ on: '2027-03-12', total: 12 }] })
    trios.push(trio)
  }
  // Four days, hour by hour; the sweep of two processes at once takes each look one time.
  for (let hour = 0; hour <= 96; hour += 1) {
    world.setNow(moment('2027-03-12 12:00').plus({ hours: hour }).toFormat('yyyy-MM-dd HH:mm'))
    await Promise.all([sweepDue(world), sweepDue(world)])
    await world.settle()
  }
  const { rows } = await sql<{ team_id: string; looks: number }>`
    select data->>'id' as team_id, count(*)::int as looks from pgboss.job
     where name = 'due.daily-rules.run' group by 1`.execute(world.db)
  expect(new Map(rows.map((row) => [row.team_id, row.looks]))).toEqual(
    new Map(trios.map((trio) => [trio.teamId, 4])),
  )
})

test('the course keeps the team’s own days', async () => {
  const { world, trio } = await given('2026-12-01 20:00', 'Asia/Kathmandu')
  const { caseId } = await aCase(world, trio.lead, { scores: [{ on: '2026-12-02', safetyAnswer: 1 }] })
  const course = await inOrganization(world, trio.lead, (scope) => readCourse(scope, [caseId]))
  expect(course.get(caseId)?.safetyItems).toMatchObject([{ arrivedOn: '2026-12-02' }])
})
