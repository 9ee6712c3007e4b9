/** What was sent for this flag and not taken: the words beside the fields, and everything typed. */
export interface SentBack {
  readonly intent: string
  readonly errors: Readonly<Record<string, string[] | null>>
  readonly typed: Readonly<Record<string, unknown>>
}

/** What a field of this flag's forms shows: its own id on the page, what was typed, what was wrong with it. */
export function fieldsOf(flag: { readonly flagId: string }, sentBack: SentBack | undefined) {
  const id = (name: string) => `${name}-${flag.flagId}`
  const text = (name: string) => {
    const typed = sentBack?.typed[name]
    return typeof typed === 'string' ? typed : undefined
  }
  const sent = (intent: string) => sentBack?.intent === intent
  return {
    id,
    text,
    sent,
    list(name: string): string[] | undefined {
      const typed = sentBack?.typed[name]
      return Array.isArray(typed) ? typed.filter((each) => typeof each === 'string') : undefined
    },
    of: (name: string, intent: string) => ({
      name,
      id: id(name),
      defaultValue: sent(intent) ? text(name) : undefined,
      errors: (sent(intent) && sentBack?.errors[name]) || undefined,
    }),
  }
}

/** What an action sent back, as the forms of the page take it. */
export function toSentBack(sent: { initialValue?: unknown; error?: unknown }): SentBack {
  const typed = (sent.initialValue ?? {}) as Record<string, unknown>
  return {
    intent: typeof typed.intent === 'string' ? typed.intent : '',
    errors: (sent.error ?? {}) as Record<string, string[] | null>,
    typed,
  }
}

/** The ids of the fields that were wrong: the same field stands in many rows, so each has the id of its row behind its name. */
export function idsOf(sentBack: SentBack | undefined): Record<string, string> {
  if (!sentBack) return {}
  const { flagId, queueEntryId, scoreId, caseId } = sentBack.typed
  const of = flagId ?? queueEntryId ?? (scoreId ? `${String(scoreId)}-${String(caseId)}` : '')
  return Object.fromEntries(Object.keys(sentBack.errors).map((name) => [name, `${name}-${String(of)}`]))
}

/** The words that were typed into a form whose row may be gone: they are shown, so that they are not lost. */
export function typedWords(sentBack: SentBack | undefined): string {
  if (!sentBack) return ''
  return ['missing', 'title', 'reason', 'found', 'mayWait']
    .map((name) => sentBack.typed[name])
    .filter((text) => typeof text === 'string' && text.trim() !== '')
    .join('\n')
}
