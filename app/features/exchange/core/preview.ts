import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import type { Score } from '#app/features/cases/core/scores.ts'
import { askRules, type RuleAnswer, type RuleCode, ruleNames } from '#app/features/flags/core/rules.ts'
import type { SafetyItem } from '#app/features/flags/core/safety.ts'
import type { Fact } from './facts.ts'

/** What an import would raise for one patient, before anybody has agreed to it. */
export interface Preview {
  readonly flags: readonly RuleAnswer[]
  /** Earlier positive answers: to be checked by someone, without flag, task or mail. */
  readonly earlier: readonly SafetyItem[]
}

/** The scores among a patient's facts. */
function scoresIn(facts: readonly Fact[]): Score[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== 'score') return []
    const { instrument, value, on, at } = fact
    return [{ instrument, value, on, ...(at && { at }) }]
  })
}

/** The answers about self-harm among a patient's facts, in a score or alone, as heard of on the day `arrivedOn`. */
export function safetyItemsIn(facts: readonly Fact[], arrivedOn: string): SafetyItem[] {
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
 * Which flags an import would raise for one patient, who has `known` already, when the facts arrive on the day
 * `arrivedOn`. Without an episode only safety answers count: an import knows of no treatment that began.
 */
export function previewFlags(
  facts: readonly Fact[],
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

/** All previews of an import in one sentence, for the admin who has to agree. */
export function sayPreviews(previews: readonly Preview[]): string {
  const flags = previews.flatMap((preview) => preview.flags)
  const earlier = previews.reduce((sum, preview) => sum + preview.earlier.length, 0)
  const codes = Object.keys(ruleNames).filter((code): code is RuleCode => Object.hasOwn(ruleNames, code))
  const kinds = codes.flatMap((code) => {
    const count = flags.filter(({ rule }) => rule === code).length
    return count > 0 ? [`${ruleNames[code]} ${count}`] : []
  })
  const raised =
    flags.length === 0
      ? 'This import would raise no flags.'
      : `This import would raise ${flags.length} ${flags.length === 1 ? 'flag' : 'flags'}: ${kinds.join(', ')}.`
  const check = `Earlier positive answers to check: ${earlier}.`
  return earlier > 0 ? `${raised} ${check}` : raised
}
