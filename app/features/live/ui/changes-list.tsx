import { type Change, changeKinds } from '#app/features/cases/core/changes.ts'
import { Badge } from '#app/ui/badge.tsx'
import { PartialDay, WholeDates } from '#app/ui/moment.tsx'

/** What changed about a case, as a huddle reads it: what sort of thing, when, and in a line what. */
export function ChangesList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="text-ink-soft">Nothing has changed.</p>
  return (
    <ul className="flex flex-col">
      {changes.map((change, index) => (
        <li
          key={index}
          className="border-line grid grid-cols-[5.75rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 py-1.5 not-first:border-t sm:grid-cols-[6.5rem_6.5rem_minmax(0,1fr)]"
        >
          <span className="text-ink-soft text-sm">
            <PartialDay date={change.on} />
          </span>
          <span>
            <Badge tone={change.kind === 'safety' ? 'safety' : 'neutral'}>{changeKinds[change.kind]}</Badge>
          </span>
          <span className="col-span-2 whitespace-pre-line sm:col-span-1">
            <WholeDates>{change.words}</WholeDates>
          </span>
        </li>
      ))}
    </ul>
  )
}
