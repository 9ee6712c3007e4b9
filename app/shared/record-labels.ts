/** Labels a record can carry, in plain words. Each says why the record may be shown only to some. */
export const labelWords: Readonly<Record<string, string>> = {
  part2: 'Substance use treatment record (42 CFR Part 2)',
  eth: 'Alcohol use',
  sud: 'Substance use',
  'sud-counseling': 'Substance use counselling notes',
  psychotherapy: 'Psychotherapy notes',
  hiv: 'HIV',
  psy: 'Mental health',
}

/** Labels that bind by no federal rule, and that an organization can bind by the law of its state. */
export const stateLabels = ['hiv', 'psy'] as const
