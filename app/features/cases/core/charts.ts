import { formatDay } from './day-words.ts'
import { type InstrumentCode, instrumentOf } from './instruments.ts'
import { sayCourse } from './say-course.ts'
import { baselineOf, type Score, seriesOf } from './scores.ts'

/** The course of one instrument, ready to be drawn: `ui/score-chart` takes it as it is. */
export interface Chart {
  readonly code: InstrumentCode
  readonly title: string
  /** The course in one sentence. */
  readonly summary: string
  readonly range: { readonly min: number; readonly max: number }
  readonly bands: readonly { readonly from: number; readonly to: number; readonly name: string }[]
  readonly points: readonly { readonly date: string; readonly value: number; readonly baseline?: true }[]
}

const drawn: readonly InstrumentCode[] = ['phq-9', 'phq-9m', 'gad-7', 'epds', 'pcl-5', 'audit-c']

/**
 * The charts of a case on the day `today`. A score dated later is drawn, but not said.
 *
 * PHQ-9 and GAD-7 are there even when empty, unless the teens' version stands in; the others when there is something to draw.
 */
export function chartsOf(
  { scores, episodeStart }: { readonly scores: readonly Score[]; readonly episodeStart: string },
  today: string,
): Chart[] {
  const teen = scores.some(({ instrument }) => instrument === 'phq-9m')
  return drawn
    .map((code) => ({ instrument: instrumentOf(code), series: seriesOf(scores, code) }))
    .filter(({ instrument: { code }, series }) => {
      if (series.length > 0) return true
      return code === 'gad-7' || (code === 'phq-9' && !teen)
    })
    .map(({ instrument, series }) => {
      const baseline = baselineOf(series, instrument.code, episodeStart)
      return {
        code: instrument.code,
        title: instrument.name,
        summary: sayCourse(
          series.filter(({ on }) => on <= today),
          instrument.code,
          formatDay,
        ),
        range: { min: instrument.min, max: instrument.max },
        bands: instrument.bands.map(({ from, to, words }) => ({ from, to, name: words })),
        points: series.map((score) => ({
          date: score.on,
          value: score.value,
          ...(score === baseline && { baseline: true as const }),
        })),
      }
    })
}
