import { expect, test } from 'vitest'
import { applyRulesToCase } from '#app/features/flags/server/apply-rules.ts'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { aCase } from '#tests/support/cases.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { correctScore, takeBackScore } from './correct-score.ts'
import { readCourse } from './course-queries.server.ts'
import { readHistory } from './history-lines.ts'
import { recordScore, recordScoreIn } from './record-score.ts'
import { findScore, listScores, listScoresBefore } from './score-queries.server.ts'

async function aClinic() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const north = await aTeam(world, organizationId, { name: 'North' })
  const south = await aTeam(world, organizationId, { name: 'South' })
  const member = async (teamId: typeof north) =>
    viewerOf(world, await aPerson(world, organizationId, { roles: { [teamId]: 'lead' } }))
  const mia = await member(north)
  const ned = await member(north)
  const sam = await member(south)
  const { caseId, patientId } = await aCase(world, mia, { episodeStart: '2026-11-01' })
  return { world, organizationId, mia, ned, sam, caseId, patientId }
}

const sheet = {
  instrument: 'phq-9',
  takenOn: '2026-12-01',
  takenAt: null,
  total: null,
  safetyAnswer: null,
} as const
const items = [1, 2, 3, 0, 1, 2, 3, 0, 0]

test('a sheet is kept answer by answer, and its total is their sum', async () => {
  const { world, mia, caseId } = await aClinic()
  const recorded = await recordScore(world, mia, { caseId, ...sheet, items, way: 'phone' })
  if (!recorded.ok) throw new Error(recorded.problem)

  const kept = await inOrganization(world, mia, (scope) => findScore(scope, caseId, recorded.value))

  expect(kept).toMatchObject({ items, total: 12, safetyAnswer: 0, way: 'phone', version: 1 })
})

test('an answer that is missing stays missing, and takes the total with it', async () => {
  const { world, mia, caseId } = await aClinic()
  const gap = [...items.slice(0, 3), null, ...items.slice(4, 8), 2]
  const recorded = await recordScore(world, mia, { caseId, ...sheet, items: gap })
  if (!recorded.ok) throw new Error(recorded.problem)

  await inOrganization(world, mia, async (scope) => {
    expect(await findScore(scope, caseId, recorded.value)).toMatchObject({
      items: gap,
      total: null,
      safetyAnswer: 2,
    })
    expect((await readCourse(scope, [caseId])).get(caseId)).toMatchObject({
      scores: [],
      safetyItems: [{ value: 2 }],
    })
  })
})

test('a correction keeps what was said before with its reason, and of two who correct at once one is first', async () => {
  const { world, mia, ned, caseId } = await aClinic()
  const recorded = await recordScore(world, mia, { caseId, ...sheet, total: 21, safetyAnswer: 0 })
  if (!recorded.ok) throw new Error(recorded.problem)
  const hand = { caseId, scoreId: recorded.value, version: 1, reason: 'Typed 21 for 12' }

  const raced = await Promise.all([
    correctScore(world, mia, { ...hand, ...sheet, total: 12, safetyAnswer: 0 }),
    correctScore(world, ned, { ...hand, ...sheet, total: 11, safetyAnswer: 0 }),
  ])

  expect(raced.map(({ ok }) => ok).sort()).toEqual([false, true])
  await inOrganization(world, mia, async (scope) => {
    const scores = (await readCourse(scope, [caseId])).get(caseId)?.scores ?? []
    expect(scores.map(({ value }) => value)).toEqual([raced[0]?.ok ? 12 : 11])
    expect(await listScoresBefore(scope, caseId)).toMatchObject([
      { version: 1, total: 21, became: 'corrected', reason: 'Typed 21 for 12' },
    ])
  })
})

test('what is taken back counts nowhere and can still be read; the flag it raised stays for a person to close', async () => {
  const { world, organizationId, mia, caseId } = await aClinic()
  const recorded = await recordScore(world, mia, { caseId, ...sheet, total: 12, safetyAnswer: 2 })
  if (!recorded.ok) throw new Error(recorded.problem)
  await applyRulesToCase(world, { organizationId, id: caseId })
  const openSafetyFlags = () =>
    inOrganization(world, asSystem(organizationId), async (scope) =>
      (await listFlagsOfCase(scope, caseId)).filter(({ safety, state }) => safety && state !== 'closed'),
    )
  expect(await openSafetyFlags()).toHaveLength(1)

  const hand = { caseId, scoreId: recorded.value, version: 1, reason: 'Another patient’s sheet' }
  expect(await takeBackScore(world, mia, hand)).toMatchObject({ ok: true })
  await applyRulesToCase(world, { organizationId, id: caseId })

  expect(await openSafetyFlags()).toHaveLength(1)
  await inOrganization(world, mia, async (scope) => {
    expect(await listScores(scope, caseId)).toEqual([])
    expect(await listScoresBefore(scope, caseId)).toMatchObject([
      { total: 12, safetyAnswer: 2, became: 'taken-back', reason: 'Another patient’s sheet' },
    ])
  })
  expect(await takeBackScore(world, mia, hand)).toEqual({ ok: false, problem: 'no-such-score' })
})

test('nobody of another team corrects a score, and what a file brought only its source does', async () => {
  const { world, organizationId, mia, sam, caseId, patientId } = await aClinic()
  const recorded = await recordScore(world, mia, { caseId, ...sheet, total: 12 })
  if (!recorded.ok) throw new Error(recorded.problem)
  const hand = { caseId, scoreId: recorded.value, version: 1, reason: 'x' }
  expect(await correctScore(world, sam, { ...hand, ...sheet, total: 1 })).toEqual({
    ok: false,
    problem: 'no-such-score',
  })
  expect(await takeBackScore(world, sam, hand)).toEqual({ ok: false, problem: 'no-such-score' })

  const scoreId = await inOrganization(world, asSystem(organizationId), (scope) =>
    recordScoreIn(scope, patientId, { ...sheet, total: 9 }),
  )
  expect(await takeBackScore(world, mia, { ...hand, scoreId })).toEqual({
    ok: false,
    problem: 'not-typed-here',
  })
})

test('the history names a score with its total on the line that made it so, and a specially protected one not at all', async () => {
  const { world, mia, caseId, patientId } = await aClinic()
  const recorded = await recordScore(world, mia, { caseId, ...sheet, total: 12 })
  if (!recorded.ok) throw new Error(recorded.problem)
  const lines = () =>
    inOrganization(world, mia, async (scope) =>
      (await readHistory(scope, caseId, () => '', 10))
        .map(({ words }) => words)
        .filter((words) => words.startsWith('Score')),
    )

  expect(await lines()).toEqual(['Score recorded: PHQ-9 12'])

  const corrected = await correctScore(world, mia, {
    caseId,
    scoreId: recorded.value,
    version: 1,
    reason: 'Read the wrong row',
    ...sheet,
    total: 13,
  })
  expect(corrected.ok).toBe(true)
  expect((await lines()).sort()).toEqual(['Score corrected: PHQ-9 13', 'Score recorded: PHQ-9'])

  await inOrganization(world, mia, (scope) =>
    scope.trx
      .updateTable('score')
      .set({ labels: ['part2'] })
      .where('organization_id', '=', scope.organizationId)
      .where('patient_id', '=', patientId)
      .execute(),
  )
  expect((await lines()).sort()).toEqual(['Score corrected', 'Score recorded'])
})
