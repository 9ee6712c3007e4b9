import { type Banner, findBanner } from '#app/features/cases/server/find-banner.ts'
import { may } from '#app/features/people/core/rights.ts'
import { listMembers, namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import type { PersonId, TaskId } from '#app/shared/ids.ts'
import { isOpen } from '../core/task.ts'
import { findDecision } from './decision-queries.server.ts'
import { type ShownTask, showTasks } from './shown-tasks.ts'
import { listTaskEvents, type TaskEventKind } from './task-event-queries.server.ts'
import { findTask, listOpenTasksOfCase } from './task-queries.server.ts'
import { isAnyoneWorking } from './working-now.ts'

/** One task with its case and its history. */
export interface TaskPage {
  readonly banner: Banner
  readonly task: ShownTask
  /** Whether the case page opens for the viewer: not for whoever is on call from outside the team. */
  readonly seesCase: boolean
  readonly decision: {
    readonly text: string | null
    readonly rationale: string | null
    readonly decidedAt: string
  } | null
  readonly events: readonly {
    readonly at: string
    readonly kind: TaskEventKind
    readonly actor: string
    readonly person: string | null
    readonly text: string | null
  }[]
  readonly others: readonly ShownTask[]
  readonly can: {
    readonly answer: boolean
    readonly giveBack: boolean
    readonly take: boolean
    readonly hand: boolean
    readonly cancel: boolean
  }
  readonly people: readonly { readonly value: PersonId; readonly label: string }[]
  /** The organization's own words, when nobody of the team is at work and somebody may come to harm. */
  readonly crisisInstruction: string | null
}

/** A task that the viewer may see, or undefined. The patient is noted as seen. */
export async function readTaskPage(
  scope: Scope,
  viewer: Viewer,
  taskId: TaskId,
): Promise<TaskPage | undefined> {
  const task = await findTask(scope, taskId)
  if (!task) return undefined
  // Whoever owns a task sees whose it is, whichever team the patient is with.
  const wide: Scope = { ...scope, teams: 'every' }
  const banner = await findBanner(wide, task.caseId)
  if (!banner) return undefined
  audit(scope, { action: 'task.viewed', entity: 'task', entityId: taskId, patientId: banner.patientId })
  const [shown] = await showTasks(scope, [task], viewer.zone)
  if (!shown) return undefined
  const nameOf = await namesOfPeople(scope)
  const members = await listMembers(scope, task.teamId)
  const isLead = may(viewer, 'task.reassign', task.teamId)
  const isMember = may(viewer, 'task.work', task.teamId)
  const mine = task.ownerId === viewer.personId
  const asked = task.requesterId === viewer.personId
  const open = isOpen(task)
  const decision = task.decisionId ? await findDecision(wide, task.decisionId) : undefined
  const others = isMember
    ? (await listOpenTasksOfCase(scope, task.caseId)).filter((other) => other.taskId !== taskId)
    : []
  return {
    banner,
    task: shown,
    seesCase: may(viewer, 'case.read', task.teamId),
    decision: decision
      ? { text: decision.text, rationale: decision.rationale, decidedAt: decision.decidedAt }
      : null,
    events: (await listTaskEvents(scope, task)).map((event) => ({
      at: event.at,
      kind: event.kind,
      actor: ['person', 'link'].includes(event.actorKind) ? (nameOf(event.actorId) ?? 'Huddle') : 'Huddle',
      person: nameOf(event.personId),
      text: event.text,
    })),
    others: await showTasks(scope, others, viewer.zone),
    can: {
      answer: open && mine,
      giveBack: open && mine && (task.safety ? task.escalated < 2 : !asked),
      take: open && !mine && isMember && (task.safety || isLead || asked),
      hand: open && (mine || asked || isLead),
      cancel: open && !task.safety && (asked || isLead),
    },
    people: members
      .filter((member) => member.personId !== task.ownerId)
      .map((member) => ({
        value: member.personId,
        label: `${member.name}, ${disciplines[member.discipline]}`,
      })),
    crisisInstruction:
      open && task.safety && !(await isAnyoneWorking(scope, task.teamId))
        ? viewer.organization.crisisInstruction
        : null,
  }
}
