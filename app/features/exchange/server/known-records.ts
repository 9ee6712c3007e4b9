import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import {
  type KnownRecord,
  listKnownRecords,
  recordIdHash,
  upsertKnownRecords,
} from './record-queries.server.ts'

/** What is known of the records of a batch, and what is learnt of them while it is written. */
export interface KnownRecords {
  find(type: string, id: string, part: string, owner: PatientId): KnownRecord | undefined
  /** Every part of the record, whoever it is about. */
  all(type: string, id: string): readonly KnownRecord[]
  remember(record: KnownRecord): void
  hashOf(id: string): string
  /** Writes down what was learnt. */
  save(): Promise<void>
}

/** Fetches what is known of records with these ids at their source. */
export async function openKnownRecords(
  scope: Scope,
  source: string,
  ids: readonly string[],
): Promise<KnownRecords> {
  const hashes = new Map([...new Set(ids)].map((id) => [id, recordIdHash(scope, id)]))
  const hashOf = (id: string) => hashes.get(id) ?? recordIdHash(scope, id)
  const byRecord = new Map<string, Map<string, KnownRecord>>()
  const learnt = new Map<string, KnownRecord>()
  const put = (record: KnownRecord) => {
    const name = `${record.type}|${record.idHash}`
    const facts = byRecord.get(name) ?? new Map<string, KnownRecord>()
    facts.set(`${record.part}|${record.ownerId}`, record)
    byRecord.set(name, facts)
  }
  for (const record of await listKnownRecords(scope, source, [...hashes.values()])) put(record)
  return {
    find: (type, id, part, owner) => byRecord.get(`${type}|${hashOf(id)}`)?.get(`${part}|${owner}`),
    all: (type, id) => [...(byRecord.get(`${type}|${hashOf(id)}`)?.values() ?? [])],
    remember(record) {
      put(record)
      learnt.set(`${record.type}|${record.idHash}|${record.part}|${record.ownerId}`, record)
    },
    hashOf,
    save: () => upsertKnownRecords(scope, [...learnt.values()]),
  }
}
