import type { RuleCode } from './rules.ts'

/** What a rule asks the team, in the place where a person writes their own question. */
export const ruleQuestions = {
  'safety-answer': 'Is the patient safe today, and what has to happen now?',
  'not-improved-week-8': 'Eight weeks without enough improvement: what do we change?',
  'not-measured-week-8': 'Nobody has measured since week 4: who reaches the patient, and how?',
} as const satisfies Record<RuleCode, string>
