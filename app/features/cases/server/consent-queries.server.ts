import type { DateTime } from 'luxon'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { open, seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PatientId, PersonId, TeamId } from '#app/shared/ids.ts'
import type { ConsentRecord, Reader, Recipient } from '../core/consent.ts'
import type { ConsentState } from '../core/phases.ts'

/** What a consent says in words, as far as it says it: who gives the records, to whom where that is somebody outside, and what for. */
export interface ConsentWords {
  readonly discloser?: string
  readonly recipient?: string
  readonly purpose?: string
}

/** A consent as its page shows it. */
export interface KeptConsent extends ConsentRecord {
  readonly words: ConsentWords
  /** SHA-256 of the signed document, in hexadecimal. */
  readonly documentHash: string | null
  readonly recordedBy: PersonId | null
  readonly revokedBy: PersonId | null
  readonly version: number
}

/** Everything a patient has said about sharing, the newest first. A patient has a handful. */
export async function listConsents(scope: Scope, patientId: PatientId): Promise<KeptConsent[]> {
  const rows = await consents(scope)
    .where('consent.patient_id', '=', patientId)
    .orderBy('consent.recorded_at', 'desc')
    .orderBy('consent.consent_id', 'desc')
    .selectAll('consent')
    .execute()
  return rows.map((row) => ({
    ...toRecord(row),
    words: JSON.parse(open(scope, 'consent.words', row.consent_id, row.words_sealed)) as ConsentWords,
    documentHash: row.document_hash?.toString('hex') ?? null,
    recordedBy: row.recorded_by as PersonId | null,
    revokedBy: row.revoked_by as PersonId | null,
    version: row.version,
  }))
}

/** What several patients have said, by patient, without its words. A patient who has said nothing has an empty list. */
export async function listConsentRecords(
  scope: Scope,
  patientIds: readonly PatientId[],
): Promise<Map<PatientId, ConsentRecord[]>> {
  const found = new Map<PatientId, ConsentRecord[]>(patientIds.map((patientId) => [patientId, []]))
  if (patientIds.length === 0) return found
  const rows = await consents(scope)
    .where('consent.patient_id', 'in', [...patientIds])
    .select(recordColumns)
    .execute()
  for (const row of rows) found.get(row.patient_id as PatientId)?.push(toRecord(row))
  return found
}

