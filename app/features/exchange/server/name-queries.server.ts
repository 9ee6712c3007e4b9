import type { Scope } from '#app/platform/in-organization.ts'
import type { ImportId } from '#app/shared/ids.ts'
import type { AnchorFact } from '../core/anchor-facts.ts'
import { chunksOf } from '../core/chunks.ts'
import type { PatientFact } from '../core/facts.ts'
import { hashOf, ofKind, staged, toStaged } from './staging-queries.server.ts'

/** The anchors that go by these names. */
export async function listAnchors(
  scope: Scope,
  importId: ImportId,
  names: readonly string[],
): Promise<AnchorFact[]> {
  const anchors: AnchorFact[] = []
  for (const chunk of chunksOf([...new Set(names)], 5000)) {
    const rows = await staged(scope, importId)
      .innerJoin('import_name', (join) =>
        join
          .onRef('import_name.organization_id', '=', 'import_fact.organization_id')
          .onRef('import_name.import_id', '=', 'import_fact.import_id')
          .onRef('import_name.record_hash', '=', 'import_fact.record_hash'),
      )
      .where('import_name.kind', '=', 'anchor')
      .where(
        'import_name.name_hash',
        'in',
        chunk.map((name) => hashOf(scope, name)),
      )
      .where('import_fact.kind', '=', 'anchor')
      .distinctOn('import_fact.seq')
      .execute()
    anchors.push(
      ...rows.flatMap((row) => ofKind(toStaged(scope, importId, row), 'anchor').map(({ fact }) => fact)),
    )
  }
  return anchors
}

/** Of these names of patients those that more than one patient has: they lead to neither. */
export async function listSharedNames(
  scope: Scope,
  importId: ImportId,
  names: readonly string[],
): Promise<Set<string>> {
  const byHash = new Map(names.map((name) => [hashOf(scope, name).toString('hex'), name]))
  const shared = new Set<string>()
  for (const chunk of chunksOf([...byHash.keys()], 5000)) {
    const rows = await scope.trx
      .selectFrom('import_name')
      .where('import_name.organization_id', '=', scope.organizationId)
      .where('import_name.import_id', '=', importId)
      .where('import_name.kind', '=', 'patient')
      .where(
        'import_name.name_hash',
        'in',
        chunk.map((hash) => Buffer.from(hash, 'hex')),
      )
      .groupBy('import_name.name_hash')
      .having((eb) => eb.fn.countAll(), '>', 1)
      .select('import_name.name_hash')
      .execute()
    for (const row of rows) shared.add(byHash.get(row.name_hash.toString('hex')) ?? '')
  }
  return shared
}

/** The patient that a name leads to, where it leads to one: a reading of their record. */
export async function listNamedPatients(
  scope: Scope,
  importId: ImportId,
  names: readonly string[],
): Promise<Map<string, PatientFact>> {
  const shared = await listSharedNames(scope, importId, names)
  const byHash = new Map(names.map((name) => [hashOf(scope, name).toString('hex'), name]))
  const found = new Map<string, PatientFact>()
  for (const chunk of chunksOf([...byHash.keys()], 5000)) {
    const rows = await staged(scope, importId)
      .innerJoin('import_name', (join) =>
        join
          .onRef('import_name.organization_id', '=', 'import_fact.organization_id')
          .onRef('import_name.import_id', '=', 'import_fact.import_id')
          .onRef('import_name.record_hash', '=', 'import_fact.record_hash'),
      )
      .where('import_name.kind', '=', 'patient')
      .where(
        'import_name.name_hash',
        'in',
        chunk.map((hash) => Buffer.from(hash, 'hex')),
      )
      .where('import_fact.kind', '=', 'patient')
      .select('import_name.name_hash')
      .execute()
    for (const row of rows) {
      const name = byHash.get(row.name_hash.toString('hex')) ?? ''
      const [patient] = ofKind(toStaged(scope, importId, row), 'patient')
      if (patient && !shared.has(name)) found.set(name, patient.fact)
    }
  }
  return found
}
