import {
  unstable_createMemoryUploadHandler as createMemoryUploadHandler,
  MaxPartSizeExceededError,
  unstable_parseMultipartFormData as parseMultipartFormData,
} from '@remix-run/node'

/** All files of one request together may have this many bytes. */
export const mostUploadBytes = 10 * 1024 * 1024

/** A form with files, or why it could not be taken. */
export type Upload =
  | {
      readonly ok: true
      readonly form: FormData
      readonly files: readonly { readonly name: string; readonly content: string }[]
    }
  | { readonly ok: false; readonly problem: 'too-large' }

/**
 * Reads a form with files. Nothing of them touches the disk: they are held for a moment, then sealed.
 *
 * What is too large is read to its end and thrown away, since a browser that is cut off shows its own error and not our sentence.
 */
export async function readUpload(request: Request): Promise<Upload> {
  const announced = Number(request.headers.get('content-length') ?? '0')
  // The form's own fields need a little room beside the files.
  if (announced > mostUploadBytes + 16_384) {
    await drain(request)
    return { ok: false, problem: 'too-large' }
  }
  try {
    const form = await parseMultipartFormData(
      request,
      createMemoryUploadHandler({ maxPartSize: mostUploadBytes }),
    )
    const sent = form
      .getAll('files')
      .flatMap((value) => (value instanceof File && value.size > 0 ? [value] : []))
    form.delete('files')
    const files = await Promise.all(
      sent.map(async (file) => ({ name: file.name, content: await file.text() })),
    )
    return { ok: true, form, files }
  } catch (error) {
    if (error instanceof MaxPartSizeExceededError) return { ok: false, problem: 'too-large' }
    throw error
  }
}

const mostDrained = 20 * mostUploadBytes

async function drain(request: Request): Promise<void> {
  const reader = request.body?.getReader()
  for (let bytes = 0; reader && bytes < mostDrained; ) {
    const { done, value } = await reader.read()
    if (done) return
    bytes += value.byteLength
  }
}
