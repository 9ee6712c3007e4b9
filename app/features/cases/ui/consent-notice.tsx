import { EyeOff, ShieldAlert } from 'lucide-react'
import { Day } from '#app/ui/moment.tsx'
import type { ConsentShown } from '../server/consent-shown.ts'

/** The notice that goes with every record under 42 CFR Part 2, word for word its short form (2.32). */
export const part2Notice = '42 CFR part 2 prohibits unauthorized use or disclosure of these records.'

interface ConsentNoticeProps {
  consent: ConsentShown
  /** Who reads: for the screen in a room everybody there. */
  readers?: 'you' | 'everybody here'
}

/** What a page or a print says about the protected records on it: the notice, the consents they are shown under, and what is withheld. */
export function ConsentNotice({ consent: { part2, withheld, under }, readers = 'you' }: ConsentNoticeProps) {
  if (!part2 && withheld === 0 && under.length === 0) return null
  return (
    <aside
      aria-label="Protected records"
      className="border-line bg-sunken mb-4 flex flex-col gap-1.5 rounded-md border px-4 py-2.5 text-sm print:border-ink"
    >
      {part2 && (
        <p className="flex gap-2 font-semibold">
          <ShieldAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {part2Notice}
        </p>
      )}
      {under.map((one) => (
        <p key={`${one.recipient} ${one.from}`} className="text-ink-soft pl-6">
          Shown under the patient's consent: to {one.recipient}
          {one.purpose && `, for ${one.purpose}`}, from <Day date={one.from} />
          {one.until ? (
            <>
              {' '}
              to <Day date={one.until} />
            </>
          ) : (
            ', until it is revoked'
          )}
          .
        </p>
      ))}
      {withheld > 0 && (
        <p className="text-warn flex gap-2 font-medium">
          <EyeOff aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {withheld === 1 ? 'One record is' : `${withheld} records are`} withheld: the patient's consent does
          not cover {readers}.
        </p>
      )}
    </aside>
  )
}

/** What a page's data says about protected records, if it says anything. */
export function consentIn(data: unknown): ConsentShown | undefined {
  if (typeof data !== 'object' || data === null || !('consent' in data)) return undefined
  const { consent } = data
  return isConsentShown(consent) ? consent : undefined
}

function isConsentShown(value: unknown): value is ConsentShown {
  return typeof value === 'object' && value !== null && 'part2' in value && 'withheld' in value
}
