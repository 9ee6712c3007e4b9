import { z } from 'zod'
import { labelsField } from '#app/features/cases/forms/parts.ts'
import { formKey } from '#app/platform/form-key.ts'
import { type PersonId, readId } from '#app/shared/ids.ts'
import { isDay } from '#app/time/calendar-days.ts'
import { type TaskKind, taskKinds } from './core/task.ts'

const key = formKey.optional()

/** A staff member chosen from a list. */
const personId = (message: string) =>
  z.string({ error: message }).transform((text, context) => {
    const id = readId<PersonId>(text)
    if (!id) context.addIssue({ code: 'custom', message })
    return id as PersonId
  })

const words = (message: string) =>
  z.string({ error: message }).trim().min(1, message).max(2000, 'At most 2000 characters.')

/** A task that is given between two huddles. */
export const giveTaskForm = z.object({
  key,
  title: words('Say what is to be done.'),
  kind: z.enum(Object.keys(taskKinds) as [TaskKind, ...TaskKind[]], { error: 'Choose what it is.' }),
  ownerId: personId('Choose who does it.'),
  dueOn: z.string({ error: 'Pick a day.' }).trim().refine(isDay, 'Pick a day that exists.'),
  urgency: z.enum(['urgent', 'soon', 'routine'], { error: 'Choose how soon.' }),
  labels: labelsField,
  needId: z
    .string()
    .optional()
    .transform((text) => readId<string>(text) ?? null),
})

/** What a person does to a task. */
export const taskForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('accept'), key }),
  z.object({ intent: z.literal('not-reached'), key }),
  z.object({ intent: z.literal('take'), key }),
  z.object({
    intent: z.literal('done'),
    key,
    outcome: words('Say what came of it.'),
  }),
  z.object({ intent: z.literal('decline'), key, reason: words('Say why you give it back.') }),
  z.object({ intent: z.literal('hand'), key, ownerId: personId('Choose who gets it.') }),
  z.object({ intent: z.literal('cancel'), key, cancelReason: words('Say why it is called off.') }),
])
