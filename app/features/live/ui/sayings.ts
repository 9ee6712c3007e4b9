import type { RecordProblem } from '../server/record-decision.ts'
import type { StepProblem } from '../server/take-step.ts'

/** What is said when a button could not do its work. */
export const stepSayings: Record<Exclude<StepProblem, 'no-such-huddle'>, string> = {
  'not-scheduled': 'This huddle has no time, or was cancelled. Give it a time first.',
  'too-early': 'It is too early: a huddle can be started 15 minutes before its time.',
  'too-late': 'This huddle was not started in time. Move it to another time.',
  'not-live': 'This huddle is not running.',
  'no-decision-yet': 'Record a decision first, or carry this case over.',
  'not-on-the-agenda': 'That case is no longer on this agenda.',
  'moved-on-already': 'Somebody else has just moved the huddle on. This is where it stands now.',
  'no-such-item': 'That case is no longer on this agenda.',
  'not-open': 'That case is no longer the one being discussed.',
  'already-decided': 'This case has a decision, so it counts as discussed. Go on to the next case.',
}

/** What is said when a decision could not be recorded. Everything typed stays. */
export const decisionSayings: Record<Exclude<RecordProblem, 'no-such-huddle'>, string> = {
  'no-such-case': 'That case is no longer here.',
  'no-such-decision': 'That decision is no longer here.',
  'title-missing': 'Say what is to be done.',
  'says-nothing': 'Say what was decided.',
  'needs-task-or-reason': 'Add at least one task, or choose "No action" and say why.',
  'task-and-no-action': 'Either there are tasks, or nothing is to be done: not both.',
  'owner-not-in-team': 'Choose an owner from this team.',
  'due-in-the-past': 'Choose a day that has not gone by.',
  'say-why-changed': 'Say why the earlier decision no longer holds.',
  'already-replaced': 'Somebody else has just changed that decision. Look at it before you change it again.',
  'not-live':
    'This huddle is not running, so nothing was recorded. Copy your words before you leave the page.',
  'not-open': 'This case is no longer open, so nothing was recorded. Open it again, or copy your words.',
}

/** Beside which field a problem is said. The empty name is the form as a whole. */
export function fieldOf(problem: RecordProblem): string {
  switch (problem) {
    case 'says-nothing':
      return 'text'
    case 'title-missing':
    case 'needs-task-or-reason':
      return 'tasks[0].title'
    case 'owner-not-in-team':
      return 'tasks[0].ownerId'
    case 'due-in-the-past':
      return 'tasks[0].dueOn'
    default:
      return ''
  }
}
