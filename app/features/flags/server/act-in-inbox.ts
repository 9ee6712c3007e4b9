import type { z } from 'zod'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { Result } from '#app/shared/result.ts'
import type { inboxForm } from '../forms.ts'
import { answerCarried, type CarriedProblem } from './change-queue-entry.ts'
import { type CheckProblem, checkEarlierAnswer } from './check-earlier-answer.ts'
import { type CloseProblem, closeFlag } from './close-flag.ts'
import { type SnoozeProblem, snoozeFlag, type WakeProblem, wakeFlag } from './snooze-flag.ts'
import { type TriageProblem, triageFlag } from './triage-flag.ts'
import { type UndoProblem, undoTriage } from './undo-triage.ts'

export type InboxProblem =
  | TriageProblem
  | SnoozeProblem
  | WakeProblem
  | UndoProblem
  | CloseProblem
  | CarriedProblem
  | CheckProblem

/** Does what a form of the inbox asks for. */
export async function actInInbox(
  world: World,
  caller: Caller,
  form: z.output<typeof inboxForm>,
): Promise<Result<string, InboxProblem>> {
  switch (form.intent) {
    case 'discuss': {
      const { intent: verdict, changes, minutes, needs, presenterId, ...on } = form
      const wishes = changes
        ? { needs, presenterId: presenterId ?? null, ...(minutes ? { minutes } : {}) }
        : {}
      return triageFlag(world, caller, { ...on, verdict, ...wishes })
    }
    case 'list-only': {
      const { intent: verdict, ...on } = form
      return triageFlag(world, caller, { ...on, verdict })
    }
    case 'not-ready': {
      const { intent: verdict, missingParts, missing, ...on } = form
      return triageFlag(world, caller, {
        ...on,
        verdict,
        missing: [...missingParts, ...(missing ? [missing] : [])],
      })
    }
    case 'same-day-task': {
      const { intent: verdict, ...on } = form
      return triageFlag(world, caller, { ...on, verdict })
    }
    case 'snooze': {
      const { intent: _, until, untilOn, ...on } = form
      return snoozeFlag(world, caller, { ...on, day: until === 'other' ? (untilOn ?? '') : until })
    }
    case 'wake':
      return wakeFlag(world, caller, form)
    case 'undo':
      return undoTriage(world, caller, form)
    case 'close':
      return closeFlag(world, caller, form)
    case 'carried':
      return answerCarried(world, caller, form)
    case 'checked':
      return checkEarlierAnswer(world, caller, form)
    default:
      return form satisfies never
  }
}
