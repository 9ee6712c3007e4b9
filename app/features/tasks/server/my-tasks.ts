import type { Scope } from '#app/platform/in-organization.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import { type DueGroup, dueGroups } from '../core/due.ts'
import { type ShownTask, showTasks } from './shown-tasks.ts'
import {
  listEndedTasks,
  listSafetyTasks,
  listTasksAskedOfOthers,
  listTasksForToday,
} from './task-queries.server.ts'

/** What a person has to do, by when, and what they wait for. */
export interface MyTasks {
  readonly groups: readonly { readonly group: DueGroup; readonly tasks: readonly ShownTask[] }[]
  /** Safety tasks of their teams that others own and that were handed on: anybody who can help takes them. */
  readonly handedOn: readonly ShownTask[]
  readonly askedOfOthers: readonly ShownTask[]
  /** Done or called off in the last seven days. */
  readonly ended: readonly ShownTask[]
}

/** The tasks of a person as the page shows them, safety first under each head. */
export async function readMyTasks(
  scope: Scope,
  viewer: { readonly personId: PersonId; readonly teams: readonly TeamId[]; readonly zone: string },
): Promise<MyTasks> {
  const { personId, teams, zone } = viewer
  const mine = await showTasks(scope, await listTasksForToday(scope, personId), zone)
  const safety = await listSafetyTasks(scope, teams)
  const handedOn = safety.filter((task) => task.ownerId !== personId && task.escalated > 0)
  return {
    groups: (Object.keys(dueGroups) as DueGroup[]).map((group) => ({
      group,
      tasks: mine
        .filter((task) => task.group === group)
        .sort((one, other) => Number(other.safety) - Number(one.safety)),
    })),
    handedOn: await showTasks(scope, handedOn, zone),
    askedOfOthers: await showTasks(scope, await listTasksAskedOfOthers(scope, personId), zone),
    ended: await showTasks(scope, await listEndedTasks(scope, personId, scope.now.minus({ days: 7 })), zone),
  }
}
