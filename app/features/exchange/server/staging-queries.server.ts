import type { Scope } from '#app/platform/in-organization.ts'
import { open, seal, sealMaybe } from '#app/platform/sealed.ts'
import type { ImportId } from '#app/shared/ids.ts'
import type { DrugFact } from '../core/anchor-facts.ts'
import { chunksOf } from '../core/chunks.ts'
import type { Fact, PatientFact, PatientsFact } from '../core/facts.ts'
import type { Skip } from '../core/skips.ts'

/** What lies between the two passes of an import: sealed, and gone once it has reached its patient. */
type Staged =
  | { readonly kind: 'patient'; readonly fact: PatientFact }
  | { readonly kind: 'drug'; readonly fact: DrugFact }
  | { readonly kind: 'taken-back'; readonly fact: Skip }
  | { readonly kind: 'fact'; readonly fact: PatientsFact }

/** A staged thing with its place. */
export type StagedRow = Staged & { readonly seq: number; readonly fileSeq: number; readonly done: boolean }

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
  const from = await countStaged(scope, importId)
  for (const [index, chunk] of chunksOf(staged, 500).entries()) {
    await scope.trx
      .insertInto('import_fact')
      .values(
        chunk.map(({ kind, fact }, offset) => {
          const seq = from + index * 500 + offset
          return {
            organization_id: scope.organizationId,
            import_id: importId,
            seq,
            file_seq: fileSeq,
            kind,
            subject_hash: kind === 'fact' ? subjectHash(scope, fact.patient) : null,
            fact_sealed: seal(scope, 'import_fact.fact', `${importId}.${seq}`, JSON.stringify(fact)),
          }
        }),
      )
      .execute()
  }
}

/** What later facts may point to: patients, drugs, and what its source took back. Everything of the import, in pages. */
export async function listStagedAnchors(scope: Scope, importId: ImportId): Promise<StagedRow[]> {
  const anchors: StagedRow[] = []
  for (let after = -1; ; ) {
    const rows = await staged(scope, importId)
      .where('import_fact.kind', '<>', 'fact')
      .where('import_fact.seq', '>', after)
      .orderBy('import_fact.seq')
      .limit(2000)
      .execute()
    anchors.push(...rows.map((row) => toStaged(scope, importId, row)))
    const last = rows.at(-1)
    if (!last) return anchors
    after = last.seq
  }
}

/** The staged facts about whom these references name. */
export async function listStagedFacts(
  scope: Scope,
  importId: ImportId,
  references: readonly string[],
): Promise<StagedRow[]> {
  if (references.length === 0) return []
  const hashes = [...new Set(references)].map((reference) => subjectHash(scope, reference))
  const rows = await staged(scope, importId)
    .where('import_fact.subject_hash', 'in', hashes)
    .orderBy('import_fact.seq')
    .execute()
  return rows.map((row) => toStaged(scope, importId, row))
}

/** Staged facts that no patient of the files has taken, the first of them. */
export async function listStagedRest(scope: Scope, importId: ImportId, most: number): Promise<StagedRow[]> {
  const rows = await staged(scope, importId)
    .where('import_fact.kind', '=', 'fact')
    .orderBy('import_fact.seq')
    .limit(most)
    .execute()
  return rows.map((row) => toStaged(scope, importId, row))
}

/** Takes staged facts away: they have reached their patient, or were named as skipped. */
export async function deleteStaged(scope: Scope, importId: ImportId, seqs: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(seqs, 5000)) {
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
  for (const table of ['import_fact', 'import_file'] as const) {
    await scope.trx
      .deleteFrom(table)
      .where(`${table}.organization_id`, '=', scope.organizationId)
      .where(`${table}.import_id`, '=', importId)
      .execute()
  }
}

/** Notes that a patient of the files has got everything. */
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

/** A file of an import; `content` is there while it was sent and not read yet. */
export interface SentFile {
  readonly seq: number
  readonly name: string
  readonly content: string | null
}

