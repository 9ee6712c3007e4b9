import { codingsOf, isOf } from '#app/features/exchange/core/codes.ts'

/** The code systems that the value sets draw on, by short names. */
const systems = {
  icd10cm: ['http://hl7.org/fhir/sid/icd-10-cm'],
  icd9cm: ['http://hl7.org/fhir/sid/icd-9-cm', 'http://terminology.hl7.org/CodeSystem/icd9cm'],
  snomed: ['http://snomed.info/sct'],
  loinc: ['http://loinc.org'],
  cpt: ['http://www.ama-assn.org/go/cpt'],
  rxnorm: ['http://www.nlm.nih.gov/research/umls/rxnorm'],
  // The one system has had several addresses in the yearly releases.
  hcpcs: [
    'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
    'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
    'http://www.nlm.nih.gov/research/umls/hcpcs',
  ],
} as const

/** The short name of a code system. */
export type CodeSystem = keyof typeof systems

/** A code that a measure names by itself, outside any value set. */
export interface Code {
  readonly of: CodeSystem
  readonly code: string
}

/**
 * Codes of one system, parted by blanks. `from` and `until` are the measurement years, both included, whose
 * published release of the set has them; every year when left out.
 */
export interface CodeRow {
  readonly of: CodeSystem
  readonly from?: number
  readonly until?: number
  readonly codes: string
}

/**
 * A published value set: which codes mean the thing a measure speaks of.
 *
 * From the releases for the measurement years 2024, 2025 and 2026 (cqframework/ecqm-content-qicore-2023, -2024 and
 * -2025, input/vocabulary/valueset/external), `version` as those name it, the older first. Held here are codes alone,
 * no wording: the words of CPT belong to the American Medical Association and those of SNOMED CT to SNOMED
 * International, and no measure needs them.
 */
export interface ValueSet {
  readonly name: string
  readonly oid: string
  readonly version: string
  readonly rows: readonly CodeRow[]
}

export interface SetOfYears extends ValueSet {
  /** Whether a concept has a code of this set, as it was released for the measurement year. */
  has(concept: unknown, year: number): boolean
}

/** The set, ready to be asked. A concept is told by system and code, never by its words. */
export function valueSet(set: ValueSet): SetOfYears {
  const rowsOf = new Map<string, CodeRow[]>()
  for (const row of set.rows)
    for (const code of row.codes.trim().split(/\s+/)) {
      const key = `${row.of} ${code}`
      rowsOf.set(key, [...(rowsOf.get(key) ?? []), row])
    }
  return {
    ...set,
    has: (concept, year) =>
      codingsOf(concept).some((coding) =>
        Object.keys(systems).some(
          (of) =>
            isOfSystem(coding, of as CodeSystem) &&
            rowsOf.get(`${of} ${coding.code}`)?.some((row) => isReleased(row, year)),
        ),
      ),
  }
}

/** Whether a concept has this very code. */
export function isCode(concept: unknown, wanted: Code): boolean {
  return codingsOf(concept).some((coding) => coding.code === wanted.code && isOfSystem(coding, wanted.of))
}

function isOfSystem(coding: { readonly system?: string; readonly code: string }, of: CodeSystem): boolean {
  return systems[of].some((address) => isOf(coding, address))
}

function isReleased({ from, until }: CodeRow, year: number): boolean {
  return (from === undefined || year >= from) && (until === undefined || year <= until)
}
