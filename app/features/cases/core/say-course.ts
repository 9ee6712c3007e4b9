import { type InstrumentCode, instrumentOf } from './instruments.ts'
import { type Score, seriesOf } from './scores.ts'

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
