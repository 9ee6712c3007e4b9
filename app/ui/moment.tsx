import {
  formatAgo,
  formatDate,
  formatDateTime,
  formatDue,
  formatMinutes,
  formatMonth,
  formatPartialDay,
  formatRange,
  formatTime,
  formatWeekday,
  formatZone,
} from './moment-words.ts'

interface MomentProps {
  /** An instant with its offset, as a loader sends it. */
  iso: string
  /** The zone whose wall clock is shown: the viewer's, or the huddle's where all must read the same. */
  zone: string
  form?: 'date' | 'weekday' | 'time' | 'datetime' | 'range'
  /** The end, for `form="range"`. */
  until?: string
  /** Adds the zone in words: wherever the reader may be in another one (invitations, times offered). */
  nameZone?: boolean
}

/** A point in time, or a span of it, on somebody's wall clock. */
export function Moment({ iso, zone, form = 'datetime', until, nameZone }: MomentProps) {
  return (
    <>
      <time dateTime={iso} className="whitespace-nowrap tabular-nums">
        {form === 'range' ? <Range from={iso} until={until ?? iso} zone={zone} /> : words[form](iso, zone)}
      </time>
      {nameZone && (
        <>
          {' '}
          <span className="text-ink-soft whitespace-nowrap">{formatZone(iso, zone)}</span>
        </>
      )}
    </>
  )
}

const words = { date: formatDate, weekday: formatWeekday, time: formatTime, datetime: formatDateTime }

/** The words of a range, which may break between its two ends but never inside a date or a time. */
function Range({ from, until, zone }: { from: string; until: string; zone: string }) {
  const parts = formatRange(from, until, zone).split(/(?<=,) | (?=– )/)
  return parts.map((part, index) => (
    <span key={part} className="whitespace-nowrap">
      {index > 0 && <wbr />}
      {index > 0 ? ` ${part}` : part}
    </span>
  ))
}

/** A calendar date, which has no zone: a birthday, a due date. */
export function Day({ date, weekday }: { date: string; weekday?: boolean }) {
  return (
    <time dateTime={date} className="whitespace-nowrap tabular-nums">
      {weekday ? formatWeekday(date, 'UTC') : formatDate(date, 'UTC')}
    </time>
  )
}

/** A calendar month, 2026-12. */
export function Month({ month }: { month: string }) {
  return (
    <time dateTime={month} className="whitespace-nowrap">
      {formatMonth(month)}
    </time>
  )
}

/** A calendar date as far as it is known: a day, a month or a year. */
export function PartialDay({ date }: { date: string }) {
  return (
    <time dateTime={date} className="whitespace-nowrap tabular-nums">
      {formatPartialDay(date)}
    </time>
  )
}

/** A sentence whose dates (05-Nov-2026) break nowhere: a line may end before or after one, never in it. */
export function WholeDates({ children }: { children: string }) {
  return children.split(/(\d{2}-[A-Z][a-z]{2}-\d{4})/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className="whitespace-nowrap">
        {part}
      </span>
    ),
  )
}

/** How long ago (or how far ahead), in words. `now` comes from the loader, so that server and browser say the same. */
export function Ago({ iso, now }: { iso: string; now: string }) {
  return (
    <time dateTime={iso} className="whitespace-nowrap">
      {formatAgo(iso, now)}
    </time>
  )
}

interface DueInProps {
  /** A calendar date, or an instant. */
  due: string
  now: string
  zone: string
}

/** When something is due: "Due tomorrow", "▲ Overdue by 2 days". Late is amber with a mark; red is for safety. */
export function DueIn({ due, now, zone }: DueInProps) {
  const { state, words: said } = formatDue(due, now, zone)
  return (
    <time
      dateTime={due}
      className={
        state === 'overdue'
          ? 'text-warn font-semibold whitespace-nowrap'
          : state === 'today'
            ? 'font-semibold whitespace-nowrap'
            : 'text-ink-soft whitespace-nowrap'
      }
    >
      {state === 'overdue' && (
        <svg viewBox="0 0 10 10" aria-hidden="true" className="fill-warn-mark mr-1.5 inline size-2.5">
          <path d="M5 .5 9.8 9.5H.2Z" />
        </svg>
      )}
      {said}
    </time>
  )
}

/** A length of time: 45 min, 1 h 05 min. */
export function Duration({ minutes }: { minutes: number }) {
  return (
    <time dateTime={`PT${Math.round(minutes)}M`} className="whitespace-nowrap tabular-nums">
      {formatMinutes(minutes)}
    </time>
  )
}
