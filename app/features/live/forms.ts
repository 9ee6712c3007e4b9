import { z } from 'zod'
import { labelsField } from '#app/features/cases/forms/parts.ts'
import { taskKinds } from '#app/features/tasks/core/task.ts'
import { formKey } from '#app/platform/form-key.ts'
import type { ItemId, PersonId } from '#app/shared/ids.ts'
import { readId } from '#app/shared/ids.ts'

const key = formKey.optional()
const itemId = z.string().transform((text, context) => {
  const id = readId<ItemId>(text)
  if (!id) context.addIssue({ code: 'custom', message: 'There is no such case on this agenda.' })
  return id as ItemId
})
const words = (most: number) => z.string().trim().max(most, `At most ${most} characters.`).optional()

/** A press of one of the huddle's buttons. */
export const stepForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start'), key }),
  z.object({ intent: z.literal('join') }),
  z.object({ intent: z.literal('take-over') }),
  z.object({ intent: z.literal('room') }),
  z.object({ intent: z.literal('go-on'), from: itemId.optional(), to: itemId.optional(), key }),
  z.object({ intent: z.literal('more-minutes'), itemId, key }),
  z.object({ intent: z.literal('carry-over'), itemId, key }),
  z.object({ intent: z.literal('end'), key }),
])

/** Holding a huddle this minute: how long it may take. */
export const holdNowForm = z.object({
  key: formKey,
  version: z.coerce.number().int().min(1),
  minutes: z.coerce
    .number({ error: 'Type a whole number of minutes, 5 to 180' })
    .int('Type a whole number of minutes, 5 to 180')
    .min(5, 'Type a whole number of minutes, 5 to 180')
    .max(180, 'Type a whole number of minutes, 5 to 180'),
})

/** What is being typed about a case, kept while it is typed. */
export const draftForm = z.object({
  itemId,
  text: z.string().max(8000),
  version: z.coerce.number().int().min(0),
})

const taskRow = z.object({
  title: words(300),
  ownerId: z.string().optional(),
  dueOn: z.string().optional(),
  kind: z
    .enum(Object.keys(taskKinds) as [keyof typeof taskKinds, ...(keyof typeof taskKinds)[]])
    .default('other'),
})

/** A decision as typed: with tasks, or with the reason why nothing is to be done. Rows without a title are not tasks. */
export const decisionForm = z
  .object({
    itemId,
    key,
    text: words(4000),
    rationale: words(4000),
    dissent: words(4000),
    outcome: z.enum(['tasks', 'no-action']).default('tasks'),
    noActionReason: words(1000),
    tasks: z.array(taskRow).default([]),
    labels: labelsField,
  })
  .transform((form, context) => {
    const tasks =
      form.outcome === 'no-action' ? [] : form.tasks.flatMap((row, index) => readTask(row, index, context))
    if (form.outcome === 'tasks') {
      if (!form.text) problem(context, ['text'], 'Say what was decided.')
      if (!form.tasks.some((row) => row.title))
        problem(context, ['tasks', 0, 'title'], 'Say what is to be done, or choose "No action" and say why.')
    } else if (!form.noActionReason) {
      problem(context, ['noActionReason'], 'Say why nothing is to be done.')
    }
    const { itemId: id, key: formKey, text, rationale, dissent } = form
    return {
      itemId: id,
      key: formKey,
      text: text || undefined,
      rationale: rationale || undefined,
      dissent: dissent || undefined,
      noActionReason: form.outcome === 'no-action' ? form.noActionReason : undefined,
      tasks,
      labels: form.labels,
    }
  })

type TaskRow = z.infer<typeof taskRow>

function readTask(row: TaskRow, index: number, context: z.RefinementCtx) {
  if (!row.title) return []
  const ownerId = readId<PersonId>(row.ownerId)
  if (!ownerId) problem(context, ['tasks', index, 'ownerId'], 'Choose one owner.')
  const dueOn = row.dueOn ?? ''
  if (!z.iso.date().safeParse(dueOn).success)
    problem(context, ['tasks', index, 'dueOn'], 'Choose the day it is due.')
  return ownerId ? [{ title: row.title, ownerId, dueOn, kind: row.kind }] : []
}

function problem(context: z.RefinementCtx, path: (string | number)[], message: string): void {
  context.addIssue({ code: 'custom', path, message })
}
