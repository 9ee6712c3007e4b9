import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import { genderWords } from '../core/patient-words.ts'
import type { ConsentState } from '../core/phases.ts'
import { listAllergies } from './clinical-queries.server.ts'
import { findPatientOfCase, type PatientOfCase } from './patient-queries.server.ts'
import { findSimilar, type OtherPatient } from './similar-names.ts'

/** What the banner of a page about one patient shows, in the shape `ui/patient-banner` takes. */
export interface Banner {
  readonly patientId: PatientId
  readonly patient: {
    readonly family: string
    readonly given: string
    readonly title?: string
    /** A day, a month or a year, as it is known. */
    readonly born?: string
    /** The day of death as far as it is known; `true` where only the death is. */
    readonly died?: string | true
    readonly gender?: string
    readonly mrn?: string
  }
  /** Today in the team's zone: ages are counted to it. */
  readonly today: string
  readonly allergies: /** `withheld`: more is known, and the patient's consent keeps it from whoever reads. */
    | { readonly state: 'known'; readonly substances: readonly string[]; readonly withheld: boolean }
    | { readonly state: 'none' | 'not-recorded' | 'unavailable' }
  readonly consent: { readonly state: ConsentState }
  /** What tells others of the same team from this one whose names are alike. */
  readonly others: readonly OtherPatient[]
}

/** The banner of a case's patient. Undefined for a case the scope may not see. */
export async function findBanner(scope: Scope, caseId: CaseId): Promise<Banner | undefined> {
  const patient = await findPatientOfCase(scope, caseId)
  return patient && bannerOf(scope, patient)
}

/** The same for a patient who was read already. */
export async function bannerOf(scope: Scope, patient: PatientOfCase): Promise<Banner> {
  const { family, given, title, birthDate, gender, recordNumber, deceased, deceasedOn } = patient.identity
  const words = genderWords(gender)
  return {
    patientId: patient.patientId,
    patient: {
      family: family || 'Name not known',
      given: given?.join(' ') || 'Not known',
      ...(title && { title }),
      ...(birthDate && { born: birthDate }),
      ...(deceased && { died: deceasedOn ?? (true as const) }),
      ...(words && { gender: words }),
      ...(recordNumber && { mrn: recordNumber }),
    },
    today: scope.now.setZone(patient.zone).toFormat('yyyy-MM-dd'),
    allergies: await allergiesOf(scope, patient),
    consent: { state: patient.consentState },
    others: await findSimilar(scope, patient),
  }
}

async function allergiesOf(
  scope: Scope,
  { patientId, allergyState }: PatientOfCase,
): Promise<Banner['allergies']> {
  switch (allergyState) {
    case 'known':
      return { state: 'known', ...(await listAllergies(scope, patientId)) }
    case 'none-known':
      return { state: 'none' }
    case 'not-recorded':
    case 'unavailable':
      return { state: allergyState }
    default:
      return allergyState satisfies never
  }
}
