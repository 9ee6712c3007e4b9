import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import { findCase } from './case-queries.server.ts'
import { listAllergies } from './clinical-queries.server.ts'
import { findPatientOfCase } from './patient-queries.server.ts'

/** What the banner of a page about one patient shows, in the shape `ui/patient-banner` takes. */
export interface Banner {
  readonly patientId: PatientId
  readonly patient: {
    readonly family: string
    readonly given: string
    readonly title?: string
    readonly born?: string
    readonly gender?: string
    readonly mrn?: string
  }
  readonly allergies:
    | { state: 'known'; substances: readonly string[] }
    | { state: 'none' | 'not-recorded' | 'unavailable' }
  readonly consent: { state: 'given' | 'refused' | 'not-recorded' | 'unavailable' }
}

/** The banner of a case's patient, or undefined for a case the scope may not see. */
export async function findBanner(scope: Scope, caseId: CaseId): Promise<Banner | undefined> {
  const found = await findCase(scope, caseId)
  const patient = found && (await findPatientOfCase(scope, caseId))
  if (!patient) return undefined
  const { identity, allergyState } = patient
  return {
    patientId: patient.patientId,
    patient: {
      family: identity.family ?? '',
      given: (identity.given ?? []).join(' '),
      ...(identity.title && { title: identity.title }),
      ...(identity.birthDate && { born: identity.birthDate }),
      ...(identity.gender && { gender: identity.gender }),
      ...(identity.recordNumber && { mrn: identity.recordNumber }),
    },
    allergies:
      allergyState === 'known'
        ? { state: 'known', substances: await listAllergies(scope, patient.patientId) }
        : { state: allergyState === 'none-known' ? 'none' : allergyState },
    consent: { state: found.consentState },
  }
}
