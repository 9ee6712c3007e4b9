import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import type { Score } from '#app/features/cases/core/scores.ts'
import type { Fact, KeptFact } from '#app/features/exchange/core/facts.ts'
import { askRules, type RuleAnswer } from '#app/features/flags/core/rules.ts'
import type { SafetyItem } from '#app/features/flags/core/safety.ts'

/** What the rules say to the facts of one patient. */
interface Preview {
  readonly flags: readonly RuleAnswer[]
  /** Earlier positive answers: to be checked by someone, without flag, task or mail. */
  readonly earlier: readonly SafetyItem[]
}

/** The scores among a patient's facts. */
function scoresIn(facts: readonly (Fact | KeptFact)[]): Score[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== 'score') return []
    const { instrument, value, on, at } = fact
    return [{ instrument, value, on, ...(at && { at }) }]
  })
}

/** The answers about self-harm among a patient's facts, in a score or alone, as heard of on the day `arrivedOn`. */
export function safetyItemsIn(facts: readonly (Fact | KeptFact)[], arrivedOn: string): SafetyItem[] {
  return facts.flatMap((fact): SafetyItem[] => {
    if (fact.kind !== 'score' && fact.kind !== 'answer') return []
    const { safetyItem } = instrumentOf(fact.instrument)
    const answers = fact.kind === 'score' ? fact.items : [fact]
    return answers
      .filter(({ item }) => item === safetyItem)
      .map(({ value }) => ({ instrument: fact.instrument, value, on: fact.on, arrivedOn }))
  })
}

/**
 * Which flags facts read from files lead to, for one patient who has `known` already, when they arrive on the day `arrivedOn`: reading
 * and rules in one go, without a database. Without an episode only safety answers count.
 */
export function previewFlags(
  facts: readonly (Fact | KeptFact)[],
  arrivedOn: string,
  known: {
    readonly episodeStart?: string
    readonly scores?: readonly Score[]
    readonly safetyItems?: readonly SafetyItem[]
  } = {},
): Preview {
  return askRules({
    scores: [...(known.scores ?? []), ...scoresIn(facts)],
    safetyItems: [...(known.safetyItems ?? []), ...safetyItemsIn(facts, arrivedOn)],
    ...(known.episodeStart && { episodeStart: known.episodeStart }),
    today: arrivedOn,
  })
}
