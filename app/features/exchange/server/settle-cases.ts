import {
  insertArrivingCases,
  insertImportedEvents,
  listAllergic,
  listOpenCasesOfPatients,
  listPatientsOn,
} from '#app/features/cases/server/arriving-cases-queries.server.ts'
import { updateAllergyState } from '#app/features/cases/server/patient-queries.server.ts'
import { settleConsent } from '#app/features/cases/server/settle-consent.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { ImportId, PatientId, TeamId } from '#app/shared/ids.ts'
import { episodeStartOf } from '../core/episode.ts'
import type { KeptFact, PatientFact } from '../core/facts.ts'
import { saysNoAllergy } from '../core/keep.ts'
import { holdCases } from './hold-queries.server.ts'

/** A patient whose facts have been placed. */
export interface Settled {
  readonly patientId: PatientId
  readonly patient: PatientFact
  readonly facts: readonly KeptFact[]
  /** Whether anything of theirs is new or different. */
  readonly changed: boolean
  /** Whether a score is. */
  readonly scored: boolean
}

/**
 * An inner step: what follows for patients as a whole: allergies in a word, the case, its history, and the rules held back. Gives how
 * many cases were opened.
 *
 * A case that a person has closed stays closed, however often the patient comes again.
 */
export async function settleCases(
  scope: Scope,
  {
    importId,
    teamId,
    today,
  }: { readonly importId: ImportId; readonly teamId: TeamId; readonly today: string },
  all: readonly Settled[],
): Promise<number> {
  await settleAllergies(scope, all)
  const patientIds = [...new Set(all.map(({ patientId }) => patientId))]
  const here = await listPatientsOn(scope, [teamId], patientIds)
  const newcomers = new Map<PatientId, Settled>()
  for (const one of all) if (!here.has(one.patientId)) newcomers.set(one.patientId, one)
  const opened = await insertArrivingCases(
    scope,
    teamId,
    [...newcomers.values()].map(({ patientId, patient, facts }) => ({
      patientId,
      episodeStart: episodeStartOf(facts, today),
      ...(patient.deceased && { closedReason: 'The patient has died.' }),
    })),
  )
  for (const { caseId, patientId, closed } of opened)
    audit(scope, {
      action: 'case.opened',
      entity: 'case',
      entityId: caseId,
      patientId,
      ...(closed && { detail: 'closed' }),
    })

  const cases = await listOpenCasesOfPatients(scope, patientIds)
  const fresh = new Set<string>(opened.map(({ caseId }) => caseId))
  const scored = new Set(all.flatMap((one) => (one.scored ? one.patientId : [])))
  const changed = new Set(all.flatMap((one) => (one.changed ? one.patientId : [])))
  const held = [...cases].flatMap(([patientId, caseIds]) =>
    caseIds.filter(
      (caseId) => scored.has(patientId) || caseIds.some((one) => fresh.has(one)) || fresh.has(caseId),
    ),
  )
  await holdCases(scope, importId, held)
  await insertImportedEvents(
    scope,
    [...cases].flatMap(([patientId, caseIds]) =>
      changed.has(patientId) ? caseIds.filter((caseId) => !fresh.has(caseId)) : [],
    ),
    importId,
  )
  for (const { patientId, changed: news, facts } of all)
    if (news && facts.some(({ kind }) => kind === 'consent')) await settleConsent(scope, patientId)
  for (const patientId of changed)
    audit(scope, { action: 'patient.imported', entity: 'patient', entityId: patientId, patientId })
  return opened.filter(({ closed }) => !closed).length
}

async function settleAllergies(scope: Scope, all: readonly Settled[]): Promise<void> {
  const asked = all.filter(({ changed, facts }) => changed && facts.some(({ kind }) => kind === 'allergy'))
  const known = await listAllergic(
    scope,
    asked.map(({ patientId }) => patientId),
  )
  const none = asked.filter(({ patientId }) => !known.has(patientId))
  const says = none.filter(({ facts }) => facts.some(saysNoAllergy))
  await updateAllergyState(scope, [...known], 'known')
  await updateAllergyState(
    scope,
    says.map(({ patientId }) => patientId),
    'none-known',
  )
  await updateAllergyState(
    scope,
    none.filter((one) => !says.includes(one)).map(({ patientId }) => patientId),
    'not-recorded',
  )
}
