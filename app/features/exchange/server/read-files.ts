import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { entriesOf, type FileEntry } from './read-entries.ts'

/** A file of records, read from its beginning each time it is asked for. */
export interface RecordFile {
  readonly name: string
  entries(): AsyncIterable<FileEntry>
  /** What tells whether a file of this name is still the same, in hexadecimal: its size and its first bytes. */
  fingerprint?(): Promise<string>
}

// Records, plain or packed. What else lies in a folder is left alone, and so are the shadows some systems leave (`._name`).
const recordNames = /^[^.].*\.(json|ndjson|jsonl)(\.gz)*$/i

/** The files of records at a path: the file itself, or all of a folder and its folders, in the order of their names. */
export async function listRecordFiles(path: string): Promise<RecordFile[]> {
  if (!(await stat(path)).isDirectory()) return [fileAt(path, basename(path))]
  const found = await readdir(path, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile() && recordNames.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((full) => fileAt(full, relative(path, full)))
}

/** A file that is wholly there, as it was sent. `most` is how long it may be unpacked. */
export function fileOf(name: string, content: Uint8Array | string, most?: number): RecordFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return {
    name,
    entries: () => entriesOf(name, piecesOf(bytes), most),
  }
}

function fileAt(path: string, name: string): RecordFile {
  return {
    name,
    // Read as it is asked for: a file may be larger than memory.
    entries: () => entriesOf(name, createReadStream(path, { highWaterMark: 256 * 1024 })),
    fingerprint: () => fingerprintOf(path),
  }
}

async function fingerprintOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return createHash('sha256').update(`${size} `).update(buffer.subarray(0, bytesRead)).digest('hex')
  } finally {
    await file.close()
  }
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 262_144) yield bytes.subarray(from, from + 262_144)
}
