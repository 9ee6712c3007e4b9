import type { Scope } from '#app/platform/in-organization.ts'
import { open, openMaybe, seal, sealMaybe } from '#app/platform/sealed.ts'
import type { ImportId } from '#app/shared/ids.ts'

/** A file of an import, and how far it has been read. */
export interface ImportedFile {
  readonly seq: number
  readonly name: string
  /** Records read so far, the unreadable ones counted. */
  readonly recordsRead: number
  readonly finished: boolean
  /** What tells whether a file of this name is still the same; null for one that was sent. */
  readonly fingerprint: string | null
}

/** Notes a file of an import, and keeps what was sent, in base64, until it is read. */
export async function insertFile(
  scope: Scope,
  importId: ImportId,
  file: {
    readonly seq: number
    readonly name: string
    readonly content: string | null
    readonly fingerprint?: string
  },
): Promise<void> {
  const place = `${importId}.${file.seq}`
  await scope.trx
    .insertInto('import_file')
    .values({
      organization_id: scope.organizationId,
      import_id: importId,
      seq: file.seq,
      name_sealed: seal(scope, 'import_file.name', place, file.name),
      content_sealed: sealMaybe(scope, 'import_file.content', place, file.content),
      fingerprint: file.fingerprint ? Buffer.from(file.fingerprint, 'hex') : null,
    })
    .execute()
}

/** An import's files, in their order. */
export async function listFiles(scope: Scope, importId: ImportId): Promise<ImportedFile[]> {
  const rows = await files(scope, importId).execute()
  return rows.map((row) => ({
    seq: row.seq,
    name: open(scope, 'import_file.name', `${importId}.${row.seq}`, row.name_sealed),
    recordsRead: row.records_read,
    finished: row.finished,
    fingerprint: row.fingerprint?.toString('hex') ?? null,
  }))
}

/** The names of an import's files, by their number. */
export async function listFileNames(scope: Scope, importId: ImportId): Promise<Map<number, string>> {
  return new Map((await listFiles(scope, importId)).map(({ seq, name }) => [seq, name]))
}

/** Whether everything of an import that is still to be read lies here, so that a job can read it. */
export async function canGoOnHere(scope: Scope, importId: ImportId): Promise<boolean> {
  const elsewhere = await files(scope, importId)
    .where('import_file.finished', '=', false)
    .where('import_file.content_sealed', 'is', null)
    .limit(1)
    .execute()
  return elsewhere.length === 0
}

/** What was sent of a file and is not read yet, in base64. */
export async function findFileContent(scope: Scope, importId: ImportId, seq: number): Promise<string | null> {
  const row = await files(scope, importId)
    .where('import_file.seq', '=', seq)
    .select('import_file.content_sealed')
    .executeTakeFirst()
  return openMaybe(scope, 'import_file.content', `${importId}.${seq}`, row?.content_sealed ?? null)
}

/**
 * Notes that a file has been read further, from where it stood. False when somebody else has read it on in the meantime. A finished one
 * is emptied: nothing of it may stay.
 */
export async function updateFileRead(
  scope: Scope,
  importId: ImportId,
  seq: number,
  from: number,
  records: number,
  finished: boolean,
): Promise<boolean> {
  const updated = await scope.trx
    .updateTable('import_file')
    .set({ records_read: from + records, finished, ...(finished && { content_sealed: null }) })
    .where('import_file.organization_id', '=', scope.organizationId)
    .where('import_file.import_id', '=', importId)
    .where('import_file.seq', '=', seq)
    .where('import_file.records_read', '=', from)
    .where('import_file.finished', '=', false)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

function files(scope: Scope, importId: ImportId) {
  return scope.trx
    .selectFrom('import_file')
    .where('import_file.organization_id', '=', scope.organizationId)
    .where('import_file.import_id', '=', importId)
    .select(['import_file.seq', 'import_file.name_sealed', 'import_file.records_read'])
    .select(['import_file.finished', 'import_file.fingerprint'])
    .orderBy('import_file.seq')
}
