import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result } from '#app/shared/result.ts'
import { type AddMinutesProblem, addMinutes } from './add-minutes.ts'
import { type CarryOverProblem, carryOver } from './carry-over.ts'
import { endLiveHuddle } from './end-huddle.ts'
import { type GoOnProblem, goOnInHuddle } from './go-on.ts'
import { joinHuddle } from './join-huddle.ts'
import { type StartProblem, startHuddle } from './start-huddle.ts'
import { takeOver } from './take-over.ts'

/** A press of one of the huddle's buttons. `from` is the case that was open on the screen that was pressed. */
export type Step =
  | { readonly intent: 'start'; readonly key?: string | undefined }
  | { readonly intent: 'join' | 'room' | 'take-over' }
  | {
      readonly intent: 'go-on'
      readonly from?: ItemId | undefined
      readonly to?: ItemId | undefined
      readonly key?: string | undefined
    }
  | {
      readonly intent: 'more-minutes' | 'carry-over'
      readonly itemId: ItemId
      readonly key?: string | undefined
    }
  | { readonly intent: 'end'; readonly key?: string | undefined }

export type StepProblem = StartProblem | GoOnProblem | AddMinutesProblem | CarryOverProblem

/** The page that shows what came of a step. */
export type Shown = 'live' | 'room' | 'minutes'

/** Does what a button says, and names the page to show next. Whoever starts, joins or opens the room view is there from then on. */
export async function takeStep(
  world: World,
  viewer: Viewer,
  huddleId: HuddleId,
  step: Step,
): Promise<Result<Shown, StepProblem>> {
  switch (step.intent) {
    case 'start': {
      const started = await startHuddle(world, viewer, { huddleId, key: step.key })
      return started.ok ? shown('live', await joinHuddle(world, viewer, huddleId)) : started
    }
    case 'join':
      return shown('live', await joinHuddle(world, viewer, huddleId))
    case 'room':
      return shown('room', await joinHuddle(world, viewer, huddleId))
    case 'take-over':
      return shown('live', await takeOver(world, viewer, huddleId))
    case 'go-on':
      return shown(
        'live',
        await goOnInHuddle(world, viewer, { huddleId, from: step.from ?? null, to: step.to, key: step.key }),
      )
    case 'more-minutes':
      return shown('live', await addMinutes(world, viewer, { huddleId, itemId: step.itemId, key: step.key }))
    case 'carry-over':
      return shown('live', await carryOver(world, viewer, { huddleId, itemId: step.itemId, key: step.key }))
    case 'end':
      return shown('minutes', await endLiveHuddle(world, viewer, { huddleId, key: step.key }))
  }
  step satisfies never
}

function shown<Problem extends string>(
  page: Shown,
  result: Result<unknown, Problem>,
): Result<Shown, Problem> {
  return result.ok ? done(page) : result
}
