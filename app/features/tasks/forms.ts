import { z } from 'zod'
import { formKey } from '#app/platform/form-key.ts'
import { type PersonId, readId } from '#app/shared/ids.ts'

const key = formKey.optional()

/** A staff member chosen from a list. */
const personId = (message: string) =>
  z.string({ error: message }).transform((text, context) => {
    const id = readId<PersonId>(text)
    if (!id) context.addIssue({ code: 'custom', message })
    return id as PersonId
  })

const words = (message: string) =>
  z.string({ error: message }).trim().min(1, message).max(2000, 'At most 2000 characters.')

/** What a person does to a task. */
export const taskForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('accept'), key }),
  z.object({ intent: z.literal('not-reached'), key }),
  z.object({ intent: z.literal('take'), key }),
  z.object({
    intent: z.literal('done'),
    key,
    outcome: words('Say what came of it.'),
  }),
  z.object({ intent: z.literal('decline'), key, reason: words('Say why you give it back.') }),
  z.object({ intent: z.literal('hand'), key, ownerId: personId('Choose who gets it.') }),
  z.object({ intent: z.literal('cancel'), key, cancelReason: words('Say why it is called off.') }),
])
