import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** What happened, the latest first: `TimelineEntry`s. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol aria-label={label} className="relative">
      {children}
    </ol>
  )
}

interface TimelineEntryProps {
  icon: LucideIcon
  /** A `Moment` or a `Day`. */
  when: ReactNode
  title: ReactNode
  /** Who did it. */
  by?: ReactNode
  /** What was said, decided or measured. */
  children?: ReactNode
}

/** One thing that happened: when, what, by whom. */
export function TimelineEntry({ icon: Icon, when, title, by, children }: TimelineEntryProps) {
  return (
    <li className="group relative flex gap-3.5 pb-5 last:pb-0">
      <span
        aria-hidden="true"
        className="bg-line absolute top-8 bottom-0 left-[0.9375rem] w-px group-last:hidden"
      />
      <span className="bg-accent-soft text-accent-strong grid size-8 shrink-0 place-items-center rounded-full">
        <Icon aria-hidden="true" className="size-4" />
      </span>
      <div className="min-w-0 grow pt-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="font-semibold">{title}</p>
          <p className="text-ink-soft text-sm">
            {when}
            {by && <> · {by}</>}
          </p>
        </div>
        {children && <div className="mt-1">{children}</div>}
      </div>
    </li>
  )
}
