import { Check, CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { formatCount } from './count-words.ts'

interface NoticeProps {
  /** `safety` is red and never fades: somebody may come to harm. */
  tone?: 'info' | 'success' | 'warn' | 'safety'
  title?: ReactNode
  /** Why, and a link to what it rests on. */
  children?: ReactNode
  /** Buttons or forms. */
  actions?: ReactNode
  /** Read aloud when it appears: for what an action just did, not for what was on the page all along. */
  announce?: boolean
}

/** Something to know, in its place on the page. Nothing pops up, and nothing goes away by itself. */
export function Notice({ tone = 'info', title, children, actions, announce }: NoticeProps) {
  const { icon: Icon, look, sign, word } = tones[tone]
  return (
    <div
      role={announce ? (tone === 'safety' ? 'alert' : 'status') : undefined}
      className={classes('flex flex-wrap gap-x-4 gap-y-2 rounded-md border border-l-4 px-4 py-3', look)}
    >
      <div className="flex min-w-0 grow basis-64 gap-3">
        <Icon aria-hidden="true" className={classes('mt-px size-5 shrink-0', sign)} />
        <div className="min-w-0">
          {word && <span className="sr-only">{word}: </span>}
          {title && <p className="font-semibold">{title}</p>}
          {children && <div>{children}</div>}
        </div>
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 max-sm:pl-8">{actions}</div>}
    </div>
  )
}

const tones = {
  info: {
    icon: Info,
    look: 'border-accent-line border-l-accent bg-accent-soft',
    sign: 'text-accent',
    word: '',
  },
  success: {
    icon: CircleCheck,
    look: 'border-accent-line border-l-accent bg-accent-soft',
    sign: 'text-accent',
    word: '',
  },
  warn: {
    icon: TriangleAlert,
    look: 'border-warn-line border-l-warn-mark bg-warn-soft',
    sign: 'text-warn',
    word: 'Warning',
  },
  safety: {
    icon: OctagonAlert,
    look: 'border-safety-line border-l-safety bg-safety-soft',
    sign: 'text-safety',
    word: 'Safety',
  },
}

interface UndoNoticeProps {
  /** What was done, in the past tense: "ADEYEMI, Tola was put on the list." */
  children: ReactNode
  /** A form that takes it back: its button says Undo. It stays until the next thing is done. */
  undo: ReactNode
}

/** What was just done, and the way back, where it was done. */
export function UndoNotice({ children, undo }: UndoNoticeProps) {
  return (
    <output className="bg-sunken border-line flex min-h-13 flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-md border px-4 py-1">
      <span className="flex gap-3">
        <Check aria-hidden="true" className="text-accent mt-0.5 size-5 shrink-0" />
        {children}
      </span>
      {undo}
    </output>
  )
}

interface ProgressProps {
  label: string
  done: number
  /** Left out while it is not yet known. */
  total?: number
  /** What is counted: "records". */
  of: string
  /** What went wrong on the way, with a link to it. */
  aside?: ReactNode
}

/** How far a long thing has come, in counts. One may leave the page. */
export function Progress({ label, done, total, of, aside }: ProgressProps) {
  const words =
    total === undefined ? `${formatCount(done)} ${of}` : `${formatCount(done)} of ${formatCount(total)} ${of}`
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap justify-between gap-x-4">
        <span className="font-semibold">{label}</span>
        <span className="text-ink-soft tabular-nums">{words}</span>
      </div>
      <progress
        aria-label={label}
        value={total === undefined ? undefined : done}
        max={total}
        className="progress block h-2.5 w-full overflow-hidden rounded-full"
      >
        {words}
      </progress>
      {aside && <div className="mt-1.5 text-sm">{aside}</div>}
    </div>
  )
}

export interface StepItem {
  label: string
  state: 'done' | 'current' | 'ahead'
  /** What was decided there. */
  detail?: ReactNode
}

/** The steps of something that takes several, and where we are. */
export function StepList({ label, steps }: { label: string; steps: readonly StepItem[] }) {
  return (
    <ol aria-label={label} className="flex flex-col gap-y-2 sm:flex-row sm:flex-wrap sm:gap-x-2">
      {steps.map(({ label: words, state, detail }, index) => (
        <li
          key={words}
          aria-current={state === 'current' ? 'step' : undefined}
          className={classes(
            'flex grow sm:basis-36 gap-2.5 border-line pt-0 sm:border-t-3 sm:pt-2',
            state !== 'ahead' && 'sm:border-accent',
            state === 'ahead' && 'text-ink-soft',
          )}
        >
          <span
            aria-hidden="true"
            className={classes(
              'grid size-6 shrink-0 place-items-center rounded-full border text-xs font-bold',
              state === 'done' && 'bg-accent border-accent text-on-accent',
              state === 'current' && 'border-accent text-accent border-2',
              state === 'ahead' && 'border-line-strong',
            )}
          >
            {state === 'done' ? <Check className="size-3.5" strokeWidth={3} /> : index + 1}
          </span>
          <span>
            <span className={classes('block', state === 'current' && 'font-semibold')}>
              {words}
              {state === 'done' && <span className="sr-only"> (done)</span>}
            </span>
            {detail && <span className="text-ink-soft block text-sm">{detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
