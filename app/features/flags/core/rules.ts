import type { Urgency } from '#app/shared/urgency.ts'
import { type AnxietyNotImproved, anxietyNotImproved, anxietyNumbers, sayAnxiety } from './anxiety.ts'
import {
  type ContactOverdue,
  contactOverdue,
  contactOverdueNumbers,
  firstContactNumbers,
  type NoFirstContact,
  noFirstContact,
  sayContact,
} from './contact-rules.ts'
import { type EarlyWarning, earlyWarning, earlyWarningNumbers, sayEarlyWarning } from './early-warning.ts'
import {
  type NotImproved,
  type NotMeasured,
  notImproved,
  notImprovedNumbers,
  notMeasured,
  notMeasuredNumbers,
  sayImprovement,
} from './improvement.ts'
import { type Numbers, numbersOf } from './numbers.ts'
import {
  type NoRemission,
  noRemission,
  noRemissionNumbers,
  readyToStepDown,
  type StepDown,
  sayRemission,
  stepDownNumbers,
} from './remission.ts'
import {
  type GoalReviewDue,
  goalNumbers,
  goalReviewDue,
  type LongStay,
  longStay,
  longStayNumbers,
  type ReviewOverdue,
  reviewNumbers,
  reviewOverdue,
  sayReview,
} from './review-rules.ts'
import { type RuleCode, ruleBook, ruleCodes, ruleEntry } from './rule-book.ts'
import type { Episode, NoFlag, RuleInput, SafetyItem } from './rule-input.ts'
import { type RuleSettings, settingOf, settingsOf } from './rule-settings.ts'
import { type SafetyAnswer, safetyAnswers, safetyNumbers, saySafety } from './safety.ts'
import {
  type Relapse,
  relapseNumbers,
  type SevereScore,
  saySeverity,
  severeNumbers,
  severeScore,
  worseInRelapsePrevention,
} from './severity.ts'
import { type Source, sources } from './sources.ts'

/** What a rule has found, with the numbers it was asked with, and the dates and scores it looked at. */
type Finding =
  | SafetyAnswer
  | SevereScore
  | Relapse
  | NotImproved
  | NotMeasured
  | NoRemission
  | AnxietyNotImproved
  | EarlyWarning
  | NoFirstContact
  | ContactOverdue
  | GoalReviewDue
  | StepDown
  | ReviewOverdue
  | LongStay

/** A flag that a rule asks for: what it found, how urgent that is, and where the rule comes from. A flag keeps it as it was then. */
export type RuleAnswer = Finding & { readonly urgency: Urgency; readonly source: Source }

/** What the rules make of a case today. */
export interface Asking {
  /** Every flag they ask for, in the order of the book: safety first. */
  readonly flags: readonly RuleAnswer[]
  /** Why each other rule asks for none. A rule that would ask, were not another one sharper, is in neither. */
  readonly silent: ReadonlyMap<RuleCode, NoFlag>
  /** The earlier positive answers somebody should check. */
  readonly earlier: readonly SafetyItem[]
}

/** Asks every rule about a case, with the numbers of its team. */
export function askRules(input: RuleInput, settings: RuleSettings = settingsOf()): Asking {
  const found = new Map<RuleCode, Finding>()
  const silent = new Map<RuleCode, NoFlag>()
  for (const code of ruleCodes) {
    const answer = askRule(code, input, settings)
    if (typeof answer === 'string') silent.set(code, answer)
    else found.set(code, answer)
  }
  const safety = settings.get('safety-answer')?.numbers
  return {
    flags: [...found.values()].flatMap((finding) => {
      const { yieldsTo = [], urgency } = ruleEntry(finding.rule)
      if (ruleCodes.some((code) => yieldsTo.includes(code) && found.has(code))) return []
      return [
        { ...finding, urgency: settings.get(finding.rule)?.urgency ?? urgency, source: sourceOf(finding) },
      ]
    }),
    silent,
    earlier: safetyAnswers(input.safetyItems, numbersOf(safetyNumbers, safety)).earlier,
  }
}

/** Why a rule flagged, in a sentence with its numbers and dates. `sayDay` turns `2026-05-03` into words. */
export function sayWhy(answer: RuleAnswer, sayDay: (day: string) => string): string {
  switch (answer.rule) {
    case 'safety-answer':
      return saySafety(answer, sayDay)
    case 'severe-score':
    case 'worse-in-relapse-prevention':
      return saySeverity(answer, sayDay)
    case 'not-improved-week-8':
    case 'not-measured-week-8':
      return sayImprovement(answer, sayDay)
    case 'no-remission-week-20':
    case 'ready-to-step-down':
      return sayRemission(answer, sayDay)
    case 'anxiety-not-improved':
      return sayAnxiety(answer, sayDay)
    case 'early-warning':
      return sayEarlyWarning(answer, sayDay)
    case 'no-first-contact':
    case 'contact-overdue':
      return sayContact(answer, sayDay)
    case 'goal-review-due':
    case 'review-overdue':
    case 'long-stay':
      return sayReview(answer, sayDay)
    default:
      return answer satisfies never
  }
}

