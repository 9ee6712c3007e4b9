import { Form, Link } from '@remix-run/react'
import { BookmarkPlus, X } from 'lucide-react'
import { Button, TextLink } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { formatCount } from '#app/ui/count-words.ts'
import { TextField } from '#app/ui/field.tsx'
import { CheckboxField } from '#app/ui/field-choice.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Fold } from '#app/ui/menu.tsx'
import { type CaseloadQuery, chipsOf } from '../core/caseload.ts'

/** A view of a caseload as a link: ready-made, or saved by whoever looks. */
export interface ViewLink {
  readonly name: string
  readonly search: string
  readonly isDefault: boolean
}

/** The ways to see this caseload: those that come with it, and one's own. */
export function ViewLinks({
  ready,
  own,
  here,
}: {
  ready: readonly ViewLink[]
  own: readonly ViewLink[]
  here: string
}) {
  return (
    <nav aria-label="Views" className="flex flex-wrap gap-2 print:hidden">
      {[...ready, ...own].map(({ name, search, isDefault }, index) => (
        <Link
          key={`${search} ${name}`}
          to={search}
          preventScrollReset
          aria-current={search === here ? 'page' : undefined}
          className={classes(
            'inline-flex min-h-10 items-center rounded-full border px-3.5 font-medium',
            search === here
              ? 'border-accent bg-accent-soft text-accent-strong'
              : 'border-line-strong bg-surface hover:bg-sunken',
            index === ready.length && 'sm:ml-3',
          )}
        >
          {name}
          {isDefault && <span className="text-ink-soft ml-1.5 text-sm font-normal">opens first</span>}
        </Link>
      ))}
    </nav>
  )
}

/** How many there are, and how many of them need somebody. The numbers lead to them. */
export function SummaryLine({
  summary,
}: {
  summary: { readonly open: number; readonly overdue: number; readonly notImproved: number }
}) {
  const { open, overdue, notImproved } = summary
  return (
    <p className="text-md flex flex-wrap gap-x-5 gap-y-1">
      <span>
        <strong>{formatCount(open)}</strong> open {open === 1 ? 'case' : 'cases'}
      </span>
      <TextLink to="?review=overdue">
        {formatCount(overdue)} {overdue === 1 ? 'review' : 'reviews'} overdue
      </TextLink>
      <TextLink to="?course=not-improved">{formatCount(notImproved)} not improved by PHQ-9</TextLink>
    </p>
  )
}

/** What the table is narrowed to, each to be taken away by itself. */
export function FilterChips({ query }: { query: CaseloadQuery }) {
  const chips = chipsOf(query)
  if (chips.length === 0) return null
  return (
    <ul aria-label="Narrowed to" className="flex flex-wrap items-center gap-2">
      {chips.map(({ name, words, without }) => (
        <li key={name}>
          <Link
            to={without}
            preventScrollReset
            className="border-accent-line bg-accent-soft text-accent-strong inline-flex min-h-9 items-center gap-1.5 rounded-full border px-3 text-sm font-medium hover:underline"
          >
            {words}
            <X aria-hidden="true" className="size-4 print:hidden" />
            <span className="sr-only">: take away</span>
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li className="print:hidden">
          <TextLink to="?sort=review">Show all open cases</TextLink>
        </li>
      )}
    </ul>
  )
}

/** Keeps the present view under a name. */
export function SaveView({ teamId, here, ownCount }: { teamId: string; here: string; ownCount: number }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <Fold className="relative">
        <summary className="border-line-strong bg-surface hover:bg-sunken inline-flex min-h-10 list-none items-center gap-2 rounded-md border px-3 font-semibold">
          <BookmarkPlus aria-hidden="true" className="size-[1.15rem]" />
          Save this view
        </summary>
        <Form
          method="post"
          action={`/teams/${teamId}/cases/views`}
          className="bg-surface border-line-strong/60 shadow-raised absolute right-0 z-30 mt-1 flex w-80 max-w-[85vw] max-sm:right-auto max-sm:left-0 flex-col gap-3 rounded-lg border p-4"
        >
          <FormKey />
          <input type="hidden" name="intent" value="save" />
          <input type="hidden" name="search" value={here} />
          <TextField name="name" label="Name of the view" maxLength={60} required autoComplete="off" />
          <CheckboxField name="isDefault" label="Open the caseload with it" />
          <Button>Save</Button>
        </Form>
      </Fold>
      {ownCount > 0 && <TextLink to={`/teams/${teamId}/cases/views`}>Change your views</TextLink>}
    </div>
  )
}
