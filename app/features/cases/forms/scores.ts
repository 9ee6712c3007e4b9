import { DateTime } from 'luxon'
import { z } from 'zod'
import { type InstrumentCode, instruments } from '../core/instruments.ts'
import { readSheet, type ScoreWay, type SheetProblem, scoreWays } from '../core/score-entry.ts'
import { key, oneOf, pastDay, someText, version } from './parts.ts'

// An answer or a total that was left empty is not known; it is never 0.
const known = z.coerce.number({ error: 'Type a whole number' }).int('Type a whole number').optional()

/** A score as somebody reads it from a sheet: its answers, or its total. `today` and the clock are those of `zone`. */
export function scoreForm(today: string, zone: string) {
  return z.object(sheetFields(today)).transform((typed, context) => measured(typed, zone, context))
}

/** The same for a score that was typed wrongly before. */
export function correctScoreForm(today: string, zone: string) {
  return z
    .object({ ...sheetFields(today), version, reason: someText('Say what was wrong') })
    .transform((typed, context) => ({
      ...measured(typed, zone, context),
      version: typed.version,
      reason: typed.reason,
    }))
}

/** Takes a score back. */
export const takeBackForm = z.object({ key, version, reason: someText('Say why it is taken back') })

function sheetFields(today: string) {
  return {
    key,
    instrument: oneOf<InstrumentCode>(instruments, 'Choose the questionnaire'),
    takenOn: pastDay(today),
    takenTime: z
      .string()
      .trim()
      .regex(/^([01]?\d|2[0-3])[:.][0-5]\d$/, 'Type a time like 09:00')
      .optional(),
    way: oneOf<ScoreWay>(scoreWays, 'Choose how').optional(),
    items: z.array(known).max(30).default([]),
    total: known,
    safetyAnswer: known,
  }
}

type Typed = z.output<z.ZodObject<ReturnType<typeof sheetFields>>>

function measured(typed: Typed, zone: string, context: z.RefinementCtx) {
  const { instrument, takenOn, takenTime, way } = typed
  const answers = typed.items.map((answer) => answer ?? null)
  const sheet = readSheet({
    instrument,
    answers,
    total: typed.total ?? null,
    safetyAnswer: typed.safetyAnswer ?? null,
  })
  if (!sheet.ok) {
    const { field, words } = sheetSayings[sheet.problem]
    const missing = instruments[instrument].items - answers.filter((answer) => answer !== null).length
    const path = field === 'answers' ? [answers.length > 0 ? 'items' : 'total'] : [field]
    context.addIssue({ code: 'custom', path, message: words(instruments[instrument], missing) })
  }
  const clock = takenTime?.replace('.', ':').padStart(5, '0')
  const at = clock ? DateTime.fromISO(`${takenOn}T${clock}`, { zone }) : undefined
  if (at && at.toFormat('HH:mm') !== clock)
    context.addIssue({
      code: 'custom',
      path: ['takenTime'],
      message: 'The clocks change then, and this time does not exist',
    })
  return {
    key: typed.key,
    instrument,
    takenOn,
    takenAt: at?.toJSDate() ?? null,
    way: way ?? null,
    items: sheet.ok ? sheet.value.items : null,
    total: sheet.ok ? sheet.value.total : null,
    safetyAnswer: sheet.ok ? sheet.value.safetyAnswer : null,
  }
}

type Words = (instrument: { name: string; max: number; itemMax: number }, missing: number) => string

const sheetSayings: Record<
  SheetProblem,
  { readonly field: 'total' | 'safetyAnswer' | 'answers'; readonly words: Words }
> = {
  'total-out-of-range': { field: 'total', words: ({ name, max }) => `${name} goes from 0 to ${max}` },
  'total-is-another': {
    field: 'total',
    words: () => 'The answers do not lead to this total. One of the two is a typing error.',
  },
  'safety-is-another': { field: 'safetyAnswer', words: () => 'The answer above says something else' },
  'answer-out-of-range': {
    field: 'safetyAnswer',
    words: ({ name, itemMax }) =>
      itemMax > 0
        ? `An answer of ${name} goes from 0 to ${itemMax}. Leave this empty where it does not ask about self-harm.`
        : `${name} does not ask about self-harm. Leave this empty.`,
  },
  'says-nothing': {
    field: 'answers',
    words: (_, missing) =>
      `${missing === 1 ? 'One answer is' : `${missing} answers are`} missing, so there is no total. Answer the rest, or type the total if the sheet has one.`,
  },
}
