import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { broke, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { Phase } from '../core/phases.ts'
import { findCase, noteCaseEvent, updateCase } from './case-queries.server.ts'

export type ChangeCaseProblem =
  | 'no-such-case'
  | 'no-such-care-manager'
  | 'reason-missing'
  | 'already-on-caseload'
  | 'changed-meanwhile'

/**
 * Changes a case's phase, care manager and protection, each with its line of history. Closing asks for a reason.
 *
 * A closed case can be opened again, unless the patient has another open case on the team by now.
 */
export async function changeCase(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly version: number
    readonly phase: Phase
    readonly closedReason: string | null
    readonly careManagerId: PersonId | null
    readonly labels?: readonly string[]
  },
): Promise<Result<CaseId, ChangeCaseProblem>> {
  const { caseId, phase, careManagerId, labels } = input
  try {
    return await inOrganization(world, caller, (scope) =>
      once<CaseId, ChangeCaseProblem>(scope, 'case.change', input.key, input, async () => {
        const before = await findCase(scope, caseId)
        if (!before) return refused('no-such-case')
        if (phase === 'closed' && !input.closedReason) return refused('reason-missing')
        const newManager = careManagerId !== null && careManagerId !== before.careManagerId
        const members = newManager ? await listMembers(scope, before.teamId) : []
        if (newManager && !members.some((member) => member.personId === careManagerId))
          return refused('no-such-care-manager')

        const closedReason = phase === 'closed' ? input.closedReason : null
        const change = { phase, closedReason, careManagerId, ...(labels && { labels }) }
        if (!(await updateCase(scope, caseId, input.version, change))) return refused('changed-meanwhile')

        const changes = [
          ...(phase !== before.phase ? [phaseEvent(before.phase, phase)] : []),
          ...(careManagerId !== before.careManagerId ? ['care-manager-changed'] : []),
          ...(labels && labels.join() !== before.labels.join() ? ['protection-changed'] : []),
        ]
        for (const kind of changes) await noteCaseEvent(scope, caseId, kind)
        await announce(scope, 'case.changed', caseId)
        audit(scope, {
          action: 'case.changed',
          entity: 'case',
          entityId: caseId,
          patientId: before.patientId,
          detail: changes.join(', '),
        })
        return done(caseId)
      }),
    )
  } catch (error) {
    if (broke('case_one_open_per_patient_and_team', error)) return refused('already-on-caseload')
    throw error
  }
}

// Who closed a case and who opened it again is what is asked most of a history.
function phaseEvent(before: Phase, now: Phase): string {
  if (now === 'closed') return 'case-closed'
  return before === 'closed' ? 'case-reopened' : `moved-to-${now}`
}
