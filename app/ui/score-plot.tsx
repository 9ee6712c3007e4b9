import { classes } from './classes.ts'
import { Day } from './moment.tsx'
import type { ScoreBand, ScoreMark, ScorePoint } from './score-points.ts'

interface ScorePlotProps {
  points: readonly ScorePoint[]
  bands: readonly ScoreBand[]
  range: { min: number; max: number }
  days: number
  targets: readonly { value: number; label: string }[]
  marks: readonly ScoreMark[]
}

/** For the eye only: everything in it is also in the summary, the legend and the table. */
export function ScorePlot({ points, bands, range, days, targets, marks }: ScorePlotProps) {
  const first = points[0]?.date ?? ''
  const latest = [points.at(-1)?.date ?? '', ...marks.map(({ date }) => date)].sort().at(-1) ?? first
  const x = timeScale(first, latest, days)
  const y = (value: number) => percent(((range.max - value) / (range.max - range.min)) * 100)
  // A band ends half-way to the next one's first score, so that no score lies on a border.
  const top = (band: ScoreBand) => Math.min(band.to + 0.5, range.max)
  const bottom = (band: ScoreBand) => Math.max(band.from - 0.5, range.min)
  const roomy = bands.filter((band) => top(band) - bottom(band) >= (range.max - range.min) / 14)
  return (
    <div
      aria-hidden="true"
      className="mt-4 grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 text-xs sm:grid-cols-[1.5rem_minmax(0,1fr)_5.75rem]"
    >
      <div className="text-ink-soft relative h-56">
        {[...roomy.map(({ from }) => from), range.max].map((value) => (
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
        {targets.map((target, index) => (
          <Target key={target.value} label={target.label} y={y(target.value)} place={index} />
        ))}
        {marks.map((mark, index) => (
          <line
            key={index}
            x1={percent(x(mark.date))}
            x2={percent(x(mark.date))}
            y1="0"
            y2="100%"
            className={mark.kind === 'discussed' ? 'stroke-line' : 'stroke-ink-soft opacity-50'}
            strokeDasharray={mark.kind === 'discussed' ? undefined : '2 3'}
          />
        ))}
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
      <div className="text-ink-soft relative hidden h-56 sm:block">
        {roomy.map((band) => (
          <span
            key={band.name}
            className="absolute left-0 -translate-y-1/2 leading-tight"
            style={{ top: y((top(band) + bottom(band)) / 2) }}
          >
            {band.name}
          </span>
        ))}
      </div>
      {marks.length > 0 && (
        <div className="relative col-start-2 mt-1.5 h-4">
          {marks.map((mark, index) => (
            <span
              key={index}
              className="absolute -translate-x-1/2"
              // Signs of one day stand beside each other.
              style={{ left: `calc(${percent(x(mark.date))} + ${0.8 * sameDayBefore(marks, index)}rem)` }}
            >
              <MarkSign kind={mark.kind} />
            </span>
          ))}
        </div>
      )}
      <div className="text-ink-soft col-start-2 mt-1.5 flex justify-between">
        {first && <Day date={first} />}
        {latest !== first && <Day date={latest} />}
      </div>
    </div>
  )
}

function sameDayBefore(marks: readonly ScoreMark[], index: number): number {
  return marks.slice(0, index).filter(({ date }) => date === marks[index]?.date).length
}

/** Lines that lie close together have their names at different ends, so that none lies on another. */
function Target({ label, y, place }: { label: string; y: string; place: number }) {
  const left = place % 2 === 0
  return (
    <>
      <line
        x1="0"
        x2="100%"
        y1={y}
        y2={y}
        className="stroke-accent"
        strokeWidth="1.5"
        strokeDasharray="5 4"
      />
      <text
        x={left ? '6' : '100%'}
        dx={left ? 0 : -6}
        y={y}
        dy={place < 2 ? -5 : 13}
        textAnchor={left ? 'start' : 'end'}
        className="fill-accent-strong stroke-surface font-medium"
        strokeWidth="3"
        paintOrder="stroke"
      >
        {label}
      </text>
    </>
  )
}

/** What a mark's sign is called. */
export const markWords = {
  started: 'Started',
  stopped: 'Stopped',
  changed: 'Changed',
  discussed: 'Discussed',
} as const

/** The sign of what happened: a shape of its own for each, so that none needs its colour. */
export function MarkSign({ kind }: { kind: ScoreMark['kind'] }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className="mt-[0.2em] size-3 shrink-0">
      {signs[kind]}
    </svg>
  )
}

const signs = {
  started: <path d="M6 1 11 10.5H1Z" className="fill-ink" />,
  stopped: <path d="M6 11 1 1.5h10Z" className="fill-surface stroke-ink" strokeWidth="1.5" />,
  changed: <path d="M6 .5 11.5 6 6 11.5.5 6Z" className="fill-ink" />,
  discussed: (
    <rect x="2" y="2" width="8" height="8" className="fill-surface stroke-ink-soft" strokeWidth="1.5" />
  ),
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
          textAnchor={x > 90 ? 'end' : x < 10 ? 'start' : 'middle'}
          strokeWidth="3"
          paintOrder="stroke"
          className={classes(
            'fill-ink stroke-surface',
            rank === 0 ? 'text-lg font-bold' : 'text-sm font-medium',
          )}
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

/** Where a date lies, in percent of the width. The first point is at the left; a short course leaves the right empty. */
function timeScale(first: string, latest: string, days: number): (date: string) => number {
  const start = Date.parse(first)
  const span = Math.max(Date.parse(latest) - start, days * 86_400_000)
  const margin = 2.5
  return (date) => margin + ((Date.parse(date) - start) / span) * (100 - 2 * margin)
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}
