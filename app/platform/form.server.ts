import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data } from '@remix-run/node'
import type { z } from 'zod'

/** Words beside the fields they concern. The empty name is the form as a whole. */
export type FormErrors = Record<string, string[]>

/** What was sent back with words beside the fields; everything typed is in it. */
export type SentBack = ReturnType<typeof data<SubmissionResult>>

/** A form as sent: its value, or what to send back. `sendBack` keeps everything that was typed. */
export type ReadForm<Value> =
  | { readonly ok: true; readonly value: Value; sendBack(errors: FormErrors, status?: number): SentBack }
  | { readonly ok: false; sendBack(): SentBack }

/** Reads a form at the door. */
export async function readForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<ReadForm<z.output<Schema>>> {
  return readFormData(await takeForm(request), schema)
}

/** Takes the form out of a request. Whatever is none is answered 400, since no page of ours has sent it. */
export async function takeForm(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw new Response('This is not a form.', { status: 400 })
  }
}

/** Reads a form that was already taken from the request, as where one address answers several forms. */
export function readFormData<Schema extends z.ZodType>(
  formData: FormData,
  schema: Schema,
): ReadForm<z.output<Schema>> {
  const submission = parseWithZod(formData, { schema })
  if (submission.status !== 'success') {
    return { ok: false, sendBack: () => data(submission.reply(), { status: 422 }) }
  }
  return {
    ok: true,
    value: submission.value as z.output<Schema>,
    sendBack: (errors, status = 422) => data(submission.reply({ fieldErrors: errors }), { status }),
  }
}
