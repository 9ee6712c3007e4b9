import { scopeSpeaksOf } from './labels.ts'
import type { ConsentState } from './phases.ts'

/** To whom a consent lets records be shown. Somebody outside is named in words and has no account here. */
export type Recipient =
  | { readonly kind: 'organization' }
  | { readonly kind: 'team'; readonly teamId: string }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'outside' }

/** What a patient has said about sharing. Times are milliseconds. */
export interface ConsentRecord {
  readonly consentId: string
  readonly decision: 'given' | 'refused' | 'unavailable'
  readonly recipient: Recipient
  /** The labels it speaks of. */
  readonly scope: readonly string[]
  /** In force from the first moment on, until just before the second. */
  readonly from: number
  readonly until: number | null
  readonly revokedAt: number | null
  readonly recordedAt: number
}

/** Who would be shown something. */
export interface Reader {
  readonly personId: string
  /** The teams they are in at this moment. */
  readonly teams: readonly string[]
  /** A guest, or anybody who is not of the organization: no consent for the organization or a team covers them. */
  readonly outside: boolean
}

/**
 * Which of the labels the reader may be shown, each with the consent it is under.
 *
 * Of everything the patient has said that speaks of the label, names the reader and is in force, the newest decides: a permission
 * covers, a refusal or a revocation does not; of two at the same moment the refusal. A refusal stands from when it was recorded, or from
 * its own day where that is later; a permission from its own day, or from when it was recorded where that is earlier, so that an old
 * paper which arrives late never overrules a refusal. A consent that was revoked is a refusal from that moment on. An unreadable one
 * (`unavailable`) refuses.
 *
 * No records, or none that names the reader, cover nothing.
 */
export function covers(
  records: readonly ConsentRecord[],
  reader: Reader,
  labels: readonly string[],
  now: number,
): Map<string, string> {
  const covered = new Map<string, string>()
  const said = records
    .filter((record) => isFor(record.recipient, reader))
    .flatMap((one) => sayingOf(one, now))
  for (const label of labels) {
    const newest = newestOf(said.filter(({ record }) => scopeSpeaksOf(record.scope, label)))
    if (newest?.permits) covered.set(label, newest.record.consentId)
  }
  return covered
}

/**
 * The patient's consent in the four words that are shown: given where some permission is in force and nothing newer of the same scope
 * and recipient speaks against it; refused where only refusals and revocations are; unavailable where everything has run out or
 * cannot be read; not recorded without any record that has begun.
 */
export function standing(records: readonly ConsentRecord[], now: number): ConsentState {
  const states = records.map((record) => standingOf(record, records, now))
  if (states.includes('given')) return 'given'
  if (states.includes('refused') || states.includes('revoked') || states.includes('overruled'))
    return 'refused'
  return states.some((state) => state !== 'not-begun') ? 'unavailable' : 'not-recorded'
}

/** How one record stands at a moment. */
export type RecordStanding =
  | 'given'
  | 'refused'
  | 'revoked'
  | 'overruled'
  | 'expired'
  | 'not-begun'
  | 'unavailable'

/** How a record stands among the patient's others. */
export function standingOf(
  record: ConsentRecord,
  records: readonly ConsentRecord[],
  now: number,
): RecordStanding {
  if (record.revokedAt !== null && record.revokedAt <= now) return 'revoked'
  if (now < record.from) return 'not-begun'
  if (record.until !== null && now >= record.until) return 'expired'
  if (record.decision !== 'given') return record.decision
  const against = records.flatMap((one) => sayingOf(one, now)).filter(({ permits }) => !permits)
  const overruled = record.scope.every((label) =>
    against.some(
      (saying) =>
        saying.at >= placeOf(record) &&
        includes(saying.record.recipient, record.recipient) &&
        scopeSpeaksOf(saying.record.scope, label),
    ),
  )
  return overruled ? 'overruled' : 'given'
}

/** The next moment at which a record begins or ends by itself, or undefined when none will. */
export function nextChange(records: readonly ConsentRecord[], now: number): number | undefined {
  const ahead = records
    .filter(({ revokedAt }) => revokedAt === null)
    .flatMap(({ from, until }) => [from, ...(until === null ? [] : [until])])
    .filter((at) => at > now)
  return ahead.length > 0 ? Math.min(...ahead) : undefined
}

interface Saying {
  readonly record: ConsentRecord
  readonly permits: boolean
  readonly at: number
}

/** What a record says at this moment: nothing before it begins and after it ends, except that a revocation stays. */
function sayingOf(record: ConsentRecord, now: number): Saying[] {
  if (record.revokedAt !== null && record.revokedAt <= now)
    return [{ record, permits: false, at: record.revokedAt }]
  if (now < record.from || (record.until !== null && now >= record.until)) return []
  return [{ record, permits: record.decision === 'given', at: placeOf(record) }]
}

function placeOf({ decision, from, recordedAt }: ConsentRecord): number {
  return decision === 'given' ? Math.min(from, recordedAt) : Math.max(from, recordedAt)
}

function newestOf(said: readonly Saying[]): Saying | undefined {
  return said.reduce<Saying | undefined>((newest, one) => {
    if (!newest || one.at > newest.at) return one
    return one.at === newest.at && !one.permits ? one : newest
  }, undefined)
}

function isFor(recipient: Recipient, reader: Reader): boolean {
  switch (recipient.kind) {
    case 'organization':
      return !reader.outside
    case 'team':
      return !reader.outside && reader.teams.includes(recipient.teamId)
    case 'person':
      return recipient.personId === reader.personId
    case 'outside':
      return false
  }
  recipient satisfies never
}

// Whether one recipient takes in another: everybody of the organization is in it; teams and people only take in themselves.
function includes(wide: Recipient, narrow: Recipient): boolean {
  if (wide.kind === 'organization') return narrow.kind !== 'outside'
  if (wide.kind === 'team') return narrow.kind === 'team' && wide.teamId === narrow.teamId
  if (wide.kind === 'person') return narrow.kind === 'person' && wide.personId === narrow.personId
  return narrow.kind === 'outside'
}
