import { asImport, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { ImportId, OrganizationId } from '#app/shared/ids.ts'
import type { Fact, ReadContext } from '../core/facts.ts'
import { isSkip, readResource } from '../core/read-resource.ts'
import type { Skip } from '../core/skips.ts'
import { addCounts } from './import-queries.server.ts'
import type { FileEntry, RecordFile } from './read-files.ts'
import { insertStaged } from './staging-queries.server.ts'

/** What was read of a piece of a file. */
interface Piece {
  records: number
  readonly facts: Fact[]
  readonly skips: Skip[]
}

// Enough to make one trip worth it, little enough to be held in memory whatever the file.
const pieceRecords = 1000

/**
 * The first pass over a file of any size: each record becomes facts that wait, sealed, for their patient. Piece by piece, each kept
 * as soon as it is read.
 */
export async function stageFile(
  world: World,
  organizationId: OrganizationId,
  importId: ImportId,
  file: RecordFile,
  fileSeq: number,
  context: ReadContext,
): Promise<void> {
  const caller = asImport(organizationId, importId)
  const keep = (piece: Piece, last: boolean) =>
    inOrganization(world, caller, (scope) => stagePiece(scope, importId, file.name, fileSeq, piece, last))
  let piece = emptyPiece()
  for await (const entry of file.entries()) {
    readInto(piece, entry, context)
    if (piece.records < pieceRecords) continue
    await keep(piece, false)
    piece = emptyPiece()
  }
  await keep(piece, true)
}

/** The same for a file that is wholly there, as an inner step: it is staged and emptied together, or not at all. */
export async function stageFileIn(
  scope: Scope,
  importId: ImportId,
  file: RecordFile,
  fileSeq: number,
  context: ReadContext,
): Promise<void> {
  const piece = emptyPiece()
  for await (const entry of file.entries()) readInto(piece, entry, context)
  await stagePiece(scope, importId, file.name, fileSeq, piece, true)
}

function readInto(piece: Piece, entry: FileEntry, context: ReadContext): void {
  piece.records += 1
  if (entry === 'not-json') {
    piece.skips.push({ reason: 'not-json', source: context.source })
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
  piece: Piece,
  last: boolean,
): Promise<void> {
  const takenBack = piece.skips.filter(({ reason, id }) => reason === 'entered-in-error' && id)
  await insertStaged(scope, importId, fileSeq, piece.facts, takenBack)
  await addCounts(scope, importId, {
    filesRead: last ? 1 : 0,
    recordsRead: piece.records,
    skips: piece.skips.map((skip) => ({ ...skip, file: name })),
  })
}

function emptyPiece(): Piece {
  return { records: 0, facts: [], skips: [] }
}
