import { addDays } from '#app/time/calendar-days.ts'
import type { Fact, KeptFact } from './facts.ts'

/** A course that began longer ago than this is taken for an earlier episode. */
const episodeDays = 365

/** From this total on a PHQ-9 or GAD-7 speaks for treatment: moderate, in both. */
const elevatedFrom = 10

/**
 * The day an imported patient's episode is taken to have begun, since files do not say it: the first elevated PHQ-9 or GAD-7 of the
 * last 12 months, else the first contact of that time, else `today`. What lies in the future does not exist.
 *
 * Ours, and changeable on the case: the baseline is looked for around this day, so it must be where the course begins.
 */
export function episodeStartOf(facts: readonly (Fact | KeptFact)[], today: string): string {
  const since = addDays(today, -episodeDays)
  const recent = (on: string) => on >= since && on <= today
  const elevated = facts.flatMap((fact) =>
    fact.kind === 'score' &&
    ['phq-9', 'phq-9m', 'gad-7'].includes(fact.instrument) &&
    fact.value >= elevatedFrom &&
    recent(fact.on)
      ? [fact.on]
      : [],
  )
  const contacts = facts.flatMap((fact) => (fact.kind === 'contact' && recent(fact.on) ? [fact.on] : []))
  return elevated.sort()[0] ?? contacts.sort()[0] ?? today
}
