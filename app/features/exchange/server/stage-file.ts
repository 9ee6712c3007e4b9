import { asImport, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { ImportId, OrganizationId } from '#app/shared/ids.ts'
import type { Fact, ReadContext } from '../core/facts.ts'
import { isSkip, readResource } from '../core/read-resource.ts'
import { type Skip, takesBack } from '../core/skips.ts'
import { type ImportedFile, updateFileRead } from './file-queries.server.ts'
import { addCounts, lockImport } from './import-queries.server.ts'
import type { FileEntry } from './read-entries.ts'
import type { RecordFile } from './read-files.ts'
import { insertStaged } from './staging-queries.server.ts'

/** What was read of a piece of a file. */
interface Piece {
  records: number
  bytes: number
  readonly facts: Fact[]
  readonly skips: Skip[]
}

// Enough to make one trip worth it, little enough to be held in memory whatever the file.
const pieceRecords = 500
const pieceBytes = 2 * 1024 * 1024

/** What came of reading a file: to its end, as far as `goOn` let it, or no longer ours to read. */
export type Staging = 'finished' | 'enough' | 'not-ours'

/**
 * The first pass over a file of any size: each record becomes facts that wait, sealed, for their patient. Piece by piece, each kept
 * together with how far the file has been read, so that it goes on from there whatever happens to whoever reads it.
 *
 * `not-ours`: the import is no longer being read, or somebody else has read the file on in the meantime.
 */
export async function stageFile(
  world: World,
  organizationId: OrganizationId,
  importId: ImportId,
  file: RecordFile,
  { seq, recordsRead, finished }: Pick<ImportedFile, 'seq' | 'recordsRead' | 'finished'>,
  context: ReadContext,
  goOn: () => boolean = () => true,
): Promise<Staging> {
  if (finished) return 'finished'
  const caller = asImport(organizationId, importId)
  const now = world.now().toUTC().toJSDate().toISOString()
  let from = recordsRead
  const keep = async (piece: Piece, last: boolean) => {
    const kept = await inOrganization(world, caller, (scope) =>
      stagePiece(scope, importId, file.name, seq, from, piece, last),
    )
    from += piece.records
    return kept
  }
  let piece = emptyPiece()
  let ahead = recordsRead
  for await (const entry of file.entries()) {
    // Nobody is asked on the way to where it stopped: each go reads at least one piece, or a long file would never come to its end.
    if (ahead > 0) {
      ahead -= 1
      continue
    }
    readInto(piece, entry, context, now)
    if (piece.records < pieceRecords && piece.bytes < pieceBytes) continue
    if (!(await keep(piece, false))) return 'not-ours'
    if (!goOn()) return 'enough'
    piece = emptyPiece()
  }
  return (await keep(piece, true)) ? 'finished' : 'not-ours'
}

function readInto(piece: Piece, entry: FileEntry, context: ReadContext, now: string): void {
  const { source } = context
  piece.records += 1
  piece.bytes += entry.bytes
  if ('wrong' in entry) {
    piece.skips.push({ reason: entry.wrong, source })
    return
  }
  if ('deleted' in entry) {
    // Without a date it is gone as of now, whatever was said of it before.
    piece.skips.push({ reason: 'deleted', source, lastUpdated: now, ...entry.deleted })
    return
  }
  const read = readResource(entry.resource, { ...context, fullUrl: entry.fullUrl })
  if (isSkip(read)) piece.skips.push(read)
  else piece.facts.push(...read)
}

async function stagePiece(
  scope: Scope,
  importId: ImportId,
  name: string,
  fileSeq: number,
  from: number,
  piece: Piece,
  last: boolean,
): Promise<boolean> {
  const found = await lockImport(scope, importId)
  if (found?.state !== 'reading') return false
  if (!(await updateFileRead(scope, importId, fileSeq, from, piece.records, last))) return false
  const takenBack = piece.skips.filter(({ reason, id }) => takesBack.includes(reason) && id)
  await insertStaged(scope, importId, fileSeq, piece.facts, takenBack)
  await addCounts(scope, importId, {
    filesRead: last ? 1 : 0,
    recordsRead: piece.records,
    skips: piece.skips.map((skip) => ({ ...skip, file: name })),
  })
  return true
}

function emptyPiece(): Piece {
  return { records: 0, bytes: 0, facts: [], skips: [] }
}
