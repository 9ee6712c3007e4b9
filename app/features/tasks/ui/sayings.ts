import type { TaskProblem } from '../server/act-on-task.ts'
import type { TaskEventKind } from '../server/task-event-queries.server.ts'

/** Why something could not be done to a task, in words, and beside which field. */
export const taskSayings = {
  'already-ended': { field: '', words: 'This task has already ended. Below is how it stands now.' },
  'already-accepted': { field: '', words: 'This task is accepted already.' },
  'not-the-owner': { field: '', words: 'This task is somebody else’s by now.' },
  'say-why': { field: 'reason', words: 'Say why.' },
  'say-what-came-of-it': { field: 'outcome', words: 'Say what came of it.' },
  'nobody-to-give-back-to': {
    field: 'reason',
    words: 'There is nobody left to give it back to. Hand it to somebody by name.',
  },
  'not-yours-to-hand': {
    field: 'ownerId',
    words: 'Only its owner, who asked for it, or a lead can hand it on.',
  },
  'already-the-owner': { field: 'ownerId', words: 'They have it already.' },
  'owner-not-in-team': { field: 'ownerId', words: 'Choose somebody of the team.' },
  'not-yours-to-cancel': {
    field: 'cancelReason',
    words: 'Only who asked for it, or a lead, can call it off.',
  },
  'safety-cannot-be-cancelled': {
    field: 'cancelReason',
    words: 'A safety task is done or handed on. It is never called off.',
  },
} as const satisfies Record<Exclude<TaskProblem, 'no-such-task'>, { field: string; words: string }>

/** What happened to a task, as its history says it. `person` is whoever it was given to. */
export function sayTaskEvent(kind: TaskEventKind, person: string | null): string {
  switch (kind) {
    case 'offered':
      return `Offered to ${person ?? 'its owner'}`
    case 'accepted':
      return 'Accepted'
    case 'declined':
      return `Given back; ${person ?? 'somebody else'} has it now`
    case 'handed':
      return `Handed to ${person ?? 'somebody else'}`
    case 'taken':
      return 'Taken over'
    case 'escalated':
      return `Not accepted in time; ${person ?? 'the next person'} has it now`
    case 'not-reached':
      return 'Tried, not reached'
    case 'done':
      return 'Done'
    case 'cancelled':
      return 'Called off'
    default:
      return kind satisfies never
  }
}
