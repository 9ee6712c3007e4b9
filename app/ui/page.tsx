import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface PageProps {
  /** `reading` for text and forms, `wide` for dashboards, `full` for tables and grids, which use the screen they get. */
  width?: 'reading' | 'wide' | 'full'
  children: ReactNode
}

/** What stands in the shell's main part: one column of sections, as wide as its content deserves. */
export function Page({ width = 'wide', children }: PageProps) {
  return (
    <div className={classes('mx-auto flex w-full flex-col gap-6 lg:gap-8', widths[width])}>{children}</div>
  )
}

const widths = { reading: 'max-w-[46rem] lg:mx-0', wide: 'max-w-[104rem]', full: 'max-w-[120rem]' }

interface PageTitleProps {
  children: ReactNode
  /** Where this belongs, above the title: a link back, or a few words. */
  above?: ReactNode
  /** One sentence below the title. */
  lead?: ReactNode
  /** Buttons: the page's own actions, the primary one last. */
  actions?: ReactNode
}

/** The page's only h1, with what can be done here. Never a patient's name: titles travel. */
export function PageTitle({ children, above, lead, actions }: PageTitleProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {above && <div className="text-ink-soft mb-1 text-sm">{above}</div>}
        <h1 className="text-xl font-semibold tracking-[-0.012em] lg:text-2xl">{children}</h1>
        {lead && <p className="text-ink-soft text-md mt-1 max-w-[42rem]">{lead}</p>}
      </div>
      {actions && (
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:[&>*]:grow">{actions}</div>
      )}
    </header>
  )
}

interface SectionProps {
  title: ReactNode
  /** A count, a date: said beside the title. */
  aside?: ReactNode
  actions?: ReactNode
  /** For links to this part of the page. */
  id?: string
  children: ReactNode
}

/** A part of a page under its own h2. */
export function Section({ title, aside, actions, id, children }: SectionProps) {
  return (
    <section id={id} className="min-w-0">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold tracking-[-0.006em]">
          {title}
          {aside && (
            <span className="text-ink-soft ml-1.5 text-base font-normal tracking-normal"> {aside}</span>
          )}
        </h2>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  )
}

interface CardProps {
  title?: ReactNode
  actions?: ReactNode
  /** `well` lies below the page: what was, what belongs to something else. */
  ground?: 'sheet' | 'well'
  /** No padding of its own: for a table or a list that goes to the edge. */
  flush?: boolean
  children: ReactNode
}

/** A sheet of things that belong together. Cards are not put into cards. */
export function Card({ title, actions, ground = 'sheet', flush, children }: CardProps) {
  return (
    <div
      className={classes(
        'border-line min-w-0 rounded-lg border',
        ground === 'sheet' ? 'bg-surface' : 'bg-sunken',
        flush ? 'overflow-clip' : 'p-4 sm:p-5',
      )}
    >
      {(title || actions) && (
        <div
          className={classes(
            'flex flex-wrap items-center justify-between gap-x-4 gap-y-1',
            flush ? 'px-4 pt-3.5 pb-2.5 sm:px-5' : 'mb-3',
          )}
        >
          {title && <h3 className="text-md font-semibold">{title}</h3>}
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </div>
  )
}

interface ColumnsProps {
  /** `main-aside` is two thirds and one; `even` as many equal columns as there is room for. */
  shape?: 'main-aside' | 'even'
  children: ReactNode
}

/** Things side by side where there is room, one above the other where there is not. */
export function Columns({ shape = 'even', children }: ColumnsProps) {
  return (
    <div
      className={classes(
        'grid items-start gap-5 lg:gap-6',
        shape === 'main-aside'
          ? 'xl:grid-cols-[minmax(0,1fr)_minmax(20rem,30%)]'
          : 'grid-cols-[repeat(auto-fit,minmax(min(100%,19rem),1fr))]',
      )}
    >
      {children}
    </div>
  )
}

/** Things one above the other, with the usual distance. */
export function Stack({
  gap = 'normal',
  children,
}: {
  gap?: 'tight' | 'normal' | 'loose'
  children: ReactNode
}) {
  return (
    <div
      className={classes('flex min-w-0 flex-col', { tight: 'gap-2', normal: 'gap-4', loose: 'gap-8' }[gap])}
    >
      {children}
    </div>
  )
}

interface EmptyStateProps {
  icon?: LucideIcon
  title: string
  /** What will be here, and how it gets here. */
  children: ReactNode
  /** One primary action. */
  action?: ReactNode
}

/** A place that has nothing in it yet: says what will be here, and offers the one next step. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="border-line-strong/50 flex flex-col items-center rounded-lg border border-dashed px-6 py-10 text-center">
      {Icon && <Icon aria-hidden="true" className="text-accent mb-3 size-7" strokeWidth={1.5} />}
      <p className="text-md font-semibold">{title}</p>
      <div className="text-ink-soft mt-1 max-w-[32rem]">{children}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  )
}

interface KeyValuesProps {
  items: readonly { label: string; value: ReactNode }[]
  /** `row` puts them beside each other, as facts above a page. */
  shape?: 'list' | 'row'
}

/** Facts with their names. A value that is missing says "Not known": never a dash, a question mark or nothing. */
export function KeyValues({ items, shape = 'list' }: KeyValuesProps) {
  return (
    <dl
      className={
        shape === 'list'
          ? 'grid grid-cols-[minmax(6.5rem,max-content)_minmax(0,1fr)] gap-x-5 gap-y-2'
          : 'flex flex-wrap gap-x-8 gap-y-3'
      }
    >
      {items.map(({ label, value }) => (
        <div key={label} className={shape === 'list' ? 'col-span-2 grid grid-cols-subgrid' : undefined}>
          <dt className={classes('text-ink-soft', shape === 'row' && 'text-sm')}>{label}</dt>
          <dd className="max-w-[44rem] min-w-0">{value ?? 'Not known'}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Text to read: what people wrote, with their line breaks. */
export function Prose({ children }: { children: ReactNode }) {
  return (
    <div className="text-md max-w-[42rem] whitespace-pre-line [&_h3]:mt-5 [&_h3]:font-semibold [&_li]:ml-5 [&_ol]:list-decimal [&_p+p]:mt-3 [&_ul]:list-disc">
      {children}
    </div>
  )
}
