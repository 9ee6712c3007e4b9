import { Moment } from '#app/ui/moment.tsx'
import type { Clock } from '../core/clock.ts'

interface RespondClockProps {
  clock: Clock
  respondBy: string
  /** The team's zone: the day is a day of its calendar. */
  zone: string
}

/** How long there is to answer, in the team's working days, and by which day. Late is amber with a mark; red is for safety. */
export function RespondClock({ clock, respondBy, zone }: RespondClockProps) {
  const missed = clock.state === 'missed'
  return (
    <span>
      <span
        className={missed ? 'text-warn font-semibold' : clock.state === 'later' ? undefined : 'font-semibold'}
      >
        {missed && (
          <svg viewBox="0 0 10 10" aria-hidden="true" className="fill-warn-mark mr-1.5 inline size-2.5">
            <path d="M5 .5 9.8 9.5H.2Z" />
          </svg>
        )}
        {sayClock(clock)}
      </span>
      <span className="text-ink-soft">
        {missed ? ', was due ' : clock.state === 'today' ? ', ' : ', by '}
        <Moment iso={respondBy} zone={zone} form="weekday" />
      </span>
    </span>
  )
}

function sayClock({ state, days }: Clock): string {
  const working = `${days} working ${days === 1 ? 'day' : 'days'}`
  if (state === 'missed') return days === 0 ? 'Missed' : `Missed by ${working}`
  if (state === 'today') return 'Due today'
  if (state === 'last-day') return days === 0 ? 'No working day left' : 'Last working day'
  return `${working} left`
}
