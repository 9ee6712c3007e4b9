import { Link } from '@remix-run/react'
import { CountBubble } from './badge.tsx'
import { classes } from './classes.ts'

export interface Tab {
  to: string
  label: string
  count?: number
  current: boolean
}

/** Views of the same thing, each with its own address. Links, so they work everywhere and can be sent. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="border-line relative -mb-px overflow-x-auto border-b print:hidden">
      <ul className="flex gap-1">
        {tabs.map(({ to, label: words, count = 0, current }) => (
          <li key={to}>
            <Link
              to={to}
              aria-current={current ? 'page' : undefined}
              className={classes(
                'inline-flex min-h-11 items-center gap-2 border-b-3 px-3 whitespace-nowrap -outline-offset-3!',
                current
                  ? 'border-accent text-ink font-semibold'
                  : 'text-ink-soft hover:text-ink hover:border-line-strong border-transparent font-medium forced-colors:border-b-0',
              )}
            >
              {words}
              <CountBubble count={count} of="in it" />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
