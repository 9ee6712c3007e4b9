import { Link } from '@remix-run/react'
import {
  CircleSlash2,
  OctagonAlert,
  ShieldCheck,
  ShieldQuestion,
  ShieldX,
  TriangleAlert,
  Users,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { PartialDay } from './moment.tsx'
import { sayAgeOn } from './moment-words.ts'

export interface PatientWords {
  family: string
  given: string
  title?: string | undefined
  /** A calendar date as far as it is known: 1984-07-14, 1984-07 or 1984. */
  born?: string | undefined
  /** The day of death as far as it is known, or `true` where only the death is. */
  died?: string | true | undefined
  /** In full: "Female". */
  gender?: string | undefined
  /** As it is stored, without spaces. */
  mrn?: string | undefined
}

export type AllergyState =
  /** `withheld`: more is known and may not be shown to whoever looks. */
  | { state: 'known'; substances: readonly string[]; withheld?: boolean }
  | { state: 'none' | 'not-recorded' | 'unavailable' }

export interface ConsentState {
  state: 'given' | 'refused' | 'not-recorded' | 'unavailable'
  /** To what, or until when. */
  detail?: ReactNode
}

/** What is known of a patient who could be taken for this one. */
export interface Other {
  born?: string | undefined
  mrn?: string | undefined
}

interface PatientBannerProps {
  patient: PatientWords
  /** Today in the viewer's zone, as a calendar date: ages are counted to it. */
  today: string
  /** Left out for people whose work needs no clinical facts. */
  allergies?: AllergyState
  consent?: ConsentState
  /** Why this patient may be taken for another: "Another OKAFOR is on this agenda". */
  similar?: ReactNode
  /** What tells this patient from others of the same team with a similar name: their birth dates and numbers, never their names. */
  others?: readonly Other[]
  /** The level of the name as a heading. `p` when the page has its own h1 and this is not a part of its outline. */
  as?: 'h1' | 'h2' | 'p'
}

/**
 * Whose page this is. Full width, on its own ground, at the top, never covered, and never on a page that shows more
 * than one patient (rows use `RowPatient`). It holds no buttons: it says who, the page says what. A phone gets the same facts, smaller.
 */
export function PatientBanner({
  patient,
  today,
  allergies,
  consent,
  similar,
  others = [],
  as: Name = 'h1',
}: PatientBannerProps) {
  return (
    <section
      data-patient-banner=""
      aria-label="Patient"
      className="bg-accent-soft border-accent text-ink sticky top-0 z-20 -mx-4 -mt-2 mb-6 border-b-4 px-4 py-2 sm:-mx-6 sm:px-6 sm:py-3 lg:-mx-8 lg:px-8 print:static print:mx-0 print:border-2 print:border-ink"
    >
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-0.5">
        <Name className="text-md font-bold sm:text-lg">
          <PatientName {...patient} />
        </Name>
        <dl className="flex flex-wrap gap-x-4 gap-y-0 text-sm sm:gap-x-6 sm:text-base">
          <Fact label="Born">
            {patient.born ? (
              <>
                <PartialDay date={patient.born} />
                {!patient.died && ` (${sayAgeOn(patient.born, today)})`}
              </>
            ) : (
              notKnown
            )}
          </Fact>
          {patient.died && (
            <Fact label="Died">
              <Died {...patient} />
            </Fact>
          )}
          <Fact label="Gender">{patient.gender ?? notKnown}</Fact>
          <Fact label="MRN">{patient.mrn ? <Digits text={patient.mrn} /> : notKnown}</Fact>
        </dl>
      </div>
      {(allergies || consent || similar || others.length > 0) && (
        <ul className="mt-0.5 flex flex-wrap gap-x-5 gap-y-0.5 text-sm sm:mt-1 sm:text-base">
          {allergies && (
            <li>
              <Allergies allergies={allergies} />
            </li>
          )}
          {consent && (
            <li>
              <Consent consent={consent} />
            </li>
          )}
          {similar && (
            <li className="text-warn font-semibold">
              <Signed icon={Users}>{similar}</Signed>
            </li>
          )}
          {others.length > 0 && (
            <li className="text-warn font-semibold">
              <Signed icon={Users}>
                <Others others={others} />
              </Signed>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

interface RowPatientProps {
  patient: PatientWords
  /** The case page. */
  to?: string
  similar?: boolean
}

/** A patient among others, in lists and tables: name, birth date, and the tail of the record number. */
export function RowPatient({ patient, to, similar }: RowPatientProps) {
  const name = <PatientName {...patient} />
  return (
    <span className="block leading-snug">
      {to ? (
        <Link
          to={to}
          className="decoration-accent-line hover:decoration-accent inline-block min-h-6 font-semibold underline decoration-1 underline-offset-[0.2em] hover:decoration-2"
        >
          {name}
        </Link>
      ) : (
        <span className="font-semibold">{name}</span>
      )}
      <span className="text-ink-soft block text-sm">
        <span className="whitespace-nowrap">
          Born{' '}
          <span className="text-ink">{patient.born ? <PartialDay date={patient.born} /> : notKnown}</span>
        </span>
        <span aria-hidden="true"> · </span>
        <span className="whitespace-nowrap">
          MRN <span className="text-ink">{patient.mrn ? `…${patient.mrn.slice(-4)}` : notKnown}</span>
        </span>
      </span>
      {similar && (
        <span className="text-warn mt-0.5 block text-sm font-semibold">
          <Signed icon={Users}>Similar name on this list: check birth date and MRN</Signed>
        </span>
      )}
    </span>
  )
}

/** FAMILY NAME, Given (Title). Capitals are part of the text: they must survive copying and reading aloud elsewhere. */
export function PatientName({ family, given, title }: PatientWords) {
  return (
    // One text: as three, each of hundreds of rows would be written with a mark between its parts.
    <>{`${family.toLocaleUpperCase('en')}, ${given}${title ? ` (${title})` : ''}`}</>
  )
}

const notKnown = 'Not known'

// The age at death, where both days are known well enough to tell it.
function Died({ born, died }: PatientWords) {
  if (died === undefined || died === true) return 'Day not known'
  return (
    <>
      <PartialDay date={died} />
      {born && ` (aged ${sayAgeOn(born, died)})`}
    </>
  )
}

const othersShown = 2

function Others({ others }: { others: readonly Other[] }) {
  const rest = others.length - othersShown
  return (
    <>
      Similar name in this team. Not this one:{' '}
      {others.slice(0, othersShown).map((other, index) => (
        <span key={index}>
          {index > 0 && '; '}born {other.born ? <PartialDay date={other.born} /> : 'not known'}, MRN{' '}
          {other.mrn ? <span className="whitespace-nowrap">…{other.mrn.slice(-4)}</span> : 'not known'}
        </span>
      ))}
      {rest > 0 && `; and ${rest} more`}
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5 whitespace-nowrap">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  )
}

/** Digits in groups of three, from the left, the last group of up to four. */
function Digits({ text }: { text: string }) {
  const groups = text.match(/\d{3}(?=\d{3})|\d{1,4}$|\D+|\d+/g) ?? [text]
  return (
    <span className="tabular-nums">
      {groups.map((group, index) => (
        <span key={index} className="digit-group">
          {group}
        </span>
      ))}
    </span>
  )
}

// What is known and may not be shown must never read like "none".
function sayKnown({ substances, withheld }: Extract<AllergyState, { state: 'known' }>): string {
  if (!withheld) return `Known allergies: ${substances.join(', ')}`
  const kept = "withheld: needs the patient's consent"
  if (substances.length === 0) return `Known allergies, ${kept}`
  return `Known allergies: ${substances.join(', ')}; others ${kept}`
}

function Allergies({ allergies }: { allergies: AllergyState }) {
  switch (allergies.state) {
    case 'known':
      return (
        <span className="text-safety font-semibold">
          <Signed icon={OctagonAlert}>{sayKnown(allergies)}</Signed>
        </span>
      )
    case 'none':
      return <Signed icon={CircleSlash2}>No known allergies</Signed>
    case 'not-recorded':
      return (
        <span className="font-semibold">
          <Signed icon={TriangleAlert}>Allergies not recorded</Signed>
        </span>
      )
    case 'unavailable':
      return (
        <span className="font-semibold">
          <Signed icon={TriangleAlert}>Allergies unavailable</Signed>
        </span>
      )
    default:
      return allergies satisfies never
  }
}

function Consent({ consent: { state, detail } }: { consent: ConsentState }) {
  const { icon, words, strong } = consents[state]
  return (
    <span className={classes(strong && 'font-semibold')}>
      <Signed icon={icon}>
        {words}
        {detail && <span className="font-normal">, {detail}</span>}
      </Signed>
    </span>
  )
}

const consents = {
  given: { icon: ShieldCheck, words: 'Consent given', strong: false },
  refused: { icon: ShieldX, words: 'Consent refused', strong: true },
  'not-recorded': { icon: ShieldQuestion, words: 'Consent not recorded', strong: true },
  unavailable: { icon: ShieldQuestion, words: 'Consent unavailable', strong: true },
}

/** Words with a sign before them; the sign stays with the first line when they wrap. */
function Signed({ icon: Icon, children }: { icon: typeof Users; children: ReactNode }) {
  return (
    <span className="flex gap-1.5">
      <Icon aria-hidden="true" className="mt-[0.2em] size-4 shrink-0" />
      <span>{children}</span>
    </span>
  )
}
