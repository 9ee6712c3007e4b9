import { formatDay } from './day-words.ts'
import { bandOf, instrumentOf } from './instruments.ts'
import { type Score, seriesOf } from './scores.ts'

/** What sort of thing changed about a case. */
export const changeKinds = {
  safety: 'Safety',
  score: 'Score',
  medication: 'Medication',
  task: 'Task',
  flag: 'Flag',
  contact: 'Contact',
  goal: 'Goal',
  need: 'Need',
  brief: 'Brief',
  case: 'Case',
} as const

export type ChangeKind = keyof typeof changeKinds

/** One thing that is another than it was. */
export interface Change {
  readonly kind: ChangeKind
  /** The day it happened, in the team's zone; a month or a year where no more is known. */
  readonly on: string
  readonly words: string
}

/** What is asked about first stands first: safety, then numbers, then what was done about them. */
const order = Object.keys(changeKinds)

/** Changes as a huddle reads them: by kind, and of a kind the latest first. */
export function inReadingOrder<C extends Change>(changes: readonly C[]): C[] {
  return changes.toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.on < b.on ? 1 : a.on > b.on ? -1 : 0),
  )
}

/**
 * The scores of these days as changes: each with the total, its band, and how it stands against the one before it.
 *
 * `scores` is the whole course, so that the first new one has something to stand against; `isNew` says which of them are told.
 */
export function changesOfScores<S extends Score>(
  scores: readonly S[],
  isNew: (score: S) => boolean,
): Change[] {
  const instruments = [...new Set(scores.map(({ instrument }) => instrument))]
  return instruments.flatMap((instrument) => {
    const { name } = instrumentOf(instrument)
    const series = seriesOf(scores, instrument)
    return series.flatMap((score, index): Change[] => {
      if (!isNew(score)) return []
      const before = series[index - 1]
      const band = bandOf(instrument, score.value)?.words.toLowerCase()
      const than = before ? `, ${sayStep(score.value - before.value)} ${formatDay(before.on)}` : ''
      return [{ kind: 'score', on: score.on, words: `${name} ${score.value} (${band})${than}` }]
    })
  })
}

function sayStep(points: number): string {
  if (points === 0) return 'the same as on'
  return points > 0 ? `${points} up since` : `${-points} down since`
}

/**
 * Contacts as one change: how many, how many of them reached nobody, and the last day. Nothing for none.
 *
 * Each is listed elsewhere; what a huddle wants to hear is whether anybody is in touch.
 */
export function changesOfContacts(
  contacts: readonly { readonly on: string; readonly reached: boolean }[],
): Change[] {
  const days = contacts.map(({ on }) => on).sort()
  const last = days.at(-1)
  if (!last) return []
  const missed = contacts.filter(({ reached }) => !reached).length
  const count = contacts.length === 1 ? 'One contact' : `${contacts.length} contacts`
  const all = missed === contacts.length
  const reach =
    missed === 0
      ? ''
      : all
        ? contacts.length === 1
          ? ', not reached'
          : ', never reached'
        : `, ${missed} of them not reached`
  return [{ kind: 'contact', on: last, words: `${count}${reach}` }]
}

/** Whether a date, known to the day, the month or the year, is on or after a day. A month or year that began before it does not count. */
export function isSince(date: string, day: string): boolean {
  return date.length === 10 ? date >= day : date > day.slice(0, date.length)
}
