import { listPatientNames } from '#app/features/cases/server/patient-queries.server.ts'
import { listPersons } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import type { CaseId, TaskId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { type DueGroup, dueGroup } from '../core/due.ts'
import type { Task, TaskKind, TaskState } from '../core/task.ts'

/** A task as a row shows it: plain words, the patient as rows name one. */
export interface ShownTask {
  readonly taskId: TaskId
  readonly caseId: CaseId
  readonly title: string
  readonly kind: TaskKind
  readonly urgency: Urgency
  readonly safety: boolean
  readonly state: TaskState
  /** A calendar day, or an instant where the hour matters. */
  readonly due: string
  readonly group: DueGroup
  readonly owner: string
  /** Null when a rule asked for it. */
  readonly requester: string | null
  readonly mine: boolean
  readonly attempts: number
  readonly declineReason: string | null
  readonly outcome: string | null
  readonly escalated: 0 | 1 | 2
  readonly escalatesAt: string | null
  readonly endedAt: string | null
  readonly patient: {
    readonly family: string
    readonly given: string
    readonly born?: string
    readonly mrn?: string
  }
}

/**
 * Tasks as rows show them, in the order given. The patients they name are noted as seen.
 *
 * Who owns a task sees whose it is, also where the patient's team is not theirs: whoever is on call.
 */
export async function showTasks(scope: Scope, tasks: readonly Task[], zone: string): Promise<ShownTask[]> {
  if (tasks.length === 0) return []
  const me = actingPerson(scope)
  // A task that the scope may see names its patient: the queries have let through no other.
  const names = await listPatientNames(
    { ...scope, teams: 'every' },
    tasks.map((task) => task.caseId),
  )
  for (const patientId of new Set([...names.values()].map((name) => name.patientId)))
    audit(scope, { action: 'tasks.listed', entity: 'patient', patientId })
  const people = new Map((await listPersons(scope)).map((person) => [person.personId, person.name]))
  return tasks.map((task) => {
    const name = names.get(task.caseId)
    return {
      taskId: task.taskId,
      caseId: task.caseId,
      title: task.title,
      kind: task.kind,
      urgency: task.urgency,
      safety: task.safety,
      state: task.state,
      due: task.dueAt ?? task.dueOn,
      group: dueGroup(task, scope.now, zone),
      owner: people.get(task.ownerId) ?? '',
      requester: (task.requesterId && people.get(task.requesterId)) ?? null,
      mine: task.ownerId === me,
      attempts: task.attempts,
      declineReason: task.declineReason,
      outcome: task.outcome,
      escalated: task.escalated,
      escalatesAt: task.escalatesAt,
      endedAt: task.endedAt,
      patient: {
        family: name?.family ?? '',
        given: name?.given.join(' ') ?? '',
        ...(name?.bornOn && { born: name.bornOn }),
        ...(name?.mrn && { mrn: name.mrn }),
      },
    }
  })
}
