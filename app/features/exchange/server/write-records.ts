import { listScoresHere } from '#app/features/cases/server/arriving-cases-queries.server.ts'
import {
  type Arriving,
  type ArrivingTarget,
  deleteArrived,
  insertArriving,
} from '#app/features/cases/server/arriving-queries.server.ts'
import { settleConsent } from '#app/features/cases/server/settle-consent.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { ImportId, PatientId, TeamId } from '#app/shared/ids.ts'
import type { Label } from '../core/fact-base.ts'
import type { KeptFact, PatientFact } from '../core/facts.ts'
import { gatheredTypes } from '../core/gather.ts'
import { type PatientRecord, replaces } from '../core/resolve.ts'
import type { Skip, SkipReason } from '../core/skips.ts'
import { openKnownRecords } from './known-records.ts'
import { placeFact, type Surroundings } from './place-fact.ts'
import type { Reach } from './reach.ts'
import { countRests, type KnownRecord, nobodyElse } from './record-queries.server.ts'
import { type Settled, settleCases } from './settle-cases.ts'
import { type Owner, reachedAmong, settleOwners } from './settle-owners.ts'

/** Where records go: one team's caseload, in its zone. */
export interface Destination {
  readonly importId: ImportId
  readonly teamId: TeamId
  readonly reach: Reach
  readonly source: string
  readonly zone: string
  /** Today in that zone. */
  readonly today: string
  /** Labels that everything from this source has. */
  readonly labels: readonly Label[]
}

/** What came of a batch of patients. */
export interface Written {
  readonly recordsWritten: number
  readonly recordsUnchanged: number
  readonly casesOpened: number
  readonly skips: readonly Skip[]
}

/**
 * An inner step: writes patients and their facts where they differ from what is there, and puts new patients on the caseload.
 *
 * An older change never overwrites a newer. `knownAs` names patients who are here already and whose own record is not in the files.
 * What is about a patient out of reach is skipped.
 */
export async function writeRecords(
  scope: Scope,
  destination: Destination,
  records: readonly PatientRecord[],
  knownAs: ReadonlyMap<string, PatientId> = new Map(),
): Promise<Written> {
  const known = await openKnownRecords(
    scope,
    destination.source,
    records.flatMap(({ patient, facts }) => [patient.key.id, ...facts.flatMap(idsOf)]),
  )
  const owners = await ownersOf(scope, known, destination, records, knownAs)
  const around = await surroundingsOf(scope, known, destination, records, owners)
  const arriving = new Map<string, Arriving>()
  const gone: KnownRecord[] = []
  const skips: Skip[] = []
  const settled: Settled[] = []
  let [recordsWritten, recordsUnchanged] = [0, 0]

  for (const [index, { patient, facts }] of records.entries()) {
    const owner = owners[index]
    if (!owner || typeof owner === 'string') {
      const own = knownAs.has(patient.key.id) ? [] : [patient]
      skips.push(...skipsOf([...own, ...facts.filter(isCounted)], owner || 'other-team'))
      continue
    }
    const outcomes = new Map<string, boolean>()
    if (!knownAs.has(patient.key.id)) outcomes.set(`Patient|${patient.key.id}`, owner.changed)
    let [changed, scored] = [owner.changed, false]
    for (const fact of facts) {
      const placed = placeFact(scope, known, owner.patientId, fact, around)
      if (placed === 'superseded') {
        if (isCounted(fact)) skips.push(skipOf(fact, 'superseded'))
        continue
      }
      const record = `${fact.key.type}|${fact.key.id}`
      if (isCounted(fact)) outcomes.set(record, placed.changed || outcomes.get(record) === true)
      if (placed.arriving) arriving.set(`${placed.arriving.target}|${placed.arriving.id}`, placed.arriving)
      gone.push(...placed.gone)
      changed ||= placed.changed
      scored ||= placed.changed && ['score', 'answer'].includes(fact.kind)
    }
    for (const written of outcomes.values()) {
      if (written) recordsWritten += 1
      else recordsUnchanged += 1
    }
    settled.push({ patientId: owner.patientId, patient, facts, changed, scored })
  }
  await removeGone(scope, gone, around.rests)
  await insertArriving(scope, [...arriving.values()])
  await known.save()
  const casesOpened = await settleCases(scope, destination, settled)
  return { recordsWritten, recordsUnchanged, casesOpened, skips }
}

