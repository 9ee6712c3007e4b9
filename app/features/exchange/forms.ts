import { z } from 'zod'
import { formKey } from '#app/platform/form-key.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'

const key = formKey

/** What comes with files: whose caseload they are for, and where they come from. The files themselves are read apart. */
export const importForm = z.object({
  key,
  teamId: z
    .string({ error: 'Choose a team' })
    .transform((text) => readId<TeamId>(text))
    .refine((id) => id !== undefined, 'Choose a team'),
  source: z
    .string({ error: 'Name the source' })
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,40}$/, 'Use letters a to z, digits and hyphens only, 40 at most'),
  part2: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked === 'on'),
})

/** What may be done about an import: agree to its flags, stop it, go on with it, end it as far as it came. */
export const importActionForm = z.object({
  key,
  intent: z.enum(['agree', 'stop', 'resume', 'end']).catch('agree'),
})
