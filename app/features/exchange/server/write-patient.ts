import { nameWords } from '#app/features/cases/core/names.ts'
import {
  insertPatient,
  listPatientsNumbered,
  type PatientIdentity,
  updatePatient,
} from '#app/features/cases/server/patient-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import type { PatientFact } from '../core/facts.ts'
import { identityOf } from '../core/keep.ts'
import { replaces } from '../core/resolve.ts'
import type { KnownRecords } from './known-records.ts'
import { isReached, type Reach } from './reach.ts'
import { contentHash, nobodyElse } from './record-queries.server.ts'

/**
 * An inner step: who a patient of the files is here, made or brought up to date where they differ.
 *
 * A patient out of reach is known only to a file that says who they are as fully as somebody must who opens a case by hand, and is
 * then left as they are. Undefined: there is one by this id, and the file does not know them.
 */
export async function writePatient(
  scope: Scope,
  known: KnownRecords,
  patient: PatientFact,
  reach: Reach,
): Promise<{ readonly patientId: PatientId; readonly changed: boolean } | undefined> {
  const { source, type, id } = patient.key
  const identity = identityOf(patient)
  const hash = contentHash(scope, identity)
  const before = known.find(type, id, '', nobodyElse)
  const remember = (patientId: PatientId) =>
    known.remember({
      source,
      type,
      idHash: known.hashOf(id),
      part: '',
      ownerId: nobodyElse,
      target: 'patient',
      targetId: patientId,
      contentHash: hash,
      lastUpdated: patient.lastUpdated ? new Date(patient.lastUpdated) : null,
    })

  if (before) {
    const patientId = before.targetId as PatientId
    if (!(await isReached(scope, reach, patientId)))
      return (await findSamePatient(scope, identity)) === patientId
        ? { patientId, changed: false }
        : undefined
    const older = !replaces(patient, { lastUpdated: before.lastUpdated?.toISOString() })
    if (before.contentHash === hash || older) return { patientId, changed: false }
    await updatePatient(scope, patientId, identity)
    remember(patientId)
    return { patientId, changed: true }
  }
  const same = await findSamePatient(scope, identity)
  if (same && !(await isReached(scope, reach, same))) return { patientId: same, changed: false }
  if (same) await updatePatient(scope, same, identity)
  const patientId = same ?? (await insertPatient(scope, identity))
  remember(patientId)
  return { patientId, changed: true }
}

/**
 * The patient who is here already, from another source or opened by hand: same record number, same day of birth, same names letter
 * for letter but for accents and capitals. Nothing less: two patients taken for one is the worse mistake.
 */
async function findSamePatient(scope: Scope, identity: PatientIdentity): Promise<PatientId | undefined> {
  const { recordNumber, birthDate } = identity
  if (!recordNumber || !birthDate || birthDate.length < 10) return undefined
  const numbered = await listPatientsNumbered(scope, recordNumber)
  return numbered.find(
    (one) =>
      one.identity.recordNumber === recordNumber &&
      one.identity.birthDate === birthDate &&
      sameWords(one.identity.family, identity.family) &&
      sameWords(one.identity.given?.join(' '), identity.given?.join(' ')),
  )?.patientId
}

function sameWords(one: string | undefined, other: string | undefined): boolean {
  const words = nameWords(one ?? '')
  return words.length > 0 && words.join(' ') === nameWords(other ?? '').join(' ')
}
