import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { alikeAmong } from '../core/names.ts'
import { listPatientNames, type PatientName } from './patient-queries.server.ts'

/** A patient among others, as rows name one. */
export interface ShownPatient {
  readonly family: string
  readonly given: string
  /** A day, a month or a year, as it is known. */
  readonly born?: string
  readonly mrn?: string
  /** Whether another patient of the same list could be taken for this one. */
  readonly similar: boolean
}

/**
 * The patients of these cases for a page that lists them, by case. That each was seen is noted under `action`: listing a patient is
 * looking at one.
 */
export async function showPatients(
  scope: Scope,
  caseIds: readonly CaseId[],
  action: `${string}.${'listed' | 'viewed'}`,
): Promise<(caseId: CaseId) => ShownPatient> {
  return showNamed(scope, await listPatientNames(scope, [...new Set(caseIds)]), action)
}

/** The same for patients whose names were read together with something else. */
export function showNamed(
  scope: Scope,
  namesByCase: ReadonlyMap<CaseId, PatientName>,
  action: `${string}.${'listed' | 'viewed'}`,
): (caseId: CaseId) => ShownPatient {
  const listed = [...namesByCase]
  const names = new Map(listed.map(([, name]) => [name.patientId, name]))
  const alike = alikeAmong(
    [...names.values()].map((name) => ({ ...name, birthDate: name.bornOn ?? undefined })),
  )
  const similar = new Set([...names.keys()].filter((_, index) => alike.has(index)))
  const shown = new Map<CaseId, ShownPatient>()
  for (const [caseId, { patientId, family, given, bornOn, mrn }] of listed) {
    audit(scope, { action, entity: 'case', entityId: caseId, patientId })
    shown.set(caseId, {
      family: family || 'Name not known',
      given: given.join(' ') || 'Not known',
      ...(bornOn && { born: bornOn }),
      ...(mrn && { mrn }),
      similar: similar.has(patientId),
    })
  }
  return (caseId) => shown.get(caseId) ?? { family: 'Name not known', given: 'Not known', similar: false }
}
