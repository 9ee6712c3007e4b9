import { findCase } from '#app/features/cases/server/case-queries.server.ts'
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
  },
): Promise<Result<TaskId, GiveTaskProblem>> {
  const { key, caseId, ...task } = input
  return inOrganization(world, caller, (scope) =>
    once<TaskId, GiveTaskProblem>(scope, 'task.give', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      if (found.phase === 'closed') return refused('case-is-closed')
      const { teamId } = found
      const owner = (await listMembers(scope, teamId)).find(({ personId }) => personId === task.ownerId)
      if (!owner) return refused('owner-not-in-team')
      if (task.dueOn < scope.now.setZone(owner.zone).toFormat('yyyy-MM-dd')) return refused('in-the-past')
      const requesterId = actingPerson(scope) ?? null
      return done(await offerTask(scope, { ...task, caseId, teamId, requesterId, safety: false }))
    }),
  )
}
