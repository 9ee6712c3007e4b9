import { DateTime } from 'luxon'
import { z } from 'zod'
import { type BriefPartName, briefParts } from './core/brief.ts'
import {
  type ConsentState,
  type ContactWay,
  consentStates,
  contactWays,
  type Phase,
  phases,
} from './core/phases.ts'
import { day, key, longText, maybePersonId, oneOf, pastDay, version } from './form-parts.ts'

/** What a search takes: words, which stand in no address. */
export const searchForm = z.object({ words: z.string().trim().max(200).default('') })

const name = (message: string) =>
  z.string({ error: message }).trim().min(1, message).max(120, 'Use at most 120 letters')

/** What somebody types to put a patient on a caseload. `today` is the team's day: nothing of it may lie ahead. */
export function newCaseForm(today: string) {
  const past = pastDay(today)
  return z
    .object({
      key,
      family: name('Type the family name'),
      given: name('Type the given name'),
      birthDate: past.refine((text) => text >= '1880-01-01', 'Check the year'),
      gender: z.enum(['male', 'female', 'other', 'unknown'], { error: 'Choose one' }),
      recordNumber: z.string().trim().max(60, 'Use at most 60 letters').optional(),
      episodeStart: past,
      careManagerId: maybePersonId,
    })
    .transform(({ key: formKey, episodeStart, careManagerId, given, recordNumber, ...rest }) => ({
      key: formKey,
      episodeStart,
      careManagerId,
      identity: { ...rest, given: given.split(/\s+/), ...(recordNumber && { recordNumber }) },
    }))
}

/** One part of a brief, as it is written. An empty text is a text: what was wrong can be taken out. */
export const briefForm = z.object({
  key,
  part: oneOf<BriefPartName>(briefParts, 'Choose a part'),
  version,
  text: longText.transform((text) => text ?? ''),
})

/** A contact with a patient, on the wall clock of `zone`. */
export function contactForm(zone: string) {
  return z
    .object({
      key,
      on: day,
      time: z
        .string({ error: 'Type a time like 09:00' })
        .trim()
        .regex(/^([01]?\d|2[0-3])[:.][0-5]\d$/, 'Type a time like 09:00'),
      way: oneOf<ContactWay>(contactWays, 'Choose how'),
      reached: z.enum(['yes', 'no'], { error: 'Say whether the patient was reached' }),
      minutes: z.coerce
        .number({ error: 'Type whole minutes' })
        .int('Type whole minutes')
        .min(0, 'Type 0 or more')
        .max(1440, 'A day has 1,440 minutes')
        .optional(),
      note: longText,
    })
    .transform(({ on, time, reached, minutes, note, ...rest }, context) => {
      const clock = time.replace('.', ':').padStart(5, '0')
      const at = DateTime.fromISO(`${on}T${clock}`, { zone })
      if (at.toFormat('HH:mm') !== clock)
        context.addIssue({
          code: 'custom',
          path: ['time'],
          message: 'The clocks change then, and this time does not exist',
        })
      return {
        ...rest,
        at: at.toJSDate(),
        reached: reached === 'yes',
        minutes: minutes ?? null,
        note: note || null,
      }
    })
}

/** Where a case stands. */
export const changeCaseForm = z
  .object({
    key,
    version,
    phase: oneOf<Phase>(phases, 'Choose a phase'),
    closedReason: z.string().trim().max(500, 'Use at most 500 letters').optional(),
    careManagerId: maybePersonId,
    consentState: oneOf<ConsentState>(consentStates, 'Choose one'),
  })
  .transform((typed) => ({ ...typed, closedReason: typed.closedReason || null }))

/** Tried, not reached: one tap. */
export const triedForm = z.object({ key, way: oneOf<ContactWay>(contactWays, 'Choose how').default('phone') })
