import { z } from 'zod'
import { type CircleKind, circleKinds } from '../core/circle.ts'
import { type GoalState, goalStates, isTarget } from '../core/goals.ts'
import { type InstrumentCode, instruments } from '../core/instruments.ts'
import { type NeedKind, type NeedState, needKinds, needStates } from '../core/needs.ts'
import { day, key, labelsField, maybeDay, maybeText, oneOf, pastDay, someText, version } from './parts.ts'

const noneIfEmpty = (text: string) => text || null

const ofId = z
  .string()
  .regex(/^[0-9a-f-]{36}$/)
  .optional()

/** A goal with its steps. `today` is the team's day: only what was reached can lie behind. */
export function goalForm(today: string) {
  const step = z
    .object({
      milestoneId: ofId,
      text: maybeText(300),
      dueOn: maybeDay,
      reachedOn: pastDay(today)
        .optional()
        .transform((text) => text ?? null),
    })
    .refine(({ text, dueOn, reachedOn }) => text !== '' || (!dueOn && !reachedOn), {
      path: ['text'],
      message: 'Say what this step is',
    })
  return z
    .object({
      key,
      version,
      text: someText('Say what the patient wants to reach', 1000),
      instrument: oneOf<InstrumentCode>(instruments, 'Choose a questionnaire').optional(),
      total: z.coerce.number({ error: 'Type a whole number' }).int('Type a whole number').optional(),
      measure: maybeText(500),
      labels: labelsField,
      targetOn: day,
      reviewOn: maybeDay,
      milestones: z.array(step).max(20).default([]),
    })
    .superRefine(({ instrument, total, measure, reviewOn, targetOn }, context) => {
      const issue = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (instrument && total === undefined) issue('total', 'Type the total to reach')
      if (!instrument && total !== undefined) issue('instrument', 'Choose the questionnaire of this total')
      if (instrument && total !== undefined && !isTarget({ instrument, total }))
        issue(
          'total',
          `${instruments[instrument].name} goes from 0 to ${instruments[instrument].max}, and its worst total is no goal`,
        )
      if (!instrument && !measure) issue('measure', 'Say how you will both know, or choose a questionnaire')
      if (reviewOn && reviewOn > targetOn) issue('reviewOn', 'Review it before the day it is to be reached')
    })
    .transform(({ instrument, total, measure, milestones, ...rest }) => ({
      ...rest,
      target: instrument && total !== undefined ? { instrument, total } : null,
      measure: noneIfEmpty(measure),
      milestones: milestones
        .filter(({ text }) => text !== '')
        .map((each) => ({ ...each, milestoneId: each.milestoneId ?? null })),
    }))
}

/** What became of a goal, or of one of its steps. */
export const endGoalForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('end'),
    key,
    version,
    state: oneOf<GoalState>(goalStates, 'Choose one'),
    reason: maybeText(1000).transform(noneIfEmpty),
  }),
  z.object({ intent: z.literal('step'), key, milestoneId: z.string().regex(/^[0-9a-f-]{36}$/) }),
])

/** What stands in the way. */
export const needForm = z
  .object({
    key,
    version,
    kind: oneOf<NeedKind>(needKinds, 'Choose what it is about'),
    state: oneOf<NeedState>(needStates, 'Choose where it stands'),
    text: maybeText(1000).transform(noneIfEmpty),
    serviceId: ofId.transform((text) => text ?? null),
    labels: labelsField,
  })
  .refine(({ kind, text }) => text !== null || (kind !== 'language' && kind !== 'other'), {
    path: ['text'],
    message: 'Say which, or what it is',
  })

/** A service of the directory. */
export const serviceForm = z
  .object({
    key,
    version,
    name: someText('Type the name', 200),
    kinds: z.array(oneOf<NeedKind>(needKinds, 'Choose what they help with')).min(1, 'Choose at least one'),
    phone: maybeText(80),
    address: maybeText(300),
    hours: maybeText(300),
    web: maybeText(300).refine(
      (text) => text === '' || /^https?:\/\/[^\s]+$/.test(text),
      'Type the whole address, from https://',
    ),
    languages: maybeText(300),
    note: maybeText(1000),
  })
  .transform(({ key: formKey, version: at, kinds, ...details }) => ({
    key: formKey,
    version: at,
    kinds: [...new Set(kinds)],
    details,
  }))

/** Takes a service out of use, or back into it. */
export const endServiceForm = z.object({ key, version, ended: z.enum(['yes', 'no']) })

/** Somebody around the patient. */
export const circleForm = z
  .object({
    key,
    version,
    kind: oneOf<CircleKind>(circleKinds, 'Choose one'),
    name: someText('Type the name', 200),
    role: maybeText(200),
    phone: maybeText(80),
    organization: maybeText(200),
    active: z.enum(['yes', 'no']).default('yes'),
  })
  .transform(({ name, role, phone, organization, active, ...rest }) => ({
    ...rest,
    active: active === 'yes',
    details: { name, role, phone, organization },
  }))

const drug = someText('Type the drug in full, with its strength and how it is taken', 300)

/** What a patient takes from a day on. */
export const startMedicationForm = (today: string) =>
  z.object({ key, text: drug, startedOn: pastDay(today), labels: labelsField })

/** A medication that is stopped, or whose place another takes. */
export const changeMedicationForm = (today: string) =>
  z
    .object({
      key,
      version,
      intent: z.enum(['stop', 'change']),
      on: pastDay(today),
      reason: maybeText(500).transform(noneIfEmpty),
      text: maybeText(300),
    })
    .superRefine(({ intent, text }, context) => {
      if (intent === 'change' && !text)
        context.addIssue({
          code: 'custom',
          path: ['text'],
          message: 'Type the drug in full, with its strength and how it is taken',
        })
    })
    .transform(({ intent, text, ...rest }) => ({ ...rest, ...(intent === 'change' && { text }) }))
