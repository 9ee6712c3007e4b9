import { formatDay } from './day-words.ts'
import { sayTarget, type TotalTarget } from './goals.ts'
import { allInstruments, type Instrument, type InstrumentCode } from './instruments.ts'
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
  /** What is to be reached: totals with their names, each total once. */
  readonly targets: readonly { readonly value: number; readonly label: string }[]
  readonly marks: readonly ChartMark[]
}

/** Something that happened on a day and may have changed the course. */
export interface ChartMark {
  readonly date: string
  readonly kind: 'started' | 'stopped' | 'changed' | 'discussed'
  readonly words: string
}

/** What stands beside the scores on a chart. */
export interface ChartSurroundings {
  readonly marks: readonly ChartMark[]
  /** The goals that are worked on. */
  readonly targets: readonly TotalTarget[]
}

const nothing: ChartSurroundings = { marks: [], targets: [] }

/**
 * The charts of a case on the day `today`, the most used instrument first. A score dated later is drawn, but not said.
 *
 * PHQ-9 and GAD-7 are there even when empty, unless the teens' version stands in; the others when there is something to draw.
 */
export function chartsOf(
  { scores, episodeStart }: { readonly scores: readonly Score[]; readonly episodeStart: string },
  today: string,
  { marks, targets }: ChartSurroundings = nothing,
): Chart[] {
  const teen = scores.some(({ instrument }) => instrument === 'phq-9m')
  return allInstruments
    .map((instrument) => ({ instrument, series: seriesOf(scores, instrument.code) }))
    .filter(({ instrument: { code }, series }) => {
      if (series.length > 0) return true
      return code === 'gad-7' || (code === 'phq-9' && !teen)
    })
    .sort((one, other) => other.series.length - one.series.length)
    .map(({ instrument, series }) => {
      const baseline = baselineOf(series, instrument.code, episodeStart)
      const first = series[0]
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
        targets: series.length > 0 ? targetsOf(instrument, baseline, targets) : [],
        // What was before the first score can have changed nothing that is drawn.
        marks: first
          ? marks.filter(({ date }) => date >= first.on).sort((a, b) => (a.date < b.date ? -1 : 1))
          : [],
      }
    })
}

/**
 * The totals to reach: of the team's own goals, of remission where a source names it, and half of the baseline, which is a response.
 * Where two of them are one total they are said together.
 */
function targetsOf(
  instrument: Instrument,
  baseline: Score | undefined,
  goals: readonly TotalTarget[],
): Chart['targets'] {
  const { code, remission, better } = instrument
  const found = new Map<number, string[]>()
  const add = (total: number, name: string) => {
    const names = found.get(total) ?? []
    if (!names.includes(name)) found.set(total, [...names, name])
  }
  for (const goal of goals) if (goal.instrument === code) add(goal.total, 'Goal')
  if (remission) add(remission.below - 1, 'Remission')
  // Half of a baseline that is already mild would be below remission, and says nothing.
  const half = baseline && remission ? Math.floor(baseline.value / 2) : 0
  if (remission && better === 'lower' && half >= remission.below) add(half, 'Response')
  return [...found].map(([value, names]) => {
    const said = sayTarget({ instrument: code, total: value }).replace(`${instrument.name} of `, '')
    return { value, label: `${joined(names)}: ${said}` }
  })
}

function joined(names: readonly string[]): string {
  const words = names.map((name, index) => (index === 0 ? name : name.toLowerCase()))
  const last = words.pop() ?? ''
  return words.length > 0 ? `${words.join(', ')} and ${last}` : last
}

/** A change of medication as a chart marks it. Only whole days have a place on its axis. */
export function marksOfMedications(
  medications: readonly {
    readonly medicationId: string
    readonly text: string | undefined
    readonly startedOn: string | null
    readonly endedOn: string | null
    readonly replacesId?: string | null
  }[],
): ChartMark[] {
  const byId = new Map(medications.map((one) => [one.medicationId, one]))
  const replaced = new Set(medications.flatMap(({ replacesId }) => (replacesId ? [replacesId] : [])))
  return medications.flatMap((one): ChartMark[] => {
    if (one.text === undefined) return []
    const before = one.replacesId ? byId.get(one.replacesId)?.text : undefined
    const began: ChartMark[] = !isWholeDay(one.startedOn)
      ? []
      : before
        ? [{ date: one.startedOn, kind: 'changed', words: `Changed: ${before} to ${one.text}` }]
        : [{ date: one.startedOn, kind: 'started', words: `Started: ${one.text}` }]
    const ended: ChartMark[] =
      isWholeDay(one.endedOn) && !replaced.has(one.medicationId)
        ? [{ date: one.endedOn, kind: 'stopped', words: `Stopped: ${one.text}` }]
        : []
    return [...began, ...ended]
  })
}

function isWholeDay(date: string | null): date is string {
  return date?.length === 10
}
