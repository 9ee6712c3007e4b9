import type { Urgency } from '#app/shared/urgency.ts'
import { anxietyNumbers } from './anxiety.ts'
import { contactOverdueNumbers, firstContactNumbers } from './contact-rules.ts'
import { earlyWarningNumbers } from './early-warning.ts'
import { notImprovedNumbers, notMeasuredNumbers } from './improvement.ts'
import type { NumberSpecs } from './numbers.ts'
import { noRemissionNumbers, stepDownNumbers } from './remission.ts'
import { goalNumbers, longStayNumbers, reviewNumbers } from './review-rules.ts'
import type { Episode } from './rule-input.ts'
import { safetyNumbers } from './safety.ts'
import { relapseNumbers, severeNumbers } from './severity.ts'
import { type Source, sources } from './sources.ts'

type Phase = Episode['phase']

/** All there is to say about a rule without asking it: what a lead reads before changing its numbers. */
export interface RuleEntry {
  readonly name: string
  /** What it says, with `{name}` where a number belongs. */
  readonly says: string
  /** What it asks the team, in the place where a person writes their own question. */
  readonly question: string
  readonly numbers: NumberSpecs
  /** The first is the one a flag names. */
  readonly sources: readonly [Source, ...Source[]]
  readonly on: boolean
  /** It cannot be turned off, nor made less urgent. */
  readonly fixed?: boolean
  readonly urgency: Urgency
  /** The phases whose cases it looks at. */
  readonly phases: readonly Phase[]
  /** Rules that ask the same more sharply: while one of them asks, this one is silent. */
  readonly yieldsTo?: readonly string[]
  /** The part of the case's page that shows what it looked at. */
  readonly restsOn: 'scores' | 'contacts' | 'goals' | 'history'
  /** It has nothing to ask while the case is on its way to a huddle anyway. */
  readonly idleInQueue?: boolean
}

const active = ['active'] as const
const both = ['active', 'relapse-prevention'] as const

