import { z } from 'zod'
import { formKey } from '#app/platform/form-key.ts'
import { type PersonId, readId } from '#app/shared/ids.ts'

const key = formKey
const version = z.coerce.number().int().min(1)

const personId = z.string({ error: 'Choose a person' }).transform((text, context) => {
  const id = readId<PersonId>(text)
  if (!id) context.addIssue({ code: 'custom', message: 'Choose a person' })
  return id ?? ('' as PersonId)
})

const personOrNobody = z
  .string()
  .optional()
  .transform((text) => readId<PersonId>(text) ?? null)

/** What can be changed about a huddle on its page. */
export const huddleForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('answer'), answer: z.enum(['yes', 'maybe', 'no']) }),
  z.object({ intent: z.literal('add'), key, personId, required: z.enum(['yes', 'no']).default('no') }),
  z.object({ intent: z.literal('remove'), key, personId }),
  z.object({ intent: z.literal('require'), key, personId }),
  z.object({ intent: z.literal('make-optional'), key, personId }),
  z.object({
    intent: z.literal('choose'),
    key,
    version,
    facilitatorId: personOrNobody,
    scribeId: personOrNobody,
  }),
])

/** Calling a huddle off. */
export const cancelForm = z.object({ key, version })
