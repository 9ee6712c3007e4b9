import { expect, test } from 'vitest'
import { aCaseClinic, aGoal, eventsOf, goal, look, step } from '#tests/support/case-clinic.ts'
import { endGoal, reachMilestone } from './end-goal.ts'
import { findGoal } from './goal-queries.server.ts'
import { writeGoal } from './write-goal.ts'

test('a goal is set with its steps, a step is reached once, and the goal after it; the history says so', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, ned, caseId, patientId } = clinic
  const goalId = await aGoal(clinic)
  const [first] = (await look(clinic, (scope) => findGoal(scope, patientId, goalId)))?.milestones ?? []
  const milestoneId = first?.milestoneId ?? ''

  expect(await reachMilestone(world, ned, { caseId, goalId, milestoneId })).toMatchObject({ ok: true })
  expect(await reachMilestone(world, mia, { caseId, goalId, milestoneId })).toMatchObject({ ok: true })
  // Whoever had the goal in front of them before the step was reached is told.
  const end = { caseId, goalId, state: 'reached', reason: null } as const
  expect(await endGoal(world, mia, { ...end, version: 1 })).toEqual({
    ok: false,
    problem: 'changed-meanwhile',
  })
  expect(await endGoal(world, mia, { ...end, version: 2 })).toMatchObject({ ok: true })

  expect(await look(clinic, (scope) => findGoal(scope, patientId, goalId))).toMatchObject({
    state: 'reached',
    endedOn: '2026-12-01',
    milestones: expect.arrayContaining([expect.objectContaining({ milestoneId, reachedOn: '2026-12-01' })]),
  })
  expect((await eventsOf(clinic)).filter((kind) => kind.startsWith('goal'))).toEqual([
    'goal-set',
    'goal-step-reached',
    'goal-reached',
  ])
})

test('giving a goal up asks for the reason, and it can be taken up again', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, caseId, patientId } = clinic
  const goalId = await aGoal(clinic)
  const end = { caseId, goalId, version: 1, state: 'given-up' } as const

  expect(await endGoal(world, mia, { ...end, reason: null })).toEqual({
    ok: false,
    problem: 'reason-missing',
  })
  await endGoal(world, mia, { ...end, reason: 'Broke her ankle' })
  expect(await look(clinic, (scope) => findGoal(scope, patientId, goalId))).toMatchObject({
    state: 'given-up',
    endedReason: 'Broke her ankle',
  })
  await endGoal(world, mia, { caseId, goalId, version: 2, state: 'active', reason: null })
  expect(await look(clinic, (scope) => findGoal(scope, patientId, goalId))).toMatchObject({
    state: 'active',
    endedOn: null,
    endedReason: null,
  })
})

test('a total that everybody has reached, or nobody can, is no goal', async () => {
  const { world, mia, caseId } = await aCaseClinic()
  for (const total of [27, 28]) {
    const target = { instrument: 'phq-9', total } as const
    expect(await writeGoal(world, mia, { ...goal, target, caseId, milestones: [] })).toEqual({
      ok: false,
      problem: 'no-such-target',
    })
  }
})

test('of ten who write one goal at once one is first, and nobody takes the steps of another goal along', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, ned, caseId, patientId } = clinic
  const goalId = await aGoal(clinic)
  const other = await aGoal(clinic)
  const [theirs] = (await look(clinic, (scope) => findGoal(scope, patientId, other)))?.milestones ?? []

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      writeGoal(world, index % 2 ? mia : ned, {
        ...goal,
        text: `Text ${index}`,
        caseId,
        goal: { goalId, version: 1 },
        milestones: [],
      }),
    ),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.filter((answer) => !answer.ok && answer.problem === 'changed-meanwhile')).toHaveLength(9)
  const winner = answers.findIndex(({ ok }) => ok)
  expect((await look(clinic, (scope) => findGoal(scope, patientId, goalId)))?.text).toBe(`Text ${winner}`)

  const stolen = { ...step('Mine now'), milestoneId: theirs?.milestoneId ?? '' }
  expect(
    await writeGoal(world, mia, { ...goal, caseId, goal: { goalId, version: 2 }, milestones: [stolen] }),
  ).toMatchObject({ ok: false })
  expect((await look(clinic, (scope) => findGoal(scope, patientId, other)))?.milestones).toHaveLength(2)
})
