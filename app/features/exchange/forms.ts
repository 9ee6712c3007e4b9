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
})

export const agreeForm = z.object({ key })
