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
 * the other fields may come after the files.
 */
export async function readUpload(request: Request, field: string): Promise<Upload> {
  const files: { name: string; content: string }[] = []
  let bytes = 0
  const form = await parseMultipartFormData(request, async ({ name, filename, data }) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of data) {
      bytes += chunk.byteLength
      if (bytes <= mostUploadBytes) chunks.push(chunk)
    }
    if (bytes > mostUploadBytes) return null
    const content = Buffer.concat(chunks).toString('utf8')
    if (name !== field) return content
    // A browser sends an empty file without a name where none was chosen.
    if (filename && content !== '') files.push({ name: filename, content })
    return null
  })
  return { form, files: bytes > mostUploadBytes ? 'too-large' : files }
}
