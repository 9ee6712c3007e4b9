import type { Scope } from '#app/platform/in-organization.ts'
import { open, seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PatientId, TeamId } from '#app/shared/ids.ts'
import type { Patient } from '../core/patient.ts'
import type { AllergyState, ConsentState } from '../core/phases.ts'
import { searchTokens } from '../core/search.ts'

/** Who a patient is, as it is sealed: what the banner shows, and the other names and numbers that a search may find. */
export interface PatientIdentity extends Patient {
  readonly title?: string
  readonly otherNames?: readonly string[]
  readonly identifiers?: readonly string[]
}

/** A patient as lists name them. */
export interface PatientName {
  readonly patientId: PatientId
  readonly family: string
  readonly given: string[]
  /** `1984-07-14`, or only a year or month where no more is known. */
  readonly bornOn: string | null
  readonly mrn: string | null
}

/** The names of the patients of these cases, by case. A case of another team is not in the answer. */
export async function listPatientNames(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<Map<CaseId, PatientName>> {
  if (caseIds.length === 0) return new Map()
  const rows = await patientsOfCases(scope)
    .where('case.case_id', 'in', [...caseIds])
    .execute()
  return new Map(
    rows.map((row) => [row.case_id as CaseId, openPatientName(scope, row.patient_id, row.identity_sealed)]),
  )
}

/** How lists name a patient, out of the sealed column that another query has read. */
export function openPatientName(scope: Scope, patientId: string, sealed: Uint8Array): PatientName {
  const identity = openIdentity(scope, patientId, sealed)
  return {
    patientId: patientId as PatientId,
    family: identity.family ?? '',
    given: [...(identity.given ?? [])],
    bornOn: identity.birthDate ?? null,
    mrn: identity.recordNumber ?? null,
  }
}

/** The patient of a case, with what a banner says beside the name. */
export interface PatientOfCase {
  readonly patientId: PatientId
  readonly teamId: TeamId
  readonly identity: PatientIdentity
  readonly allergyState: AllergyState
  readonly consentState: ConsentState
  /** The zone of the case's team. */
  readonly zone: string
  readonly version: number
}

/** The patient of a case. */
export async function findPatientOfCase(scope: Scope, caseId: CaseId): Promise<PatientOfCase | undefined> {
  const row = await patientsOfCases(scope).where('case.case_id', '=', caseId).executeTakeFirst()
  return (
    row && {
      patientId: row.patient_id as PatientId,
      teamId: row.team_id as TeamId,
      identity: openIdentity(scope, row.patient_id, row.identity_sealed),
      allergyState: row.allergy_state as AllergyState,
      consentState: row.consent_state as ConsentState,
      zone: row.zone,
      version: row.version,
    }
  )
}

/** Of how many candidates the names are opened at most. */
const candidates = 40

/**
 * Other patients with an open case on the team who share any of these search tokens, those with the most of them first: candidates for
 * being mistaken for this one.
 */
export async function listMistakable(
  scope: Scope,
  teamId: TeamId,
  patientId: PatientId,
  tokens: readonly string[],
): Promise<{ readonly caseId: CaseId; readonly patientId: PatientId; readonly identity: PatientIdentity }[]> {
  if (tokens.length === 0) return []
  const nearest = await scope.trx
    .selectFrom('patient_search')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'patient_search.organization_id')
        .onRef('case.patient_id', '=', 'patient_search.patient_id'),
    )
    .where('patient_search.organization_id', '=', scope.organizationId)
    .where('patient_search.token_hash', 'in', hashesOf(scope, tokens))
    .where('patient_search.patient_id', '<>', patientId)
    .where(within(scope, 'case.team_id'))
    .where('case.team_id', '=', teamId)
    .where('case.phase', '<>', 'closed')
    .groupBy('case.case_id')
    .select('case.case_id')
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .orderBy('case.case_id')
    .limit(candidates)
    .execute()
  if (nearest.length === 0) return []
  const rows = await patientsOfCases(scope)
    .where(
      'case.case_id',
      'in',
      nearest.map((row) => row.case_id),
    )
    .orderBy('case.case_id')
    .execute()
  return rows.map((row) => ({
    caseId: row.case_id as CaseId,
    patientId: row.patient_id as PatientId,
    identity: openIdentity(scope, row.patient_id, row.identity_sealed),
  }))
}

/**
 * The patients of the whole organization who have one of these numbers, whichever team they are with: for telling that a patient is here
 * already. Never shown to anybody.
 */
export async function listPatientsNumbered(
  scope: Scope,
  ...recordNumbers: readonly string[]
): Promise<{ readonly patientId: PatientId; readonly identity: PatientIdentity }[]> {
  const tokens = recordNumbers.flatMap((number) => searchTokens({ names: [], identifiers: [number] }))
  if (tokens.length === 0) return []
  const rows = await scope.trx
    .selectFrom('patient_search')
    .innerJoin('patient', (join) =>
      join
        .onRef('patient.organization_id', '=', 'patient_search.organization_id')
        .onRef('patient.patient_id', '=', 'patient_search.patient_id'),
    )
    .where('patient_search.organization_id', '=', scope.organizationId)
    .where('patient_search.token_hash', 'in', hashesOf(scope, tokens))
    .select(['patient.patient_id', 'patient.identity_sealed'])
    .distinct()
    .execute()
  return rows.map((row) => ({
    patientId: row.patient_id as PatientId,
    identity: openIdentity(scope, row.patient_id, row.identity_sealed),
  }))
}

