/** What an action sent back: words beside the fields, and everything that was typed. */
interface SentBack {
  readonly error?: Readonly<Record<string, readonly string[] | null>> | null | undefined
  readonly initialValue?: Readonly<Record<string, unknown>> | null | undefined
}

/** The value and the errors of a field by its name, as a field of `ui` takes them. */
export type FieldOf = (name: string) => {
  readonly name: string
  readonly defaultValue: string | undefined
  readonly errors: readonly string[] | undefined
}

/**
 * The fields of a form: as they were sent, where they were sent back, otherwise as `values` has them. Names may be paths like
 * `milestones[0].text`. What was sent back empty stays empty.
 */
export function fieldsOf(
  sent: SentBack | undefined,
  values: Readonly<Record<string, string | null | undefined>>,
): FieldOf {
  return (name) => ({
    name,
    defaultValue: sent ? textAt(sent.initialValue, name) : (values[name] ?? undefined),
    errors: sent?.error?.[name] ?? undefined,
  })
}

/** Whether what was sent was refused because somebody else had saved meanwhile: `field` is where that is said. */
export function isOvertaken(sent: SentBack | undefined): boolean {
  return Boolean(sent?.error?.['']?.length)
}

/** The typed text at a path, or an empty one. */
export function textAt(values: unknown, path: string): string {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '')
  let at: unknown = values
  for (const step of steps) {
    if (typeof at !== 'object' || at === null) return ''
    at = (at as Readonly<Record<string, unknown>>)[step]
  }
  return typeof at === 'string' ? at : ''
}

/** How many entries were sent under a name: `milestones[0]`, `milestones[1]` … */
export function countSent(sent: SentBack | undefined, name: string): number {
  const list = sent?.initialValue?.[name]
  return Array.isArray(list) ? list.length : 0
}

/** All that was sent under one name, as boxes that were ticked. */
export function listSent(sent: SentBack | undefined, name: string): readonly string[] | undefined {
  if (!sent) return undefined
  const list = sent.initialValue?.[name]
  if (typeof list === 'string') return [list]
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
}
