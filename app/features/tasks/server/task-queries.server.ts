import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { type Cover, coverOf } from '#app/features/cases/server/cover.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, DecisionId, FlagId, HuddleId, PersonId, TaskId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { Task, TaskKind, TaskState } from '../core/task.ts'

const openStates = ['offered', 'accepted', 'offered-back'] as const

/** A task the scope may see: one of its teams, or an open one that its person owns (whoever is on call may be in no team). */
export async function findTask(scope: Scope, taskId: TaskId): Promise<Task | undefined> {
  const row = await tasks(scope).where('task.task_id', '=', taskId).executeTakeFirst()
  return row && (await toTasks(scope, [row]))[0]
}

/** The same, and nobody else changes it until this work is done. */
export async function lockTask(scope: Scope, taskId: TaskId): Promise<Task | undefined> {
  const row = await tasks(scope).where('task.task_id', '=', taskId).forUpdate().executeTakeFirst()
  return row && (await toTasks(scope, [row]))[0]
}

/** Tasks by id, in no promised order; those the scope may not see are left out. */
export async function listTasksById(scope: Scope, taskIds: readonly TaskId[]): Promise<Task[]> {
  if (taskIds.length === 0) return []
  const rows = await tasks(scope)
    .where('task.task_id', 'in', [...taskIds])
    .execute()
  return toTasks(scope, rows)
}

/** Open tasks of a case, the one due first at the top. */
export async function listOpenTasksOfCase(scope: Scope, caseId: CaseId): Promise<Task[]> {
  const rows = await openTasks(scope).where('task.case_id', '=', caseId).execute()
  return toTasks(scope, rows)
}

/** A case's tasks that are open, or have ended after `since`; at most 200. */
export async function listTasksOfCaseSince(scope: Scope, caseId: CaseId, since: DateTime): Promise<Task[]> {
  const rows = await tasks(scope)
    .where('task.case_id', '=', caseId)
    .where((eb) =>
      eb.or([eb('task.state', 'in', [...openStates]), eb('task.ended_at', '>', since.toJSDate())]),
    )
    .orderBy('task.due_on')
    .orderBy('task.task_id')
    .limit(200)
    .execute()
  return toTasks(scope, rows)
}

/** The tasks that several decisions led to, in the order they were given. */
export async function listTasksOfDecisions(
  scope: Scope,
  decisionIds: readonly DecisionId[],
): Promise<Task[]> {
  if (decisionIds.length === 0) return []
  const rows = await tasks(scope)
    .where('task.decision_id', 'in', [...decisionIds])
    .orderBy('task.created_at')
    .orderBy('task.task_id')
    .execute()
  return toTasks(scope, rows)
}

/** A person's open tasks, the one due first at the top, at most 500. */
export async function listTasksForToday(scope: Scope, personId: PersonId): Promise<Task[]> {
  const rows = await openTasks(scope).where('task.owner_id', '=', personId).limit(500).execute()
  return toTasks(scope, rows)
}

/** What a person has asked others to do and is not done yet, at most 200. */
export async function listTasksAskedOfOthers(scope: Scope, personId: PersonId): Promise<Task[]> {
  const rows = await openTasks(scope)
    .where('task.requester_id', '=', personId)
    .where('task.owner_id', '<>', personId)
    .limit(200)
    .execute()
  return toTasks(scope, rows)
}

/** What a person did or called off since a moment, the newest first, at most 100. */
export async function listEndedTasks(scope: Scope, personId: PersonId, since: DateTime): Promise<Task[]> {
  const rows = await tasks(scope)
    .where('task.ended_by', '=', personId)
    .where('task.state', 'in', ['done', 'cancelled'])
    .where('task.ended_at', '>=', since.toJSDate())
    .orderBy('task.ended_at', 'desc')
    .limit(100)
    .execute()
  return toTasks(scope, rows)
}

/** The safety tasks of these teams that are not done, those handed on the furthest first. */
export async function listSafetyTasks(scope: Scope, teamIds: readonly TeamId[]): Promise<Task[]> {
  if (teamIds.length === 0) return []
  const rows = await tasks(scope)
    .where('task.team_id', 'in', [...teamIds])
    .where('task.safety', '=', true)
    .where('task.state', 'in', [...openStates])
    .orderBy('task.escalated', 'desc')
    .orderBy('task.due_at')
    .orderBy('task.task_id')
    .limit(200)
    .execute()
  return toTasks(scope, rows)
}

/** What is stored of a new task. */
export interface NewTask {
  readonly taskId: TaskId
  readonly caseId: CaseId
  readonly teamId: TeamId
  readonly ownerId: PersonId
  readonly requesterId: PersonId | null
  readonly kind: TaskKind
  readonly title: string
  readonly labels: readonly string[]
  readonly dueOn: string
  readonly dueAt: DateTime | null
  readonly urgency: Urgency
  readonly safety: boolean
  readonly state: 'offered' | 'accepted'
  readonly escalatesAt: DateTime | null
  readonly decisionId: DecisionId | null
  readonly huddleId: HuddleId | null
  readonly flagId: FlagId | null
}

