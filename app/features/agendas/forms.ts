import { z } from 'zod'
import { formKey } from '#app/platform/form-key.ts'
import { type ItemId, type QueueEntryId, readId, type TeamId } from '#app/shared/ids.ts'

const key = formKey
const version = z.coerce.number().int().min(1)
const itemId = id<ItemId>()
const queueEntryId = id<QueueEntryId>()

function id<Kind extends string>() {
  return z.string().transform((text, context) => {
    const read = readId<Kind>(text)
    if (!read) context.addIssue({ code: 'custom', message: 'Choose from the list' })
    return read ?? ('' as Kind)
  })
}

function minutes(least: number, most: number) {
  const words = `Type a whole number of minutes, ${least} to ${most}`
  return z.coerce.number({ error: words }).int(words).min(least, words).max(most, words)
}

const huddleMinutes = minutes(5, 180)

/** A new huddle: how long, and which cases wait to be talked about in it. */
export const planForm = z
  .object({
    key,
    teamId: id<TeamId>(),
    minutes: huddleMinutes,
    setupMinutes: minutes(0, 30),
    entry: z.array(queueEntryId).default([]),
  })
  .refine((plan) => plan.setupMinutes < plan.minutes, {
    path: ['setupMinutes'],
    error: 'Must be shorter than the huddle',
  })

/** What can be changed about an agenda on its page. */
export const agendaForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('move-up'), key, itemId, version }),
  z.object({ intent: z.literal('move-down'), key, itemId, version }),
  z.object({ intent: z.literal('minutes'), key, itemId, version, minutes: minutes(1, 120) }),
  z.object({ intent: z.literal('remove'), key, itemId, version }),
  z.object({ intent: z.literal('add'), key, queueEntryId }),
  z.object({ intent: z.literal('apply'), key, basis: z.string().min(1).max(40) }),
])

/** Giving a huddle its time, or another one. The form says which, so that the same form means the same when it is sent again. */
export const timeForm = z.object({
  intent: z.enum(['schedule', 'move']),
  key,
  version,
  startsAt: z.iso.datetime({ error: 'Choose a time' }),
  minutes: huddleMinutes,
})

/** What the address of the time page asks: days on the viewer's clock, a length, a start or a day that is looked at. Whatever cannot be read is left out. */
export const timeQuestion = z.object({
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  minutes: huddleMinutes.optional().catch(undefined),
  at: z.iso.datetime().optional().catch(undefined),
  day: z.iso.date().optional().catch(undefined),
})
