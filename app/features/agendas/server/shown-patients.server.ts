import { alikeAmong } from '#app/features/cases/core/names.ts'
import { listPatientNames } from '#app/features/cases/server/patient-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'

/** A patient among others, as `RowPatient` shows them. */
export interface ShownPatient {
  readonly family: string
  readonly given: string
  readonly born?: string
  readonly mrn?: string
  /** Whether another patient of the same list could be taken for this one. */
  readonly similar: boolean
}

/** The patients of these cases for a page that lists them, by case; having seen each is noted. */
export async function showPatients(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<(caseId: CaseId) => ShownPatient> {
  const found = await listPatientNames(scope, caseIds)
  const listed = [...found]
  const alike = alikeAmong(listed.map(([, name]) => name))
  const shown = new Map<CaseId, ShownPatient>()
  for (const [index, [caseId, { patientId, family, given, bornOn, mrn }]] of listed.entries()) {
    audit(scope, { action: 'case.listed', entity: 'case', entityId: caseId, patientId })
    shown.set(caseId, {
      family,
      given: given.join(' '),
      // Where only a year is known, a list says that the day is not.
      ...(bornOn && /^\d{4}-\d\d-\d\d$/.test(bornOn) ? { born: bornOn } : {}),
      ...(mrn ? { mrn } : {}),
      similar: alike.has(index),
    })
  }
  return (caseId) => shown.get(caseId) ?? { family: 'Not known', given: '', similar: false }
}
