import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { type Entry, splitBundle, splitNdjson } from '../core/split.ts'

/** One record on its way in, or a line that is none. */
export type FileEntry = Entry | 'not-json'

/** A file of records, read when it is asked for. */
export interface RecordFile {
  readonly name: string
  entries(): AsyncIterable<FileEntry>
}

/** The files of records at a path: the file itself, or all of a folder and its folders, in the order of their names. */
export async function listRecordFiles(path: string): Promise<RecordFile[]> {
  if (!(await stat(path)).isDirectory()) return [fileAt(path, basename(path))]
  const names = await readdir(path, { recursive: true })
  return names
    .filter((name) => /\.(nd)?json$/i.test(name))
    .sort()
    .map((name) => fileAt(join(path, name), relative(path, join(path, name))))
}

/** A file that was sent, as text. */
export function fileOf(name: string, content: string): RecordFile {
  return {
    name,
    async *entries() {
      yield* isLines(name) ? entriesOfLines(content.split('\n')) : entriesOfText(content)
    },
  }
}

function fileAt(path: string, name: string): RecordFile {
  return {
    name,
    async *entries() {
      // A file of lines may be larger than memory: it is read line by line and never whole.
      if (isLines(name)) yield* entriesOfStream(path)
      else yield* entriesOfText(await readFile(path, 'utf8'))
    },
  }
}

function isLines(name: string): boolean {
  return /\.ndjson$/i.test(name)
}

async function* entriesOfStream(path: string): AsyncGenerator<FileEntry> {
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) yield* entriesOfLines([line])
}

function* entriesOfLines(lines: Iterable<string>): Generator<FileEntry> {
  for (const line of splitNdjson(lines)) {
    if (line.ok) yield* splitBundle(line.resource)
    else yield 'not-json'
  }
}

function* entriesOfText(text: string): Generator<FileEntry> {
  const parsed = parse(text)
  if (parsed.ok) {
    yield* splitBundle(parsed.value)
    return
  }
  // Lines of records are often kept in files called .json: then the first line is a record by itself.
  const [first = ''] = text.trimStart().split('\n', 1)
  if (text.includes('\n') && parse(first).ok) yield* entriesOfLines(text.split('\n'))
  else yield 'not-json'
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    // Some programs put a mark at the head of their files, which JSON does not know.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return { ok: true, value }
  } catch {
    return { ok: false }
  }
}
