import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
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
  /** Whether the patient's consent keeps its texts from whoever looks. */
  readonly withheld: boolean
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
  readonly patient: ShownPatient
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
  const patientOf = await showPatients(
    { ...scope, teams: 'every' },
    tasks.map((task) => task.caseId),
    'tasks.listed',
  )
  const nameOf = await namesOfPeople(scope)
  return tasks.map((task) => ({
    taskId: task.taskId,
    caseId: task.caseId,
    title: task.title,
    withheld: task.withheld,
    kind: task.kind,
    urgency: task.urgency,
    safety: task.safety,
    state: task.state,
    due: task.dueAt ?? task.dueOn,
    group: dueGroup(task, scope.now, zone),
    owner: nameOf(task.ownerId),
    requester: nameOf(task.requesterId),
    mine: task.ownerId === me,
    attempts: task.attempts,
    declineReason: task.declineReason,
    outcome: task.outcome,
    escalated: task.escalated,
    escalatesAt: task.escalatesAt,
    endedAt: task.endedAt,
    patient: patientOf(task.caseId),
  }))
}
