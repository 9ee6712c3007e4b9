import { unstable_parseMultipartFormData as parseMultipartFormData } from '@remix-run/node'

/** All files of one request together may have this many bytes. */
export const mostUploadBytes = 10 * 1024 * 1024

/** A form with files: its fields, and the files unless they are too large together. */
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
    if (name !== field) return (await readPart(data, mostFieldBytes)).content
    const { content, bytes } = await readPart(data, room)
    room -= bytes
    // A browser sends an empty file without a name where none was chosen.
    if (filename && bytes > 0) files.push({ name: filename, content })
    return null
  }).catch(() => {
    throw new Response('This is not a form with files.', { status: 400 })
  })
  return { form, files: room < 0 ? 'too-large' : files }
}

// More than anybody types; what is cut off here is too long for the form's own rules as well.
const mostFieldBytes = 64 * 1024

/** A part as text, empty when it has more bytes than there is room for; it is read to its end all the same. */
async function readPart(
  data: AsyncIterable<Uint8Array>,
  room: number,
): Promise<{ readonly content: string; readonly bytes: number }> {
  let chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of data) {
    bytes += chunk.byteLength
    if (bytes <= room) chunks.push(chunk)
    else chunks = []
  }
  return { content: Buffer.concat(chunks).toString('utf8'), bytes }
}
