import { DateTime } from 'luxon'
import { z } from 'zod'
import { readId } from '#app/shared/ids.ts'
import { stateLabels } from '#app/shared/record-labels.ts'
import { type BriefPartName, briefParts } from './core/brief.ts'
import type { Recipient } from './core/consent.ts'
import { handLabels } from './core/labels.ts'
import { type ContactWay, contactWays, type Phase, phases } from './core/phases.ts'
import {
  day,
  key,
  labelsField,
  longText,
  maybePersonId,
  oneOf,
  pastDay,
  someText,
  version,
} from './forms/parts.ts'

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
  labels: labelsField,
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
      labels: labelsField,
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
    labels: labelsField,
  })
  .transform((typed) => ({ ...typed, closedReason: typed.closedReason || null }))

/** What a patient has said about sharing, on the calendar of the team's zone. `today` is the team's day, `now` this moment. */
export function consentForm(zone: string, now: DateTime) {
  const today = now.setZone(zone).toFormat('yyyy-MM-dd')
  return z
    .object({
      key,
      decision: z.enum(['given', 'refused'], { error: 'Say what the patient decided' }),
      discloser: someText('Say who gives the records', 200),
      recipientKind: z.enum(['organization', 'team', 'person', 'outside'], { error: 'Say to whom' }),
      teamId: z.string().optional(),
      personId: z.string().optional(),
      outside: z.string().trim().max(200, 'Use at most 200 letters').optional(),
      labels: z
        .array(z.enum([...handLabels, ...stateLabels]))
        .default([])
        .refine((chosen) => chosen.length > 0, 'Choose at least one'),
      purpose: someText('Say what for', 200),
      from: day,
      until: day.optional(),
      documentHash: z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 letters and digits, 0 to 9 and a to f')
        .optional(),
    })
    .transform((typed, context) => {
      const recipient = recipientOf(typed)
      if (!recipient) {
        const [path, message] = {
          organization: ['recipientKind', 'Say to whom'],
          team: ['teamId', 'Choose a team'],
          person: ['personId', 'Choose a person'],
          outside: ['outside', 'Type who it is'],
        }[typed.recipientKind] as [string, string]
        context.addIssue({ code: 'custom', path: [path], message })
        return z.NEVER
      }
      if (typed.until && typed.until < typed.from) {
        context.addIssue({ code: 'custom', path: ['until'], message: 'It ends before it begins' })
        return z.NEVER
      }
      if (typed.decision === 'refused' && typed.from > today) {
        context.addIssue({ code: 'custom', path: ['from'], message: 'A refusal is in force at once' })
        return z.NEVER
      }
      const { decision, discloser, purpose, outside } = typed
      return {
        key: typed.key,
        decision,
        recipient,
        words: { discloser, purpose, ...(recipient.kind === 'outside' && outside && { recipient: outside }) },
        scope: typed.labels,
        // What is said today counts from now on: the newest word decides, also among those of one day.
        from: typed.from === today ? now : DateTime.fromISO(typed.from, { zone }),
        until:
          typed.until && decision === 'given'
            ? DateTime.fromISO(typed.until, { zone }).plus({ days: 1 })
            : null,
        documentHash: typed.documentHash ?? null,
      }
    })
}

/** A permission taken back. */
export const revokeForm = z.object({ key, consentId: z.uuid(), version })

function recipientOf(typed: {
  readonly recipientKind: Recipient['kind']
  readonly teamId?: string | undefined
  readonly personId?: string | undefined
  readonly outside?: string | undefined
}): Recipient | undefined {
  switch (typed.recipientKind) {
    case 'organization':
      return { kind: 'organization' }
    case 'team': {
      const teamId = readId(typed.teamId)
      return teamId ? { kind: 'team', teamId } : undefined
    }
    case 'person': {
      const personId = readId(typed.personId)
      return personId ? { kind: 'person', personId } : undefined
    }
    case 'outside':
      return typed.outside ? { kind: 'outside' } : undefined
  }
}

/** Tried, not reached: one tap. */
export const triedForm = z.object({ key, way: oneOf<ContactWay>(contactWays, 'Choose how').default('phone') })
