import { createHash } from 'node:crypto'
import { unstable_parseMultipartFormData as parseMultipartFormData } from '@remix-run/node'

/** A file that is only fingerprinted may have this many bytes. */
export const mostHashedBytes = 20 * 1024 * 1024
const mostFieldBytes = 64 * 1024

/** A form with one file of which nothing is kept but its fingerprint. */
export interface HashedUpload {
  readonly form: FormData
  /** SHA-256 of the file, in hexadecimal; null where none was chosen. */
  readonly hash: string | null | 'too-large'
}

/**
 * Reads a form with a file under one field and keeps the file's SHA-256 alone. The bytes go through memory piece by piece and are
 * nowhere afterwards. Whatever is no such form, or breaks off, is answered 400.
 */
export async function hashUpload(request: Request, field: string): Promise<HashedUpload> {
  let hash: HashedUpload['hash'] = null
  const form = await parseMultipartFormData(request, async ({ name, filename, data }) => {
    if (name !== field) return readField(data)
    const digest = createHash('sha256')
    let bytes = 0
    for await (const chunk of data) {
      bytes += chunk.byteLength
      digest.update(chunk)
    }
    if (filename && bytes > 0) hash = bytes > mostHashedBytes ? 'too-large' : digest.digest('hex')
    return null
  }).catch(() => {
    throw new Response('This is not a form with a file.', { status: 400 })
  })
  return { form, hash }
}

async function readField(data: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of data) {
    bytes += chunk.byteLength
    if (bytes <= mostFieldBytes) chunks.push(chunk)
  }
  return bytes > mostFieldBytes ? '' : Buffer.concat(chunks).toString('utf8')
}