/** An inner step: takes back what its source says was entered in error, unless it was changed since. */
export async function takeBack(
  scope: Scope,
  { source, reach }: Pick<Destination, 'source' | 'reach'>,
  skips: readonly Skip[],
): Promise<void> {
  const known = await openKnownRecords(
    scope,
    source,
    skips.flatMap(({ id }) => id ?? []),
  )
  const standing = skips.flatMap((skip) =>
    known
      .all(skip.type ?? '', skip.id ?? '')
      .filter(
        ({ ownerId, target, lastUpdated }) =>
          ownerId !== nobodyElse &&
          target !== 'taken-back' &&
          replaces(skip, { lastUpdated: lastUpdated?.toISOString() }),
      )
      .map((row) => ({ skip, row })),
  )
  const isReached = await reachedAmong(
    scope,
    reach,
    standing.map(({ row }) => row.ownerId as PatientId),
  )
  const reached = standing.filter(({ row }) => isReached(row.ownerId as PatientId))
  for (const { skip, row } of reached) {
    const lastUpdated = skip.lastUpdated ? new Date(skip.lastUpdated) : row.lastUpdated
    known.remember({ ...row, target: 'taken-back', lastUpdated })
  }
  const gone = reached.map(({ row }) => row)
  await removeGone(scope, gone, await countRests(scope, scoreIdsOf(gone)))
  await known.save()
  for (const { target, ownerId } of gone)
    if (target === 'consent') await settleConsent(scope, ownerId as PatientId)
}

/** A score goes with the last record that rests on it; anything else with its record. */
async function removeGone(
  scope: Scope,
  gone: readonly KnownRecord[],
  rests: Map<string, number>,
): Promise<void> {
  for (const { target, targetId } of gone) {
    if (!isArrivingTarget(target)) continue
    const others = target === 'score' ? (rests.get(targetId) ?? 1) - 1 : 0
    rests.set(targetId, others)
    if (others <= 0) await deleteArrived(scope, target, targetId)
  }
}

async function ownersOf(
  scope: Scope,
  known: Awaited<ReturnType<typeof openKnownRecords>>,
  { reach }: Destination,
  records: readonly PatientRecord[],
  knownAs: ReadonlyMap<string, PatientId>,
): Promise<readonly (Owner | undefined)[]> {
  const unknown = records.filter(({ patient }) => !knownAs.has(patient.key.id))
  const settled = await settleOwners(
    scope,
    known,
    unknown.map(({ patient }) => patient),
    reach,
  )
  const isReached = await reachedAmong(scope, reach, [...knownAs.values()])
  const byPatient = new Map(unknown.map(({ patient }, index) => [patient, settled[index]]))
  return records.map(({ patient }) => {
    const given = knownAs.get(patient.key.id)
    if (!given) return byPatient.get(patient)
    return isReached(given) ? { patientId: given, changed: false } : 'other-team'
  })
}

async function surroundingsOf(
  scope: Scope,
  known: Awaited<ReturnType<typeof openKnownRecords>>,
  { zone, today, reach }: Destination,
  records: readonly PatientRecord[],
  owners: readonly (Owner | undefined)[],
): Promise<Surroundings> {
  const facts = records.flatMap((record) => record.facts)
  const before = facts.flatMap(({ key }) => known.all(key.type, key.id))
  const scored = records.flatMap(({ facts }, index) => {
    const owner = owners[index]
    return owner && typeof owner !== 'string' && facts.some(({ kind }) => kind === 'score')
      ? [owner.patientId]
      : []
  })
  return {
    zone,
    today,
    isReached: await reachedAmong(
      scope,
      reach,
      before.flatMap(({ ownerId }) => (ownerId === nobodyElse ? [] : (ownerId as PatientId))),
    ),
    scores: await listScoresHere(scope, scored),
    rests: await countRests(scope, scoreIdsOf(before)),
  }
}

function scoreIdsOf(records: readonly KnownRecord[]): string[] {
  return records.flatMap(({ target, targetId }) => (target === 'score' ? targetId : []))
}

function idsOf(fact: KeptFact): readonly string[] {
  return fact.kind === 'medication' ? [fact.key.id, ...(fact.prescribedBy ?? [])] : [fact.key.id]
}

function isArrivingTarget(target: KnownRecord['target']): target is ArrivingTarget {
  return target !== 'nothing' && target !== 'patient' && target !== 'taken-back'
}

function skipsOf(facts: readonly (KeptFact | PatientFact)[], reason: SkipReason): Skip[] {
  const records = new Map(facts.map((fact) => [`${fact.key.type}|${fact.key.id}`, skipOf(fact, reason)]))
  return [...records.values()]
}

// What was gathered from several records is none itself.
function isCounted({ key }: Pick<KeptFact | PatientFact, 'key'>): boolean {
  return !gatheredTypes.includes(key.type)
}

function skipOf(
  { key, lastUpdated }: Pick<KeptFact | PatientFact, 'key' | 'lastUpdated'>,
  reason: SkipReason,
): Skip {
  return {
    reason,
    source: key.source,
    type: key.type,
    id: key.id,
    ...(lastUpdated && { lastUpdated }),
  }
}
