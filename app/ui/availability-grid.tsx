import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** How a person stands at a time. `unknown` is not free: nobody has told us. */
export type TimeState = 'free' | 'busy' | 'tentative' | 'out' | 'unknown' | 'outside'

/** How all of them stand at a time. `enough`: those who are required are free, somebody else is missing. */
export type TogetherState = 'all' | 'enough' | 'not'

export interface GridDay {
  /** "Tue 01-Dec-2026". */
  label: string
  /** One for each column of that day, as wall-clock times: "09:00". */
  times: readonly string[]
}

export interface GridRow {
  id: string
  name: ReactNode
  /** Discipline, zone: beneath the name. */
  detail?: ReactNode
  required?: boolean
  /** One for each column of all days. */
  cells: readonly TimeState[]
}

export interface TogetherCell {
  state: TogetherState
  /** How many are free. */
  free: number
  /** The address that picks this time; left out where it cannot be picked. */
  to?: string | undefined
  /** The opening that the page is about. */
  chosen?: boolean
}

interface AvailabilityGridProps {
  /** What is shown: "Who is free, 01-Dec-2026 to 03-Dec-2026, St Johns time". */
  caption: string
  days: readonly GridDay[]
  together: readonly TogetherCell[]
  rows: readonly GridRow[]
}

/**
 * Who is free when: a row a person, everybody together on top. Each state has a pattern and a word, not only a colour.
 * A plain table that scrolls sideways in its own box, with the names staying in view.
 */
export function AvailabilityGrid({ caption, days, together, rows }: AvailabilityGridProps) {
  const columns = days.flatMap(({ label, times }) =>
    times.map((time, index) => ({ day: label, time, first: index === 0 })),
  )
  return (
    <div className="min-w-0">
      <section
        aria-label={caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="bg-surface border-line relative overflow-x-auto rounded-lg border"
      >
        <table className="min-w-full border-separate border-spacing-0 text-left">
          <caption className="sr-only">{caption}</caption>
          <thead className="text-ink-soft text-sm">
            <tr>
              <td className={classes(nameColumn, 'bg-surface')} />
              {days.map(({ label, times }) => (
                <th
                  key={label}
                  scope="colgroup"
                  colSpan={times.length}
                  className="border-line-strong text-ink border-l px-2 pt-2 font-semibold"
                >
                  <span className="sticky left-36 whitespace-nowrap sm:left-56">{label}</span>
                </th>
              ))}
            </tr>
            <tr>
              <td className={classes(nameColumn, 'bg-surface border-line border-b')} />
              {columns.map(({ day, time, first }) => (
                <th
                  key={`${day} ${time}`}
                  scope="col"
                  className={classes(
                    'border-line w-8 min-w-8 border-b py-1 text-left text-xs font-normal whitespace-nowrap tabular-nums',
                    startsHour(time) ? (first ? 'border-l-line-strong border-l' : 'border-l') : '',
                  )}
                >
                  {/* Only full hours are written, and may run over the next column; the others are heard. */}
                  <span className={startsHour(time) ? 'block w-0 pl-1 leading-4' : 'sr-only'}>{time}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th
                scope="row"
                className={classes(nameColumn, 'bg-surface border-line-strong border-b font-semibold')}
              >
                Everybody
                <span className="text-ink-soft block text-sm font-normal">{rows.length} people</span>
              </th>
              {together.map((cell, index) => (
                <td
                  key={index}
                  className={classes('border-line-strong border-b p-0', edgeOf(columns[index]))}
                >
                  <Together cell={cell} of={rows.length} time={columns[index]?.time ?? ''} />
                </td>
              ))}
            </tr>
            {rows.map((row) => (
              <tr key={row.id}>
                <th
                  scope="row"
                  className={classes(nameColumn, 'bg-surface border-line border-b font-normal')}
                >
                  <span className={row.required ? 'font-semibold' : undefined}>{row.name}</span>
                  <span className="text-ink-soft block text-sm leading-tight">
                    {row.detail}
                    {row.detail && row.required !== undefined && ' · '}
                    {row.required === undefined ? '' : row.required ? 'Required' : 'Optional'}
                  </span>
                </th>
                {row.cells.map((state, index) => (
                  <td
                    key={index}
                    className={classes('border-line h-11 border-b px-0 py-1', edgeOf(columns[index]))}
                  >
                    <span className={classes('time-cell block h-full min-h-8', `time-${state}`)}>
                      <span className="sr-only">{stateWords[state]}</span>
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Legend />
    </div>
  )
}

const nameColumn =
  'sticky left-0 z-10 w-32 min-w-32 max-w-32 px-3 py-1 leading-tight sm:w-52 sm:min-w-52 sm:max-w-52 sm:px-4 border-r border-r-line-strong'

const stateWords: Record<TimeState, string> = {
  free: 'Free',
  busy: 'Busy',
  tentative: 'Tentative',
  out: 'Away',
  unknown: 'Not known',
  outside: 'Outside hours',
}

const togetherWords: Record<TogetherState, string> = {
  all: 'Everybody is free',
  enough: 'All required are free',
  not: 'Not possible',
}

function Together({ cell, of, time }: { cell: TogetherCell; of: number; time: string }) {
  const { state, free, to, chosen } = cell
  const look = classes(
    'grid h-11 w-full place-items-center text-sm tabular-nums',
    state === 'all' && 'bg-accent-soft text-accent-strong font-bold',
    state === 'enough' && 'text-ink font-medium',
    state === 'not' && 'bg-sunken text-ink-soft',
    chosen && 'bg-accent! text-on-accent! font-bold',
  )
  const words = (
    <>
      <span
        aria-hidden="true"
        className={classes(state === 'all' && 'underline decoration-2 underline-offset-3')}
      >
        {state === 'not' ? '·' : free}
      </span>
      <span className="sr-only">
        {time} {togetherWords[state]}, {free} of {of} free{chosen && ', chosen'}
      </span>
    </>
  )
  if (!to) return <span className={look}>{words}</span>
  return (
    <Link
      to={to}
      preventScrollReset
      className={classes(look, 'hover:bg-accent hover:text-on-accent -outline-offset-3!')}
    >
      {words}
    </Link>
  )
}

function Legend() {
  return (
    <ul aria-label="What the patterns mean" className="mt-2.5 flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
      {Object.entries(stateWords).map(([state, words]) => (
        <li key={state} className="flex items-center gap-2">
          <span
            aria-hidden="true"
            className={classes('time-cell border-line-strong block h-4 w-7 border', `time-${state}`)}
          />
          {words}
        </li>
      ))}
    </ul>
  )
}

function startsHour(time: string): boolean {
  return time.endsWith(':00')
}

function edgeOf(column: { time: string; first: boolean } | undefined): string | undefined {
  if (column?.first) return 'border-l border-l-line-strong'
  return column && startsHour(column.time) ? 'border-l border-l-line' : undefined
}
