import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { asImport, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { ImportId, OrganizationId, PatientId } from '#app/shared/ids.ts'
import type { PatientFact, PatientsFact } from '../core/facts.ts'
import { resolveFacts } from '../core/resolve.ts'
import type { Skip } from '../core/skips.ts'
import { addCounts, type Import, lockImport } from './import-queries.server.ts'
import { openKnownRecords } from './known-records.ts'
import { type Plan, type PlannedPatient, readPlan } from './plan-import.ts'
import { reachOf } from './reach.ts'
import { nobodyElse } from './record-queries.server.ts'
import {
  deleteStaged,
  listStagedFacts,
  listStagedRest,
  type StagedRow,
  updateStagedDone,
} from './staging-queries.server.ts'
import { type Destination, takeBack, writeRecords } from './write-records.ts'

// Patients written in one transaction: a few seconds of work for the longest records seen.
const batchPatients = 20
const batchFacts = 1000

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
  const plan = await inOrganization(world, caller, (scope) => readPlan(scope, importId))
  const work = (step: (scope: Scope, destination: Destination) => Promise<boolean>) =>
    inOrganization(world, caller, async (scope) => {
      // The lock lets two workers with the same job take turns instead of writing everything twice.
      const found = await lockImport(scope, importId)
      if (found?.state !== 'reading') return true
      return step(scope, await destinationOf(scope, found))
    })

  for (let from = 0; from < plan.patients.length; from += batchPatients) {
    if (!goOn()) return false
    const batch = plan.patients.slice(from, from + batchPatients)
    await work(async (scope, destination) => {
      await writeBatch(scope, destination, plan, batch)
      return true
    })
  }
  for (let all = false; !all; ) {
    if (!goOn()) return false
    all = await work((scope, destination) => writeRest(scope, destination, plan))
  }
  await work(async (scope, destination) => {
    await takeBack(scope, destination, plan.takenBack)
    return true
  })
  return true
}

/** Where an import's records go. */
export async function destinationOf(scope: Scope, found: Import): Promise<Destination> {
  const team = await findTeam(scope, found.teamId)
  const zone = team?.zone ?? 'utc'
  const today = scope.now.setZone(zone).toFormat('yyyy-MM-dd')
  const { importId, teamId, source } = found
  return { importId, teamId, reach: await reachOf(scope, found), source, zone, today }
}

async function writeBatch(
  scope: Scope,
  destination: Destination,
  plan: Plan,
  batch: readonly PlannedPatient[],
): Promise<void> {
  const { importId } = destination
  const patients = batch.map(({ fact }) => fact)
  const rows = await listStagedFacts(
    scope,
    importId,
    patients.flatMap(({ aliases }) => [...aliases]),
  )
  await writeRows(scope, destination, plan, patients, rows)
  await updateStagedDone(
    scope,
    importId,
    batch.flatMap(({ seqs }) => [...seqs]),
  )
}

/** Facts about patients whose own record is not in these files: known from before, or unknown and named as skipped. */
async function writeRest(scope: Scope, destination: Destination, plan: Plan): Promise<boolean> {
  const { importId, source } = destination
  const rows = await listStagedRest(scope, importId, batchFacts)
  if (rows.length === 0) return true
  const references = [...new Set(rows.flatMap((row) => (row.kind === 'fact' ? [row.fact.patient] : [])))]
  const ids = references.flatMap((reference) => /^(?:Patient\/|urn:uuid:)(.+)$/.exec(reference)?.[1] ?? [])
  const known = await openKnownRecords(scope, source, ids)
  const here = new Map<string, PatientId>()
  const patients = new Map<string, PatientFact>()
  for (const reference of references) {
    const id = /^(?:Patient\/|urn:uuid:)(.+)$/.exec(reference)?.[1]
    const record = id && known.find('Patient', id, '', nobodyElse)
    if (!id || !record) continue
    here.set(id, record.targetId as PatientId)
    const aliases = [...(patients.get(id)?.aliases ?? []), reference]
    patients.set(id, stub(source, id, aliases))
  }
  await writeRows(scope, destination, plan, [...patients.values()], rows, here)
  return rows.length < batchFacts
}

async function writeRows(
  scope: Scope,
  destination: Destination,
  plan: Plan,
  patients: readonly PatientFact[],
  rows: readonly StagedRow[],
  here?: ReadonlyMap<string, PatientId>,
): Promise<void> {
  const { importId } = destination
  const facts = rows.flatMap((row) => (row.kind === 'fact' ? [row.fact] : []))
  const resolved = resolveFacts([...patients, ...drugsOf(plan, facts), ...facts], plan.takenBack)
  const { skips, ...counts } = await writeRecords(scope, destination, resolved.patients, here)
  await deleteStaged(
    scope,
    importId,
    rows.map(({ seq }) => seq),
  )
  const files = new Map(
    rows.flatMap((row) =>
      row.kind === 'fact' ? [[`${row.fact.key.type}|${row.fact.key.id}`, row.fileSeq] as const] : [],
    ),
  )
  const fileOf = ({ type, id }: Skip) => plan.fileNames.get(files.get(`${type}|${id}`) ?? -1) ?? ''
  await addCounts(scope, importId, {
    ...counts,
    skips: [...resolved.skips, ...skips].map((skip) => ({ ...skip, file: fileOf(skip) })),
  })
}

function drugsOf(plan: Plan, facts: readonly PatientsFact[]) {
  const named = facts.flatMap((fact) => (fact.kind === 'medication' && fact.drug ? [fact.drug] : []))
  return [...new Set(named.flatMap((alias) => plan.drugs.get(alias) ?? []))]
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
