import { Day } from '#app/ui/moment.tsx'
import { formatDay } from '../core/day-words.ts'

/** A date as far as it is known: a day, a month or a year. */
export function PartialDay({ date }: { date: string }) {
  return date.length === 10 ? (
    <Day date={date} />
  ) : (
    <span className="whitespace-nowrap">{formatDay(date)}</span>
  )
}
