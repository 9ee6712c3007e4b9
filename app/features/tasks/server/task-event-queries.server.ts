import { coverOf } from '#app/features/cases/server/cover.ts'
import { actorId, type Scope } from '#app/platform/in-organization.ts'
import { sealMaybe } from '#app/platform/sealed.ts'
import type { PersonId, TaskId } from '#app/shared/ids.ts'
import type { Task } from '../core/task.ts'

export type TaskEventKind =
  | 'offered'
  | 'accepted'
  | 'declined'
  | 'handed'
  | 'taken'
  | 'escalated'
  | 'not-reached'
  | 'done'
  | 'cancelled'

/** One thing that happened to a task. `personId` is whoever it was given to, `actorId` whoever did it. */
export interface TaskEvent {
  readonly at: string
  readonly kind: TaskEventKind
  readonly actorKind: string
  readonly actorId: string | null
  readonly personId: PersonId | null
  readonly text: string | null
}

export async function insertTaskEvent(
  scope: Scope,
  taskId: TaskId,
  event: { kind: TaskEventKind; personId?: PersonId; text?: string },
): Promise<void> {
  const id = scope.world.newId()
  await scope.trx
    .insertInto('task_event')
    .values({
      organization_id: scope.organizationId,
      task_event_id: id,
      task_id: taskId,
      at: scope.now.toJSDate(),
      kind: event.kind,
      actor_kind: scope.actor.kind,
      actor_id: actorId(scope.actor),
      person_id: event.personId ?? null,
      text_sealed: sealMaybe(scope, 'task_event.text', id, event.text),
    })
    .execute()
}

/** What happened to a task, the latest first, under the task's own labels. Ask only for a task the scope may see. */
export async function listTaskEvents(
  scope: Scope,
  { taskId, caseId, labels }: Pick<Task, 'taskId' | 'caseId' | 'labels'>,
): Promise<TaskEvent[]> {
  const rows = await scope.trx
    .selectFrom('task_event')
    .where('task_event.organization_id', '=', scope.organizationId)
    .where('task_event.task_id', '=', taskId)
    .selectAll('task_event')
    .orderBy('task_event.at', 'desc')
    .orderBy('task_event.task_event_id', 'desc')
    .limit(200)
    .execute()
  const item = { caseId, labels }
  const cover = await coverOf(scope, [item])
  return rows.map((row) => ({
    at: row.at.toISOString(),
    kind: row.kind as TaskEventKind,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    personId: row.person_id as PersonId | null,
    text: cover.wordsMaybe('task_event.text', row.task_event_id, row.text_sealed, item),
  }))
}