/** Notes a file of an import, and keeps what was sent until it is read. */
export async function insertFile(scope: Scope, importId: ImportId, file: SentFile): Promise<void> {
  const place = `${importId}.${file.seq}`
  await scope.trx
    .insertInto('import_file')
    .values({
      organization_id: scope.organizationId,
      import_id: importId,
      seq: file.seq,
      name_sealed: seal(scope, 'import_file.name', place, file.name),
      content_sealed: sealMaybe(scope, 'import_file.content', place, file.content),
    })
    .execute()
}

/** The first file that was sent and not read yet. */
export async function findNextFile(
  scope: Scope,
  importId: ImportId,
): Promise<(SentFile & { readonly content: string }) | undefined> {
  const row = await files(scope, importId)
    .where('import_file.content_sealed', 'is not', null)
    .select('import_file.content_sealed')
    .limit(1)
    .executeTakeFirst()
  if (!row?.content_sealed) return undefined
  const place = `${importId}.${row.seq}`
  return {
    seq: row.seq,
    name: open(scope, 'import_file.name', place, row.name_sealed),
    content: open(scope, 'import_file.content', place, row.content_sealed),
  }
}

/** The names of an import's files, by their number. */
export async function listFileNames(scope: Scope, importId: ImportId): Promise<Map<number, string>> {
  const rows = await files(scope, importId).execute()
  return new Map(
    rows.map((row) => [row.seq, open(scope, 'import_file.name', `${importId}.${row.seq}`, row.name_sealed)]),
  )
}

/** Empties a file: it was read, and nothing of it may stay. */
export async function emptyFile(scope: Scope, importId: ImportId, seq: number): Promise<void> {
  await scope.trx
    .updateTable('import_file')
    .set({ content_sealed: null })
    .where('import_file.organization_id', '=', scope.organizationId)
    .where('import_file.import_id', '=', importId)
    .where('import_file.seq', '=', seq)
    .execute()
}

function files(scope: Scope, importId: ImportId) {
  return scope.trx
    .selectFrom('import_file')
    .where('import_file.organization_id', '=', scope.organizationId)
    .where('import_file.import_id', '=', importId)
    .select(['import_file.seq', 'import_file.name_sealed'])
    .orderBy('import_file.seq')
}

async function countStaged(scope: Scope, importId: ImportId): Promise<number> {
  const row = await scope.trx
    .selectFrom('import_fact')
    .where('import_fact.organization_id', '=', scope.organizationId)
    .where('import_fact.import_id', '=', importId)
    .select((eb) => eb.fn.max('import_fact.seq').as('last'))
    .executeTakeFirst()
  return row?.last === null || row?.last === undefined ? 0 : row.last + 1
}

function stagedOf(fact: Fact): Staged {
  switch (fact.kind) {
    case 'patient':
      return { kind: 'patient', fact }
    case 'drug':
      return { kind: 'drug', fact }
    default:
      return { kind: 'fact', fact }
  }
}

function staged(scope: Scope, importId: ImportId) {
  return scope.trx
    .selectFrom('import_fact')
    .where('import_fact.organization_id', '=', scope.organizationId)
    .where('import_fact.import_id', '=', importId)
    .select(['import_fact.seq', 'import_fact.file_seq', 'import_fact.kind', 'import_fact.done'])
    .select('import_fact.fact_sealed')
}

type FactRow = Awaited<ReturnType<ReturnType<typeof staged>['execute']>>[number]

// What comes out is what this file put in, so its shape is known.
function toStaged(scope: Scope, importId: ImportId, row: FactRow): StagedRow {
  const fact: unknown = JSON.parse(open(scope, 'import_fact.fact', `${importId}.${row.seq}`, row.fact_sealed))
  return { kind: row.kind, fact, seq: row.seq, fileSeq: row.file_seq, done: row.done } as StagedRow
}

function subjectHash(scope: Scope, reference: string): Buffer {
  return scope.world.secrets.searchHash(scope.organizationId, `subject:${reference}`)
}
