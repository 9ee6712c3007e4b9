import { Link, NavLink } from '@remix-run/react'
import { ChevronDown, type LucideIcon, Menu as MenuIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { CountBubble } from './badge.tsx'
import { classes } from './classes.ts'
import { Fold } from './menu.tsx'

export interface NavItem {
  to: string
  label: string
  icon: LucideIcon
  /** How many things wait there. */
  count?: number
  /** Leave out to let the address decide. */
  current?: boolean
}

interface ShellProps {
  /** In whose house we are: the organization, and the team when there is one. */
  context: { organization: string; team?: string /** Where the team can be changed. */; switchTo?: string }
  nav: readonly NavItem[]
  account: { name: string; detail?: string }
  /** What the account menu holds: `MenuLink`s and the sign-out form. */
  accountMenu: ReactNode
  /** `SystemBanner`s: SAMPLE data, a door left open for the demo. */
  banners?: ReactNode
  /** Right of the context in the top bar: search, help. */
  tools?: ReactNode
  /** After the sentence that this is not an emergency service: where to read what to do instead. */
  emergency?: ReactNode
  children: ReactNode
}

/**
 * The frame around every page of a signed-in person. From 1024 px the navigation is a rail, below that a bar at the
 * bottom with at most five places, the fifth being the rest. All of it works without JavaScript.
 */
export function Shell({
  context,
  nav,
  account,
  accountMenu,
  banners,
  tools,
  emergency,
  children,
}: ShellProps) {
  return (
    <>
      <SkipLink />
      {banners}
      <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)] print:block">
        <div
          data-bottom-bar=""
          className="bg-rail fixed inset-x-0 bottom-0 z-30 lg:sticky lg:top-0 lg:h-dvh print:hidden"
        >
          <nav aria-label="Main" className="always-dark">
            <div className="px-5 pt-4 pb-5 max-lg:hidden">
              <Brand />
            </div>
            <Places items={nav} />
          </nav>
        </div>
        <div className="flex min-h-dvh min-w-0 flex-col max-lg:pb-20 print:block print:min-h-0">
          <header className="flex min-h-15 items-center gap-3 px-4 py-2 sm:px-6 lg:px-8 print:hidden">
            <div className="lg:hidden">
              <Brand short />
            </div>
            <Context {...context} />
            <div className="ml-auto flex items-center gap-1">
              {tools}
              <Account {...account}>{accountMenu}</Account>
            </div>
          </header>
          <main id="main" tabIndex={-1} className="min-w-0 grow px-4 pt-2 pb-12 outline-none sm:px-6 lg:px-8">
            {children}
          </main>
          <footer className="text-ink-soft px-4 pb-5 text-sm sm:px-6 lg:px-8 print:hidden">
            {notEmergency} {emergency}
          </footer>
        </div>
      </div>
    </>
  )
}

const notEmergency = 'Huddle is not an emergency service.'

interface BareFrameProps {
  banners?: ReactNode
  children: ReactNode
}

/** The frame for one thing to do and nowhere else to go: signing in, answering an invitation, an error. */
export function BareFrame({ banners, children }: BareFrameProps) {
  return (
    <>
      <SkipLink />
      {banners}
      <div className="flex min-h-dvh flex-col items-center px-4 py-8 sm:pt-[12vh]">
        <div className="flex w-full max-w-[30rem] grow flex-col">
          <header className="mb-6 sm:mb-8">
            <Brand still />
          </header>
          <main
            id="main"
            tabIndex={-1}
            className="bg-surface border-line rounded-lg border p-5 outline-none sm:p-8 print:border-0 print:p-0"
          >
            {children}
          </main>
          <footer className="text-ink-soft mt-6 text-sm">{notEmergency}</footer>
        </div>
      </div>
    </>
  )
}

interface RoomFrameProps {
  /** What the huddle is called on screen, and how far it has come: "3 of 7". */
  heading: ReactNode
  /** Connection and privacy: plain words, small. */
  status?: ReactNode
  children: ReactNode
}

/**
 * The frame of the room view: dark, full of the screen, without navigation, read from 4 m. Everything in it uses the
 * room sizes (text-room-sm and up).
 */
export function RoomFrame({ heading, status, children }: RoomFrameProps) {
  return (
    <div className="always-dark bg-canvas flex min-h-dvh flex-col gap-[2vw] p-[2.5vw]">
      <header className="text-room-sm flex flex-wrap items-baseline justify-between gap-x-[3vw]">
        <h1 className="font-semibold">{heading}</h1>
        {status && <div className="text-ink-soft">{status}</div>}
      </header>
      <main id="main" tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
        {children}
      </main>
    </div>
  )
}

interface SystemBannerProps {
  /** `sample`: what is shown is made up. `open`: a door is open that is shut in earnest. */
  kind: 'sample' | 'open'
  children: ReactNode
}

/** A line above everything that stays while its cause stays. */
export function SystemBanner({ kind, children }: SystemBannerProps) {
  return (
    <aside
      aria-label={kind === 'sample' ? 'Sample data' : 'Open door'}
      className={classes(
        'text-warn flex flex-wrap items-center justify-center gap-x-3 px-4 py-1.5 text-center text-sm font-medium print:border print:border-ink',
        kind === 'sample' ? 'sample-stripes' : 'bg-warn-soft border-warn-line border-b',
      )}
    >
      {children}
    </aside>
  )
}

/** First in the order of focus: past the frame, to what the page is about. */
function SkipLink() {
  return (
    <a
      href="#main"
      className="bg-accent text-on-accent sr-only z-50 rounded-md px-4 py-3 font-semibold focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      Skip to content
    </a>
  )
}

