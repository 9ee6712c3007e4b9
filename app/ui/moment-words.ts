/**
 * How dates and times are said, as text. `moment.tsx` shows the same words; nothing else may format time.
 *
 * Clinical rules: dd-MMM-yyyy, never a numeric month; 24-hour clock; the zone is always an argument, never the
 * machine's own. The month names are a fixed table, because Intl's differ between versions ("Sept").
 */

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

interface WallClock extends Day {
  readonly hour: number
  readonly minute: number
  /** East of UTC, in minutes. */
  readonly offset: number
}

/**
 * A date as 01-Dec-2026.
 *
 * `when` is an instant, whose date depends on the zone, or a calendar date (2026-12-01), which has no zone and
 * ignores it. Throws on anything else, and on an instant without an offset.
 */
export function formatDate(when: string, zone: string): string {
  return dateWords(dayIn(when, zone))
}

/** A date with its weekday, as Tue 01-Dec-2026. Instants and calendar dates as in `formatDate`. */
export function formatWeekday(when: string, zone: string): string {
  const day = dayIn(when, zone)
  return `${weekdayWord(day)} ${dateWords(day)}`
}

/** A calendar date, with its weekday: Tue 01-Dec-2026. Undefined when the text is not a date that exists. */
export function formatDayIfAny(text: string): string | undefined {
  const day = readDay(text)
  return day && `${weekdayWord(day)} ${dateWords(day)}`
}

/** A calendar month (2026-12) as Dec 2026. Throws on anything else. */
export function formatMonth(month: string): string {
  const { year, month: number } = mustReadDay(`${month}-01`)
  return `${monthNames[number - 1]} ${String(year).padStart(4, '0')}`
}

/** The time of day, as 09:05 or 23:40. Seconds are dropped, not rounded. */
export function formatTime(iso: string, zone: string): string {
  return timeWords(wallClockAt(readInstant(iso), zone))
}

/** Tue 01-Dec-2026 09:05. */
export function formatDateTime(iso: string, zone: string): string {
  return `${formatWeekday(iso, zone)} ${formatTime(iso, zone)}`
}

/**
 * Tue 01-Dec-2026, 09:00–09:45, or both dates when it ends on another day.
 *
 * When the clocks change in between, each time names its offset: 01:30–01:15 would otherwise read as nonsense.
 */
export function formatRange(from: string, until: string, zone: string): string {
  const start = wallClockAt(readInstant(from), zone)
  const end = wallClockAt(readInstant(until), zone)
  const clocksChange = start.offset !== end.offset
  const startTime = clocksChange ? `${timeWords(start)} (${offsetWords(start.offset)})` : timeWords(start)
  const endTime = clocksChange ? `${timeWords(end)} (${offsetWords(end.offset)})` : timeWords(end)
  const startDay = `${weekdayWord(start)} ${dateWords(start)}`
  if (dayNumber(start) !== dayNumber(end)) {
    return `${startDay} ${startTime} – ${weekdayWord(end)} ${dateWords(end)} ${endTime}`
  }
  return `${startDay}, ${startTime}${clocksChange ? ' – ' : '–'}${endTime}`
}

/**
 * The zone in words with its offset at that instant: "St Johns time (UTC−03:30)".
 *
 * Not an abbreviation: EST is two zones, and Intl's abbreviations differ between browsers.
 */
export function formatZone(iso: string, zone: string): string {
  const { offset } = wallClockAt(readInstant(iso), zone)
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  return place === 'UTC' || place === 'GMT' ? 'UTC' : `${place} time (${offsetWords(offset)})`
}

/** The calendar date of an instant in a zone, as 2026-12-01: what a date input and a date column hold. */
export function dayOf(iso: string, zone: string): string {
  const { year, month, day } = wallClockAt(readInstant(iso), zone)
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
}

/**
 * Whole years from the date of birth to the given date; both are calendar dates.
 *
 * Someone born on 29 February is a year older on 1 March of a year without that day.
 */
export function ageOn(born: string, today: string): number {
  const birth = mustReadDay(born)
  const now = mustReadDay(today)
  const hadBirthday = now.month > birth.month || (now.month === birth.month && now.day >= birth.day)
  return now.year - birth.year - (hadBirthday ? 0 : 1)
}

/** A calendar date as far as it is known: 14-Jul-1984, Jul-1984 or 1984. Throws on what is none of these. */
export function formatPartialDay(date: string): string {
  const { year, month } = mustReadPartial(date)
  if (date.length > 7) return dateWords(mustReadDay(date))
  return month === undefined ? date : `${monthNames[month - 1]}-${String(year).padStart(4, '0')}`
}

/**
 * An age on a date, as far as the date of birth tells it: `42y`, or `41 or 42y` where the birthday may be before or after it.
 *
 * Dates of birth are whole days, months (1984-07) or years (1984). A birthday still to come makes no negative age: `0y`.
 */
export function sayAgeOn(born: string, on: string): string {
  const { year, month } = mustReadPartial(born)
  const first = born.length > 7 ? born : `${born.slice(0, 4)}-${twoDigits(month ?? 1)}-01`
  // The 28th is in every month; which of its last days it is changes no year.
  const lastMonth = month ?? 12
  const last = born.length > 7 ? born : `${String(year).padStart(4, '0')}-${twoDigits(lastMonth)}-28`
  const now = mustReadPartial(on)
  const asOf = on.length > 7 ? on : `${on.slice(0, 4)}-${twoDigits(now.month ?? 12)}-28`
  const [oldest, youngest] = [ageOn(first, asOf), ageOn(last, asOf)].map((age) => Math.max(0, age))
  return oldest === youngest ? `${oldest}y` : `${youngest} or ${oldest}y`
}

