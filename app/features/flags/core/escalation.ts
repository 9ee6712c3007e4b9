import type { DateTime } from 'luxon'
import type { RaisedFlag } from './flag.ts'

/** As much of a flag as its clock looks at. */
export type Clocked = Pick<
  RaisedFlag,
  'state' | 'verdict' | 'triagedAt' | 'safety' | 'respondBy' | 'escalated' | 'escalatedAt' | 'escalatesAt'
>

/** Where a flag's case is to be talked about: the beginning of the huddle whose agenda it is on. Null while it is on none with a time. */
export interface OnAgenda {
  readonly startsAt: DateTime
}

/** What the clock of a flag asks for now. */
export type NextStep =
  | { readonly step: 'nothing' }
  /** Nobody has to be told yet: look again then. */
  | { readonly step: 'wait'; readonly until: DateTime }
  | { readonly step: 'tell-leads' }
  | { readonly step: 'tell-on-call' }

/** A flag that a huddle is to answer is looked at again a day later, in case the huddle never reached it. */
const lookAgainHours = 24

/**
 * What is to happen about a flag's time to respond.
 *
 * These are answers: closed (so discussed, too), listed only, a same-day task, and a place on the agenda of a huddle that begins before
 * the time is over. Waiting in the queue, "not ready", a huddle that comes too late and being put off are none: their clocks go on.
 * Once missed, the team's leads are told; when a further working day has gone by (`escalatesAt`; ours) without anybody deciding
 * anything or putting the case on an agenda, whoever is on call is. What a lead decides after having been told is an answer, whatever it is.
 *
 * A safety flag has one answer only, that a person closed it: missed, leads and whoever is on call are told at once.
 */
export function nextStep(flag: Clocked, agenda: OnAgenda | null, now: DateTime): NextStep {
  if (flag.state === 'closed' || flag.escalated === 2) return { step: 'nothing' }
  const respondBy = now.plus({ milliseconds: Date.parse(flag.respondBy) - now.toMillis() })
  if (flag.safety) return now >= respondBy ? { step: 'tell-on-call' } : { step: 'wait', until: respondBy }
  if (flag.verdict === 'list-only' || flag.verdict === 'same-day-task') return { step: 'nothing' }
  if (flag.escalated === 0) {
    if (now < respondBy) return { step: 'wait', until: respondBy }
    if (agenda && agenda.startsAt <= respondBy)
      return { step: 'wait', until: now.plus({ hours: lookAgainHours }) }
    return { step: 'tell-leads' }
  }
  if (!flag.escalatesAt) return { step: 'nothing' }
  if (agenda) return { step: 'wait', until: now.plus({ hours: lookAgainHours }) }
  const decidedSince = flag.triagedAt && flag.escalatedAt && flag.triagedAt >= flag.escalatedAt
  if (flag.state === 'triaged' && decidedSince) return { step: 'nothing' }
  const left = Date.parse(flag.escalatesAt) - now.toMillis()
  return left > 0 ? { step: 'wait', until: now.plus({ milliseconds: left }) } : { step: 'tell-on-call' }
}
