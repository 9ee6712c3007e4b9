import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/** What the app's keys can do. Sealed text is bound to its organization, column and row: moved elsewhere, it does not open. */
export interface Secrets {
  /** Seals a text for one place. */
  seal(organizationId: string, column: string, rowId: string, text: string): Buffer
  /** Opens what `seal` made for the same place; throws for any other place, key or changed byte. */
  open(organizationId: string, column: string, rowId: string, sealed: Uint8Array): string
  /** A keyed hash that finds equal texts within one organization (search, source ids). */
  searchHash(organizationId: string, text: string): Buffer
  /** A keyed hash for what is known before the organization is: mail addresses and codes. */
  pepperedHash(purpose: 'mail' | 'code' | 'rate', text: string): Buffer
  /** Signs the heads of the audit chains (Ed25519). It follows from the oldest key, so it stays while keys are turned. */
  readonly auditKey: KeyObject
}

export interface NamedKey {
  readonly name: string
  readonly bytes: Buffer
}

const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM under keys derived per organization and column (HKDF-SHA256).
 * Layout: version 1 | length of key name 1 | key name | iv 12 | tag 16 | text. The first key seals, every key opens.
 */
export function makeSecrets(keys: readonly NamedKey[]): Secrets {
  const [current] = keys
  if (!current) throw new Error('No key to seal with.')
  // The oldest key stays the hashing key: a search must find what was stored before the keys were turned.
  const hashing = keys.at(-1) ?? current
  const derived = new Map<string, KeyObject>()

  // A key object, and not its bytes: with bytes each opening makes one anew, which takes four times as long as the opening itself.
  function derive(key: NamedKey, organizationId: string, info: string): KeyObject {
    const cacheKey = `${key.name}|${organizationId}|${info}`
    const known = derived.get(cacheKey)
    if (known) return known
    const made = createSecretKey(Buffer.from(hkdfSync('sha256', key.bytes, organizationId, info, 32)))
    if (derived.size > 10_000) derived.clear()
    derived.set(cacheKey, made)
    return made
  }

  return {
    seal(organizationId, column, rowId, text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', derive(current, organizationId, column), iv)
      cipher.setAAD(placeOf(organizationId, column, rowId))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      const name = Buffer.from(current.name, 'latin1')
      return Buffer.concat([Buffer.from([VERSION, name.length]), name, iv, cipher.getAuthTag(), body])
    },
    open(organizationId, column, rowId, sealed) {
      const bytes = Buffer.from(sealed)
      const nameEnd = 2 + (bytes[1] ?? 0)
      const name = bytes.subarray(2, nameEnd).toString('latin1')
      const key = keys.find((candidate) => candidate.name === name)
      if (bytes[0] !== VERSION || !key)
        throw new Error(`A value of ${column} is sealed with a key that is not in APP_KEYS.`)
      const iv = bytes.subarray(nameEnd, nameEnd + IV_BYTES)
      const tag = bytes.subarray(nameEnd + IV_BYTES, nameEnd + IV_BYTES + TAG_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', derive(key, organizationId, column), iv)
      decipher.setAAD(placeOf(organizationId, column, rowId))
      decipher.setAuthTag(tag)
      return Buffer.concat([
        decipher.update(bytes.subarray(nameEnd + IV_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString('utf8')
    },
    searchHash(organizationId, text) {
      return createHmac('sha256', derive(hashing, organizationId, 'search'))
        .update(text)
        .digest()
        .subarray(0, 16)
    },
    auditKey: ed25519From(Buffer.from(hkdfSync('sha256', hashing.bytes, 'control', 'audit', 32))),
    pepperedHash(purpose, text) {
      return createHmac('sha256', derive(hashing, 'control', purpose))
        .update(text)
        .digest()
    },
  }
}

/** A new secret that nobody can guess: 256 bits, in letters that an address can carry. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: enough to recognise it, nothing to use. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Whether there is any text in what was sealed. Its length says so, without a key. */
export function hasText(sealed: Uint8Array): boolean {
  return sealed.length > 2 + (sealed[1] ?? 0) + IV_BYTES + TAG_BYTES
}

// An Ed25519 key is its 32 byte seed behind a fixed PKCS8 preamble (RFC 8410, section 7).
function ed25519From(seed: Buffer): KeyObject {
  const preamble = Buffer.from('302e020100300506032b657004220420', 'hex')
  return createPrivateKey({ key: Buffer.concat([preamble, seed]), format: 'der', type: 'pkcs8' })
}

function placeOf(organizationId: string, column: string, rowId: string): Buffer {
  return Buffer.from(`${organizationId}|${column}|${rowId}`)
}