function mustReadPartial(date: string): { year: number; month: number | undefined } {
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-\d{2})?)?$/.exec(date) ?? []
  if (!year) throw new RangeError('Neither a day, nor a month, nor a year')
  return { year: Number(year), month: month === undefined ? undefined : Number(month) }
}

/** A length in minutes: 45 min, 1 h 05 min, 2 h. Parts of a minute are rounded. */
export function formatMinutes(minutes: number): string {
  const whole = Math.round(minutes)
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${twoDigits(rest)} min`
}

/** Seconds on a clock face: 12:04, and 1:02:04 from an hour up. Negative seconds lose their sign. */
export function formatCountdown(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = twoDigits(whole % 60)
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** How far away an instant is, in one unit: "just now", "12 min ago", "in 3 days", "8 weeks ago". */
export function formatAgo(iso: string, now: string): string {
  const distance = readInstant(now).getTime() - readInstant(iso).getTime()
  const length = roughLength(Math.abs(distance))
  if (length === undefined) return 'just now'
  return distance > 0 ? `${length} ago` : `in ${length}`
}

export interface DueWords {
  readonly state: 'overdue' | 'today' | 'later'
  readonly words: string
}

/**
 * When something is due, as its owner would say it: "Overdue by 2 days", "Due today at 14:00", "Due tomorrow".
 *
 * Counted in calendar days of the zone. A due date (2026-12-01) lasts to the end of that day; a due instant is
 * overdue from that instant on.
 */
export function formatDue(due: string, now: string, zone: string): DueWords {
  const dueDay = readDay(due)
  const day = dueDay ?? wallClockAt(readInstant(due), zone)
  const days = dayNumber(day) - dayNumber(wallClockAt(readInstant(now), zone))
  if (days < 0) return { state: 'overdue', words: `Overdue by ${roughLength(-days * dayMs)}` }
  if (!dueDay) {
    const late = readInstant(now).getTime() - readInstant(due).getTime()
    if (late >= 0)
      return { state: 'overdue', words: late < minuteMs ? 'Due now' : `Overdue by ${roughLength(late)}` }
  }
  if (days === 0)
    return { state: 'today', words: dueDay ? 'Due today' : `Due today at ${formatTime(due, zone)}` }
  if (days === 1) return { state: 'later', words: 'Due tomorrow' }
  return { state: 'later', words: `Due in ${roughLength(days * dayMs)}` }
}

/** A length in the one unit that says enough, rounded down; undefined below a minute. */
function roughLength(ms: number): string | undefined {
  const minutes = Math.floor(ms / minuteMs)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (minutes < 1) return undefined
  if (minutes < 60) return `${minutes} min`
  if (hours < 24) return `${hours} h`
  if (days < 14) return counted(days, 'day')
  // Care is counted in weeks ("not improved at week 8"), so months wait until weeks stop saying much.
  if (days < 183) return counted(Math.floor(days / 7), 'week')
  if (days < 730) return counted(Math.floor(days / 30.44), 'month')
  return counted(Math.floor(days / 365.25), 'year')
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

function dayIn(when: string, zone: string): Day {
  return readDay(when) ?? wallClockAt(readInstant(when), zone)
}

function readDay(text: string): Day | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return undefined
  const [year, month, day] = found.slice(1).map(Number)
  if (year === undefined || month === undefined || day === undefined) return undefined
  const there = new Date(dayNumber({ year, month, day }) * dayMs)
  const exists = there.getUTCMonth() === month - 1 && there.getUTCDate() === day
  return exists ? { year, month, day } : undefined
}

function mustReadDay(text: string): Day {
  const day = readDay(text)
  if (!day) throw new RangeError('not a calendar date')
  return day
}

/** An instant must carry its offset: without one, the machine's own zone would decide what it means. */
function readInstant(iso: string): Date {
  const instant = new Date(iso)
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/.test(iso) || Number.isNaN(instant.getTime())) {
    throw new RangeError('not an instant with an offset')
  }
  return instant
}

// Making a formatter costs more than using it a hundred times, and a page of dates is all in one or two zones.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}

function wallClockAt(instant: Date, zone: string): WallClock {
  const parts = new Map(
    formatterFor(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const [year, month, day, hour, minute] = [
    part('year'),
    part('month'),
    part('day'),
    part('hour'),
    part('minute'),
  ]
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, part('second'))
  const offset = Math.round((asUtc - Math.floor(instant.getTime() / 1000) * 1000) / minuteMs)
  return { year, month, day, hour, minute, offset }
}

function dayNumber({ year, month, day }: Day): number {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; setUTCFullYear does not.
  return new Date(0).setUTCFullYear(year, month - 1, day) / dayMs
}

function dateWords({ year, month, day }: Day): string {
  return `${twoDigits(day)}-${monthNames[month - 1]}-${String(year).padStart(4, '0')}`
}

function weekdayWord(day: Day): string {
  return weekdayNames[(((dayNumber(day) + 4) % 7) + 7) % 7] ?? ''
}

function timeWords({ hour, minute }: WallClock): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`
}

function offsetWords(offset: number): string {
  const size = Math.abs(offset)
  return `UTC${offset < 0 ? '−' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