/** The product's mark and name. `still` when it leads nowhere. */
function Brand({ short, still }: { short?: boolean; still?: boolean }) {
  const inside = (
    <>
      <svg viewBox="0 0 28 28" aria-hidden="true" className="size-7 shrink-0">
        <circle cx="14" cy="14" r="3" className="fill-ink" />
        <path
          d="M14 3a11 11 0 0 1 9.5 5.5M24.6 14.9a11 11 0 0 1-5.3 8.7M8.6 23.6A11 11 0 0 1 4.5 8.5"
          fill="none"
          strokeWidth="3.6"
          strokeLinecap="round"
          className="stroke-accent"
        />
      </svg>
      <span className={classes('text-lg font-semibold tracking-[-0.02em]', short && 'max-sm:sr-only')}>
        Huddle
      </span>
    </>
  )
  const look = 'inline-flex items-center gap-2.5 text-ink'
  if (still) return <span className={look}>{inside}</span>
  return (
    <Link to="/" className={classes(look, 'min-h-11 rounded-md')}>
      {inside}
    </Link>
  )
}

function Places({ items }: { items: readonly NavItem[] }) {
  const fitsBelow = items.length <= 5
  const rest = fitsBelow ? [] : items.slice(4)
  return (
    <ul className="flex lg:flex-col lg:gap-0.5 lg:px-3">
      {items.map((item, index) => (
        <li key={item.to} className={classes('min-w-0 flex-1', !fitsBelow && index >= 4 && 'max-lg:hidden')}>
          <NavPlace item={item} />
        </li>
      ))}
      {rest.length > 0 && (
        <li className="min-w-0 flex-1 lg:hidden">
          <Fold className="relative">
            <summary className={classes(placeLook, 'list-none')}>
              <MenuIcon aria-hidden="true" className="size-5.5" strokeWidth={1.75} />
              More
            </summary>
            <ul className="bg-surface border-line-strong/60 shadow-raised absolute right-2 bottom-full mb-2 w-60 rounded-lg border p-1.5">
              {rest.map((item) => (
                <li key={item.to}>
                  <NavPlace item={item} inMenu />
                </li>
              ))}
            </ul>
          </Fold>
        </li>
      )}
    </ul>
  )
}

const placeLook = classes(
  'relative flex min-h-14 flex-col items-center justify-center gap-0.5 rounded-md px-1 text-xs font-medium text-ink-soft hover:text-ink',
  'lg:min-h-11 lg:flex-row lg:justify-start lg:gap-3 lg:px-3 lg:text-base lg:hover:bg-ink/8',
)

const menuPlaceLook =
  'flex min-h-11 items-center gap-3 rounded-md px-3 font-medium text-ink-soft hover:text-ink hover:bg-sunken'

const hereLook =
  'text-ink! font-semibold! bg-ink/12 max-lg:rounded-none max-lg:bg-transparent max-lg:text-accent!'

function NavPlace({ item, inMenu }: { item: NavItem; inMenu?: boolean }) {
  const { to, label, icon: Icon, count = 0, current } = item
  const inside = (
    <>
      <Icon aria-hidden="true" className="size-5.5 shrink-0 lg:size-5" strokeWidth={1.75} />
      <span className="max-w-full text-center leading-tight">{label}</span>
      {count > 0 && (
        <span
          className={
            inMenu ? 'ml-auto' : 'max-lg:absolute max-lg:top-1 max-lg:left-[calc(50%+0.5rem)] lg:ml-auto'
          }
        >
          <CountBubble count={count} of="waiting" strong />
        </span>
      )}
    </>
  )
  const base = inMenu ? menuPlaceLook : placeLook
  if (current === undefined) {
    return (
      <NavLink to={to} end={to === '/'} className={({ isActive }) => classes(base, isActive && hereLook)}>
        {inside}
      </NavLink>
    )
  }
  return (
    <Link to={to} aria-current={current ? 'page' : undefined} className={classes(base, current && hereLook)}>
      {inside}
    </Link>
  )
}

function Context({ organization, team, switchTo }: ShellProps['context']) {
  return (
    <p className="min-w-0 leading-tight">
      <span className="text-ink-soft block text-sm max-sm:sr-only">{organization}</span>
      {team && <span className="font-semibold">{team}</span>}
      {switchTo && (
        <Link
          to={switchTo}
          className="text-accent ml-2 inline-block min-h-6 text-sm font-medium underline underline-offset-2"
        >
          Change<span className="sr-only"> team</span>
        </Link>
      )}
    </p>
  )
}

function Account({ name, detail, children }: ShellProps['account'] & { children: ReactNode }) {
  return (
    <Fold className="relative">
      <summary className="hover:bg-sunken flex min-h-12 list-none items-center gap-2 rounded-md px-2.5">
        <span className="text-right leading-tight max-sm:sr-only">
          <span className="block font-medium">{name}</span>
          {detail && <span className="text-ink-soft block text-sm">{detail}</span>}
        </span>
        <span className="font-medium sm:hidden" aria-hidden="true">
          Account
        </span>
        <ChevronDown aria-hidden="true" className="size-4" />
      </summary>
      <div className="bg-surface border-line-strong/60 shadow-raised absolute right-0 z-40 mt-1 w-60 rounded-lg border p-1.5">
        <p className="text-ink-soft px-3 pt-1.5 pb-2 text-sm sm:hidden">
          {name}
          {detail && `, ${detail}`}
        </p>
        {children}
      </div>
    </Fold>
  )
}
