import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import { isDay } from '#app/time/calendar-days.ts'
import { genderWords } from '../core/patient-words.ts'
import type { ConsentState } from '../core/phases.ts'
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
  /** Today in the team's zone: ages are counted to it. */
  readonly today: string
  readonly allergies:
    | { readonly state: 'known'; readonly substances: readonly string[] }
    | { readonly state: 'none' | 'not-recorded' | 'unavailable' }
  readonly consent: { readonly state: ConsentState }
}

/** The banner of a case's patient. Undefined for a case the scope may not see. */
export async function findBanner(scope: Scope, caseId: CaseId): Promise<Banner | undefined> {
  const patient = await findPatientOfCase(scope, caseId)
  return patient && bannerOf(scope, patient)
}

type PatientOfCase = NonNullable<Awaited<ReturnType<typeof findPatientOfCase>>>

/** The same for a patient who was read already. */
export async function bannerOf(scope: Scope, patient: PatientOfCase): Promise<Banner> {
  const { family, given, title, birthDate, gender, recordNumber } = patient.identity
  const words = genderWords(gender)
  return {
    patientId: patient.patientId,
    patient: {
      family: family || 'Name not known',
      given: given?.join(' ') || 'Not known',
      ...(title && { title }),
      // A year alone is no birthday: the banner counts an age from it, so it says "Not known", and the case page the year.
      ...(birthDate && isDay(birthDate) && { born: birthDate }),
      ...(words && { gender: words }),
      ...(recordNumber && { mrn: recordNumber }),
    },
    today: scope.now.setZone(patient.zone).toFormat('yyyy-MM-dd'),
    allergies: await allergiesOf(scope, patient),
    consent: { state: patient.consentState },
  }
}

async function allergiesOf(
  scope: Scope,
  { patientId, allergyState }: PatientOfCase,
): Promise<Banner['allergies']> {
  switch (allergyState) {
    case 'known':
      return { state: 'known', substances: await listAllergies(scope, patientId) }
    case 'none-known':
      return { state: 'none' }
    case 'not-recorded':
    case 'unavailable':
      return { state: allergyState }
    default:
      return allergyState satisfies never
  }
}
