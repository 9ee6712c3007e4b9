import { z } from 'zod'
import { urgencies } from '#app/shared/urgency.ts'

/** What was sent, read; or every mistake in it, one line each, beginning with the path of the offending value. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly mistakes: string[] }

/** Notes a mistake at a path such as `['people', 2, 'id']`. */
export type Report = (path: readonly PropertyKey[], message: string) => void

/**
 * Reads what was sent with a schema, and checks what concerns several values at once.
 *
 * `across` is given what was sent, not what was read, so that no mistake hides another: it may assume nothing of it.
 */
export function readContract<Schema extends z.ZodType>(
  schema: Schema,
  sent: unknown,
  across: (sent: Record<string, unknown>, report: Report) => void,
): Read<z.output<Schema>> {
  const read = schema.safeParse(sent)
  const mistakes = new Set(
    (read.error?.issues ?? []).map((issue) => `${pathText(issue.path)}: ${issue.message}`),
  )
  if (isRecord(sent)) across(sent, (path, message) => mistakes.add(`${pathText(path)}: ${message}`))
  if (read.success && mistakes.size === 0) return { ok: true, value: read.data }
  return { ok: false, mistakes: [...mistakes] }
}

/** The message for a value of another type, or for none at all. */
export function typed(kind: string) {
  return {
    error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : `must be ${kind}`),
  }
}

/** A list; empty when it is left out. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, typed('a list')).default([])
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`
  return z
    .number(typed('a number'))
    .refine((value) => Number.isSafeInteger(value) && value >= least && value <= most, {
      error: `must be a whole number, ${range}`,
    })
}

/** One of the names of a record. */
export function oneOf<Name extends string>(names: readonly Name[]) {
  return z
    .string(typed(`one of ${names.join(', ')}`))
    .refine((text): text is Name => names.some((name) => name === text), {
      error: `must be one of ${names.join(', ')}`,
    })
}

/** An id. */
export const contractId = z
  .string(typed('a text'))
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, { error: 'must be an id: 1 to 64 of A-Z a-z 0-9 . _ : -' })

/** A list of ids, in which repeats count once. */
export const contractIds = listOf(contractId).transform((ids) => [...new Set(ids)])

/** How urgent a case is. */
export const contractUrgency = oneOf(Object.keys(urgencies).filter(isUrgency))

/** How many huddles did not reach a case. */
export const contractCarried = wholeNumber(0, 3).default(0)

/** Minutes at the beginning of a huddle in which no case is talked about. */
export const contractSetup = wholeNumber(0).default(2)

/** Reports each id that an earlier item of a list has already. */
export function reportRepeated(sent: Record<string, unknown>, name: string, report: Report): void {
  const seen = new Set<string>()
  for (const [index, { id }] of recordsOf(sent[name])) {
    if (typeof id !== 'string') continue
    if (seen.has(id)) report([name, index, 'id'], 'is the id of an earlier one too')
    seen.add(id)
  }
}

/** Reports a setup that leaves nothing of the huddle. One that is left out may be too long as well. */
export function reportSetup({ setup = 2, minutes }: Record<string, unknown>, report: Report): void {
  if (typeof setup !== 'number' || typeof minutes !== 'number') return
  if (minutes >= 1 && setup >= minutes)
    report(['setup'], `must be below minutes, and ${setup} is not below ${minutes}`)
}

/** Reports a range that does not begin before its end. Bounds that are no numbers have been reported as such. */
export function reportRange(path: readonly PropertyKey[], from: unknown, to: unknown, report: Report): void {
  if (typeof from === 'number' && typeof to === 'number' && from >= to) report(path, 'must be before the end')
}

/** The items of a list that are objects, with their positions; none when it is no list. */
export function recordsOf(list: unknown): [number, Record<string, unknown>][] {
  if (!Array.isArray(list)) return []
  return [...list.entries()].filter((entry): entry is [number, Record<string, unknown>] => isRecord(entry[1]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isUrgency(name: string): name is keyof typeof urgencies {
  return Object.hasOwn(urgencies, name)
}

/** `people[2].busy[0].start`; `request` for the whole. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return text === '' ? 'request' : text.replace(/^\./, '')
}
