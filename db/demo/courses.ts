import { addDays } from '#app/time/calendar-days.ts'
import { workingDayOnOrBefore } from './days.ts'
import type { CaseSketch, CourseKind, DemoScore } from './demo.ts'
import { seeded } from './seeded.ts'

// A form is filled in every second week, after four months every fourth.
const EARLY_STEP = 14
const LATE_STEP = 28
const LATE_FROM = 112

/** From this day of an episode on a course that improves has come below 10, where the week-8 rule draws its line. */
const BELOW_TEN_FROM = 42

/** How much of the first score is left after so many days. */
const left: Readonly<Record<CourseKind, (day: number, length: number) => number>> = {
  remission: (day) => 0.1 + 0.9 * Math.exp(-day / 38),
  responder: (day) => 0.34 + 0.66 * Math.exp(-day / 32),
  partial: (day) => 0.56 + 0.44 * Math.exp(-day / 30),
  unchanged: (day) => 0.95 + 0.05 * Math.cos(day / 9),
  relapse: (day, length) =>
    0.14 + 0.86 * Math.exp(-day / 34) + (day > length - 50 ? (day - length + 50) * 0.008 : 0),
  'lost-sight-of': () => 0.94,
}

const highest = { 'phq-9': 27, 'gad-7': 21 }

/** The scores of an episode that began on `start`, up to the day before `today`, oldest first; the last may be of today. */
export function courseOf(sketch: CaseSketch, start: string, length: number, today: string): DemoScore[] {
  const chance = seeded(`scores of ${sketch.key}`)
  const scores: DemoScore[] = []
  for (const day of daysOf(sketch, length, chance.whole(0, 2))) {
    const on = workingDayOnOrBefore(addDays(start, day))
    const before = scores.at(-1)
    if (on >= today || (before && on <= before.on)) continue
    scores.push(scoreOf(sketch, 'phq-9', sketch.phq, day, length, on, chance.whole(-1, 1)))
    if (sketch.gad !== undefined)
      scores.push(scoreOf(sketch, 'gad-7', sketch.gad, day, length, on, chance.whole(-1, 1)))
  }
  return [...scores, ...withSafetyAnswer(sketch, scores, length, today)]
}

function daysOf(sketch: CaseSketch, length: number, shift: number): number[] {
  const days: number[] = []
  const lastDay = sketch.course === 'lost-sight-of' ? 20 : (sketch.measuredUntil ?? length)
  for (let day = 0; day < length; day += day < LATE_FROM ? EARLY_STEP : LATE_STEP) {
    if (day > lastDay) break
    days.push(day === 0 ? 0 : day + shift)
  }
  return days
}

function scoreOf(
  sketch: CaseSketch,
  instrument: 'phq-9' | 'gad-7',
  first: number,
  day: number,
  length: number,
  on: string,
  wobble: number,
): DemoScore {
  const part = left[sketch.course](day, length)
  const wanted = Math.round(first * part) + (day === 0 ? 0 : wobble)
  const improves = sketch.course !== 'unchanged' && sketch.course !== 'lost-sight-of'
  const most = improves && day >= BELOW_TEN_FROM ? 9 : highest[instrument]
  const total = Math.max(0, Math.min(most, day === 0 ? first : wanted))
  return { instrument, on, total, safetyAnswer: instrument === 'phq-9' ? 0 : null, arrivedOn: on }
}

function withSafetyAnswer(
  sketch: CaseSketch,
  scores: readonly DemoScore[],
  length: number,
  today: string,
): DemoScore[] {
  if (!sketch.safety) return []
  const { answer, when } = sketch.safety
  const last = scores.filter((score) => score.instrument === 'phq-9').at(-1)
  const form = { instrument: 'phq-9' as const, total: (last?.total ?? sketch.phq) + 4, safetyAnswer: answer }
  if (when === 'just-now') return [{ ...form, on: today, arrivedOn: today }]
  // Filled in elsewhere about two months ago; it came by fax before the last huddle but one.
  const on = workingDayOnOrBefore(addDays(today, -Math.min(61, length - 7)))
  return [{ ...form, on, arrivedOn: workingDayOnOrBefore(addDays(today, -20)) }]
}
