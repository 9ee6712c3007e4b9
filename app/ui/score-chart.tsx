import { useId } from 'react'
import { Day, WholeDates } from './moment.tsx'
import { MarkSign, markWords, ScorePlot } from './score-plot.tsx'
import type { ScoreBand, ScoreMark, ScorePoint } from './score-points.ts'

interface ScoreChartProps {
  /** The instrument: "PHQ-9". */
  title: string
  /** The course in one sentence: what someone says who looked at it. */
  summary: string
  points: readonly ScorePoint[]
  bands: readonly ScoreBand[]
  /** The whole scale of the instrument, so that a small change never looks like a large one. */
  range: { min: number; max: number }
  /** The least stretch of time shown, so that two scores of one week do not fill the width. */
  weeksAtLeast?: number
  /** Lines to reach: "Goal: 4 or less". */
  targets?: readonly { value: number; label: string }[]
  /** What happened meanwhile, in the order of its days. */
  marks?: readonly ScoreMark[]
}

/**
 * The course of a score: points on a fixed scale with named bands, the latest large, the one before it named too, what is to be reached
 * as lines, what happened meanwhile as signs below; and all of it in a table. Drawn on the server in percentages, so text keeps its size
 * at any width and on paper.
 */
export function ScoreChart({
  title,
  summary,
  points,
  bands,
  range,
  weeksAtLeast = 8,
  targets = [],
  marks = [],
}: ScoreChartProps) {
  const titleId = useId()
  const sorted = points.toSorted((one, other) => one.date.localeCompare(other.date))
  const latest = sorted.at(-1)
  const previous = sorted.at(-2)
  return (
    <figure aria-labelledby={titleId} className="min-w-0">
      <figcaption className="flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
        <div className="min-w-0 grow basis-48">
          <h3 id={titleId} className="text-md font-semibold">
            {title}
          </h3>
          <p className="text-ink-soft">
            <WholeDates>{summary}</WholeDates>
          </p>
        </div>
        {latest && <Latest latest={latest} previous={previous} bands={bands} />}
      </figcaption>
      {latest ? (
        <>
          <ScorePlot
            points={sorted}
            bands={bands}
            range={range}
            days={weeksAtLeast * 7}
            targets={targets}
            marks={marks}
          />
          <Legend targets={targets} marks={marks} bands={bands} />
          <Values title={title} points={sorted} bands={bands} marks={marks} />
        </>
      ) : (
        <p className="border-line-strong/50 text-ink-soft mt-3 rounded-md border border-dashed px-4 py-6 text-center">
          No {title} recorded yet.
        </p>
      )}
    </figure>
  )
}

interface LatestProps {
  latest: ScorePoint
  previous: ScorePoint | undefined
  bands: readonly ScoreBand[]
}

function Latest({ latest, previous, bands }: LatestProps) {
  return (
    <p className="flex items-end gap-2.5 leading-tight">
      <span className="text-3xl font-semibold tracking-[-0.03em]">{latest.value}</span>
      <span className="pb-0.5">
        <span className="block font-semibold">{bandOf(latest.value, bands)}</span>
        <span className="text-ink-soft block text-sm">
          <Day date={latest.date} />
          {previous && <span className="whitespace-nowrap">, before {previous.value}</span>}
        </span>
      </span>
    </p>
  )
}

type LegendProps = Required<Pick<ScoreChartProps, 'targets' | 'marks' | 'bands'>>

/** What the lines, signs and bands mean, in words. On a phone the bands are named here, since there is no room beside them. */
function Legend({ targets, marks, bands }: LegendProps) {
  const discussed = marks.filter(({ kind }) => kind === 'discussed')
  const changes = marks.filter(({ kind }) => kind !== 'discussed')
  return (
    <div className="text-ink-soft mt-2 flex flex-col gap-1 text-sm">
      {bands.length > 0 && (
        <p className="sm:hidden print:hidden">
          {bands.map(({ from, to, name }) => `${from === to ? from : `${from}–${to}`} ${name}`).join(' · ')}
        </p>
      )}
      {targets.length > 0 && (
        <p>
          <svg viewBox="0 0 22 8" aria-hidden="true" className="mr-1.5 inline h-2 w-5.5 align-middle">
            <path d="M0 4h22" className="stroke-accent" strokeWidth="1.5" strokeDasharray="5 4" />
          </svg>
          {targets.map(({ label }) => label).join(' · ')}
        </p>
      )}
      {changes.length > 0 && (
        <ul>
          {changes.map((mark, index) => (
            <li key={index} className="flex gap-1.5">
              <MarkSign kind={mark.kind} />
              <span className="text-ink">
                <Day date={mark.date} /> {mark.words}
              </span>
            </li>
          ))}
        </ul>
      )}
      {discussed.length > 0 && (
        <p className="flex gap-1.5">
          <MarkSign kind="discussed" />
          <span>
            {markWords.discussed} on{' '}
            {discussed.map((mark, index) => (
              <span key={index}>
                {index > 0 && ', '}
                <Day date={mark.date} />
              </span>
            ))}
          </span>
        </p>
      )}
    </div>
  )
}

interface ValuesProps {
  title: string
  points: readonly ScorePoint[]
  bands: readonly ScoreBand[]
  marks: readonly ScoreMark[]
}

/** Every value and what happened between them, the latest first, for those who want to read instead of look. */
function Values({ title, points, bands, marks }: ValuesProps) {
  const rows = [
    ...points.map((point) => ({ date: point.date, point, mark: undefined })),
    ...marks.map((mark) => ({ date: mark.date, point: undefined, mark })),
  ].sort((one, other) => other.date.localeCompare(one.date))
  return (
    <details data-print-open="" className="mt-3">
      <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
        All {points.length === 1 ? 'values' : `${points.length} values`}
      </summary>
      <table className="mt-1 border-collapse text-left">
        <caption className="sr-only">All values of {title}, the latest first</caption>
        <thead className="text-ink-soft text-sm">
          <tr>
            <th scope="col" className="py-1 pr-6 font-medium">
              Date
            </th>
            <th scope="col" className="py-1 pr-6 text-right font-medium">
              Score
            </th>
            <th scope="col" className="py-1 font-medium">
              Means
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ date, point, mark }, index) => (
            <tr key={index} className="border-line border-t align-baseline">
              <th scope="row" className="py-1 pr-6 font-normal">
                <Day date={date} weekday />
              </th>
              <td className="py-1 pr-6 text-right font-semibold">{point?.value}</td>
              <td className="py-1">
                {point && bandOf(point.value, bands)}
                {point?.baseline && ', baseline'}
                {mark?.words}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function bandOf(value: number, bands: readonly ScoreBand[]): string {
  return bands.find(({ from, to }) => value >= from && value <= to)?.name ?? 'Off the scale'
}