/** Every rule, in the order in which its flags come for one case. */
export const ruleBook = {
  'safety-answer': {
    name: 'Safety answer',
    says: 'A patient answered 1 or more to the question about self-harm (PHQ-9 item 9, EPDS item 10), it is their newest answer, and it arrived within {arrivalDays} days of its own date. It makes a same-day task at once and is never cleared by the system.',
    question: 'Is the patient safe today, and what has to happen now?',
    restsOn: 'scores',
    numbers: safetyNumbers,
    sources: [sources.riskId, sources.epdsItem10, sources.arrival, sources.item9Misses],
    on: true,
    fixed: true,
    urgency: 'emergency',
    phases: both,
  },
  'severe-score': {
    name: 'Severe score',
    says: 'The newest PHQ-9 is {from} or more and was taken in the last {lastDays} days.',
    question: 'A severe score: is this treatment enough?',
    restsOn: 'scores',
    numbers: severeNumbers,
    sources: [sources.severe, sources.severeDays],
    on: true,
    urgency: 'urgent',
    phases: active,
  },
  'worse-in-relapse-prevention': {
    name: 'Worse in relapse prevention',
    says: 'The case is in relapse prevention, and its newest PHQ-9, taken in the last {lastDays} days, is {from} or more.',
    question: 'Worse again: back to active treatment?',
    restsOn: 'scores',
    numbers: relapseNumbers,
    sources: [sources.relapse],
    on: true,
    urgency: 'soon',
    phases: ['relapse-prevention'],
  },
  'not-improved-week-8': {
    name: 'Not improved at week 8',
    says: 'From week {week} on: the PHQ-9 began at {baselineFrom} or more, and the newest one since week {measuredSinceWeek} is neither below {improvedBelow} nor at least {improvedPercent} % down.',
    question: 'Eight weeks without enough improvement: what do we change?',
    restsOn: 'scores',
    numbers: notImprovedNumbers,
    sources: [sources.mhip, sources.measuredSince],
    on: true,
    // "Soon" is two working weeks: from week 8 that is well before week 12, when the review should have been.
    urgency: 'soon',
    phases: active,
  },
  'not-measured-week-8': {
    name: 'Not measured at week 8',
    says: 'From week {week} on: the PHQ-9 began at {baselineFrom} or more, and there is none since week {measuredSinceWeek}. That is a follow-up, and not the same as not improved.',
    question: 'Nobody has measured since week 4: who reaches the patient, and how?',
    restsOn: 'scores',
    numbers: notMeasuredNumbers,
    sources: [sources.mhip, sources.measuredSince],
    on: true,
    urgency: 'routine',
    phases: active,
  },
  'no-remission-week-20': {
    name: 'No remission by week 20',
    says: 'From week {week} on: the PHQ-9 began at {baselineFrom} or more, and the newest one since week {measuredSinceWeek} is not below {remissionBelow}. It is silent while “Not improved at week 8” asks.',
    question: 'Improved but not well after 20 weeks: does a psychiatrist see the patient?',
    restsOn: 'scores',
    numbers: noRemissionNumbers,
    sources: [sources.macArthur, sources.remission, sources.lateScores, sources.baselineTen],
    on: true,
    urgency: 'soon',
    phases: active,
    yieldsTo: ['not-improved-week-8'],
  },
  'anxiety-not-improved': {
    name: 'Anxiety not improved at week 8',
    says: 'From week {week} on: the GAD-7 began at {baselineFrom} or more, and the newest one since week {measuredSinceWeek} is less than {points} points down.',
    question: 'The anxiety has not eased: what do we change?',
    restsOn: 'scores',
    numbers: anxietyNumbers,
    sources: [sources.gadPoints, sources.gadTiming],
    on: true,
    urgency: 'soon',
    phases: active,
  },
  'early-warning': {
    name: 'Early warning',
    says: 'The PHQ-9 began at {baselineFrom} or more, and the newest one is {firstLine} or more from week {firstWeek}, {secondLine} or more from week {secondWeek}, or {thirdLine} or more from week {thirdWeek} on. It is silent while a rule of later weeks asks.',
    question: 'The course looks like one that will not respond: what do we change early?',
    restsOn: 'scores',
    numbers: earlyWarningNumbers,
    sources: [sources.earlyWarning, sources.earlyWarningSeen],
    on: false,
    urgency: 'soon',
    phases: active,
    yieldsTo: ['not-improved-week-8', 'no-remission-week-20'],
  },
  'no-first-contact': {
    name: 'No contact since the start',
    says: 'Nobody has reached the patient after the day the episode began, and {weeks} weeks have gone by.',
    question: 'Nobody has reached the patient since the start: who tries, and how?',
    restsOn: 'contacts',
    numbers: firstContactNumbers,
    sources: [sources.mhipContact],
    on: true,
    urgency: 'soon',
    phases: active,
  },
  'contact-overdue': {
    name: 'Follow-up contact overdue',
    says: 'The patient was last reached more than {activeDays} days ago while the case is active, or more than {preventionDays} days ago in relapse prevention.',
    question: 'The patient has not been reached for long: who calls?',
    restsOn: 'contacts',
    numbers: contactOverdueNumbers,
    sources: [sources.followUp],
    on: true,
    urgency: 'routine',
    phases: both,
  },
  'goal-review-due': {
    name: 'Goal due for review',
    says: 'The day on which a goal of the patient is to be looked at again has come.',
    question: 'Where does the patient stand with the goal: reached, kept, or changed?',
    restsOn: 'goals',
    numbers: goalNumbers,
    sources: [sources.goalDay],
    on: true,
    urgency: 'routine',
    phases: both,
    idleInQueue: true,
  },
  'ready-to-step-down': {
    name: 'Ready for relapse prevention',
    says: 'The PHQ-9 began at {baselineFrom} or more, and the newest ones are below {remissionBelow} over at least {daysApart} days, without a higher one between.',
    question: 'In remission: is it time for relapse prevention?',
    restsOn: 'scores',
    numbers: stepDownNumbers,
    sources: [sources.stepDown, sources.remission, sources.baselineTen],
    on: true,
    urgency: 'routine',
    phases: active,
  },
  'review-overdue': {
    name: 'Review overdue',
    says: 'The team has not discussed the case for more than {activeMonths|month|months} while it is active, or {preventionMonths|month|months} in relapse prevention. It is silent while the case waits to be discussed.',
    question: 'It is time to look at this case together again.',
    restsOn: 'history',
    numbers: reviewNumbers,
    sources: [sources.caseloadTable],
    on: true,
    urgency: 'routine',
    phases: both,
    idleInQueue: true,
  },
  'long-stay': {
    name: 'Long stay',
    says: 'The case is active, and its episode began more than {months} months ago. It is silent while the case waits to be discussed.',
    question: 'A long episode: what is it still for, and what comes next?',
    restsOn: 'history',
    numbers: longStayNumbers,
    sources: [sources.caseloadTable],
    on: true,
    urgency: 'routine',
    phases: active,
    idleInQueue: true,
  },
} as const satisfies Record<string, RuleEntry>

export type RuleCode = keyof typeof ruleBook

/** Every rule's code, in the book's order. */
export const ruleCodes = Object.keys(ruleBook) as RuleCode[]

/** A rule's entry. */
export function ruleEntry(code: RuleCode): RuleEntry {
  return ruleBook[code]
}

/** Whether a text read from outside names a rule. */
export function isRuleCode(text: string): text is RuleCode {
  return Object.hasOwn(ruleBook, text)
}

/** The urgencies a rule's flags may be given: its own alone where it is fixed, otherwise any but emergency, which is the safety lane's. */
export function urgenciesOf(code: RuleCode): readonly Urgency[] {
  return ruleEntry(code).fixed ? [ruleEntry(code).urgency] : ['urgent', 'soon', 'routine']
}
