import type { ScoreHere } from '#app/features/cases/server/arriving-cases-queries.server.ts'
import type { Arriving } from '#app/features/cases/server/arriving-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import type { KeptFact } from '../core/facts.ts'
import { type Kept, keptOf } from '../core/keep.ts'
import { replaces } from '../core/resolve.ts'
import type { KnownRecords } from './known-records.ts'
import { contentHash, type KnownRecord } from './record-queries.server.ts'

/** What becomes of one fact. */
export interface Placed {
  readonly changed: boolean
  /** What is to be written. */
  readonly arriving?: Arriving
  /** What is to be taken away: what the record said before, of this patient or another. */
  readonly gone: readonly KnownRecord[]
}

/** What placing a fact must know of the world around it. */
export interface Surroundings {
  readonly zone: string
  readonly today: string
  isReached(patientId: PatientId): boolean
  /** The totals of the patient that are here already, those placed a moment ago included. */
  readonly scores: ScoreHere[]
  /** How many records rest on a score, by its id. One that is not named has one. */
  readonly rests: Map<string, number>
}

/** Where a fact goes and what it takes the place of. Nothing is written yet; what is learnt of its record is remembered. */
export function placeFact(
  scope: Scope,
  known: KnownRecords,
  patientId: PatientId,
  fact: KeptFact,
  around: Surroundings,
): Placed | 'superseded' {
  const { type, id, part = '' } = fact.key
  const before = known.find(type, id, part, patientId)
  const kept = settled(keptOf(fact, around.zone, around.today), fact, known, before)
  const hash = contentHash(scope, kept)
  const gone: KnownRecord[] = []

  // With two dates of change, a record that went from one patient to another is a correction.
  for (const other of known.all(type, id)) {
    if (other.part !== part || other.ownerId === patientId || other.target === 'taken-back') continue
    if (!fact.lastUpdated || !other.lastUpdated) continue
    if (other.lastUpdated.toISOString() > fact.lastUpdated) return 'superseded'
    if (other.lastUpdated.toISOString() === fact.lastUpdated) continue
    if (!around.isReached(other.ownerId as PatientId)) continue
    gone.push(other)
    known.remember({ ...other, target: 'taken-back' })
  }
  if (
    before &&
    (before.contentHash === hash ||
      !replaces({ lastUpdated: fact.lastUpdated }, { lastUpdated: before.lastUpdated?.toISOString() }))
  )
    return { changed: gone.length > 0, gone }

  const place = kept.target === 'score' ? placeScore(scope, kept, patientId, before, around) : undefined
  const target = place?.target ?? kept.target
  const targetId = place?.targetId ?? before?.targetId ?? scope.world.newId()
  // What stays the same kind of thing is corrected in its place: flags and tasks may rest on it.
  if (before && (before.target !== target || before.targetId !== targetId)) gone.push(before)
  known.remember({
    source: fact.key.source,
    type,
    idHash: known.hashOf(id),
    part,
    ownerId: patientId,
    target,
    targetId,
    contentHash: hash,
    lastUpdated: fact.lastUpdated ? new Date(fact.lastUpdated) : null,
  })
  if (kept.target === 'nothing' || target === 'nothing')
    return { changed: before === undefined || before.target !== 'nothing', gone }
  if (place?.write === false) return { changed: true, gone }
  return { changed: true, arriving: { ...kept, id: targetId, patientId }, gone }
}

/** What of a kept fact depends on what is known already. */
function settled(kept: Kept, fact: KeptFact, known: KnownRecords, before: KnownRecord | undefined): Kept {
  const nothing: Kept = { target: 'nothing' }
  // That there is no need, and that somebody is no longer there, is only news where it was said before.
  if (kept.target === 'need' && !kept.present && before?.target !== 'need') return nothing
  if (fact.kind === 'circle' && !fact.active && before?.target !== 'circle_person') return nothing
  if (fact.kind === 'medication' && fact.prescribedBy?.some((id) => isPrescribed(known, id))) return nothing
  return kept
}

function isPrescribed(known: KnownRecords, id: string): boolean {
  return ['MedicationRequest', 'MedicationOrder'].some((type) =>
    known.all(type, id).some(({ target }) => target === 'medication'),
  )
}

/**
 * Where a total goes that may be here already from elsewhere: the same questionnaire of the same patient with the same total, at the
 * same moment, or on the same day where one of the two does not say when. Then there is one score on the chart, not two.
 *
 * One that was typed in by hand stays as it is, and is not taken away with the file's.
 */
function placeScore(
  scope: Scope,
  kept: Extract<Kept, { readonly target: 'score' }>,
  patientId: PatientId,
  before: KnownRecord | undefined,
  { scores, rests }: Surroundings,
): { readonly target: 'score' | 'nothing'; readonly targetId: string; readonly write: boolean } | undefined {
  const { total } = kept
  if (total === null) return undefined
  const mine = before?.target === 'score' ? before.targetId : undefined
  const same = scores.find(
    (one) =>
      one.scoreId !== mine &&
      one.patientId === patientId &&
      one.instrument === kept.instrument &&
      one.takenOn === kept.takenOn &&
      one.total === total &&
      (one.takenAt === kept.takenAt || one.takenAt === null || kept.takenAt === null),
  )
  if (same?.byHand) return { target: 'nothing', targetId: same.scoreId, write: false }
  // The second says nothing that the first did not, unless it brings the answers.
  if (same) {
    rests.set(same.scoreId, (rests.get(same.scoreId) ?? 1) + 1)
    return { target: 'score', targetId: same.scoreId, write: kept.items !== null }
  }
  // Another record may rest on the same score: then this one's correction is a score of its own.
  const targetId = mine && (rests.get(mine) ?? 1) === 1 ? mine : scope.world.newId()
  scores.push({
    scoreId: targetId,
    patientId,
    instrument: kept.instrument,
    takenOn: kept.takenOn,
    takenAt: kept.takenAt,
    total,
    byHand: false,
  })
  return { target: 'score', targetId, write: true }
}
