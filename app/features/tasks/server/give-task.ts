import { unionOf } from '#app/features/cases/core/labels.ts'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { findNeed } from '#app/features/cases/server/need-queries.server.ts'
import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import { actingPerson, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PersonId, TaskId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { TaskKind } from '../core/task.ts'
import { offerTask } from './offer-task.ts'

export type GiveTaskProblem = 'no-such-case' | 'owner-not-in-team' | 'in-the-past' | 'case-is-closed'

/** Gives somebody of the team a task about a case, between two huddles: a referral, a call, a lab. */
export async function giveTask(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string | undefined
    readonly caseId: CaseId
    readonly title: string
    readonly kind: TaskKind
    readonly ownerId: PersonId
    readonly dueOn: string
    readonly urgency: Urgency
    /** What was ticked about its words. */
    readonly labels?: readonly string[]
    /** The need it is to answer: what protects that protects the task. */
    readonly needId?: string | null
  },
): Promise<Result<TaskId, GiveTaskProblem>> {
  const { key, caseId, needId, labels = [], ...task } = input
  return inOrganization(world, caller, (scope) =>
    once<TaskId, GiveTaskProblem>(scope, 'task.give', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      if (found.phase === 'closed') return refused('case-is-closed')
      const { teamId } = found
      const owner = (await listMembers(scope, teamId)).find(({ personId }) => personId === task.ownerId)
      if (!owner) return refused('owner-not-in-team')
      if (task.dueOn < scope.now.setZone(owner.zone).toFormat('yyyy-MM-dd')) return refused('in-the-past')
      const need = needId ? await findNeed(scope, found.patientId, needId) : undefined
      const requesterId = actingPerson(scope) ?? null
      const of = { caseId, teamId, requesterId, labels: unionOf(labels, need?.labels ?? []) }
      return done(await offerTask(scope, { ...task, ...of, safety: false }))
    }),
  )
}
