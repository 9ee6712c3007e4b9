import { unstable_parseMultipartFormData as parseMultipartFormData } from '@remix-run/node'

/** All files of one request together may have this many bytes. */
export const mostUploadBytes = 10 * 1024 * 1024

/** A form with files: its fields, and the files, their bytes in base64, unless they are too large together. */
export interface Upload {
  readonly form: FormData
  readonly files: readonly { readonly name: string; readonly content: string }[] | 'too-large'
}

/**
 * Reads a form with files under one field. Nothing of them touches the disk: they are held for a moment, and then it is for the caller.
 *
 * What is too large is read to its end and dropped, since a browser that is cut off shows its own error and not our sentence, and
 * the other fields may come after the files. Whatever is no such form, or breaks off, is answered 400.
 */
export async function readUpload(request: Request, field: string): Promise<Upload> {
  const files: { name: string; content: string }[] = []
  let room = mostUploadBytes
  const form = await parseMultipartFormData(request, async ({ name, filename, data }) => {
    if (name !== field) return (await readPart(data, mostFieldBytes)).bytes.toString('utf8')
    const { bytes, length } = await readPart(data, room)
    room -= length
    // A browser sends an empty file without a name where none was chosen.
    if (filename && length > 0) files.push({ name: filename, content: bytes.toString('base64') })
    return null
  }).catch(() => {
    throw new Response('This is not a form with files.', { status: 400 })
  })
  return { form, files: room < 0 ? 'too-large' : files }
}

// More than anybody types; what is cut off here is too long for the form's own rules as well.
const mostFieldBytes = 64 * 1024

/** A part, empty when it has more bytes than there is room for; it is read to its end all the same. */
async function readPart(
  data: AsyncIterable<Uint8Array>,
  room: number,
): Promise<{ readonly bytes: Buffer; readonly length: number }> {
  let chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of data) {
    length += chunk.byteLength
    if (length <= room) chunks.push(chunk)
    else chunks = []
  }
  return { bytes: Buffer.concat(chunks), length }
}
