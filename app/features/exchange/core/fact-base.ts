/** Where a record comes from: the place that sent it, what it is there, and its id there. */
export interface RecordKey {
  readonly source: string
  readonly type: string
  readonly id: string
  /** One record can hold several facts (two questionnaires in one answer sheet): which of them this is. */
  readonly part?: string
}

/** Why a fact may only be shown to some: security labels of the record. */
export type Label = 'part2' | 'eth' | 'sud' | 'psy' | 'hiv'

/** What every fact has. */
export interface FactBase {
  readonly key: RecordKey
  /** When the source last changed the record, in UTC. */
  readonly lastUpdated?: string
  readonly labels: readonly Label[]
}

/** What every fact about a patient has. */
export interface OfPatient extends FactBase {
  /** The key of the reference to the patient, as `references.ts` writes it. */
  readonly patient: string
}
