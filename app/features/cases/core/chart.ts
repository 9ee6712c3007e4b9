import { daysBetween } from '#app/time/calendar-days.ts'
import { type InstrumentCode, instrumentOf } from './instruments.ts'
import { type Score, seriesOf } from './scores.ts'

/** The plot's size in whatever unit the drawing uses, without axes and labels. */
export interface Plot {
  readonly width: number
  readonly height: number
}

export interface ChartPoint {
  readonly x: number
  readonly y: number
  readonly value: number
  readonly on: string
}

/** A severity band as a rectangle over the plot's whole width. */
export interface ChartBand {
  readonly y: number
  readonly height: number
  readonly words: string
}

export interface ScoreChart {
  readonly points: readonly ChartPoint[]
  readonly bands: readonly ChartBand[]
  /** The lines of the y-axis: the lower end of every band, and the top. */
  readonly ticks: readonly { readonly y: number; readonly value: number }[]
  readonly first: string
  readonly last: string
}

/**
 * Where everything of a score chart goes. y grows downwards, as in SVG.
 *
 * The y-scale is the instrument's whole range, never stretched to the data: two patients' charts can be compared.
 * x is by calendar day between the first and the last score, or between `from` and `to` where given; scores outside
 * are left out. A single day is drawn in the middle. Undefined when there is nothing to draw.
 */
export function chartOf(
  scores: readonly Score[],
  instrument: InstrumentCode,
  plot: Plot,
  span: { readonly from?: string; readonly to?: string } = {},
): ScoreChart | undefined {
  const series = seriesOf(scores, instrument).filter(
    ({ on }) => (!span.from || on >= span.from) && (!span.to || on <= span.to),
  )
  const first = span.from ?? series[0]?.on
  const last = span.to ?? series.at(-1)?.on
  if (!first || !last || series.length === 0) return undefined

  const { min, max, bands } = instrumentOf(instrument)
  const days = daysBetween(first, last)
  const x = (on: string) => (days === 0 ? plot.width / 2 : (daysBetween(first, on) / days) * plot.width)
  const y = (value: number) => plot.height * (1 - (value - min) / (max - min))
  return {
    points: series.map(({ value, on }) => ({ x: x(on), y: y(value), value, on })),
    // Totals are whole numbers, so a band reaches up to where the next begins, and the bands leave no gap.
    bands: bands.map((band) => {
      const top = y(Math.min(band.to + 1, max))
      return { y: top, height: y(band.from) - top, words: band.words }
    }),
    ticks: [...bands.map((band) => band.from), max].map((value) => ({ y: y(value), value })),
    first,
    last,
  }
}

/**
 * A chart in one sentence, from the first score to the last. `sayDay` turns `2026-05-03` into words.
 *
 *     PHQ-9 fell from 18 on 03-May-2026 to 11 on 28-Jun-2026.
 */
export function sayCourse(
  scores: readonly Score[],
  instrument: InstrumentCode,
  sayDay: (day: string) => string,
): string {
  const { name } = instrumentOf(instrument)
  const series = seriesOf(scores, instrument)
  const [first, last] = [series[0], series.at(-1)]
  if (!first || !last) return `No ${name} yet.`
  if (series.length === 1) return `${name} was ${first.value} on ${sayDay(first.on)}.`
  if (first.value === last.value) {
    return `${name} was ${first.value} on ${sayDay(first.on)} and again on ${sayDay(last.on)}.`
  }
  const verb = last.value < first.value ? 'fell' : 'rose'
  return `${name} ${verb} from ${first.value} on ${sayDay(first.on)} to ${last.value} on ${sayDay(last.on)}.`
}
