import { Ban, Check, Circle, CircleDot, Clock3, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Urgency, urgencies } from '#app/shared/urgency.ts'
import { classes } from './classes.ts'

interface BadgeProps {
  tone?: 'neutral' | 'accent' | 'warn' | 'safety'
  icon?: LucideIcon
  children: ReactNode
}

/** A word or two about a thing. The words carry the meaning; the tone only helps to find it. */
export function Badge({ tone = 'neutral', icon: Icon, children }: BadgeProps) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 rounded-sm border px-1.5 py-px text-sm font-medium',
        badgeTones[tone],
      )}
    >
      {Icon && <Icon aria-hidden="true" className="size-3.5 shrink-0" />}
      {children}
    </span>
  )
}

const badgeTones = {
  neutral: 'border-line bg-sunken text-ink',
  accent: 'border-accent-line bg-accent-soft text-accent-strong',
  warn: 'border-warn-line bg-warn-soft text-warn',
  safety: 'border-safety-line bg-safety-soft text-safety',
}

interface UrgencyMarkProps {
  urgency: Urgency
  /** `room` is read from 4 m. */
  size?: 'normal' | 'room'
}

/**
 * How soon a case needs an answer: its own shape, its own colour and its word, so that each is enough alone.
 * Only an emergency is red.
 */
export function UrgencyMark({ urgency, size = 'normal' }: UrgencyMarkProps) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1.5 whitespace-nowrap',
        size === 'room' ? 'text-room-sm' : 'text-base',
        urgencyWords[urgency],
      )}
    >
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className={size === 'room' ? 'size-[1em]' : 'size-4 shrink-0'}
      >
        {shapes[urgency]}
      </svg>
      {urgencies[urgency]}
    </span>
  )
}

const urgencyWords = {
  emergency: 'text-safety font-bold',
  urgent: 'text-warn font-semibold',
  soon: 'text-ink font-medium',
  routine: 'text-ink-soft',
}

const shapes = {
  emergency: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Z" className="fill-safety" />
      <path
        d="M7 3.6h2l-.3 5.2H7.3ZM8 10.2a1.15 1.15 0 1 1 0 2.3 1.15 1.15 0 0 1 0-2.3Z"
        className="fill-on-safety"
      />
    </>
  ),
  urgent: <path d="M8 1.2 15.4 14.4H.6Z" className="fill-warn-mark" />,
  soon: <path d="M8 1.4 14.6 8 8 14.6 1.4 8Z" className="fill-accent" />,
  routine: <circle cx="8" cy="8" r="5.4" className="stroke-ink-soft fill-none" strokeWidth="1.8" />,
}

interface StateMarkProps {
  state: 'open' | 'active' | 'waiting' | 'done' | 'stopped'
  /** The state's name in the words of its own thing: "Offered", "Live", "Cancelled". */
  children: ReactNode
}

/** Where a thing stands, as a sign and a word: tasks, flags, huddles, imports. */
export function StateMark({ state, children }: StateMarkProps) {
  const { icon: Icon, tone } = states[state]
  return (
    <span className={classes('inline-flex items-center gap-1.5 whitespace-nowrap', tone)}>
      <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={2.25} />
      {children}
    </span>
  )
}

const states = {
  open: { icon: Circle, tone: 'text-ink' },
  active: { icon: CircleDot, tone: 'text-accent font-semibold' },
  waiting: { icon: Clock3, tone: 'text-ink' },
  done: { icon: Check, tone: 'text-ink-soft' },
  stopped: { icon: Ban, tone: 'text-ink-soft' },
}

interface CountBubbleProps {
  count: number
  /** What is counted, for those who hear it: "waiting for triage". */
  of: string
  strong?: boolean
}

/** How many there are. Nothing is shown for none. */
export function CountBubble({ count, of, strong }: CountBubbleProps) {
  if (count === 0) return null
  return (
    <span
      className={classes(
        'inline-block min-w-5 rounded-full px-1.5 text-center text-xs leading-5 font-semibold tabular-nums',
        strong ? 'bg-accent text-on-accent' : 'bg-accent-soft text-accent-strong',
      )}
    >
      {count}
      <span className="sr-only"> {of}</span>
    </span>
  )
}

interface PersonMarkProps {
  name: string
  /** Their discipline, or what else tells them from others. */
  detail?: string
}

/** A member of staff: initials, name, and discipline beneath. Never for patients, who have `RowPatient`. */
export function PersonMark({ name, detail }: PersonMarkProps) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <span
        aria-hidden="true"
        className="bg-accent-soft text-accent-strong grid size-8 shrink-0 place-items-center rounded-full text-xs font-semibold"
      >
        {initialsOf(name)}
      </span>
      <span className="leading-tight">
        <span className="block font-medium">{name}</span>
        {detail && <span className="text-ink-soft block text-sm">{detail}</span>}
      </span>
    </span>
  )
}

function initialsOf(name: string): string {
  const words = name
    .split(/\s+/)
    .filter((word) => /^\p{Lu}/u.test(word) && !word.endsWith('.') && !titles.has(word))
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('')
}

const titles = new Set(['Dr', 'Mr', 'Mrs', 'Ms', 'Mx', 'Prof'])
