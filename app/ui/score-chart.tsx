import { useId } from 'react'
import { classes } from './classes.ts'
import { Day } from './moment.tsx'

export interface ScorePoint {
  /** A calendar date, 2026-12-01. */
  date: string
  value: number
  /** Where the episode is measured from. */
  baseline?: boolean
}

/** A named part of the scale, both ends included. */
export interface ScoreBand {
  from: number
  to: number
  name: string
}

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
  /** A line to reach: "Goal: below 5". */
  target?: { value: number; label: string }
}

/**
 * The course of a score: points on a fixed scale with named bands, the latest large, the one before it named too, and
 * all of them in a table. Drawn on the server in percentages, so text keeps its size at any width and on paper.
 */
export function ScoreChart({
  title,
  summary,
  points,
  bands,
  range,
  weeksAtLeast = 8,
  target,
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
          <p className="text-ink-soft">{summary}</p>
        </div>
        {latest && <Latest latest={latest} previous={previous} bands={bands} />}
      </figcaption>
      {latest ? (
        <>
          <Plot points={sorted} bands={bands} range={range} days={weeksAtLeast * 7} target={target} />
          <Values title={title} points={sorted} bands={bands} />
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

interface PlotProps {
  points: readonly ScorePoint[]
  bands: readonly ScoreBand[]
  range: { min: number; max: number }
  days: number
  target: { value: number; label: string } | undefined
}

/** For the eye only: everything in it is also in the summary and in the table. */
function Plot({ points, bands, range, days, target }: PlotProps) {
  const x = timeScale(points, days)
  const y = (value: number) => percent(((range.max - value) / (range.max - range.min)) * 100)
  // A band ends half-way to the next one's first score, so that no score lies on a border.
  const top = (band: ScoreBand) => Math.min(band.to + 0.5, range.max)
  const bottom = (band: ScoreBand) => Math.max(band.from - 0.5, range.min)
  const first = points[0]
  const last = points.at(-1)
  return (
    <div aria-hidden="true" className="mt-4 grid grid-cols-[1.5rem_minmax(0,1fr)_5.75rem] gap-x-2 text-xs">
      <div className="text-ink-soft relative h-56">
        {[...bands.map(({ from }) => from), range.max].map((value) => (
          <span
            key={value}
            className="absolute right-0 -translate-y-1/2 tabular-nums"
            style={{ top: y(value) }}
          >
            {value}
          </span>
        ))}
      </div>
      <svg className="block h-56 w-full overflow-visible" role="presentation">
        {bands.map((band, index) => (
          <rect
            key={band.name}
            x="0"
            width="100%"
            y={y(top(band))}
            height={percent(((top(band) - bottom(band)) / (range.max - range.min)) * 100)}
            className="fill-ink"
            fillOpacity={0.02 + index * 0.018}
          />
        ))}
        {bands.slice(1).map((band) => (
          <line
            key={band.name}
            x1="0"
            x2="100%"
            y1={y(bottom(band))}
            y2={y(bottom(band))}
            className="stroke-line"
          />
        ))}
        {target && (
          <>
            <line
              x1="0"
              x2="100%"
              y1={y(target.value)}
              y2={y(target.value)}
              className="stroke-accent"
              strokeWidth="1.5"
              strokeDasharray="5 4"
            />
            <text x="6" y={y(target.value)} dy="-5" className="fill-accent-strong font-medium">
              {target.label}
            </text>
          </>
        )}
        {points.slice(1).map((point, index) => {
          const before = points[index]
          return (
            before && (
              <line
                key={index}
                x1={percent(x(before.date))}
                y1={y(before.value)}
                x2={percent(x(point.date))}
                y2={y(point.value)}
                className="stroke-accent opacity-60"
                strokeWidth="1.5"
              />
            )
          )
        })}
        {points.map((point, index) => (
          <Dot
            key={index}
            point={point}
            x={x(point.date)}
            y={y(point.value)}
            rank={points.length - 1 - index}
            below={labelBelow(points, index, range)}
          />
        ))}
      </svg>
      <div className="text-ink-soft relative h-56">
        {bands.map((band) => (
          <span
            key={band.name}
            className="absolute left-0 -translate-y-1/2 leading-tight"
            style={{ top: y((top(band) + bottom(band)) / 2) }}
          >
            {band.name}
          </span>
        ))}
      </div>
      <div className="text-ink-soft col-start-2 mt-2 flex justify-between">
        {first && <Day date={first.date} />}
        {last && last !== first && <Day date={last.date} />}
      </div>
    </div>
  )
}

interface DotProps {
  point: ScorePoint
  x: number
  y: string
  /** 0 is the latest, 1 the one before. */
  rank: number
  below: boolean
}

function Dot({ point, x, y, rank, below }: DotProps) {
  const named = rank < 2 || point.baseline
  return (
    <>
      {rank === 0 ? (
        <circle cx={percent(x)} cy={y} r="6" className="fill-accent stroke-surface" strokeWidth="2" />
      ) : (
        <circle cx={percent(x)} cy={y} r="4.5" className="fill-surface stroke-accent" strokeWidth="2" />
      )}
      {named && (
        <text
          x={percent(x)}
          y={y}
          dy={below ? (rank === 0 ? 24 : 20) : -11}
          textAnchor={x > 94 ? 'end' : x < 6 ? 'start' : 'middle'}
          className={classes('fill-ink', rank === 0 ? 'text-lg font-bold' : 'text-sm font-medium')}
        >
          {point.baseline ? `Baseline ${point.value}` : point.value}
        </text>
      )}
    </>
  )
}

/** Below when the line goes up from the point on either side, or when it is near the top: labels stay off the line. */
function labelBelow(
  points: readonly ScorePoint[],
  index: number,
  range: { min: number; max: number },
): boolean {
  const value = points[index]?.value ?? 0
  const share = (value - range.min) / (range.max - range.min)
  if (share > 0.88) return true
  if (share < 0.14) return false
  const around = [points[index - 1]?.value, points[index + 1]?.value].filter((near) => near !== undefined)
  const mean = around.reduce((sum, near) => sum + near, 0) / (around.length || 1)
  return around.length > 0 && mean > value
}

interface ValuesProps {
  title: string
  points: readonly ScorePoint[]
  bands: readonly ScoreBand[]
}

/** Every value, the latest first, for those who want to read instead of look. */
function Values({ title, points, bands }: ValuesProps) {
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
          {points.toReversed().map((point, index) => (
            <tr key={index} className="border-line border-t">
              <th scope="row" className="py-1 pr-6 font-normal">
                <Day date={point.date} weekday />
              </th>
              <td className="py-1 pr-6 text-right font-semibold">{point.value}</td>
              <td className="py-1">
                {bandOf(point.value, bands)}
                {point.baseline && ', baseline'}
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

/** Where a date lies, in percent of the width. The first point is at the left; a short course leaves the right empty. */
function timeScale(points: readonly ScorePoint[], days: number): (date: string) => number {
  const start = Date.parse(points[0]?.date ?? '')
  const end = Date.parse(points.at(-1)?.date ?? '')
  const span = Math.max(end - start, days * 86_400_000)
  const margin = 2.5
  return (date) => margin + ((Date.parse(date) - start) / span) * (100 - 2 * margin)
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
