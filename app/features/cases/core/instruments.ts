/** The questionnaires whose totals this product reads, draws and reasons about. Higher is worse in all of them. */
export type InstrumentCode = 'phq-9' | 'phq-9m' | 'gad-7' | 'phq-2' | 'audit-c' | 'epds' | 'pcl-5'

/** A stretch of totals, both ends included, and what it is called. */
export interface Band {
  readonly from: number
  readonly to: number
  readonly words: string
}

export interface Instrument {
  readonly code: InstrumentCode
  /** The short name that clinicians say. */
  readonly name: string
  readonly fullName: string
  readonly min: 0
  readonly max: number
  /** How many items make up the total; each is answered from 0 to `itemMax`. */
  readonly items: number
  readonly itemMax: number
  readonly bands: readonly Band[]
  /** The item, counted from 1, that asks about self-harm. An answer of 1 or more is a safety answer. */
  readonly safetyItem?: number
  readonly loinc: {
    readonly panels: readonly string[]
    readonly totals: readonly string[]
    /** In the order of the items. Empty where we are not sure of every one: a wrong code is worse than none. */
    readonly items: readonly string[]
  }
  /** Where range and bands come from. */
  readonly source: string
}

const phqBands: readonly Band[] = [
  { from: 0, to: 4, words: 'None or minimal' },
  { from: 5, to: 9, words: 'Mild' },
  { from: 10, to: 14, words: 'Moderate' },
  { from: 15, to: 19, words: 'Moderately severe' },
  { from: 20, to: 27, words: 'Severe' },
]

const phqItems = [
  '44250-9',
  '44255-8',
  '44259-0',
  '44254-1',
  '44251-7',
  '44258-2',
  '44252-5',
  '44253-3',
  '44260-8',
]

export const instruments = {
  'phq-9': {
    code: 'phq-9',
    name: 'PHQ-9',
    fullName: 'Patient Health Questionnaire, 9 items',
    min: 0,
    max: 27,
    items: 9,
    itemMax: 3,
    bands: phqBands,
    safetyItem: 9,
    loinc: { panels: ['44249-1'], totals: ['44261-6'], items: phqItems },
    source:
      'Severity 5-9, 10-14, 15-19, 20 and more: https://docsbay.net/using-phq-9-diagnosis-and-score-for-initial-treatment-selection',
  },
  'phq-9m': {
    code: 'phq-9m',
    name: 'PHQ-9M',
    fullName: 'Patient Health Questionnaire, 9 items, modified for teens',
    min: 0,
    max: 27,
    items: 9,
    itemMax: 3,
    bands: phqBands,
    safetyItem: 9,
    // Files code the nine questions of the teens' version like the adults'; its panel or total tells which it was.
    loinc: { panels: ['89206-7'], totals: ['89204-2'], items: phqItems },
    source: 'Range: https://loinc.org/89204-2; bands as for PHQ-9, by analogy',
  },
  'gad-7': {
    code: 'gad-7',
    name: 'GAD-7',
    fullName: 'Generalized Anxiety Disorder, 7 items',
    min: 0,
    max: 21,
    items: 7,
    itemMax: 3,
    bands: [
      { from: 0, to: 4, words: 'Minimal' },
      { from: 5, to: 9, words: 'Mild' },
      { from: 10, to: 14, words: 'Moderate' },
      { from: 15, to: 21, words: 'Severe' },
    ],
    loinc: {
      panels: ['69737-5'],
      totals: ['70274-6'],
      items: ['69725-0', '68509-9', '69733-4', '69734-2', '69735-9', '69689-8', '69736-7'],
    },
    source: 'Spitzer 2006, doi 10.1001/archinte.166.10.1092',
  },
  'phq-2': {
    code: 'phq-2',
    name: 'PHQ-2',
    fullName: 'Patient Health Questionnaire, first 2 items',
    min: 0,
    max: 6,
    items: 2,
    itemMax: 3,
    bands: [
      { from: 0, to: 2, words: 'Screen negative' },
      { from: 3, to: 6, words: 'Screen positive' },
    ],
    loinc: { panels: ['55757-9'], totals: ['55758-7'], items: phqItems.slice(0, 2) },
    source: 'Kroenke 2003, doi 10.1097/01.MLR.0000093487.78664.3C',
  },
  'audit-c': {
    code: 'audit-c',
    name: 'AUDIT-C',
    fullName: 'Alcohol Use Disorders Identification Test, consumption',
    min: 0,
    max: 12,
    items: 3,
    itemMax: 4,
    bands: [
      { from: 0, to: 2, words: 'Screen negative' },
      { from: 3, to: 3, words: 'Screen positive for women, negative for men' },
      { from: 4, to: 12, words: 'Screen positive' },
    ],
    loinc: { panels: ['72109-2'], totals: ['75626-2'], items: ['68518-0', '68519-8', '68520-6'] },
    source: '4 or more for men, 3 or more for women: https://loinc.org/75626-2 (PMID 12695273)',
  },
  epds: {
    code: 'epds',
    name: 'EPDS',
    fullName: 'Edinburgh Postnatal Depression Scale',
    min: 0,
    max: 30,
    items: 10,
    itemMax: 3,
    bands: [
      { from: 0, to: 9, words: 'Depression unlikely' },
      { from: 10, to: 12, words: 'Depression possible' },
      { from: 13, to: 30, words: 'Depression probable' },
    ],
    safetyItem: 10,
    loinc: { panels: ['71354-5'], totals: ['99046-5'], items: [] },
    source: 'Cox 1987, doi 10.1192/bjp.150.6.782',
  },
  'pcl-5': {
    code: 'pcl-5',
    name: 'PCL-5',
    fullName: 'PTSD Checklist for DSM-5',
    min: 0,
    max: 80,
    items: 20,
    itemMax: 4,
    bands: [
      { from: 0, to: 30, words: 'Below the cut-point' },
      { from: 31, to: 80, words: 'At or above the cut-point' },
    ],
    loinc: { panels: ['101697-1'], totals: ['101698-9'], items: [] },
    source: 'Cut-point 31 to 33, the lower end taken: https://www.ptsd.va.gov (PCL-5)',
  },
} as const satisfies Record<InstrumentCode, Instrument>

/** All of them, the most used first. */
export const allInstruments: readonly Instrument[] = Object.values(instruments)

/** The instrument of that code. */
export function instrumentOf(code: InstrumentCode): Instrument {
  return instruments[code]
}

/** Whether the instrument can give this total: a whole number within its range. 300 is no PHQ-9; 0 is one. */
export function isTotalOf(code: InstrumentCode, value: number): boolean {
  const { min, max } = instruments[code]
  return Number.isInteger(value) && value >= min && value <= max
}

/** Whether an item of the instrument can be answered so: a whole number from 0 to the item's maximum. */
export function isAnswerOf(code: InstrumentCode, value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= instruments[code].itemMax
}

/** The band a total falls in, or undefined for a total the instrument cannot give. */
export function bandOf(code: InstrumentCode, value: number): Band | undefined {
  if (!isTotalOf(code, value)) return undefined
  return instruments[code].bands.find((band) => value >= band.from && value <= band.to)
}
