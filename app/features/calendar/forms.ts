import { z } from 'zod'

/** What somebody says to an invitation. */
export const answerForm = z.object({ answer: z.enum(['yes', 'maybe', 'no'], { error: 'Choose an answer' }) })
