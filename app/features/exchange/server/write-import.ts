import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { asImport, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { ImportId, OrganizationId, PatientId } from '#app/shared/ids.ts'
import type { PatientFact } from '../core/facts.ts'
import { resolveFacts } from '../core/resolve.ts'
import type { Skip } from '../core/skips.ts'
import { listFileNames } from './file-queries.server.ts'
import { addCounts, type Import, lockImport } from './import-queries.server.ts'
import { openKnownRecords } from './known-records.ts'
import { listNamedPatients } from './name-queries.server.ts'
import { type BatchSize, findNextBatch, listPointedTo, listTakenBack } from './next-batch.ts'
import { reachOf } from './reach.ts'
import { nobodyElse } from './record-queries.server.ts'
import { deleteStaged, listWaiting, type StagedRow, updateStagedDone } from './staging-queries.server.ts'
import { type Destination, takeBack, writeRecords } from './write-records.ts'

/** Staged things without a patient of the files, taken in one transaction. */
const batchRows = 2000

/** What an import's files are called, by number. */
type FileNames = ReadonlyMap<number, string>

/**
 * The second pass: gives every staged fact to its patient, batch by batch, until all is written or `goOn` says that it is enough for
 * now. True when all is written. It can be broken off anywhere and called again.
 */
export async function writeImport(
  world: World,
  organizationId: OrganizationId,
  importId: ImportId,
  goOn: () => boolean = () => true,
): Promise<boolean> {
  const caller = asImport(organizationId, importId)
  const fileNames = await inOrganization(world, caller, (scope) => listFileNames(scope, importId))
  const size: BatchSize = { patients: 50 }
  for (const step of [writeBatch, writeRest, takeSomeBack]) {
    for (let all = false; !all; ) {
      if (!goOn()) return false
      all = await inOrganization(world, caller, async (scope) => {
        // The lock lets two workers with the same job take turns instead of writing everything twice.
        const found = await lockImport(scope, importId)
        if (found?.state !== 'reading') return true
        return step(scope, await destinationOf(scope, found), fileNames, size)
      })
    }
  }
  return true
}

/** Where an import's records go. */
export async function destinationOf(scope: Scope, found: Import): Promise<Destination> {
  const team = await findTeam(scope, found.teamId)
  const zone = team?.zone ?? 'utc'
  const today = scope.now.setZone(zone).toFormat('yyyy-MM-dd')
  const { importId, teamId, source, part2 } = found
  return {
    importId,
    teamId,
    reach: await reachOf(scope, found),
    source,
    zone,
    today,
    labels: part2 ? ['part2'] : [],
  }
}

/** Some patients of the files, with their facts. True when none is left. */
async function writeBatch(
  scope: Scope,
  destination: Destination,
  fileNames: FileNames,
  size: BatchSize,
): Promise<boolean> {
  const { importId } = destination
  const batch = await findNextBatch(scope, importId, size)
  if (!batch) return true
  const torn = new Set(batch.torn)
  const patients = batch.patients.filter((patient) => !torn.has(patient))
  const nobodys = new Set(batch.torn.flatMap(({ aliases }) => aliases))
  const rows = batch.rows.filter(({ fact }) => !nobodys.has(fact.patient))
  const left = batch.rows.filter(({ fact }) => nobodys.has(fact.patient))
  await writeRows(scope, destination, fileNames, patients, rows)
  await skipRows(scope, importId, fileNames, batch.torn, left)
  await updateStagedDone(scope, importId, batch.seqs)
  return false
}

/**
 * Facts whose patient has had their turn, or never had one: what was too much for one batch, and facts about patients whose own record
 * is not in these files: known from before, or unknown and named as skipped. True when none is left.
 */
async function writeRest(scope: Scope, destination: Destination, fileNames: FileNames): Promise<boolean> {
  const { importId, source } = destination
  const rows = await listWaiting(scope, importId, 'fact', batchRows)
  if (rows.length === 0) return true
  const references = [...new Set(rows.map(({ fact }) => fact.patient))]
  const inFiles = await listNamedPatients(scope, importId, references)
  const idOf = (reference: string) =>
    inFiles.get(reference)?.key.id ?? /^(?:Patient\/|urn:uuid:)(.+)$/.exec(reference)?.[1]
  const known = await openKnownRecords(
    scope,
    source,
    references.flatMap((reference) => idOf(reference) ?? []),
  )
  const here = new Map<string, PatientId>()
  const patients = new Map<string, PatientFact>()
  for (const reference of references) {
    const id = idOf(reference)
    const record = id && known.find('Patient', id, '', nobodyElse)
    if (!id || !record) continue
    here.set(id, record.targetId as PatientId)
    const aliases = [...(patients.get(id)?.aliases ?? []), reference]
    patients.set(id, stub(source, id, aliases))
  }
  await writeRows(scope, destination, fileNames, [...patients.values()], rows, here)
  return false
}

/** What the files take back and nothing in them was about. True when none is left. */
async function takeSomeBack(scope: Scope, destination: Destination): Promise<boolean> {
  const rows = await listWaiting(scope, destination.importId, 'taken-back', batchRows)
  if (rows.length === 0) return true
  await takeBack(
    scope,
    destination,
    rows.map(({ fact }) => fact),
  )
  await updateStagedDone(
    scope,
    destination.importId,
    rows.map(({ seq }) => seq),
  )
  return false
}

async function writeRows(
  scope: Scope,
  destination: Destination,
  fileNames: FileNames,
  patients: readonly PatientFact[],
  rows: readonly StagedRow<'fact'>[],
  here?: ReadonlyMap<string, PatientId>,
): Promise<void> {
  const { importId } = destination
  const facts = rows.map(({ fact }) => fact)
  const resolved = resolveFacts(
    [...patients, ...(await listPointedTo(scope, importId, facts)), ...facts],
    await listTakenBack(scope, importId, facts),
  )
  const { skips, ...counts } = await writeRecords(scope, destination, resolved.patients, here)
  await deleteStaged(
    scope,
    importId,
    rows.map(({ seq }) => seq),
  )
  await addCounts(scope, importId, {
    ...counts,
    skips: withFiles([...resolved.skips, ...skips], fileNames, rows),
  })
}

/** Records of one id that are about two people, and all that is said about them: nobody can tell about whom. */
async function skipRows(
  scope: Scope,
  importId: ImportId,
  fileNames: FileNames,
  patients: readonly PatientFact[],
  rows: readonly StagedRow<'fact'>[],
): Promise<void> {
  if (patients.length === 0) return
  const records = new Map(
    [...patients, ...rows.map(({ fact }) => fact)].map(({ key }) => [`${key.type}|${key.id}`, key]),
  )
  const skips = [...records.values()].map(
    ({ source, type, id }): Skip => ({ reason: 'other-person', source, type, id }),
  )
  await deleteStaged(
    scope,
    importId,
    rows.map(({ seq }) => seq),
  )
  await addCounts(scope, importId, { skips: withFiles(skips, fileNames, rows) })
}

function withFiles(skips: readonly Skip[], fileNames: FileNames, rows: readonly StagedRow<'fact'>[]) {
  const files = new Map(rows.map(({ fact, fileSeq }) => [`${fact.key.type}|${fact.key.id}`, fileSeq]))
  return skips.map((skip) => ({
    ...skip,
    file: fileNames.get(files.get(`${skip.type}|${skip.id}`) ?? -1) ?? '',
  }))
}

function stub(source: string, id: string, aliases: readonly string[]): PatientFact {
  return {
    kind: 'patient',
    key: { source, type: 'Patient', id },
    labels: [],
    aliases,
    given: [],
    otherNames: [],
    identifiers: [],
    deceased: false,
  }
}
