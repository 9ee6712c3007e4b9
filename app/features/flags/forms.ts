import { z } from 'zod'
import { labelsField } from '#app/features/cases/forms/parts.ts'
import { formKey } from '#app/platform/form-key.ts'
import { type CaseId, type FlagId, type PersonId, type QueueEntryId, readId } from '#app/shared/ids.ts'
import { type Urgency, urgencies } from '#app/shared/urgency.ts'
import { disorderOf } from './core/number-order.ts'
import { isRuleCode } from './core/rule-book.ts'
import { type SettingCode, standardOf } from './core/standards.ts'

const key = formKey.optional()
const version = z.coerce.number().int().min(1)

function id<Id extends string>(message: string) {
  return z.string({ error: message }).transform((text, context) => {
    const read = readId<Id>(text)
    if (!read) context.addIssue({ code: 'custom', message })
    return read as Id
  })
}

const words = (message: string, most = 2000) =>
  z.string({ error: message }).trim().min(1, message).max(most, `At most ${most} characters.`)

const wholeMinutes = 'Whole minutes, from 1 to 120.'
const minutes = z.coerce
  .number({ error: wholeMinutes })
  .int(wholeMinutes)
  .min(1, wholeMinutes)
  .max(120, wholeMinutes)
const person = id<PersonId>('Choose somebody of the team.')
const needs = z.array(person).default([])

/** A flag raised by hand. */
export const raiseForm = z.object({
  key,
  question: words('Say what you ask the team.', 500),
  reason: words('Say why the case needs the team.'),
  urgency: z.enum(Object.keys(urgencies) as [Urgency, ...Urgency[]], {
    error: 'Say how soon it needs an answer.',
  }),
  minutes: minutes.optional(),
  needs,
  presenterId: person.optional(),
  labels: labelsField,
})

const onFlag = { key, flagId: id<FlagId>('That flag is no longer here.'), version }
const onEntry = { key, queueEntryId: id<QueueEntryId>('That case is no longer in the queue.'), version }

/** What is done in the inbox. */
export const inboxForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('discuss'),
    ...onFlag,
    // Without it the wishes of whoever raised the flag hold: a form that shows no boxes has unticked none.
    changes: z.literal('yes').optional(),
    minutes: minutes.optional(),
    needs,
    presenterId: person.optional(),
  }),
  z.object({ intent: z.literal('list-only'), ...onFlag }),
  z.object({
    intent: z.literal('not-ready'),
    ...onFlag,
    missingParts: z.array(z.string().max(200)).default([]),
    missing: z.string().trim().max(2000, 'At most 2000 characters.').optional(),
  }),
  z.object({
    intent: z.literal('same-day-task'),
    ...onFlag,
    ownerId: person.optional(),
    title: z.string().trim().max(300, 'At most 300 characters.').optional(),
  }),
  z.object({
    intent: z.literal('snooze'),
    ...onFlag,
    // One of the days offered, or `other` and a day of one's own.
    until: z.string({ error: 'Choose until when.' }).max(10),
    untilOn: z.string().max(10).optional(),
    reason: words('Say why it can wait.', 300),
  }),
  z.object({ intent: z.literal('wake'), ...onFlag }),
  z.object({ intent: z.literal('undo'), ...onFlag }),
  z.object({ intent: z.literal('close'), ...onFlag, found: words('Say what was found and done.') }),
  z.object({
    intent: z.literal('carried'),
    ...onEntry,
    raiseTo: z.enum(['urgent', 'soon']).optional(),
    mayWait: z.string().trim().max(1000, 'At most 1000 characters.').optional(),
  }),
  z.object({
    intent: z.literal('checked'),
    key,
    caseId: id<CaseId>('That case is no longer here.'),
    scoreId: id<string>('That answer is no longer here.'),
    found: words('Say what you found.'),
  }),
])

/** What is done in the queue. */
export const queueForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('change'), ...onEntry, minutes, needs, presenterId: person.optional() }),
  z.object({ intent: z.literal('withdraw'), ...onEntry, reason: words('Say why it is withdrawn.', 1000) }),
])

/** How a team is to use a rule, or the numbers of another standard: to be looked at first, to be kept, or given back to the book. */
export function ruleForm(code: SettingCode) {
  const numbers = Object.fromEntries(
    Object.entries(standardOf(code).numbers).map(([name, { min, max }]) => {
      const message = `A whole number from ${min} to ${max}.`
      return [name, z.coerce.number({ error: message }).int(message).min(min, message).max(max, message)]
    }),
  )
  const given = z.object(numbers).superRefine((sent, context) => {
    const disorder = disorderOf(code, sent)
    if (disorder) context.addIssue({ code: 'custom', path: [disorder.name], message: disorder.words })
  })
  return z
    .object({
      key,
      version: z.coerce.number().int().min(0),
      intent: z.enum(['preview', 'save', 'reset'], { error: 'Choose what to do.' }),
      on: z
        .string()
        .optional()
        .transform((text) => text === 'yes'),
      urgency: z.enum(Object.keys(urgencies) as [Urgency, ...Urgency[]]).optional(),
      numbers: given,
      reason: z.string().trim().max(1000, 'At most 1000 characters.').optional(),
    })
    .superRefine(({ intent, reason }, context) => {
      if (intent !== 'preview' && !reason)
        context.addIssue({
          code: 'custom',
          path: ['reason'],
          message: 'Say why, for those who wonder later.',
        })
    })
    .transform(({ on, urgency, ...sent }) => ({
      ...sent,
      on: isRuleCode(code) ? on : true,
      urgency: urgency ?? null,
    }))
}
