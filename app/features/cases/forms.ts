import { DateTime } from 'luxon'
import { z } from 'zod'
import { formKey } from '#app/platform/form-key.ts'
import { type PersonId, readId } from '#app/shared/ids.ts'
import { isDay } from '#app/time/calendar-days.ts'
import { type BriefPartName, briefParts } from './core/brief.ts'
import { type InstrumentCode, instrumentOf, instruments } from './core/instruments.ts'
import {
  type ConsentState,
  type ContactWay,
  consentStates,
  contactWays,
  type Phase,
  phases,
} from './core/phases.ts'

const key = formKey
const version = z.coerce.number().int().min(0)

function oneOf<Name extends string>(words: Readonly<Record<Name, unknown>>, message: string) {
  return z.enum(Object.keys(words) as [Name, ...Name[]], { error: message })
}

const longText = z.string().trim().max(4000, 'Use at most 4,000 letters').optional()

const day = z.string({ error: 'Pick a day' }).trim().refine(isDay, 'Pick a day that exists')

const personId = z
  .string()
  .optional()
  .transform((text) => readId<PersonId>(text) ?? null)

/** What a search takes: words, which stand in no address. */
export const searchForm = z.object({ words: z.string().trim().max(200).default('') })

const viewName = z
  .string({ error: 'Give the view a name' })
  .trim()
  .min(1, 'Give the view a name')
  .max(60, 'Use at most 60 letters')

const checked = z
  .string()
  .optional()
  .transform((text) => text === 'on')

/** A view as somebody saves, changes or deletes it. */
export const viewForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('save'),
    key,
    name: viewName,
    search: z.string().max(400),
    isDefault: checked,
  }),
  z.object({
    intent: z.literal('change'),
    key,
    viewId: z.uuid(),
    version,
    name: viewName,
    isDefault: checked,
  }),
  z.object({ intent: z.literal('delete'), key, viewId: z.uuid() }),
])

const name = (message: string) =>
  z.string({ error: message }).trim().min(1, message).max(120, 'Use at most 120 letters')

/** What somebody types to put a patient on a caseload. `today` is the team's day: nothing of it may lie ahead. */
export function newCaseForm(today: string) {
  const past = day.refine((text) => text <= today, 'This day is still to come')
  return z
    .object({
      key,
      family: name('Type the family name'),
      given: name('Type the given name'),
      birthDate: past.refine((text) => text >= '1880-01-01', 'Check the year'),
      gender: z.enum(['male', 'female', 'other', 'unknown'], { error: 'Choose one' }),
      recordNumber: z.string().trim().max(60, 'Use at most 60 letters').optional(),
      episodeStart: past,
      careManagerId: personId,
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

/** A score as somebody reads it from a sheet. */
export function scoreForm(today: string) {
  return z
    .object({
      key,
      instrument: oneOf<InstrumentCode>(instruments, 'Choose the questionnaire'),
      takenOn: day.refine((text) => text <= today, 'This day is still to come'),
      total: z.coerce.number({ error: 'Type the total' }).int('Type a whole number'),
      safetyAnswer: z.coerce.number({ error: 'Type a number' }).int('Type a whole number').optional(),
    })
    .transform((typed, context) => {
      const { max, itemMax, safetyItem, name: instrument } = instrumentOf(typed.instrument)
      if (typed.total < 0 || typed.total > max)
        context.addIssue({
          code: 'custom',
          path: ['total'],
          message: `${instrument} goes from 0 to ${max}`,
        })
      const answer = typed.safetyAnswer
      if (answer !== undefined && safetyItem === undefined)
        context.addIssue({
          code: 'custom',
          path: ['safetyAnswer'],
          message: `${instrument} does not ask about self-harm. Leave this empty.`,
        })
      else if (answer !== undefined && (answer < 0 || answer > itemMax))
        context.addIssue({
          code: 'custom',
          path: ['safetyAnswer'],
          message: `The answer goes from 0 to ${itemMax}`,
        })
      return { ...typed, takenAt: null, safetyAnswer: answer ?? null }
    })
}

/** Where a case stands. */
export const changeCaseForm = z
  .object({
    key,
    version,
    phase: oneOf<Phase>(phases, 'Choose a phase'),
    closedReason: z.string().trim().max(500, 'Use at most 500 letters').optional(),
    careManagerId: personId,
    consentState: oneOf<ConsentState>(consentStates, 'Choose one'),
  })
  .transform((typed) => ({ ...typed, closedReason: typed.closedReason || null }))
