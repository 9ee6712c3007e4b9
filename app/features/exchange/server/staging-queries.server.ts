import type { Scope } from '#app/platform/in-organization.ts'
import { open, seal } from '#app/platform/sealed.ts'
import type { ImportId } from '#app/shared/ids.ts'
import type { AnchorFact } from '../core/anchor-facts.ts'
import { chunksOf } from '../core/chunks.ts'
import { namesOf } from '../core/complete.ts'
import type { Fact, PatientFact, PatientsFact } from '../core/facts.ts'
import type { Skip } from '../core/skips.ts'

/** What lies between the two passes of an import: sealed, and gone once it has reached its patient. */
type Staged =
  | { readonly kind: 'patient'; readonly fact: PatientFact }
  | { readonly kind: 'anchor'; readonly fact: AnchorFact }
  | { readonly kind: 'taken-back'; readonly fact: Skip }
  | { readonly kind: 'fact'; readonly fact: PatientsFact }

/** A staged thing with its place. */
export type StagedRow<Kind extends Staged['kind'] = Staged['kind']> = Extract<
  Staged,
  { readonly kind: Kind }
> & {
  readonly seq: number
  readonly fileSeq: number
}

/** Stages what was read of a file. */
export async function insertStaged(
  scope: Scope,
  importId: ImportId,
  fileSeq: number,
  facts: readonly Fact[],
  takenBack: readonly Skip[],
): Promise<void> {
  const staged = [...facts.map(stagedOf), ...takenBack.map((fact) => ({ kind: 'taken-back', fact }) as const)]
  if (staged.length === 0) return
  const from = await nextSeq(scope, importId)
  const names: { kind: 'patient' | 'anchor'; name_hash: Buffer; record_hash: Buffer }[] = []
  const rows = staged.map(({ kind, fact }, index) => {
    const seq = from + index
    const record = kind === 'fact' ? null : recordHash(scope, kind === 'taken-back' ? fact : fact.key)
    if (record && (kind === 'patient' || kind === 'anchor'))
      for (const name of new Set(kind === 'patient' ? fact.aliases : namesOf(fact)))
        names.push({ kind, name_hash: hashOf(scope, name), record_hash: record })
    return {
      organization_id: scope.organizationId,
      import_id: importId,
      seq,
      file_seq: fileSeq,
      kind,
      subject_hash: kind === 'fact' ? hashOf(scope, fact.patient) : null,
      record_hash: record,
      fact_sealed: seal(scope, 'import_fact.fact', `${importId}.${seq}`, JSON.stringify(fact)),
    }
  })
  for (const chunk of chunksOf(rows, 2000)) await scope.trx.insertInto('import_fact').values(chunk).execute()
  for (const chunk of chunksOf(names, 5000))
    await scope.trx
      .insertInto('import_name')
      .values(chunk.map((name) => ({ organization_id: scope.organizationId, import_id: importId, ...name })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** Staged things of a kind that still wait, the first of them. */
export async function listWaiting<Kind extends Staged['kind']>(
  scope: Scope,
  importId: ImportId,
  kind: Kind,
  most: number,
): Promise<StagedRow<Kind>[]> {
  const rows = await staged(scope, importId)
    .where('import_fact.kind', '=', kind)
    .where('import_fact.done', '=', false)
    .orderBy('import_fact.seq')
    .limit(most)
    .execute()
  return rows.flatMap((row) => ofKind(toStaged(scope, importId, row), kind))
}

/** Every reading of these records: of a patient's own, or of what was taken back. */
export async function listReadings<Kind extends 'patient' | 'taken-back'>(
  scope: Scope,
  importId: ImportId,
  kind: Kind,
  records: readonly Buffer[],
): Promise<StagedRow<Kind>[]> {
  const found: StagedRow<Kind>[] = []
  for (const chunk of chunksOf(records, 5000)) {
    const rows = await staged(scope, importId)
      .where('import_fact.kind', '=', kind)
      .where('import_fact.record_hash', 'in', chunk)
      .orderBy('import_fact.seq')
      .execute()
    found.push(...rows.flatMap((row) => ofKind(toStaged(scope, importId, row), kind)))
  }
  return found
}

/** The staged facts about whom these references name, the first of them. */
export async function listStagedFacts(
  scope: Scope,
  importId: ImportId,
  references: readonly string[],
  most: number,
): Promise<StagedRow<'fact'>[]> {
  if (references.length === 0) return []
  const rows = await staged(scope, importId)
    .where(
      'import_fact.subject_hash',
      'in',
      [...new Set(references)].map((reference) => hashOf(scope, reference)),
    )
    .orderBy('import_fact.seq')
    .limit(most)
    .execute()
  return rows.flatMap((row) => ofKind(toStaged(scope, importId, row), 'fact'))
}

/** Takes staged facts away: they have reached their patient, or were named as skipped. */
export async function deleteStaged(scope: Scope, importId: ImportId, seqs: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(seqs, 10_000)) {
    await scope.trx
      .deleteFrom('import_fact')
      .where('import_fact.organization_id', '=', scope.organizationId)
      .where('import_fact.import_id', '=', importId)
      .where('import_fact.seq', 'in', chunk)
      .execute()
  }
}

/** Takes everything away that an import has staged or was sent. */
export async function deleteAllStaged(scope: Scope, importId: ImportId): Promise<void> {
  for (const table of ['import_fact', 'import_name', 'import_file'] as const) {
    await scope.trx
      .deleteFrom(table)
      .where(`${table}.organization_id`, '=', scope.organizationId)
      .where(`${table}.import_id`, '=', importId)
      .execute()
  }
}

/** Notes that something staged waits no longer. */
export async function updateStagedDone(
  scope: Scope,
  importId: ImportId,
  seqs: readonly number[],
): Promise<void> {
  for (const chunk of chunksOf(seqs, 5000)) {
    await scope.trx
      .updateTable('import_fact')
      .set({ done: true })
      .where('import_fact.organization_id', '=', scope.organizationId)
      .where('import_fact.import_id', '=', importId)
      .where('import_fact.seq', 'in', chunk)
      .execute()
  }
}

/** A keyed hash of which record something is, whichever of its readings. */
export function recordHash(
  scope: Scope,
  { type, id }: { readonly type?: string; readonly id?: string },
): Buffer {
  return scope.world.secrets.searchHash(scope.organizationId, `staged:${type}/${id}`)
}

async function nextSeq(scope: Scope, importId: ImportId): Promise<number> {
  const row = await scope.trx
    .selectFrom('import_fact')
    .where('import_fact.organization_id', '=', scope.organizationId)
    .where('import_fact.import_id', '=', importId)
    .select('import_fact.seq')
    .orderBy('import_fact.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? row.seq + 1 : 0
}

function stagedOf(fact: Fact): Staged {
  switch (fact.kind) {
    case 'patient':
      return { kind: 'patient', fact }
    case 'drug':
    case 'clinician':
    case 'role':
    case 'form':
      return { kind: 'anchor', fact }
    default:
      return { kind: 'fact', fact }
  }
}

/** Where every read of what is staged begins. */
export function staged(scope: Scope, importId: ImportId) {
  return scope.trx
    .selectFrom('import_fact')
    .where('import_fact.organization_id', '=', scope.organizationId)
    .where('import_fact.import_id', '=', importId)
    .select(['import_fact.seq', 'import_fact.file_seq', 'import_fact.kind'])
    .select('import_fact.fact_sealed')
}

interface FactRow {
  readonly seq: number
  readonly file_seq: number
  readonly kind: string
  readonly fact_sealed: Uint8Array
}

/** A row opened. What comes out is what `insertStaged` put in, so its shape is known. */
export function toStaged(scope: Scope, importId: ImportId, row: FactRow): StagedRow {
  const fact: unknown = JSON.parse(open(scope, 'import_fact.fact', `${importId}.${row.seq}`, row.fact_sealed))
  return { kind: row.kind, fact, seq: row.seq, fileSeq: row.file_seq } as StagedRow
}

/** The row if it is of that kind. */
export function ofKind<Kind extends Staged['kind']>(row: StagedRow, kind: Kind): StagedRow<Kind>[] {
  return row.kind === kind ? [row as StagedRow<Kind>] : []
}

/** A keyed hash of a name that a record can be called by. */
export function hashOf(scope: Scope, name: string): Buffer {
  return scope.world.secrets.searchHash(scope.organizationId, `subject:${name}`)
}
