import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import type { Fact, KeptFact } from '#app/features/exchange/core/facts.ts'
import type { Episode, KnownScore, SafetyItem } from '#app/features/flags/core/rule-input.ts'
import { askRules, type RuleAnswer } from '#app/features/flags/core/rules.ts'

/** What the rules say to the facts of one patient. */
interface Preview {
  readonly flags: readonly RuleAnswer[]
  /** Earlier positive answers: to be checked by someone, without flag, task or mail. */
  readonly earlier: readonly SafetyItem[]
}

/** The scores among a patient's facts. */
function scoresIn(facts: readonly (Fact | KeptFact)[]): KnownScore[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== 'score') return []
    const { instrument, value, on, at } = fact
    return [{ scoreId: idOf(fact), instrument, value, on, ...(at && { at }) }]
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
      .map(({ value }) => ({
        scoreId: idOf(fact),
        instrument: fact.instrument,
        value,
        on: fact.on,
        arrivedOn,
      }))
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
    readonly scores?: readonly KnownScore[]
    readonly safetyItems?: readonly SafetyItem[]
  } = {},
): Preview {
  const { flags, earlier } = askRules({
    scores: [...(known.scores ?? []), ...scoresIn(facts)],
    safetyItems: [...(known.safetyItems ?? []), ...safetyItemsIn(facts, arrivedOn)],
    ...(known.episodeStart && { episode: keptUp(known.episodeStart, arrivedOn) }),
    today: arrivedOn,
  })
  return { flags, earlier }
}

// The patient was reached and discussed just now, so that only what was measured has anything to say.
function keptUp(start: string, today: string): Episode {
  return {
    start,
    cameOn: today,
    phase: 'active',
    contacts: [{ on: today, reached: true }],
    discussedOn: today,
    goals: [],
  }
}

// Nothing is kept yet, so that a score is known by what it is.
function idOf({ instrument, on }: { readonly instrument: string; readonly on: string }): string {
  return `${instrument} ${on}`
}
