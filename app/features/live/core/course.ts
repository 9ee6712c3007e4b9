import { done, type Result, refused } from '#app/shared/result.ts'

/** An item as the course of a huddle needs it. */
export interface CourseItem {
  readonly itemId: string
  readonly state: 'planned' | 'current' | 'discussed' | 'carried' | 'removed'
  /** Whether a decision was recorded about it in this huddle. */
  readonly decided: boolean
}

/** What happens to the items of a huddle in one step. Nothing else changes. */
export interface Course {
  /** The case that is over and was discussed. */
  readonly discussed?: string
  /** The case that makes way without a decision, and stays on the agenda. */
  readonly paused?: string
  /** The case that is opened. */
  readonly opened?: string
}

export type CourseProblem = 'no-decision-yet' | 'not-on-the-agenda'

/**
 * Goes on to the next case: the current one is closed and the first planned one is opened.
 *
 * A case without a decision cannot be closed. With nothing left to open, only the current one is closed.
 */
export function goOn(items: readonly CourseItem[]): Result<Course, CourseProblem> {
  const current = items.find((item) => item.state === 'current')
  if (current && !current.decided) return refused('no-decision-yet')
  const next = items.find((item) => item.state === 'planned')
  return done({ ...(current ? { discussed: current.itemId } : {}), ...(next ? { opened: next.itemId } : {}) })
}

/** Opens one case out of order. A current case with a decision is closed; one without makes way and can be opened again. */
export function jumpTo(items: readonly CourseItem[], itemId: string): Result<Course, CourseProblem> {
  const wanted = items.find((item) => item.itemId === itemId)
  if (wanted?.state !== 'planned') return refused('not-on-the-agenda')
  const current = items.find((item) => item.state === 'current')
  if (!current) return done({ opened: itemId })
  return done(
    current.decided
      ? { discussed: current.itemId, opened: itemId }
      : { paused: current.itemId, opened: itemId },
  )
}

/** How a huddle ends: the current case counts as discussed if it was decided; whatever was not decided is carried over. */
export function wrapUp(items: readonly CourseItem[]): {
  readonly discussed: readonly string[]
  readonly carried: readonly string[]
} {
  const open = items.filter((item) => item.state === 'planned' || item.state === 'current')
  return {
    discussed: open.filter((item) => item.decided).map((item) => item.itemId),
    carried: open.filter((item) => !item.decided).map((item) => item.itemId),
  }
}
