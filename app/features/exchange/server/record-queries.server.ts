import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import { chunksOf } from '../core/chunks.ts'

/** What a record has become here. */
type RecordTarget =
  | 'patient'
  | 'contact'
  | 'condition'
  | 'medication'
  | 'allergy'
  | 'score'
  | 'goal'
  | 'need'
  | 'circle_person'
  | 'consent'
  | 'nothing'
  | 'taken-back'

/** A record that was taken in before. */
export interface KnownRecord {
  readonly source: string
  readonly type: string
  /** The keyed hash of its id at its source, in hex. */
  readonly idHash: string
  readonly part: string
  readonly ownerId: string
  readonly target: RecordTarget
  readonly targetId: string
  readonly contentHash: string
  readonly lastUpdated: Date | null
}

/** The owner of a record that is about nobody else: the patient's own. */
export const nobodyElse = '00000000-0000-0000-0000-000000000000' as PatientId

/** A keyed hash of a record's id, as `KnownRecord` holds it. */
export function recordIdHash(scope: Scope, id: string): string {
  return scope.world.secrets.searchHash(scope.organizationId, `record:${id}`).toString('hex')
}

/** A keyed hash of what a record says. */
export function contentHash(scope: Scope, content: unknown): string {
  return scope.world.secrets
    .searchHash(scope.organizationId, `content:${JSON.stringify(content)}`)
    .toString('hex')
}

/** Everything known of records with these ids, whoever they are about. */
export async function listKnownRecords(
  scope: Scope,
  source: string,
  idHashes: readonly string[],
): Promise<KnownRecord[]> {
  const known: KnownRecord[] = []
  for (const chunk of chunksOf([...new Set(idHashes)], 5000)) {
    const rows = await scope.trx
      .selectFrom('imported_record')
      .where('imported_record.organization_id', '=', scope.organizationId)
      .where('imported_record.source', '=', source)
      .where(
        'imported_record.source_id_hash',
        'in',
        chunk.map((hash) => Buffer.from(hash, 'hex')),
      )
      .selectAll('imported_record')
      .execute()
    known.push(
      ...rows.map((row) => ({
        source: row.source,
        type: row.resource_type,
        idHash: row.source_id_hash.toString('hex'),
        part: row.part,
        ownerId: row.owner_id,
        target: row.target as RecordTarget,
        targetId: row.target_id,
        contentHash: row.content_hash.toString('hex'),
        lastUpdated: row.last_updated,
      })),
    )
  }
  return known
}

/** How many records, of any source, rest on each of these scores. */
export async function countRests(scope: Scope, scoreIds: readonly string[]): Promise<Map<string, number>> {
  const rests = new Map<string, number>()
  for (const chunk of chunksOf([...new Set(scoreIds)], 5000)) {
    const rows = await scope.trx
      .selectFrom('imported_record')
      .where('imported_record.organization_id', '=', scope.organizationId)
      .where('imported_record.target', '=', 'score')
      .where('imported_record.target_id', 'in', chunk)
      .groupBy('imported_record.target_id')
      .select((eb) => ['imported_record.target_id', eb.fn.countAll<string>().as('count')])
      .execute()
    for (const row of rows) rests.set(row.target_id, Number(row.count))
  }
  return rests
}

/** Remembers records, over what was known of them before. */
export async function upsertKnownRecords(scope: Scope, records: readonly KnownRecord[]): Promise<void> {
  for (const chunk of chunksOf(records, 1000)) {
    await scope.trx
      .insertInto('imported_record')
      .values(
        chunk.map((record) => ({
          organization_id: scope.organizationId,
          source: record.source,
          resource_type: record.type,
          source_id_hash: Buffer.from(record.idHash, 'hex'),
          part: record.part,
          owner_id: record.ownerId,
          target: record.target,
          target_id: record.targetId,
          content_hash: Buffer.from(record.contentHash, 'hex'),
          last_updated: record.lastUpdated,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'source', 'resource_type', 'source_id_hash', 'part', 'owner_id'])
          .doUpdateSet((eb) => ({
            target: eb.ref('excluded.target'),
            target_id: eb.ref('excluded.target_id'),
            content_hash: eb.ref('excluded.content_hash'),
            last_updated: eb.ref('excluded.last_updated'),
          })),
      )
      .execute()
  }
}
