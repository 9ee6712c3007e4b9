// biome-ignore-all lint/a11y/noRedundantRoles: the roles are lost on a phone without it, see below
import { Link } from '@remix-run/react'
import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { formatCount } from './count-words.ts'

/*
 * On a phone each row becomes a card with named values. `display: block` takes a table's meaning away in some browsers,
 * so every part says its role again.
 */

interface DataTableProps {
  /** What the table lists; heard first. */
  caption: string
  captionShown?: boolean
  /** `ColumnHead`s, in order. */
  columns: ReactNode
  /** `Row`s. */
  children: ReactNode
}

/** A list of many alike things with several facts each. Plain HTML: sorting and paging are links. */
export function DataTable({ caption, captionShown, columns, children }: DataTableProps) {
  return (
    <div className="bg-surface border-line relative min-w-0 overflow-x-auto rounded-lg border max-sm:border-0 max-sm:bg-transparent print:overflow-visible print:border-0">
      {/* The look of its cells is in styles.css: said again at each of hundreds of them, it would be most of the page. */}
      <table role="table" className="data-table">
        <caption
          className={captionShown ? 'px-4 py-3 text-left font-semibold max-sm:block max-sm:px-0' : 'sr-only'}
        >
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">{columns}</tr>
        </thead>
        <tbody role="rowgroup">{children}</tbody>
      </table>
    </div>
  )
}

interface ColumnHeadProps {
  children: ReactNode
  /** The address that sorts by this column, and how it is sorted now. */
  sort?: { to: string; direction?: 'ascending' | 'descending' | undefined }
  align?: 'left' | 'right'
  /** The head is only heard: a column of actions. */
  hidden?: boolean
}

/** The head of a column; a link when the table can be sorted by it. */
export function ColumnHead({ children, sort, align = 'left', hidden }: ColumnHeadProps) {
  const Arrow =
    sort?.direction === 'ascending' ? ArrowUp : sort?.direction === 'descending' ? ArrowDown : ChevronsUpDown
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sort ? (sort.direction ?? 'none') : undefined}
      className={align === 'right' ? 'to-the-right' : undefined}
    >
      {hidden ? (
        <span className="sr-only">{children}</span>
      ) : sort ? (
        <Link
          to={sort.to}
          preventScrollReset
          className={classes(
            'hover:text-ink inline-flex min-h-10 items-center gap-1',
            sort.direction && 'text-ink font-semibold',
          )}
        >
          {children}
          <Arrow aria-hidden="true" className={classes('size-3.5', !sort.direction && 'opacity-60')} />
        </Link>
      ) : (
        <span className="inline-flex min-h-10 items-center">{children}</span>
      )}
    </th>
  )
}

interface RowProps {
  id?: string
  /** The row one came from, or that the page is about. */
  current?: boolean
  children: ReactNode
}

/** One thing: a `RowHead` and its `Cell`s. */
export function Row({ id, current, children }: RowProps) {
  return (
    <tr id={id} role="row" className={current ? 'bg-accent-soft' : undefined}>
      {children}
    </tr>
  )
}

/** What the row is, as its heading: usually a link. */
export function RowHead({ children }: { children: ReactNode }) {
  return (
    <th role="rowheader" scope="row">
      {children}
    </th>
  )
}

interface CellProps {
  /** The column's head again: on a phone it stands before the value. Left out for actions. */
  label?: string
  align?: 'left' | 'right'
  /** For dates and numbers, which may not break. */
  nowrap?: boolean
  children: ReactNode
}

/** One fact of the row. */
export function Cell({ label, align = 'left', nowrap, children }: CellProps) {
  return (
    <td
      role="cell"
      data-label={label}
      className={classes(align === 'right' && 'to-the-right', nowrap && 'whitespace-nowrap') || undefined}
    >
      {/* On a phone what stands after the label is one thing, which a text by itself is already. */}
      {typeof children === 'string' || typeof children === 'number' ? children : <div>{children}</div>}
    </td>
  )
}

interface PaginationProps {
  page: number
  pages: number
  /** How many there are in all, and of what: "1,204 cases". */
  total: number
  of: string
  /** The address of a page. */
  toPage: (page: number) => string
}

/** Where we are in a long list, and the way on. Links, so that a page can be kept and sent. */
export function Pagination({ page, pages, total, of, toPage }: PaginationProps) {
  return (
    <nav
      aria-label={`Pages of ${of}`}
      className="mt-3 flex flex-wrap items-center justify-between gap-3 print:hidden"
    >
      <p className="text-ink-soft">
        Page {page} of {pages} · {formatCount(total)} {of}
      </p>
      <div className="flex gap-2">
        <Step to={page > 1 ? toPage(page - 1) : undefined} rel="prev">
          <ChevronLeft aria-hidden="true" className="size-4" />
          Previous
        </Step>
        <Step to={page < pages ? toPage(page + 1) : undefined} rel="next">
          Next
          <ChevronRight aria-hidden="true" className="size-4" />
        </Step>
      </div>
    </nav>
  )
}

function Step({ to, rel, children }: { to: string | undefined; rel: string; children: ReactNode }) {
  const look = 'inline-flex min-h-11 items-center gap-1 rounded-md border px-3 font-medium'
  if (!to) {
    // A link without an address is how HTML says: this step exists, but not from here.
    return (
      <span className={classes(look, 'border-line text-ink-soft')} aria-hidden="true">
        {children}
      </span>
    )
  }
  return (
    <Link to={to} rel={rel} className={classes(look, 'border-line-strong bg-surface hover:bg-sunken')}>
      {children}
    </Link>
  )
}