/** A new patient, findable from now on. */
export async function insertPatient(scope: Scope, identity: PatientIdentity): Promise<PatientId> {
  const patientId = scope.world.newId() as PatientId
  await insertPatients(scope, [{ patientId, identity }])
  return patientId
}

/** Several new patients at once. */
export async function insertPatients(
  scope: Scope,
  patients: readonly { readonly patientId: PatientId; readonly identity: PatientIdentity }[],
): Promise<void> {
  if (patients.length === 0) return
  await scope.trx
    .insertInto('patient')
    .values(
      patients.map(({ patientId, identity }) => ({
        organization_id: scope.organizationId,
        patient_id: patientId,
        identity_sealed: sealIdentity(scope, patientId, identity),
        created_at: scope.now.toJSDate(),
      })),
    )
    .execute()
  await insertSearchTokens(scope, patients)
}

/** Says anew who a patient is, and what they can be found by. */
export async function updatePatient(
  scope: Scope,
  patientId: PatientId,
  identity: PatientIdentity,
): Promise<void> {
  await scope.trx
    .updateTable('patient')
    .set((eb) => ({
      identity_sealed: sealIdentity(scope, patientId, identity),
      version: eb('patient.version', '+', 1),
    }))
    .where('patient.organization_id', '=', scope.organizationId)
    .where('patient.patient_id', '=', patientId)
    .execute()
  await scope.trx
    .deleteFrom('patient_search')
    .where('patient_search.organization_id', '=', scope.organizationId)
    .where('patient_search.patient_id', '=', patientId)
    .execute()
  await insertSearchTokens(scope, [{ patientId, identity }])
}

/** Who these patients are, whichever team they are with: for telling them apart from others. Never shown to anybody. */
export async function listIdentities(
  scope: Scope,
  patientIds: readonly PatientId[],
): Promise<Map<PatientId, PatientIdentity>> {
  if (patientIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('patient')
    .where('patient.organization_id', '=', scope.organizationId)
    .where('patient.patient_id', 'in', [...patientIds])
    .select(['patient.patient_id', 'patient.identity_sealed'])
    .execute()
  return new Map(
    rows.map((row) => [
      row.patient_id as PatientId,
      openIdentity(scope, row.patient_id, row.identity_sealed),
    ]),
  )
}

/** What is known of the allergies of patients, in one of four words. */
export async function updateAllergyState(
  scope: Scope,
  patientIds: readonly PatientId[],
  state: AllergyState,
): Promise<void> {
  if (patientIds.length === 0) return
  await scope.trx
    .updateTable('patient')
    .set({ allergy_state: state })
    .where('patient.organization_id', '=', scope.organizationId)
    .where('patient.patient_id', 'in', [...patientIds])
    .where('patient.allergy_state', '<>', state)
    .execute()
}

/** Opens a patient's identity as it was read from the row. */
function openIdentity(scope: Scope, patientId: string, sealed: Uint8Array): PatientIdentity {
  return JSON.parse(open(scope, 'patient.identity', patientId, sealed)) as PatientIdentity
}

/** Keyed hashes of search tokens: equal tokens of one organization have equal hashes, and no other meaning. */
export function hashesOf(scope: Scope, tokens: readonly string[]): Buffer[] {
  return tokens.map((token) => scope.world.secrets.searchHash(scope.organizationId, token))
}

async function insertSearchTokens(
  scope: Scope,
  patients: readonly { readonly patientId: PatientId; readonly identity: PatientIdentity }[],
): Promise<void> {
  const rows = patients.flatMap(({ patientId, identity }) =>
    hashesOf(scope, tokensOf(identity)).map((hash) => ({
      organization_id: scope.organizationId,
      token_hash: hash,
      patient_id: patientId,
    })),
  )
  // A statement carries 65,535 values at most.
  for (let from = 0; from < rows.length; from += 10_000)
    await scope.trx
      .insertInto('patient_search')
      .values(rows.slice(from, from + 10_000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

function tokensOf(identity: PatientIdentity): string[] {
  return searchTokens({
    names: [identity.family ?? '', ...(identity.given ?? []), ...(identity.otherNames ?? [])],
    birthDate: identity.birthDate,
    identifiers: [...(identity.recordNumber ? [identity.recordNumber] : []), ...(identity.identifiers ?? [])],
  })
}

function sealIdentity(scope: Scope, patientId: PatientId, identity: PatientIdentity): Buffer {
  return seal(scope, 'patient.identity', patientId, JSON.stringify(identity))
}

// Patients are read through a case, so that a team sees those on its caseload and no others.
function patientsOfCases(scope: Scope) {
  return scope.trx
    .selectFrom('case')
    .innerJoin('patient', (join) =>
      join
        .onRef('patient.organization_id', '=', 'case.organization_id')
        .onRef('patient.patient_id', '=', 'case.patient_id'),
    )
    .innerJoin('team', (join) =>
      join
        .onRef('team.organization_id', '=', 'case.organization_id')
        .onRef('team.team_id', '=', 'case.team_id'),
    )
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .select([
      'case.case_id',
      'case.team_id',
      'case.consent_state',
      'team.zone',
      'patient.patient_id',
      'patient.identity_sealed',
      'patient.allergy_state',
      'patient.version',
    ])
}