/**
 * What a flag rests on, as texts that stay the same for as long as it is the same: a score, an episode, the last discussion, a goal
 * and its day. A rule that was answered is not asked again about the same for a while, and at once about something new.
 */
export function basesOf(answer: RuleAnswer): readonly string[] {
  switch (answer.rule) {
    case 'safety-answer':
      return [`score:${answer.answer.scoreId}`]
    case 'not-measured-week-8':
      return [`score:${(answer.latest ?? answer.baseline).scoreId}`]
    case 'not-improved-week-8':
    case 'anxiety-not-improved':
    case 'early-warning':
    case 'severe-score':
    case 'worse-in-relapse-prevention':
      return [`score:${answer.latest.scoreId}`]
    // A further score of the same kind changes nothing about these two questions, so they rest on the run of scores as a whole.
    case 'no-remission-week-20':
      return [`since:${answer.baseline.on}`]
    case 'ready-to-step-down':
      return [`since:${answer.first.on}`]
    case 'no-first-contact':
    case 'long-stay':
      return [`since:${answer.start}`]
    case 'contact-overdue':
      return [`since:${answer.lastReached}`]
    case 'review-overdue':
      return [`since:${answer.since}`]
    case 'goal-review-due':
      return answer.goals.map(({ goalId, reviewOn }) => `goal:${goalId}:${reviewOn}`)
    default:
      return answer satisfies never
  }
}

/** The labels of the scores and the answer that a rule speaks of, each once: why what it says is protected. */
export function labelsOfAnswer(answer: RuleAnswer): string[] {
  const spokenOf = [
    'baseline' in answer ? answer.baseline : undefined,
    'first' in answer ? answer.first : undefined,
    'latest' in answer ? answer.latest : undefined,
    'answer' in answer ? answer.answer : undefined,
  ]
  return [...new Set(spokenOf.flatMap((one) => one?.labels ?? []))].sort()
}

/** After how many days a rule that was answered asks again about the same; undefined for never, which is the safety rule. */
export function asksAgain(answer: RuleAnswer): number | undefined {
  const numbers: Numbers = answer.numbers
  return numbers.againDays
}

function askRule(code: RuleCode, input: RuleInput, settings: RuleSettings): Finding | NoFlag {
  const { on, numbers } = settings.get(code) ?? settingOf(code)
  if (!on) return 'turned-off'
  if (code === 'safety-answer')
    return safetyAnswers(input.safetyItems, numbersOf(safetyNumbers, numbers)).fires ?? 'no-safety-answer'
  const { episode } = input
  if (!episode) return 'no-episode'
  if (!ruleEntry(code).phases.includes(episode.phase)) return 'other-phase'
  return asks[code](input, episode, numbers)
}

const asks: {
  readonly [Code in Exclude<RuleCode, 'safety-answer'>]: (
    input: RuleInput,
    episode: Episode,
    numbers: Numbers,
  ) => Finding | NoFlag
} = {
  'severe-score': (input, episode, given) => severeScore(input, episode, numbersOf(severeNumbers, given)),
  'worse-in-relapse-prevention': (input, episode, given) =>
    worseInRelapsePrevention(input, episode, numbersOf(relapseNumbers, given)),
  'not-improved-week-8': (input, episode, given) =>
    notImproved(input, episode, numbersOf(notImprovedNumbers, given)),
  'not-measured-week-8': (input, episode, given) =>
    notMeasured(input, episode, numbersOf(notMeasuredNumbers, given)),
  'no-remission-week-20': (input, episode, given) =>
    noRemission(input, episode, numbersOf(noRemissionNumbers, given)),
  'anxiety-not-improved': (input, episode, given) =>
    anxietyNotImproved(input, episode, numbersOf(anxietyNumbers, given)),
  'early-warning': (input, episode, given) =>
    earlyWarning(input, episode, numbersOf(earlyWarningNumbers, given)),
  'no-first-contact': (input, episode, given) =>
    noFirstContact(input, episode, numbersOf(firstContactNumbers, given)),
  'contact-overdue': (input, episode, given) =>
    contactOverdue(input, episode, numbersOf(contactOverdueNumbers, given)),
  'goal-review-due': (input, episode, given) => goalReviewDue(input, episode, numbersOf(goalNumbers, given)),
  'ready-to-step-down': (input, episode, given) =>
    readyToStepDown(input, episode, numbersOf(stepDownNumbers, given)),
  'review-overdue': (input, episode, given) => reviewOverdue(input, episode, numbersOf(reviewNumbers, given)),
  'long-stay': (input, episode, given) => longStay(input, episode, numbersOf(longStayNumbers, given)),
}

function sourceOf(finding: Finding): Source {
  const epds = finding.rule === 'safety-answer' && finding.answer.instrument === 'epds'
  return epds ? sources.epdsItem10 : ruleBook[finding.rule].sources[0]
}
