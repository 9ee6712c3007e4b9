import {
  type Arriving,
  deleteArrived,
  hasAllergies,
  hasCaseOn,
  insertArriving,
  insertClosedCase,
} from '#app/features/cases/server/arriving-queries.server.ts'
import { listOpenCasesOf, noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { openCaseIn } from '#app/features/cases/server/open-case.ts'
import { updateAllergyState } from '#app/features/cases/server/patient-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, ImportId, PatientId, TeamId } from '#app/shared/ids.ts'
import { episodeStartOf } from '../core/episode.ts'
import { keptOf, saysNoAllergy } from '../core/keep.ts'
import { type KeptFact, type PatientRecord, replaces } from '../core/resolve.ts'
import type { Skip } from '../core/skips.ts'
import { holdCases } from './hold-queries.server.ts'
import { type KnownRecords, openKnownRecords } from './known-records.ts'
import { isReached, type Reach } from './reach.ts'
import { contentHash, nobodyElse } from './record-queries.server.ts'
import { writePatient } from './write-patient.ts'

/** Where records go: one team's caseload, in its zone. */
export interface Destination {
  readonly importId: ImportId
  readonly teamId: TeamId
  readonly reach: Reach
  readonly source: string
  readonly zone: string
  /** Today in that zone. */
  readonly today: string
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
    records.flatMap(({ patient, facts }) => [patient.key.id, ...facts.map(({ key }) => key.id)]),
  )
  const arriving: Arriving[] = []
  const skips: Skip[] = []
  const counts = { written: 0, unchanged: 0, casesOpened: 0 }
  const later: (() => Promise<void>)[] = []

  for (const { patient, facts } of records) {
    const given = knownAs.get(patient.key.id)
    const owner = given
      ? (await isReached(scope, destination.reach, given)) && { patientId: given, changed: undefined }
      : await writePatient(scope, known, patient, destination.reach)
    if (!owner) {
      skips.push(...[...(given ? [] : [patient]), ...facts].map((fact) => skipOf(fact, 'other-team')))
      continue
    }
    const { patientId } = owner
    const outcomes = new Map<string, boolean>()
    if (owner.changed !== undefined) outcomes.set(`Patient|${patient.key.id}`, owner.changed)
    let newScores = false

    for (const fact of facts) {
      const outcome = await placeFact(scope, known, patientId, fact, destination)
      if (outcome === 'superseded') {
        skips.push(skipOf(fact, 'superseded'))
        continue
      }
      const record = `${fact.key.type}|${fact.key.id}`
      outcomes.set(record, outcome.changed || outcomes.get(record) === true)
      if (outcome.arriving) arriving.push(outcome.arriving)
      if (outcome.changed && ['score', 'answer'].includes(fact.kind)) newScores = true
    }
    const written = [...outcomes.values()].filter((changed) => changed).length
    counts.written += written
    counts.unchanged += outcomes.size - written
    later.push(async () => {
      const opened = await settlePatient(
        scope,
        destination,
        patientId,
        { patient, facts },
        written > 0,
        newScores,
      )
      if (opened) counts.casesOpened += 1
    })
  }

  await insertArriving(scope, arriving)
  await known.save()
  for (const settle of later) await settle()
  const { written, unchanged, casesOpened } = counts
  return { recordsWritten: written, recordsUnchanged: unchanged, casesOpened, skips }
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
  for (const skip of skips) {
    for (const row of known.all(skip.type ?? '', skip.id ?? '')) {
      const before = { lastUpdated: row.lastUpdated?.toISOString() }
      if (row.ownerId === nobodyElse || row.target === 'taken-back' || !replaces(skip, before)) continue
      if (!(await isReached(scope, reach, row.ownerId as PatientId))) continue
      if (row.target !== 'nothing' && row.target !== 'patient')
        await deleteArrived(scope, row.target, row.targetId)
      known.remember({
        ...row,
        target: 'taken-back',
        lastUpdated: skip.lastUpdated ? new Date(skip.lastUpdated) : row.lastUpdated,
      })
    }
  }
  await known.save()
}

