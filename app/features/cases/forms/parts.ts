import { z } from 'zod'
import { formKey } from '#app/platform/form-key.ts'
import { type PersonId, readId } from '#app/shared/ids.ts'
import { isDay } from '#app/time/calendar-days.ts'
import { handLabels } from '../core/labels.ts'

/** The form's own key. */
export const key = formKey

/** The version that whoever sends the form had in front of them. */
export const version = z.coerce.number().int().min(0)

/** One of these names. */
export function oneOf<Name extends string>(words: Readonly<Record<Name, unknown>>, message: string) {
  return z.enum(Object.keys(words) as [Name, ...Name[]], { error: message })
}

/** What a person ticks about where a text comes from. */
export const labelsField = z.array(z.enum(handLabels)).default([])

/** A text of some lines that may be left out. */
export const longText = z.string().trim().max(4000, 'Use at most 4,000 letters').optional()

/** A text that must say something. */
export const someText = (message: string, most = 500) =>
  z
    .string({ error: message })
    .trim()
    .min(1, message)
    .max(most, `Use at most ${most.toLocaleString('en')} letters`)

/** A text of one line that may be left out; then it is empty. */
export const maybeText = (most = 300) =>
  z
    .string()
    .trim()
    .max(most, `Use at most ${most.toLocaleString('en')} letters`)
    .default('')

/** A calendar day. */
export const day = z.string({ error: 'Pick a day' }).trim().refine(isDay, 'Pick a day that exists')

/** A calendar day that is not after `today`. */
export const pastDay = (today: string) => day.refine((text) => text <= today, 'This day is still to come')

/** A calendar day that may be left out. */
export const maybeDay = day.optional().transform((text) => text ?? null)

/** A staff member, or nobody. */
export const maybePersonId = z
  .string()
  .optional()
  .transform((text) => readId<PersonId>(text) ?? null)
