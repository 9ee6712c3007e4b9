/** Where a number comes from, so that whoever is flagged can check. */
export interface Source {
  readonly text: string
  readonly href?: string
  /** What stands behind it: research or guidance that can be looked up, what others do, our own guess, our own decision. */
  readonly kind?: SourceKind
}

export type SourceKind = keyof typeof sourceKinds

/** What stands behind a number, in the words the pages use. */
export const sourceKinds = {
  published: 'Published',
  practice: 'What others do, not a guideline',
  assumption: 'Assumption',
  ours: 'Ours, no source',
} as const

export const sources = {
  mhip: {
    kind: 'published',
    text: 'Improved is PHQ-9 below 10 or at least 50 % down; without it by week 8, psychiatric review between weeks 8 and 12, for a baseline of 10 or more (MHIP, doi 10.1176/appi.ps.201400577)',
    href: 'https://doi.org/10.1176/appi.ps.201400577',
  },
  mhipContact: {
    kind: 'published',
    text: 'A follow-up contact within 4 weeks of the start goes with better outcomes (MHIP, doi 10.1176/appi.ps.201400577)',
    href: 'https://doi.org/10.1176/appi.ps.201400577',
  },
  measuredSince: {
    kind: 'ours',
    text: 'That a score from before week 4 says nothing about week 8 is our decision',
  },
  riskId: {
    kind: 'published',
    text: 'PHQ-9 item 9 answered above "not at all" calls for a structured second step (VHA Risk ID)',
    href: 'https://psychiatryonline.org/doi/10.1176/appi.ps.202000109',
  },
  item9Misses: {
    kind: 'published',
    text: 'Item 9 misses many: 62.9 % of inpatients at risk denied it, so a person can always raise an emergency by hand',
    href: 'https://pmc.ncbi.nlm.nih.gov/articles/PMC8258235',
  },
  epdsItem10: {
    kind: 'ours',
    text: 'EPDS item 10 answered above "never" is treated like PHQ-9 item 9; the decision is ours, a site can change it',
  },
  arrival: {
    kind: 'ours',
    text: 'That an answer older than 14 days when it arrives goes to a list to be checked, and raises no alarm, is our decision',
  },
  severe: {
    kind: 'practice',
    text: 'An alert from PHQ-9 20 on is a protocol in use (Canvas); 20 and more is the band "severe"',
    href: 'https://docsbay.net/using-phq-9-diagnosis-and-score-for-initial-treatment-selection',
  },
  severeDays: {
    kind: 'ours',
    text: 'That it is asked about scores of the last 14 days only is our decision',
  },
  gadPoints: {
    kind: 'published',
    text: 'The smallest difference in GAD-7 that matters to patients is 4 points (Toussaint 2020, doi 10.1016/j.jad.2020.01.032)',
    href: 'https://doi.org/10.1016/j.jad.2020.01.032',
  },
  gadTiming: {
    kind: 'assumption',
    text: 'Week 8, the baseline of 10 and the score since week 4 are taken over from the PHQ-9 rule by analogy',
  },
  macArthur: {
    kind: 'published',
    text: 'No remission by 20 to 30 weeks calls for a psychiatric consultation (MacArthur toolkit, as reproduced here)',
    href: 'https://docsbay.net/using-phq-9-diagnosis-and-score-for-initial-treatment-selection',
  },
  remission: {
    kind: 'published',
    text: 'Remission is PHQ-9 below 5 (NCQA, depression remission or response)',
    href: 'https://ncqa.org/report-cards/health-plans/state-of-health-care-quality-report/measures-list/depression-remission-or-response-for-adolescents-and-adults-drr-e',
  },
  baselineTen: {
    kind: 'assumption',
    text: 'That it is asked for a baseline of 10 or more only is taken over from the week-8 rule',
  },
  lateScores: {
    kind: 'ours',
    text: 'That a score must be of week 12 or later to speak for week 20 is our decision',
  },
  stepDown: {
    kind: 'ours',
    text: 'Two scores in remission at least 4 weeks apart, before stepping down, is our decision; a site can change it',
  },
  earlyWarning: {
    kind: 'published',
    text: 'PHQ-9 of 17 or more at week 4, 13 or more at week 9, 9 or more at week 14 foretold non-response in trials of cognitive behavioural therapy (PMID 26077754)',
    href: 'https://pubmed.ncbi.nlm.nih.gov/26077754/',
  },
  earlyWarningSeen: {
    kind: 'assumption',
    text: 'That it holds for other treatments, and for weeks between those measured, is not known; therefore the rule is off until a team turns it on',
  },
  caseloadTable: {
    kind: 'practice',
    text: "Discussed at least once a month while active and every second month in relapse prevention; a stay of more than 9 months is long: a real deployment's choice (uwscope), not a guideline",
    href: 'https://github.com/uwscope/scope-web',
  },
  followUp: {
    kind: 'ours',
    text: 'That deployment marks overdue follow-up too, but its number is not known to us: 6 and 12 weeks are ours',
  },
  goalDay: { kind: 'ours', text: 'The day is the one written down with the goal itself' },
  relapse: { kind: 'ours', text: 'The line and the days are our decision: there is no source for them' },
  respondBy: {
    kind: 'ours',
    text: 'Respond-by times are ours, without a source, and can be changed',
  },
  carried: { kind: 'ours', text: 'That a lead answers from the third time on is our decision' },
  caseload: {
    kind: 'practice',
    text: 'IMPACT planned 100 to 150 patients for a full-time care manager; in the VA there were at most 143 to 165 in a quarter (Liu 2007). For a warning only',
  },
} as const satisfies Record<string, Source>