async function placeFact(
  scope: Scope,
  known: KnownRecords,
  patientId: PatientId,
  fact: KeptFact,
  { zone, reach }: Destination,
): Promise<'superseded' | { readonly changed: boolean; readonly arriving?: Arriving }> {
  const { type, id, part = '' } = fact.key
  const kept = keptOf(fact, zone)
  const hash = contentHash(scope, kept)
  const before = known.find(type, id, part, patientId)
  const ours = { lastUpdated: fact.lastUpdated }

  // With two dates of change, a record that went from one patient to another is a correction.
  for (const other of known.all(type, id)) {
    if (other.part !== part || other.ownerId === patientId || other.target === 'taken-back') continue
    if (!fact.lastUpdated || !other.lastUpdated) continue
    if (other.lastUpdated.toISOString() > fact.lastUpdated) return 'superseded'
    if (other.lastUpdated.toISOString() === fact.lastUpdated) continue
    if (!(await isReached(scope, reach, other.ownerId as PatientId))) continue
    if (other.target !== 'nothing' && other.target !== 'patient')
      await deleteArrived(scope, other.target, other.targetId)
    known.remember({ ...other, target: 'taken-back' })
  }

  if (
    before &&
    (before.contentHash === hash || !replaces(ours, { lastUpdated: before.lastUpdated?.toISOString() }))
  )
    return { changed: false }

  // A score that is corrected stays the same score: flags rest on it.
  const corrected = before?.target === 'score' && kept.target === 'score'
  if (
    before &&
    before.target !== 'nothing' &&
    before.target !== 'taken-back' &&
    before.target !== 'patient' &&
    !corrected
  )
    await deleteArrived(scope, before.target, before.targetId)
  const targetId = before?.targetId ?? scope.world.newId()
  known.remember({
    source: fact.key.source,
    type,
    idHash: known.hashOf(id),
    part,
    ownerId: patientId,
    target: kept.target,
    targetId,
    contentHash: hash,
    lastUpdated: fact.lastUpdated ? new Date(fact.lastUpdated) : null,
  })
  if (kept.target === 'nothing') return { changed: before === undefined || before.target !== 'nothing' }
  return { changed: true, arriving: { ...kept, id: targetId, patientId } }
}

/** What follows for the patient as a whole: allergies in a word, the case, its history, and the rules held back. */
async function settlePatient(
  scope: Scope,
  destination: Destination,
  patientId: PatientId,
  { patient, facts }: PatientRecord,
  written: boolean,
  newScores: boolean,
): Promise<boolean> {
  if (written && facts.some(({ kind }) => kind === 'allergy')) {
    const none = facts.some(saysNoAllergy) ? 'none-known' : 'not-recorded'
    await updateAllergyState(scope, patientId, (await hasAllergies(scope, patientId)) ? 'known' : none)
  }
  const opened = await openCaseOnce(scope, destination, patientId, { patient, facts })
  const openCases = (await listOpenCasesOf(scope, patientId)).map(({ caseId }) => caseId)
  if (opened || newScores) await holdCases(scope, destination.importId, openCases)
  if (!written) return opened !== undefined
  for (const caseId of openCases)
    if (caseId !== opened) await noteCaseEvent(scope, caseId, 'imported', destination.importId)
  audit(scope, { action: 'patient.imported', entity: 'patient', entityId: patientId, patientId })
  return opened !== undefined
}

// A case that a person has closed stays closed, however often the patient comes again.
async function openCaseOnce(
  scope: Scope,
  { teamId, today }: Destination,
  patientId: PatientId,
  { patient, facts }: PatientRecord,
): Promise<CaseId | undefined> {
  if (await hasCaseOn(scope, [teamId], patientId)) return undefined
  const episodeStart = episodeStartOf(facts, today)
  if (!patient.deceased)
    return openCaseIn(scope, { teamId, patientId, episodeStart, careManagerId: null, rulesHeld: true })
  const caseId = await insertClosedCase(scope, {
    teamId,
    patientId,
    episodeStart,
    reason: 'The patient has died.',
  })
  await noteCaseEvent(scope, caseId, 'imported')
  audit(scope, { action: 'case.opened', entity: 'case', entityId: caseId, patientId, detail: 'closed' })
  return undefined
}

function skipOf(
  { key, lastUpdated }: Pick<KeptFact | PatientRecord['patient'], 'key' | 'lastUpdated'>,
  reason: 'superseded' | 'other-team',
): Skip {
  return {
    reason,
    source: key.source,
    type: key.type,
    id: key.id,
    ...(lastUpdated && { lastUpdated }),
  }
}
