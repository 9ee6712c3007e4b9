import { done, type Result, refused } from '#app/shared/result.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { RuleCode } from './rule-book.ts'

/** What a lead makes of a flag before the huddle. */
export const verdicts = {
  discuss: 'Discuss',
  'list-only': 'List only',
  'not-ready': 'Not ready',
  'same-day-task': 'Same-day task',
} as const

export type Verdict = keyof typeof verdicts

/** Where a flag stands. Each state has only what exists in it. */
export type FlagState =
  | { readonly state: 'waiting' }
  /** Put off until the morning of a day, by the team's calendar. */
  | { readonly state: 'snoozed'; readonly day: string; readonly reason: string }
  | { readonly state: 'triaged'; readonly verdict: 'discuss' | 'list-only' | 'same-day-task' }
  | { readonly state: 'triaged'; readonly verdict: 'not-ready'; readonly missing: readonly string[] }
  | { readonly state: 'closed'; readonly found: string }

/** As much of a flag as triage needs. A flag without a rule was raised by a person. */
export interface Flag {
  readonly urgency: Urgency
  readonly rule?: RuleCode
  readonly now: FlagState
}

export type TriageProblem = 'safety-cannot-wait' | 'already-closed' | 'say-what-is-missing'
export type UndoProblem =
  | 'nothing-to-undo'
  | 'already-closed'
  | 'safety-stays'
  | 'already-discussed'
  | 'task-answered'
export type CloseProblem = 'already-closed' | 'say-what-was-found'

/** Whether a flag is in the safety lane: a safety answer, and everything that is an emergency. */
export function isSafety(flag: Pick<Flag, 'urgency' | 'rule'>): boolean {
  return flag.rule === 'safety-answer' || flag.urgency === 'emergency'
}

/**
 * What may be decided about a flag, in the order it is offered.
 *
 * A safety flag has its same-day task from the moment it was raised; it may be discussed too, but it cannot be only
 * listed nor put off as not ready.
 */
export function allowedVerdicts(flag: Pick<Flag, 'urgency' | 'rule'>): readonly Verdict[] {
  return isSafety(flag)
    ? ['same-day-task', 'discuss']
    : ['discuss', 'list-only', 'not-ready', 'same-day-task']
}

/** Decides about a flag, or decides anew. `missing` says what a case needs that is not ready, in words. */
export function triage(
  flag: Flag,
  verdict: Verdict,
  missing: readonly string[] = [],
): Result<Flag, TriageProblem> {
  if (flag.now.state === 'closed') return refused('already-closed')
  if (!allowedVerdicts(flag).includes(verdict)) return refused('safety-cannot-wait')
  if (verdict !== 'not-ready') return done({ ...flag, now: { state: 'triaged', verdict } })
  const said = missing.map((text) => text.trim()).filter((text) => text !== '')
  if (said.length === 0) return refused('say-what-is-missing')
  return done({ ...flag, now: { state: 'triaged', verdict, missing: said } })
}

/**
 * Takes a verdict or a snooze back; the flag waits again, and its clock has never stopped.
 *
 * Not once something came of it that others rely on: the case was discussed, or the owner of the same-day task
 * answered. The same-day task of a safety flag is never undone: a person closes the flag with what was found.
 */
export function undo(
  flag: Flag,
  since: { readonly discussed: boolean; readonly taskAnswered: boolean },
): Result<Flag, UndoProblem> {
  switch (flag.now.state) {
    case 'waiting':
      return refused('nothing-to-undo')
    case 'snoozed':
      return done({ ...flag, now: { state: 'waiting' } })
    case 'closed':
      return refused('already-closed')
    case 'triaged':
      if (flag.now.verdict === 'same-day-task' && isSafety(flag)) return refused('safety-stays')
      if (flag.now.verdict === 'discuss' && since.discussed) return refused('already-discussed')
      if (flag.now.verdict === 'same-day-task' && since.taskAnswered) return refused('task-answered')
      return done({ ...flag, now: { state: 'waiting' } })
    default:
      return flag.now satisfies never
  }
}

/** A person closes a flag with what was found and done. A rule takes back only what nobody has decided about, and never a safety flag. */
export function close(flag: Flag, found: string): Result<Flag, CloseProblem> {
  if (flag.now.state === 'closed') return refused('already-closed')
  const said = found.trim()
  return said === ''
    ? refused('say-what-was-found')
    : done({ ...flag, now: { state: 'closed', found: said } })
}
