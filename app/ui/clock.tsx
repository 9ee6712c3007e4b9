import { useEffect, useState } from 'react'
import { classes } from './classes.ts'
import { formatCountdown } from './moment-words.ts'

interface ClockProps {
  /** When the time for this is over: an instant. */
  endsAt: string
  /** What the server's clock said when it made these props. The browser's own clock is never trusted. */
  serverNow: string
  /** How many minutes it had in all: draws how much of it is gone. */
  minutes?: number
  /** What the time is for: "This case". */
  label: string
  /** `line` sits in a bar on a phone, `face` on the lead's desk, `room` is read from 4 m. */
  size?: 'line' | 'face' | 'room'
  /** Stopped: shows `serverNow` and does not tick. */
  still?: boolean
}

/**
 * The clock of a huddle. Warns in the last minute, ends softly (it does not stop anything), then counts the time over.
 *
 * Drawn by the server first and ticking once the page is alive. Heard only at thresholds. The warning is amber with a
 * word, not red: running late is not a danger to anyone.
 */
export function Clock({ endsAt, serverNow, minutes, label, size = 'face', still }: ClockProps) {
  const seconds = useSecondsLeft(endsAt, serverNow, still)
  const phase = seconds < 0 ? 'over' : seconds <= 60 ? 'warn' : 'calm'
  const gone = minutes ? Math.min(1, Math.max(0, 1 - seconds / (minutes * 60))) : undefined
  const look = looks[size]
  return (
    <div className={classes('min-w-0', look.box, phase !== 'calm' && look.alarm)}>
      <div className={look.line}>
        <span className={classes(look.label, phase === 'calm' && 'text-ink-soft')}>
          {label}
          <span className="font-semibold">
            {' '}
            {phase === 'over' ? 'over time by' : phase === 'warn' ? 'last minute' : 'time left'}
          </span>
        </span>
        <span role="timer" className={classes('font-semibold tabular-nums', look.digits)}>
          {phase === 'over' && '+'}
          {formatCountdown(seconds)}
        </span>
      </div>
      {gone !== undefined && (
        <div aria-hidden="true" className={classes('bg-line overflow-hidden rounded-full', look.track)}>
          <div
            className={classes('h-full', phase === 'calm' ? 'bg-accent' : 'bg-warn-mark')}
            style={{ width: `${Math.round(gone * 1000) / 10}%` }}
          />
        </div>
      )}
      <span aria-live="polite" className="sr-only">
        {announcement(label, seconds)}
      </span>
    </div>
  )
}

const looks = {
  line: {
    box: 'rounded-md border border-line bg-surface px-3 py-1.5',
    alarm: 'bg-warn-soft! border-warn-mark! text-warn',
    line: 'flex items-baseline justify-between gap-3',
    label: 'text-sm',
    digits: 'text-xl',
    track: 'mt-1 h-1',
  },
  face: {
    box: 'rounded-lg border border-line bg-surface px-5 py-4',
    alarm: 'bg-warn-soft! border-warn-mark! text-warn',
    line: 'flex flex-col',
    label: 'text-base',
    digits: 'text-4xl tracking-[-0.02em]',
    track: 'mt-3 h-1.5',
  },
  room: {
    box: '',
    alarm: 'text-warn',
    line: 'flex flex-col',
    label: 'text-room-sm',
    digits: 'text-room-clock tracking-[-0.02em]',
    track: 'mt-[1.5vw] h-[0.9vw]',
  },
}

/** Whole seconds until the end, rounded up so that 0:00 is the end itself; below zero once it is over. */
function useSecondsLeft(endsAt: string, serverNow: string, still: boolean | undefined): number {
  const end = Date.parse(endsAt)
  const server = Date.parse(serverNow)
  const [left, setLeft] = useState(end - server)

  useEffect(() => {
    setLeft(end - server)
    if (still) return
    // performance.now() only goes forward: a laptop that corrects its clock in mid-huddle changes nothing here.
    const since = performance.now()
    const timer = setInterval(() => setLeft(end - server - (performance.now() - since)), 250)
    return () => clearInterval(timer)
  }, [end, server, still])

  return left >= 0 ? Math.ceil(left / 1000) : Math.floor(left / 1000)
}

/** Said once as each threshold is passed: the text stays the same in between, so nothing is repeated. */
function announcement(label: string, seconds: number): string {
  if (seconds > 60) return ''
  if (seconds > 0) return `${label}: last minute`
  if (seconds > -60) return `${label}: time is up`
  const minutes = Math.floor(-seconds / 60)
  return minutes % 2 === 0 || minutes === 1
    ? `${label}: ${minutes} min over`
    : `${label}: ${minutes - 1} min over`
}
