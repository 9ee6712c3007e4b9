import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { JsonScanner, type Piece } from '../core/scan-json.ts'
import { type Deletion, type Entry, openBundle, openEntry } from '../core/split.ts'

/** One record on its way in, or a place in a file where there is none. `bytes` is how much of the file it took. */
export type FileEntry = (Entry | Deletion | { readonly wrong: WrongPlace }) & { readonly bytes: number }

export type WrongPlace = 'not-json' | 'too-large' | 'cut-off'

/**
 * The records in the bytes of a file, as they are asked for and without holding more than one: lines of records, a Bundle, a list or one
 * record, packed (gzip, also twice) or not, in UTF-8 or UTF-16, whatever the file is called.
 *
 * A line that is no JSON costs that line only. What breaks off is named, and what came before it is kept. `most` is how long a file may
 * be, unpacked: a small file can be packed from an endless one.
 */
export async function* entriesOf(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<FileEntry> {
  try {
    const head = await peek(await inUtf8(await unpacked(bytes)))
    const lines = isLines(name, head.first)
    const scanner = lines ? new LineScanner() : new DocumentScanner()
    let length = 0
    for await (const chunk of head.all) {
      length += chunk.length
      yield* scanner.push(chunk)
      if (length > most) {
        yield { wrong: 'too-large', bytes: 0 }
        return
      }
    }
    yield* scanner.end()
  } catch (error) {
    // What cannot be unpacked to its end ends here; what was unpacked before it has been read.
    if (!isZlibError(error)) throw error
    yield { wrong: 'cut-off', bytes: 0 }
  }
}

const newline = 0x0a
// A line up to this length is parsed at once; what is longer may be a whole Bundle, and is scanned.
const longLine = 1024 * 1024

/** Lines of records: each stands for itself. */
class LineScanner {
  #parts: Uint8Array[] = []
  #length = 0
  #long: DocumentScanner | undefined;

  *push(chunk: Uint8Array): Generator<FileEntry> {
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      yield* this.#endLine(chunk.subarray(from, at))
      from = at + 1
    }
    const rest = chunk.subarray(from)
    if (this.#long) yield* this.#long.push(rest)
    else {
      this.#parts.push(rest.slice())
      this.#length += rest.length
      if (this.#length > longLine) {
        this.#long = new DocumentScanner()
        const begun = Buffer.concat(this.#parts)
        this.#parts = []
        yield* this.#long.push(begun)
      }
    }
  }

  *end(): Generator<FileEntry> {
    yield* this.#endLine(new Uint8Array())
  }

  *#endLine(last: Uint8Array): Generator<FileEntry> {
    if (this.#long) {
      yield* this.#long.push(last)
      yield* this.#long.end()
    } else {
      const line = Buffer.concat([...this.#parts, last])
      yield* entriesIn(line.toString('utf8').trim(), line.length)
    }
    this.#parts = []
    this.#length = 0
    this.#long = undefined
  }
}

/** One document, or several after each other. */
class DocumentScanner {
  readonly #scanner = new JsonScanner();

  *push(chunk: Uint8Array): Generator<FileEntry> {
    for (const piece of this.#scanner.push(chunk)) yield* entriesOfPiece(piece)
  }

  *end(): Generator<FileEntry> {
    for (const piece of this.#scanner.end()) yield* entriesOfPiece(piece)
  }
}

function* entriesOfPiece(piece: Piece): Generator<FileEntry> {
  if (piece.kind === 'value') yield* entriesIn(piece.json, piece.bytes)
  else if (piece.kind === 'entry') yield* entriesIn(piece.json, piece.bytes, openEntry)
  else yield { wrong: piece.kind, bytes: piece.bytes }
}

function* entriesIn(json: string, bytes: number, split = openBundle): Generator<FileEntry> {
  if (json === '') return
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    yield { wrong: 'not-json', bytes }
    return
  }
  for (const entry of split(value)) yield { ...entry, bytes }
}

/** Whether a file holds lines: its first line is a value by itself, or it is called so and does not begin with a lone bracket. */
function isLines(name: string, first: string | undefined): boolean {
  if (first === undefined) return false
  try {
    JSON.parse(first)
    return true
  } catch {
    return /\.(ndjson|jsonl)(\.gz)*$/i.test(name) && first.length > 2
  }
}

/** The first line that says something, where it ends soon enough; and everything, from the beginning. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let first: string | undefined
  for (let length = 0; length < longLine; ) {
    const next = await iterator.next()
    if (next.done) {
      first ??= firstLine(held, true)
      break
    }
    held.push(next.value)
    length += next.value.length
    first = firstLine(held, false)
    if (first !== undefined) break
  }
  async function* all() {
    yield* held
    held.length = 0
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  }
  return { first, all: all() }
}

function firstLine(held: readonly Uint8Array[], ended: boolean): string | undefined {
  const text = Buffer.concat(held).toString('utf8').trimStart()
  const end = text.indexOf('\n')
  if (end >= 0) return text.slice(0, end).trim()
  return ended ? text.trim() : undefined
}

/** How often a file may be packed within itself. */
const mostLayers = 3

async function unpacked(bytes: AsyncIterable<Uint8Array>, layer = 0): Promise<AsyncIterable<Uint8Array>> {
  const { head, all } = await withHead(bytes, 2)
  if (head[0] !== 0x1f || head[1] !== 0x8b || layer === mostLayers) return all
  const gunzip = createGunzip()
  // What goes wrong shows where it is read.
  pipeline(Readable.from(all), gunzip, () => undefined)
  return unpacked(gunzip, layer + 1)
}

/** The same text in UTF-8, without the mark that some programs put at the head of their files. */
async function inUtf8(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const { head, all } = await withHead(bytes, 3)
  if (head[0] === 0xff && head[1] === 0xfe) return decoded(all, 'utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return decoded(all, 'utf-16be')
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? without(all, 3) : all
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

async function* without(bytes: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of bytes) {
    yield chunk.subarray(Math.min(left, chunk.length))
    left = Math.max(0, left - chunk.length)
  }
}

async function withHead(bytes: AsyncIterable<Uint8Array>, count: number) {
  const iterator = bytes[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  for (let length = 0; length < count; ) {
    const next = await iterator.next()
    if (next.done) break
    held.push(next.value)
    length += next.value.length
  }
  async function* all() {
    try {
      yield* held
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      // Whoever stops reading half-way closes the file as well.
      await iterator.return?.()
    }
  }
  return { head: Buffer.concat(held), all: all() }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_|^ERR_STREAM_PREMATURE/.test(String(error.code))
}
