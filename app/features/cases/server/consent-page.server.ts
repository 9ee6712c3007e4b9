import { DateTime } from 'luxon'
import {
  findOrganization,
  listPersons,
  listTeams,
  type NameOf,
  namesOfPeople,
} from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import { labelWords, stateLabels } from '#app/shared/record-labels.ts'
import { type Recipient, type RecordStanding, standing, standingOf } from '../core/consent.ts'
import { handLabels } from '../core/labels.ts'
import { consentStates } from '../core/phases.ts'
import { type ConsentWords, type KeptConsent, listConsents } from './consent-queries.server.ts'
import { listDisclosures } from './disclosure-queries.server.ts'

/** A consent as a page shows it. Instants are ISO texts. */
export interface ShownConsent {
  readonly consentId: string
  readonly version: number
  readonly standing: RecordStanding
  readonly given: boolean
  readonly discloser: string | null
  readonly recipient: string
  readonly purpose: string | null
  /** Which records, in plain words. */
  readonly records: readonly string[]
  readonly from: string
  readonly until: string | null
  readonly documentHash: string | null
  readonly recordedAt: string
  /** Null when a file brought it. */
  readonly recordedBy: string | null
  readonly revokedAt: string | null
  readonly revokedBy: string | null
}

/** Everything a patient has said about sharing, the newest first, and what it comes to. */
export async function readConsentPage(
  scope: Scope,
  patientId: PatientId,
): Promise<{ readonly state: string; readonly consents: readonly ShownConsent[] }> {
  const kept = await listConsents(scope, patientId)
  const say = await sayings(scope)
  return {
    state: consentStates[standing(kept, scope.now.toMillis())],
    consents: kept.map((consent) => show(scope, consent, kept, say)),
  }
}

/** What the form for a new consent offers. */
export async function readConsentChoices(scope: Scope) {
  const organization = await findOrganization(scope)
  return {
    organization: organization.name,
    teams: (await listTeams(scope)).map(({ teamId, name }) => ({ value: teamId as string, label: name })),
    people: (await listPersons(scope))
      .filter(({ state }) => state !== 'ended')
      .map(({ personId, name }) => ({ value: personId as string, label: name })),
    records: [...handLabels, ...stateLabels].map((value) => ({ value, label: labelWords[value] ?? value })),
  }
}

/** A line of the report of disclosures. Instants are ISO texts. */
export interface ShownDisclosure {
  readonly first: string
  readonly last: string
  readonly times: number
  readonly reader: string
  /** Who showed it to others, in a room; null where the reader looked for themselves. */
  readonly shownBy: string | null
  readonly part2: boolean
  readonly kinds: readonly string[]
  readonly under: readonly { readonly recipient: string; readonly from: string }[]
}

const mostDisclosures = 500

/** To whom protected records of a patient were shown, the latest first. */
export async function readDisclosures(scope: Scope, patientId: PatientId): Promise<ShownDisclosure[]> {
  const kept = new Map((await listConsents(scope, patientId)).map((one) => [one.consentId, one]))
  const say = await sayings(scope)
  return (await listDisclosures(scope, patientId, mostDisclosures)).map((one) => {
    const [kinds = '', ...consentIds] = one.detail.split(' ')
    return {
      first: one.first.toISOString(),
      last: one.last.toISOString(),
      times: one.times,
      reader: say.name(one.readerId) ?? 'Not known',
      shownBy: one.actorId === one.readerId ? null : say.name(one.actorId),
      part2: one.category === 'part2',
      kinds: kinds.split(',').map((kind) => kindWords[kind] ?? kind.replaceAll('_', ' ')),
      under: consentIds.flatMap((consentId) => {
        const consent = kept.get(consentId)
        return consent ? [{ recipient: say.recipient(consent), from: iso(consent.from) }] : []
      }),
    }
  })
}

const kindWords: Readonly<Record<string, string>> = {
  contact: 'contact note',
  condition: 'condition',
  medication: 'medication',
  brief_part: 'brief',
  flag: 'flag',
  queue_entry: 'place in the queue',
  decision: 'decision',
  task: 'task',
  task_event: 'history of a task',
  item_draft: 'draft of a decision',
  case: 'case',
  score: 'score',
  score_before: 'former score',
  allergy: 'allergy',
}

interface Sayings {
  readonly name: NameOf
  recipient(consent: { readonly recipient: Recipient; readonly words: ConsentWords }): string
}

/** Who is meant by a recipient, in words. */
export async function sayings(scope: Scope): Promise<Sayings> {
  const name = await namesOfPeople(scope)
  const teams = new Map<string, string>((await listTeams(scope)).map(({ teamId, name: of }) => [teamId, of]))
  const organization = await findOrganization(scope)
  return {
    name,
    recipient({ recipient, words }) {
      switch (recipient.kind) {
        case 'organization':
          return `Everybody at ${organization.name}`
        case 'team':
          return `Team ${teams.get(recipient.teamId) ?? 'that is no more'}`
        case 'person':
          return name(recipient.personId)
        case 'outside':
          return words.recipient ?? 'Somebody outside'
      }
    },
  }
}

function show(scope: Scope, consent: KeptConsent, all: readonly KeptConsent[], say: Sayings): ShownConsent {
  return {
    consentId: consent.consentId,
    version: consent.version,
    standing: standingOf(consent, all, scope.now.toMillis()),
    given: consent.decision === 'given',
    discloser: consent.words.discloser ?? null,
    recipient: say.recipient(consent),
    purpose: consent.words.purpose ?? null,
    records: consent.scope.map((label) => labelWords[label] ?? label),
    from: iso(consent.from),
    until: consent.until === null ? null : iso(consent.until),
    documentHash: consent.documentHash,
    recordedAt: iso(consent.recordedAt),
    recordedBy: say.name(consent.recordedBy),
    revokedAt: consent.revokedAt === null ? null : iso(consent.revokedAt),
    revokedBy: say.name(consent.revokedBy),
  }
}

function iso(millis: number): string {
  return DateTime.fromMillis(millis, { zone: 'utc' }).toISO() ?? ''
}