export async function insertTask(scope: Scope, task: NewTask): Promise<void> {
  await scope.trx
    .insertInto('task')
    .values({
      organization_id: scope.organizationId,
      task_id: task.taskId,
      team_id: task.teamId,
      case_id: task.caseId,
      decision_id: task.decisionId,
      huddle_id: task.huddleId,
      flag_id: task.flagId,
      owner_id: task.ownerId,
      requester_id: task.requesterId,
      kind: task.kind,
      title_sealed: seal(scope, 'task.title', task.taskId, task.title),
      labels: [...task.labels],
      due_on: task.dueOn,
      due_at: task.dueAt?.toJSDate() ?? null,
      urgency: task.urgency,
      safety: task.safety,
      state: task.state,
      escalates_at: task.escalatesAt?.toJSDate() ?? null,
      created_at: scope.now.toJSDate(),
      accepted_at: task.state === 'accepted' ? scope.now.toJSDate() : null,
    })
    .execute()
}

/** What changes about a task. Left out is left alone. */
export interface TaskChange {
  readonly state?: TaskState
  readonly ownerId?: PersonId
  readonly requesterId?: PersonId
  readonly urgency?: Urgency
  readonly dueOn?: string
  readonly dueAt?: DateTime | null
  readonly declineReason?: string | null
  readonly outcome?: string
  readonly attempts?: number
  readonly escalated?: 0 | 1 | 2
  readonly escalatesAt?: DateTime | null
}

/** Changes a task that is still at `version`, and says whether it was. */
export async function updateTask(
  scope: Scope,
  taskId: TaskId,
  version: number,
  change: TaskChange,
): Promise<boolean> {
  const ended = change.state === 'done' || change.state === 'cancelled'
  const row = await scope.trx
    .updateTable('task')
    .set({
      version: sql`version + 1`,
      ...(change.state && { state: change.state }),
      ...(change.state === 'accepted' && { accepted_at: scope.now.toJSDate() }),
      ...(ended && { ended_at: scope.now.toJSDate(), ended_by: actingPerson(scope) ?? null }),
      ...(change.ownerId && { owner_id: change.ownerId }),
      ...(change.requesterId && { requester_id: change.requesterId }),
      ...(change.urgency && { urgency: change.urgency }),
      ...(change.dueOn && { due_on: change.dueOn }),
      ...(change.dueAt !== undefined && { due_at: change.dueAt?.toJSDate() ?? null }),
      ...(change.declineReason !== undefined && {
        decline_reason_sealed: sealMaybe(scope, 'task.decline_reason', taskId, change.declineReason),
      }),
      ...(change.outcome && { outcome_sealed: seal(scope, 'task.outcome', taskId, change.outcome) }),
      ...(change.attempts !== undefined && { attempts: change.attempts }),
      ...(change.escalated !== undefined && { escalated: change.escalated }),
      ...(change.escalatesAt !== undefined && { escalates_at: change.escalatesAt?.toJSDate() ?? null }),
    })
    .where('task.organization_id', '=', scope.organizationId)
    .where('task.task_id', '=', taskId)
    .where('task.version', '=', version)
    .returning('task.task_id')
    .executeTakeFirst()
  return row !== undefined
}

// Every read of tasks starts here, so that none can forget whose tasks they are.
function tasks(scope: Scope) {
  const me = actingPerson(scope)
  return scope.trx
    .selectFrom('task')
    .where('task.organization_id', '=', scope.organizationId)
    .where((eb) =>
      me
        ? eb.or([
            within(scope, 'task.team_id'),
            eb.and([eb('task.owner_id', '=', me), eb('task.state', 'in', [...openStates])]),
          ])
        : within(scope, 'task.team_id'),
    )
    .selectAll('task')
}

function openTasks(scope: Scope) {
  return tasks(scope)
    .where('task.state', 'in', [...openStates])
    .orderBy('task.due_on')
    .orderBy('task.due_at')
    .orderBy('task.task_id')
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof tasks>['execute']>>[number]

async function toTasks(scope: Scope, rows: readonly TaskRow[]): Promise<Task[]> {
  const cover = await coverOf(scope, rows.map(itemOf))
  return rows.map((row) => toTask(cover, row))
}

function itemOf({ case_id, labels }: TaskRow) {
  return { caseId: case_id, labels }
}

function toTask(cover: Cover, row: TaskRow): Task {
  const item = itemOf(row)
  return {
    taskId: row.task_id as TaskId,
    teamId: row.team_id as TeamId,
    caseId: row.case_id as CaseId,
    decisionId: row.decision_id as DecisionId | null,
    huddleId: row.huddle_id as HuddleId | null,
    flagId: row.flag_id as FlagId | null,
    ownerId: row.owner_id as PersonId,
    requesterId: row.requester_id as PersonId | null,
    kind: row.kind as TaskKind,
    // The title of a safety task is a fixed sentence: who must act today is never kept from knowing that they must.
    get title() {
      return cover.words('task.title', row.task_id, row.title_sealed, row.safety ? { labels: [] } : item)
    },
    labels: row.labels,
    withheld: !cover.lets(item),
    dueOn: row.due_on,
    dueAt: row.due_at?.toISOString() ?? null,
    urgency: row.urgency as Urgency,
    safety: row.safety,
    state: row.state as TaskState,
    get declineReason() {
      return cover.wordsMaybe('task.decline_reason', row.task_id, row.decline_reason_sealed, item)
    },
    get outcome() {
      return cover.wordsMaybe('task.outcome', row.task_id, row.outcome_sealed, item)
    },
    attempts: row.attempts,
    escalated: row.escalated as 0 | 1 | 2,
    escalatesAt: row.escalates_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    endedBy: row.ended_by as PersonId | null,
    version: row.version,
  }
}
