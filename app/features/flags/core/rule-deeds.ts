import type { FlagId } from '#app/shared/ids.ts'
import type { RuleCode } from './rule-book.ts'
import { type Asking, asksAgain, basesOf, type RuleAnswer } from './rules.ts'

/** A flag that a rule has raised about a case before, as far as the rule has to know. Instants are milliseconds. */
export interface PastFlag {
  readonly flagId: FlagId
  readonly rule: RuleCode
  readonly state: 'open' | 'triaged' | 'closed'
  readonly safety: boolean
  readonly closedAt: number | null
  /** When its reason had gone, if it has. */
  readonly lapsedAt: number | null
  /** A person, a huddle or a task answered it; otherwise the rule itself took it back. */
  readonly answered: boolean
  /** What it rests on. */
  readonly bases: readonly string[]
}

/** What a rule has to do about a case now. */
export type RuleDeed =
  | { readonly deed: 'raise'; readonly rule: RuleCode; readonly answer: RuleAnswer }
  /** Something new came while its flag is open: that is answered together with it. */
  | { readonly deed: 'join'; readonly rule: RuleCode; readonly answer: RuleAnswer; readonly flagId: FlagId }
  /** Its reason has gone. */
  | { readonly deed: 'lapse'; readonly rule: RuleCode; readonly flagId: FlagId }
  /** Its reason is back, before anybody closed it. */
  | { readonly deed: 'revive'; readonly rule: RuleCode; readonly answer: RuleAnswer; readonly flagId: FlagId }

const dayMs = 86_400_000

/**
 * What the rules have to do about a case, from what they ask today and what they raised before; nothing when all is said already.
 *
 * A rule has one flag that is not closed. What it was answered about is not asked again before its number of days is over, counted
 * from the answer, and for safety answers never; a flag it took back itself counts as no answer. A safety flag does not lapse.
 * `inQueue` is whether the case waits to be discussed: some rules have nothing to ask then, and what is open stays as it is.
 */
export function deedsOf(
  { flags, silent }: Pick<Asking, 'flags' | 'silent'>,
  past: readonly PastFlag[],
  now: number,
  isIdle: (rule: RuleCode) => boolean = () => false,
): RuleDeed[] {
  const asked = flags.flatMap((answer) => {
    const deed = deedOf(answer, past, now, isIdle(answer.rule))
    return deed ? [deed] : []
  })
  const gone = past.flatMap(({ flagId, rule, state, safety, lapsedAt }) =>
    state !== 'closed' && !safety && lapsedAt === null && silent.has(rule)
      ? [{ deed: 'lapse' as const, rule, flagId }]
      : [],
  )
  return [...asked, ...gone]
}

function deedOf(
  answer: RuleAnswer,
  past: readonly PastFlag[],
  now: number,
  idle: boolean,
): RuleDeed | undefined {
  const { rule } = answer
  const bases = basesOf(answer)
  const ofRule = past.filter((flag) => flag.rule === rule)
  const open = ofRule.find(({ state }) => state !== 'closed')
  if (open) {
    if (open.lapsedAt !== null) return { deed: 'revive', rule, answer, flagId: open.flagId }
    const rests = bases.every((basis) => open.bases.includes(basis))
    return rests ? undefined : { deed: 'join', rule, answer, flagId: open.flagId }
  }
  if (idle) return undefined
  const again = asksAgain(answer)
  const quiet = (basis: string) =>
    ofRule.some(
      ({ answered, bases: theirs, closedAt }) =>
        answered &&
        theirs.includes(basis) &&
        (again === undefined || (closedAt !== null && closedAt + again * dayMs > now)),
    )
  return bases.every(quiet) ? undefined : { deed: 'raise', rule, answer }
}
