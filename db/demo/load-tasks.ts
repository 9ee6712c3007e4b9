import type { DateTime } from 'luxon'
import { acceptTask } from '#app/features/tasks/server/accept-task.ts'
import { declineTask } from '#app/features/tasks/server/decline-task.ts'
import { finishTask } from '#app/features/tasks/server/finish-task.ts'
import { noteNotReached } from '#app/features/tasks/server/note-not-reached.ts'
import type { DemoHuddle, TaskSketch } from './demo.ts'
import { made, of, type Past } from './past.ts'
import type { Timeline } from './timeline.ts'

/** What the owners of a huddle's tasks did after it had ended at `endedAt`. */
export function tasksOn(past: Past, huddle: DemoHuddle, endedAt: DateTime): Timeline {
  return huddle.discussions
    .flatMap(({ decision }) => decision?.tasks ?? [])
    .flatMap((task, index) => {
      const looked = endedAt.plus({ hours: 1, minutes: index * 3 })
      return stepsOf(past, task, huddle.scribe === task.owner, looked)
    })
}

function stepsOf(past: Past, task: TaskSketch, ownScribe: boolean, looked: DateTime): Timeline {
  const { world } = past
  const { end, owner, title } = task
  const input = () => ({ taskId: of(past.tasks, title) })
  const accept = {
    at: looked,
    happen: async () => made(await acceptTask(world, await past.as(owner), input()), title),
  }
  // Who writes a task down for themselves has accepted it.
  const accepted = ownScribe ? [] : [accept]
  switch (end.as) {
    case 'offered':
      return []
    case 'accepted':
      return accepted
    case 'done': {
      const done = async () =>
        made(await finishTask(world, await past.as(owner), { ...input(), outcome: end.outcome }), title)
      return [...accepted, { at: looked.plus({ days: end.after, hours: 2 }), happen: done }]
    }
    case 'not-reached': {
      const tried = async () => made(await noteNotReached(world, await past.as(owner), input()), title)
      return [...accepted, { at: looked.plus({ days: 1, hours: 1 }), happen: tried }]
    }
    case 'offered-back': {
      const back = async () =>
        made(await declineTask(world, await past.as(owner), { ...input(), reason: end.reason }), title)
      return [{ at: looked.plus({ days: 1 }), happen: back }]
    }
    default:
      return end satisfies never
  }
}
