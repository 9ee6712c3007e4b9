import type { CaseId, DecisionId, FlagId, HuddleId, PersonId, TaskId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'

/** What a task asks for. The kind gives its usual due date; the title says the rest. */
export const taskKinds = {
  'call-patient': 'Call the patient',
  'medication-change': 'Change medication',
  'order-lab': 'Order a lab',
  referral: 'Referral',
  'safety-check': 'Safety check',
  other: 'Something else',
} as const

export type TaskKind = keyof typeof taskKinds

/** Where a task stands. */
export const taskStates = {
  offered: 'Offered',
  accepted: 'Accepted',
  'offered-back': 'Offered back',
  done: 'Done',
  cancelled: 'Cancelled',
} as const

export type TaskState = keyof typeof taskStates

/** What one owner will do by a due date. It never lacks an owner. */
export interface Task {
  readonly taskId: TaskId
  readonly teamId: TeamId
  readonly caseId: CaseId
  readonly decisionId: DecisionId | null
  readonly huddleId: HuddleId | null
  readonly flagId: FlagId | null
  readonly ownerId: PersonId
  /** Who asked for it; null when a rule did. */
  readonly requesterId: PersonId | null
  readonly kind: TaskKind
  readonly title: string
  readonly labels: readonly string[]
  /** Whether the patient's consent withholds its texts: words that say so stand in their place. */
  readonly withheld: boolean
  /** A day on the owner's calendar. */
  readonly dueOn: string
  /** An instant (ISO), where the hour matters. */
  readonly dueAt: string | null
  readonly urgency: Urgency
  readonly safety: boolean
  readonly state: TaskState
  readonly declineReason: string | null
  readonly outcome: string | null
  /** How often the owner tried and did not reach the patient. */
  readonly attempts: number
  /** How far a safety task that nobody accepts has gone: 0 first owner, 1 lead, 2 on call. */
  readonly escalated: 0 | 1 | 2
  /** When it goes on, if nobody accepts it until then (ISO). */
  readonly escalatesAt: string | null
  readonly createdAt: string
  readonly acceptedAt: string | null
  readonly endedAt: string | null
  readonly endedBy: PersonId | null
  readonly version: number
}

/** Whether there is still something to do. */
export function isOpen(task: Pick<Task, 'state'>): boolean {
  return task.state !== 'done' && task.state !== 'cancelled'
}