/** The patients of cases, whichever team's: for asking about consent, never for showing. */
export async function listPatientsOf(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<Map<CaseId, PatientId>> {
  if (caseIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.case_id', 'in', [...caseIds])
    .select(['case.case_id', 'case.patient_id'])
    .execute()
  return new Map(rows.map((row) => [row.case_id as CaseId, row.patient_id as PatientId]))
}

/** People as readers: with the teams they are in at this moment. Who has no access any more is in none, and outside. */
export async function listReaders(scope: Scope, personIds: readonly PersonId[]): Promise<Reader[]> {
  if (personIds.length === 0) return []
  const rows = await scope.trx
    .selectFrom('person')
    .leftJoin('member', (join) =>
      join
        .onRef('member.organization_id', '=', 'person.organization_id')
        .onRef('member.person_id', '=', 'person.person_id'),
    )
    .where('person.organization_id', '=', scope.organizationId)
    .where('person.person_id', 'in', [...personIds])
    .select(['person.person_id', 'person.state', 'member.team_id'])
    .execute()
  return personIds.map((personId) => {
    const mine = rows.filter((row) => row.person_id === personId && row.state !== 'ended')
    return { personId, teams: mine.flatMap((row) => row.team_id ?? []), outside: mine.length === 0 }
  })
}

/** The labels that bind in the organization by the law of its state. */
export async function listStateRules(scope: Scope): Promise<readonly string[]> {
  const row = await scope.trx
    .selectFrom('organization')
    .where('organization.organization_id', '=', scope.organizationId)
    .select('organization.bound_labels')
    .executeTakeFirst()
  return row?.bound_labels ?? []
}

/** The labels everything gets that is written about a case: the case's own, and part2 in a Part 2 programme. */
export async function findLabelsOfPlace(scope: Scope, caseId: CaseId): Promise<readonly string[]> {
  const row = await scope.trx
    .selectFrom('case')
    .innerJoin('team', (join) =>
      join
        .onRef('team.organization_id', '=', 'case.organization_id')
        .onRef('team.team_id', '=', 'case.team_id'),
    )
    .innerJoin('organization', 'organization.organization_id', 'case.organization_id')
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.case_id', '=', caseId)
    .select(['case.labels', 'team.part2_programme as team_part2'])
    .select('organization.part2_programme as organization_part2')
    .executeTakeFirst()
  if (!row) return []
  return row.team_part2 || row.organization_part2 ? [...new Set([...row.labels, 'part2'])].sort() : row.labels
}

/** What is stored of a new consent. */
export interface NewConsent {
  readonly patientId: PatientId
  readonly decision: ConsentRecord['decision']
  readonly recipient: Recipient
  readonly words: ConsentWords
  readonly scope: readonly string[]
  readonly from: DateTime
  readonly until: DateTime | null
  /** SHA-256 of the signed document, in hexadecimal. */
  readonly documentHash: string | null
}

/** Keeps what a patient has said, and answers with its id. */
export async function insertConsent(scope: Scope, consent: NewConsent): Promise<string> {
  const consentId = scope.world.newId()
  const { recipient } = consent
  await scope.trx
    .insertInto('consent')
    .values({
      organization_id: scope.organizationId,
      consent_id: consentId,
      patient_id: consent.patientId,
      decision: consent.decision,
      words_sealed: seal(scope, 'consent.words', consentId, JSON.stringify(consent.words)),
      recipient_kind: recipient.kind,
      recipient_team_id: recipient.kind === 'team' ? recipient.teamId : null,
      recipient_person_id: recipient.kind === 'person' ? recipient.personId : null,
      scope: [...consent.scope],
      from_at: consent.from.toJSDate(),
      until_at: consent.until?.toJSDate() ?? null,
      document_hash: consent.documentHash ? Buffer.from(consent.documentHash, 'hex') : null,
      recorded_at: scope.now.toJSDate(),
      recorded_by: actingPerson(scope) ?? null,
    })
    .execute()
  return consentId
}

/** Revokes a permission that is still at `version`. False when it is another by now, was revoked before, or is no permission. */
export async function updateRevoked(
  scope: Scope,
  patientId: PatientId,
  consentId: string,
  version: number,
): Promise<boolean> {
  const changed = await scope.trx
    .updateTable('consent')
    .set((eb) => ({
      revoked_at: scope.now.toJSDate(),
      revoked_by: actingPerson(scope) ?? null,
      version: eb('consent.version', '+', 1),
    }))
    .where('consent.organization_id', '=', scope.organizationId)
    .where('consent.patient_id', '=', patientId)
    .where('consent.consent_id', '=', consentId)
    .where('consent.version', '=', version)
    .where('consent.decision', '=', 'given')
    .where('consent.revoked_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Writes the state that is shown on all of a patient's cases, whichever team's. */
export async function updateConsentState(
  scope: Scope,
  patientId: PatientId,
  state: ConsentState,
): Promise<void> {
  await scope.trx
    .updateTable('case')
    .set({ consent_state: state })
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.patient_id', '=', patientId)
    .where('case.consent_state', '<>', state)
    .execute()
}

/** The cases of a patient that the scope may see, open or closed. */
export async function listCasesOfPatient(scope: Scope, patientId: PatientId): Promise<CaseId[]> {
  const rows = await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.patient_id', '=', patientId)
    .select('case.case_id')
    .execute()
  return rows.map((row) => row.case_id as CaseId)
}

const recordColumns = [
  'consent.consent_id',
  'consent.patient_id',
  'consent.decision',
  'consent.recipient_kind',
  'consent.recipient_team_id',
  'consent.recipient_person_id',
  'consent.scope',
  'consent.from_at',
  'consent.until_at',
  'consent.revoked_at',
  'consent.recorded_at',
] as const

// Every read of consents starts here. They are the patient's, and a patient is reached by a case of the scope.
function consents(scope: Scope) {
  return scope.trx.selectFrom('consent').where('consent.organization_id', '=', scope.organizationId)
}

interface RecordRow {
  readonly consent_id: string
  readonly decision: string
  readonly recipient_kind: string
  readonly recipient_team_id: string | null
  readonly recipient_person_id: string | null
  readonly scope: string[]
  readonly from_at: Date
  readonly until_at: Date | null
  readonly revoked_at: Date | null
  readonly recorded_at: Date
}

function toRecord(row: RecordRow): ConsentRecord {
  return {
    consentId: row.consent_id,
    decision: row.decision === 'given' || row.decision === 'refused' ? row.decision : 'unavailable',
    recipient: recipientOf(row),
    scope: row.scope,
    from: row.from_at.getTime(),
    until: row.until_at?.getTime() ?? null,
    revokedAt: row.revoked_at?.getTime() ?? null,
    recordedAt: row.recorded_at.getTime(),
  }
}

function recipientOf({ recipient_kind, recipient_team_id, recipient_person_id }: RecordRow): Recipient {
  if (recipient_team_id) return { kind: 'team', teamId: recipient_team_id as TeamId }
  if (recipient_person_id) return { kind: 'person', personId: recipient_person_id }
  return recipient_kind === 'organization' ? { kind: 'organization' } : { kind: 'outside' }
}
