import { nameWords } from '#app/features/cases/core/names.ts'
import { listPatientsOn } from '#app/features/cases/server/arriving-cases-queries.server.ts'
import {
  insertPatients,
  listIdentities,
  listPatientsNumbered,
  type PatientIdentity,
  updatePatient,
} from '#app/features/cases/server/patient-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import type { PatientFact } from '../core/facts.ts'
import { identityOf } from '../core/keep.ts'
import { replaces } from '../core/resolve.ts'
import { areTwoPeople } from '../core/two-people.ts'
import type { KnownRecords } from './known-records.ts'
import type { Reach } from './reach.ts'
import { contentHash, nobodyElse } from './record-queries.server.ts'

/** Who a patient of the files is here, or why nothing of theirs is taken in. */
export type Owner =
  | { readonly patientId: PatientId; readonly changed: boolean }
  | 'other-team'
  /** Their id was somebody else's before. */
  | 'other-person'

/**
 * An inner step: who the patients of the files are here, made or brought up to date where they differ. In the order of `patients`.
 *
 * A patient out of reach is known only to a file that says who they are as fully as somebody must who opens a case by hand, and is
 * then left as they are.
 */
export async function settleOwners(
  scope: Scope,
  known: KnownRecords,
  patients: readonly PatientFact[],
  reach: Reach,
): Promise<Owner[]> {
  const asked = patients.map((patient) => {
    const identity = identityOf(patient)
    const before = known.find(patient.key.type, patient.key.id, '', nobodyElse)
    return { patient, identity, hash: contentHash(scope, identity), before }
  })
  const numbered = await listPatientsNumbered(
    scope,
    ...asked.flatMap(({ identity, before }) =>
      (before && reach === 'every') || !identity.recordNumber ? [] : identity.recordNumber,
    ),
  )
  const here = new Map<string, { patientId: PatientId; identity: PatientIdentity }[]>()
  const keep = (patientId: PatientId, identity: PatientIdentity) => {
    if (!identity.recordNumber) return
    const same = here.get(identity.recordNumber)
    if (same) same.push({ patientId, identity })
    else here.set(identity.recordNumber, [{ patientId, identity }])
  }
  for (const { patientId, identity } of numbered) keep(patientId, identity)
  const isReached = await reachedAmong(scope, reach, [
    ...asked.flatMap(({ before }) => (before ? [before.targetId as PatientId] : [])),
    ...numbered.map(({ patientId }) => patientId),
  ])
  const differing = asked.flatMap(({ before, hash }) =>
    before && before.contentHash !== hash ? [before.targetId as PatientId] : [],
  )
  const stored = await listIdentities(scope, differing)
  const made: { patientId: PatientId; identity: PatientIdentity }[] = []
  const renewed: (() => Promise<void>)[] = []

  const owners = asked.map(({ patient, identity, hash, before }): Owner => {
    const remember = (patientId: PatientId) =>
      known.remember({
        source: patient.key.source,
        type: patient.key.type,
        idHash: known.hashOf(patient.key.id),
        part: '',
        ownerId: nobodyElse,
        target: 'patient',
        targetId: patientId,
        contentHash: hash,
        lastUpdated: patient.lastUpdated ? new Date(patient.lastUpdated) : null,
      })
    const same = findSame(here, identity)
    if (before) {
      const patientId = before.targetId as PatientId
      const identityHere = stored.get(patientId)
      if (identityHere && areTwoPeople(identityHere, identity)) return 'other-person'
      if (!isReached(patientId)) return same === patientId ? { patientId, changed: false } : 'other-team'
      const older = !replaces(patient, { lastUpdated: before.lastUpdated?.toISOString() })
      if (before.contentHash === hash || older) return { patientId, changed: false }
      renewed.push(() => updatePatient(scope, patientId, identity))
      remember(patientId)
      return { patientId, changed: true }
    }
    const isNew = made.some(({ patientId }) => patientId === same)
    if (same && !isNew && !isReached(same)) return { patientId: same, changed: false }
    const patientId = same ?? (scope.world.newId() as PatientId)
    if (!same) {
      made.push({ patientId, identity })
      keep(patientId, identity)
    } else if (!isNew) renewed.push(() => updatePatient(scope, patientId, identity))
    remember(patientId)
    return { patientId, changed: true }
  })
  await insertPatients(scope, made)
  for (const renew of renewed) await renew()
  return owners
}

/** Tells of each of these patients whether they are within reach. */
export async function reachedAmong(
  scope: Scope,
  reach: Reach,
  patientIds: readonly PatientId[],
): Promise<(patientId: PatientId) => boolean> {
  if (reach === 'every') return () => true
  const reached = await listPatientsOn(scope, reach, patientIds)
  return (patientId) => reached.has(patientId)
}

/**
 * The patient who is here already, from another source or opened by hand: same record number, same day of birth, same names letter
 * for letter but for accents and capitals. Nothing less: two patients taken for one is the worse mistake.
 */
function findSame(
  here: ReadonlyMap<string, readonly { patientId: PatientId; identity: PatientIdentity }[]>,
  identity: PatientIdentity,
): PatientId | undefined {
  const { recordNumber, birthDate } = identity
  if (!recordNumber || !birthDate || birthDate.length < 10) return undefined
  return here
    .get(recordNumber)
    ?.find(
      (one) =>
        one.identity.birthDate === birthDate &&
        sameWords(one.identity.family, identity.family) &&
        sameWords(one.identity.given?.join(' '), identity.given?.join(' ')),
    )?.patientId
}

function sameWords(one: string | undefined, other: string | undefined): boolean {
  const words = nameWords(one ?? '')
  return words.length > 0 && words.join(' ') === nameWords(other ?? '').join(' ')
}
