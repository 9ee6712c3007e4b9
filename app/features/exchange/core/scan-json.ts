/** A whole JSON value cut out of a document, as text, or why there is none. `bytes` is how much of the document it took. */
export type Piece =
  | { readonly kind: 'value' | 'entry'; readonly json: string; readonly bytes: number }
  | { readonly kind: 'not-json' | 'too-large' | 'cut-off'; readonly bytes: number }

/** No record is longer than this: 32 MB, enough for a scanned document in it. */
const mostRecordBytes = 32 * 1024 * 1024

const code = {
  quote: 0x22,
  backslash: 0x5c,
  openBrace: 0x7b,
  closeBrace: 0x7d,
  openBracket: 0x5b,
  closeBracket: 0x5d,
  colon: 0x3a,
} as const

const longestKey = 40

/**
 * Cuts a JSON document of any size into values that can be parsed one by one, without holding more than one of them.
 *
 * Of an object with a list called `entry`, which is what a Bundle is, each element of that list is an `entry`, and the rest of the
 * object, with the list left empty, a `value` at its end. Of a list each element is a `value`. Several documents may follow each other.
 *
 * It only counts brackets outside of texts: whether a piece is JSON shows when it is parsed.
 */
export class JsonScanner {
  #depth = 0
  #inText = false
  #escaped = false
  #root: 'object' | 'list' | undefined
  #garbage = false
  /** The last text at depth 1, as far as it may be a key. */
  #text: number[] = []
  #key = ''
  /** Depth at which the elements of the list of entries begin, while inside it. */
  #inEntries = false
  readonly #piece: Capture
  readonly #rest: Capture

  constructor(most = mostRecordBytes) {
    this.#piece = new Capture(most)
    this.#rest = new Capture(most)
  }

  /** Takes the next bytes in, and gives the pieces that end in them. */
  *push(chunk: Uint8Array): Generator<Piece> {
    this.#piece.goOn()
    this.#rest.goOn()
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (this.#inText) {
        this.#readText(byte)
        continue
      }
      switch (byte) {
        case code.quote:
          this.#inText = true
          this.#text = []
          if (this.#depth === 0) yield* this.#strange()
          break
        case code.openBrace:
        case code.openBracket:
          this.#open(chunk, at, byte)
          break
        case code.closeBrace:
        case code.closeBracket:
          yield* this.#close(chunk, at)
          break
        case code.colon:
          if (this.#depth === 1) this.#key = String.fromCharCode(...this.#text)
          break
        default:
          if (this.#depth === 0 && byte > 0x20 && byte !== 0x2c) yield* this.#strange()
      }
    }
    this.#piece.pause(chunk)
    this.#rest.pause(chunk)
  }

  /** Says that the document has ended; what was begun then and not ended is cut off. */
  *end(): Generator<Piece> {
    if (this.#depth > 0) yield { kind: 'cut-off', bytes: 0 }
  }

  #readText(byte: number): void {
    if (this.#escaped) this.#escaped = false
    else if (byte === code.backslash) this.#escaped = true
    else if (byte === code.quote) this.#inText = false
    else if (this.#depth === 1 && this.#text.length < longestKey) this.#text.push(byte)
  }

  #open(chunk: Uint8Array, at: number, byte: number): void {
    if (this.#depth === 0) {
      this.#garbage = false
      this.#root = byte === code.openBrace ? 'object' : 'list'
      this.#key = ''
      if (this.#root === 'object') this.#rest.begin(at)
    } else if (this.#depth === 1 && this.#root === 'list') {
      this.#piece.begin(at)
    } else if (this.#depth === 1 && byte === code.openBracket && this.#key === 'entry') {
      this.#inEntries = true
      this.#rest.leaveOut(chunk, at + 1)
    } else if (this.#depth === 2 && this.#inEntries) {
      this.#piece.begin(at)
    }
    this.#depth += 1
  }

  *#close(chunk: Uint8Array, at: number): Generator<Piece> {
    if (this.#depth === 0) {
      yield* this.#strange()
      return
    }
    this.#depth -= 1
    if (this.#depth === 0 && this.#root === 'object') yield this.#rest.end(chunk, at + 1, 'value')
    else if (this.#depth === 1 && this.#root === 'list') yield this.#piece.end(chunk, at + 1, 'value')
    else if (this.#depth === 1 && this.#inEntries) {
      this.#inEntries = false
      this.#rest.begin(at)
    } else if (this.#depth === 2 && this.#inEntries) yield this.#piece.end(chunk, at + 1, 'entry')
  }

  /** Something that can stand in no document: said once for each stretch of it. */
  *#strange(): Generator<Piece> {
    if (!this.#garbage) yield { kind: 'not-json', bytes: 0 }
    this.#garbage = true
  }
}

/** Gathers the bytes of one value over the chunks it lies in. */
class Capture {
  readonly #most: number
  #parts: Uint8Array[] = []
  #bytes = 0
  #from: number | undefined
  #tooLarge = false
  #open = false

  constructor(most: number) {
    this.#most = most
  }

  begin(at: number): void {
    this.#from = at
  }

  /** Stops taking bytes in until `begin` is called again: what comes between is no part of the value. */
  leaveOut(chunk: Uint8Array, at: number): void {
    this.#take(chunk, at)
    this.#from = undefined
  }

  /** The value that was paused goes on with the first byte. */
  goOn(): void {
    if (this.#open) this.#from = 0
    this.#open = false
  }

  /** The chunk ends here; the value does not. */
  pause(chunk: Uint8Array): void {
    this.#open = this.#from !== undefined
    if (this.#open) this.#take(chunk, chunk.length)
    this.#from = undefined
  }

  end(chunk: Uint8Array, at: number, kind: 'value' | 'entry'): Piece {
    this.#take(chunk, at)
    const bytes = this.#bytes
    const [parts, tooLarge] = [this.#parts, this.#tooLarge]
    this.#parts = []
    this.#bytes = 0
    this.#from = undefined
    this.#tooLarge = false
    if (tooLarge) return { kind: 'too-large', bytes }
    return { kind, json: decoder.decode(joined(parts, bytes)), bytes }
  }

  #take(chunk: Uint8Array, to: number): void {
    if (this.#from === undefined) return
    this.#bytes += to - this.#from
    if (this.#bytes > this.#most) {
      this.#tooLarge = true
      this.#parts = []
    } else this.#parts.push(chunk.slice(this.#from, to))
  }
}

const decoder = new TextDecoder()

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const [only] = parts
  if (only && parts.length === 1) return only
  const all = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
