import type { Scope } from '#app/platform/in-organization.ts'
import type { ImportId } from '#app/shared/ids.ts'
import type { AnchorFact } from '../core/anchor-facts.ts'
import { pointsTo } from '../core/complete.ts'
import type { Fact, PatientFact } from '../core/facts.ts'
import { recordOf, resolveFacts } from '../core/resolve.ts'
import type { Skip } from '../core/skips.ts'
import { areTwoPeople } from '../core/two-people.ts'
import { listAnchors, listSharedNames } from './name-queries.server.ts'
import {
  listReadings,
  listStagedFacts,
  listWaiting,
  recordHash,
  type StagedRow,
} from './staging-queries.server.ts'

/** Some patients of the files with the facts about them. */
export interface Batch {
  readonly patients: readonly PatientFact[]
  /** The rows their own records were staged in. */
  readonly seqs: readonly number[]
  readonly rows: readonly StagedRow<'fact'>[]
  /** Records of one id that are about two people: nobody can tell whose the facts are. */
  readonly torn: readonly PatientFact[]
}

/** How many patients the next batch may have. It follows what their records turn out to be like. */
export interface BatchSize {
  patients: number
}

// Patients written in one transaction, and facts of theirs: a few seconds of work, and some ten megabytes of memory.
const mostPatients = 100
const mostRows = 2000
const mostRowsOfOne = 10_000

/**
 * The next patients that wait for their facts, or undefined when none does. Only these are in memory, however many the files hold.
 *
 * Of somebody with more facts than a batch can hold some are left: they come with the rest, see `write-import.ts`.
 */
export async function findNextBatch(
  scope: Scope,
  importId: ImportId,
  size: BatchSize,
): Promise<Batch | undefined> {
  const batch = await findBatchOf(scope, importId, size.patients)
  if (!batch) return undefined
  if (batch.rows.length < mostRows) {
    if (batch.rows.length < mostRows / 3) size.patients = Math.min(mostPatients, size.patients * 2)
    return batch
  }
  if (size.patients === 1) return batch
  size.patients = Math.max(1, Math.floor(size.patients / 3))
  return findNextBatch(scope, importId, size)
}

async function findBatchOf(scope: Scope, importId: ImportId, many: number): Promise<Batch | undefined> {
  const waiting = await listWaiting(scope, importId, 'patient', many)
  if (waiting.length === 0) return undefined
  const records = waiting.map(({ fact }) => recordHash(scope, fact.key))
  const readings = await listReadings(scope, importId, 'patient', records)
  const resolved = resolveFacts(readings.map(({ fact }) => fact)).patients.map(({ patient }) => patient)
  const shared = await listSharedNames(
    scope,
    importId,
    resolved.flatMap(({ aliases }) => aliases),
  )
  const patients = resolved.map((patient) => ({
    ...patient,
    aliases: patient.aliases.filter((alias) => !shared.has(alias)),
  }))
  const rows = await listStagedFacts(
    scope,
    importId,
    patients.flatMap(({ aliases }) => aliases),
    many === 1 ? mostRowsOfOne : mostRows,
  )
  const byRecord = new Map<string, PatientFact[]>()
  for (const { fact } of readings)
    byRecord.set(recordOf(fact), [...(byRecord.get(recordOf(fact)) ?? []), fact])
  const torn = patients.filter((patient) =>
    byRecord.get(recordOf(patient))?.some((other) => areTwoPeople(patient, other)),
  )
  return { patients, seqs: readings.map(({ seq }) => seq), rows, torn }
}

/** What the facts point to: drugs, practitioners, their roles, forms; and what those point to in turn. */
export async function listPointedTo(
  scope: Scope,
  importId: ImportId,
  facts: readonly Fact[],
): Promise<readonly AnchorFact[]> {
  const found = new Map<string, AnchorFact>()
  const asked = new Set<string>()
  let names = facts.flatMap(pointsTo)
  // A team names a role, the role its practitioner, and a practitioner leads to the role: three steps, and no further.
  for (let step = 0; step < 3; step++) {
    const open = [...new Set(names)].filter((name) => !asked.has(name))
    if (open.length === 0) break
    for (const name of open) asked.add(name)
    const anchors = await listAnchors(scope, importId, open)
    for (const anchor of anchors) found.set(JSON.stringify(anchor), anchor)
    names = anchors.flatMap(pointsTo)
  }
  return [...found.values()]
}

/** What the files take back of these records. */
export async function listTakenBack(
  scope: Scope,
  importId: ImportId,
  facts: readonly Fact[],
): Promise<readonly Skip[]> {
  const records = new Map(facts.map(({ key }) => [`${key.type}/${key.id}`, recordHash(scope, key)] as const))
  const readings = await listReadings(scope, importId, 'taken-back', [...records.values()])
  return readings.map(({ fact }) => fact)
}
