import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { isMistakable, nameWords } from '../core/names.ts'
import { listMistakable, type PatientOfCase } from './patient-queries.server.ts'

/** What tells a patient apart from another: never the name, which is what is alike. */
export interface OtherPatient {
  readonly born?: string
  readonly mrn?: string
}

/** At most so many are told of. */
const most = 5

/**
 * The patients of the same team who could be taken for this one, by what tells them apart. That they were looked at is noted.
 *
 * The rule is `isMistakable`. Candidates are found by keyed hashes of name words, of the family name's first letters and of the birth
 * date, so that a handful of names is opened and not the whole caseload.
 */
export async function findSimilar(scope: Scope, patient: PatientOfCase): Promise<OtherPatient[]> {
  const { family = '', given = [], birthDate } = patient.identity
  const words = [...nameWords(family), ...nameWords(given.join(' '))]
  const tokens = [
    ...words.map((word) => `name:${word.slice(0, 40)}`),
    ...nameWords(family).map((word) => `name:${[...word].slice(0, 3).join('')}`),
    ...(birthDate ? [`born:${birthDate}`] : []),
  ]
  const candidates = await listMistakable(scope, patient.teamId, patient.patientId, [...new Set(tokens)])
  const alike = candidates.filter(({ identity }) => isMistakable(identity, patient.identity)).slice(0, most)
  return alike.map(({ caseId, patientId, identity }) => {
    audit(scope, { action: 'case.listed', entity: 'case', entityId: caseId, patientId })
    return {
      ...(identity.birthDate && { born: identity.birthDate }),
      ...(identity.recordNumber && { mrn: identity.recordNumber }),
    }
  })
}
