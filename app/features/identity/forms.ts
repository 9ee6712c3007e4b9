import { z } from 'zod'
import { formKey } from '#app/platform/form-key.ts'
import { type OrganizationId, readId } from '#app/shared/ids.ts'

/** The address a code is asked for. */
export const mailForm = z.object({
  mail: z.email('Type the whole address, like robin@example.org').max(254),
  next: z.string().optional(),
})

/** The code from the mail. */
export const codeForm = z.object({
  code: z.string({ error: 'Type the eight digits from the mail' }).max(64),
  next: z.string().optional(),
})

/** The organization one goes into. */
export const chooseForm = z.object({
  organizationId: z.string().transform((text, context) => {
    const id = readId<OrganizationId>(text)
    if (id) return id
    context.addIssue({ code: 'custom', message: 'Choose an organization' })
    return z.NEVER
  }),
  next: z.string().optional(),
})

/** What a browser says of a passkey: read by the library that made the question, so only its size is looked at here. */
export const passkeyForm = z.object({
  intent: z.enum(['enrol', 'present']),
  response: z
    .string()
    .max(20_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'The browser sent something that is no passkey' })
        return z.NEVER
      }
    })
    .pipe(
      z.looseObject({
        id: z.string(),
        rawId: z.string(),
        type: z.literal('public-key'),
        response: z.looseObject({}),
      }),
    ),
  next: z.string().optional(),
})

/** What can be done on one's own page. */
export const profileForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('zone'), key: formKey, zone: z.string() }),
  z.object({ intent: z.literal('theme'), theme: z.enum(['light', 'dark', 'device']) }),
  z.object({ intent: z.literal('remove-passkey'), credentialId: z.string().max(1500) }),
  z.object({ intent: z.literal('end-others') }),
])
