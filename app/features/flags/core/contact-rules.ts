import { daysBetween } from '#app/time/calendar-days.ts'
import { firstDayOfWeek } from './measured-course.ts'
import { asksAgainAfter, type NumberSpecs, type NumbersOf } from './numbers.ts'
import { type Episode, inCareSince, type NoFlag, type RuleInput } from './rule-input.ts'

/** The numbers of "no contact since the start" (CLINICAL E3). */
export const firstContactNumbers = {
  weeks: { label: 'Reached within', unit: 'weeks', min: 1, max: 12, default: 4 },
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

/** The numbers of "follow-up contact overdue" (CLINICAL E7 names it without a number: these are ours). */
export const contactOverdueNumbers = {
  activeDays: { label: 'While active, at most', unit: 'days', min: 7, max: 120, default: 42 },
  preventionDays: { label: 'In relapse prevention, at most', unit: 'days', min: 14, max: 240, default: 84 },
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

export interface NoFirstContact {
  readonly rule: 'no-first-contact'
  readonly start: string
  /** How often somebody tried without reaching the patient. */
  readonly tried: number
  readonly numbers: NumbersOf<typeof firstContactNumbers>
}

export interface ContactOverdue {
  readonly rule: 'contact-overdue'
  readonly lastReached: string
  readonly days: number
  readonly phase: Episode['phase']
  readonly numbers: NumbersOf<typeof contactOverdueNumbers>
}

/**
 * The rule "no contact since the start": four weeks have gone by and nobody has reached the patient after the day the episode began.
 *
 * What happened on that day is the start itself and no follow-up. It asks from the day after the last of the four weeks; a team that
 * got the case later has its four weeks from then on.
 */
export function noFirstContact(
  { today }: RuleInput,
  episode: Episode,
  numbers: NumbersOf<typeof firstContactNumbers>,
): NoFirstContact | NoFlag {
  const { start } = episode
  if (today <= firstDayOfWeek(inCareSince(episode), numbers.weeks)) return 'too-early'
  const since = episode.contacts.filter(({ on }) => on > start && on <= today)
  if (since.some(({ reached }) => reached)) return 'contacted'
  return { rule: 'no-first-contact', start, tried: since.length, numbers }
}

/**
 * The rule "follow-up contact overdue": the patient was reached in this episode, and not for longer than the phase allows. A team that
 * got the case later has that time from then on.
 */
export function contactOverdue(
  { today }: RuleInput,
  episode: Episode,
  numbers: NumbersOf<typeof contactOverdueNumbers>,
): ContactOverdue | NoFlag {
  const { start, phase, contacts, cameOn } = episode
  const lastReached = contacts
    .filter(({ on, reached }) => reached && on > start && on <= today)
    .map(({ on }) => on)
    .sort()
    .at(-1)
  if (!lastReached) return 'never-contacted'
  const most = phase === 'active' ? numbers.activeDays : numbers.preventionDays
  const days = daysBetween(lastReached, today)
  if (Math.min(days, daysBetween(cameOn, today)) <= most) return 'contacted'
  return { rule: 'contact-overdue', lastReached, days, phase, numbers }
}

/** Either answer in a sentence. */
export function sayContact(answer: NoFirstContact | ContactOverdue, sayDay: (day: string) => string): string {
  switch (answer.rule) {
    case 'no-first-contact': {
      const tried =
        answer.tried === 0
          ? ''
          : answer.tried === 1
            ? ' It was tried once.'
            : ` It was tried ${answer.tried} times.`
      return `The episode began on ${sayDay(answer.start)}, and nobody has reached the patient since. It should have been within ${answer.numbers.weeks} weeks.${tried}`
    }
    case 'contact-overdue': {
      const most = answer.phase === 'active' ? answer.numbers.activeDays : answer.numbers.preventionDays
      return `The patient was last reached on ${sayDay(answer.lastReached)}, ${answer.days} days ago. At most ${most} days are meant to go by ${answer.phase === 'active' ? 'while the case is active' : 'in relapse prevention'}.`
    }
    default:
      return answer satisfies never
  }
}
