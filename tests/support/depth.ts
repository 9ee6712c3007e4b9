import { startMedication } from '#app/features/cases/server/change-medication.ts'
import { listGoals } from '#app/features/cases/server/goal-queries.server.ts'
import { listScores } from '#app/features/cases/server/score-queries.server.ts'
import { writeCirclePerson } from '#app/features/cases/server/write-circle-person.ts'
import { writeGoal } from '#app/features/cases/server/write-goal.ts'
import { writeNeed } from '#app/features/cases/server/write-need.ts'
import { writeService } from '#app/features/cases/server/write-service.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import type { Words } from './import-lines.ts'

/** What a case knows beyond its brief: one of each, in the given words, and the ids by which addresses name them. */
export async function aDepth(
  world: World,
  caller: Caller,
  { caseId, patientId }: { readonly caseId: CaseId; readonly patientId: PatientId },
  words: Words,
) {
  const serviceId = worked(
    await writeService(world, caller, {
      kinds: ['housing'],
      details: {
        name: words('name of a service'),
        phone: words('phone of a service'),
        address: words('address of a service'),
        hours: words('hours of a service'),
        web: '',
        languages: words('languages of a service'),
        note: words('note of a service'),
      },
    }),
  )
  const goalId = worked(
    await writeGoal(world, caller, {
      caseId,
      text: words('text of a goal'),
      target: { instrument: 'phq-9', total: 4 },
      measure: words('measure of a goal'),
      targetOn: '2027-03-01',
      reviewOn: '2026-12-01',
      labels: [],
      milestones: [
        { milestoneId: null, text: words('step to a goal'), dueOn: '2026-12-20', reachedOn: null },
      ],
    }),
  )
  const needId = worked(
    await writeNeed(world, caller, {
      caseId,
      kind: 'housing',
      state: 'open',
      text: words('text of a need'),
      serviceId,
      labels: [],
    }),
  )
  const circlePersonId = worked(
    await writeCirclePerson(world, caller, {
      caseId,
      kind: 'related',
      active: true,
      details: {
        name: words('name of a relative'),
        role: words('role of a relative'),
        phone: words('phone of a relative'),
        organization: words('organization of a relative'),
      },
    }),
  )
  const medicationId = worked(
    await startMedication(world, caller, {
      caseId,
      text: words('text of a medication by hand'),
      startedOn: '2026-11-02',
    }),
  )
  return inOrganization(world, caller, async (scope) => {
    const [goal] = await listGoals(scope, patientId)
    const [score] = await listScores(scope, caseId)
    return {
      serviceId,
      goalId,
      milestoneId: goal?.milestones[0]?.milestoneId ?? '',
      needId,
      circlePersonId,
      medicationId,
      scoreId: score?.scoreId ?? '',
    }
  })
}

function worked<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(result.problem)
  return result.value
}
