/** The questionnaires whose totals this product reads, draws and reasons about. */
export type InstrumentCode =
  | 'phq-9'
  | 'phq-9m'
  | 'gad-7'
  | 'phq-2'
  | 'gad-2'
  | 'audit-c'
  | 'epds'
  | 'pcl-5'
  | 'audit'
  | 'dast-10'
  | 'gds-15'
  | 'isi'
  | 'pc-ptsd-5'
  | 'who-5'
  | 'y-bocs'

/** A stretch of totals, both ends included, and what it is called. */
export interface Band {
  readonly from: number
  readonly to: number
  readonly words: string
}

/** One question of a questionnaire: what it asks about, and what each answer is called, from 0 on. */
export interface Question {
  readonly topic: string
  readonly answers: readonly string[]
}

/** The answers of a questionnaire, for those that may be typed in one by one. */
export interface Sheet {
  readonly questions: readonly Question[]
  /** Whether the topics are the published wording, or only say in our own words what is asked. */
  readonly published: boolean
  /** What the answers are about: the last two weeks. */
  readonly about: string
  /** What one must know to read the sheet. */
  readonly note?: string
}

export interface Instrument {
  readonly code: InstrumentCode
  /** The short name that clinicians say. */
  readonly name: string
  readonly fullName: string
  readonly min: 0
  readonly max: number
  /** How many items make up the total; each is answered from 0 to `itemMax`. 0 where only totals are taken: then their sum is not the total, or differs by version. */
  readonly items: number
  readonly itemMax: number
  /** Which way is better. */
  readonly better: 'lower' | 'higher'
  readonly bands: readonly Band[]
  /** Below this (or, where higher is better, above) the illness counts as gone; only where a source says so. */
  readonly remission?: { readonly below: number; readonly source: string }
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
