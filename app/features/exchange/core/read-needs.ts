import { codesIn, loinc, snomed } from './codes.ts'
import { readDate, readDay } from './dates.ts'
import type { ConditionFact, NeedKind, NeedSignFact, ReadContext } from './facts.ts'
import { at, field, first, list, text } from './json.ts'
import type { FhirRecord } from './record.ts'

/** What an answer says about a need. */
interface Sign {
  readonly need: NeedKind
  readonly present: boolean
  readonly words?: string
}

const yesNo = (need: NeedKind, words?: string): Readonly<Record<string, Sign>> => ({
  'LA33-6': { need, present: true, ...(words && { words }) },
  'LA32-8': { need, present: false },
})

const foodOften: Readonly<Record<string, Sign>> = {
  'LA28397-0': { need: 'food', present: true },
  'LA6729-3': { need: 'food', present: true },
  'LA28398-8': { need: 'food', present: false },
}

/**
 * What is asked, and what which answer says. Only questions with codes of LOINC, and of their answers only those that
 * say plainly that a need is there or is not: PRAPARE, the Hunger Vital Sign and the questions they share with AHC.
 */
const asked: Readonly<Record<string, Readonly<Record<string, Sign>>>> = {
  // PRAPARE: housing status; worried about losing it.
  '71802-3': {
    'LA30190-5': { need: 'housing', present: true },
    'LA30189-7': { need: 'housing', present: false },
  },
  '93033-9': yesNo('housing', 'Worried about losing their housing'),
  // PRAPARE: unable to get, when it was really needed.
  '93031-3': {
    'LA30125-1': { need: 'food', present: true },
    'LA30124-4': { need: 'money', present: true, words: 'Utilities' },
    'LA30126-9': { need: 'other', present: true, words: 'Clothing' },
    'LA30127-7': { need: 'other', present: true, words: 'Child care' },
    'LA30128-5': { need: 'other', present: true, words: 'Medicine or health care' },
  },
  // PRAPARE: lack of transportation.
  '93030-5': {
    'LA30133-5': { need: 'transport', present: true, words: 'Kept from medical appointments' },
    'LA30134-3': { need: 'transport', present: true },
    'LA32-8': { need: 'transport', present: false },
  },
  // PRAPARE: how often they see or talk to people they care about.
  '93029-7': {
    'LA27722-0': { need: 'isolation', present: true },
    'LA30131-9': { need: 'isolation', present: false },
    'LA30132-7': { need: 'isolation', present: false },
  },
  // PRAPARE: feels safe where they live; afraid of a partner.
  '93026-3': {
    'LA32-8': { need: 'safety', present: true, words: 'Does not feel safe where they live' },
    'LA33-6': { need: 'safety', present: false },
  },
  '76501-6': yesNo('safety', 'Afraid of a partner or former partner'),
  // PRAPARE: preferred language.
  '54899-0': { 'LA30188-9': { need: 'language', present: true, words: 'Other than English' } },
  // Hunger Vital Sign: both questions, and the risk that follows from them.
  '88122-7': foodOften,
  '88123-5': foodOften,
  '88124-3': {
    'LA19952-3': { need: 'food', present: true },
    'LA19983-8': { need: 'food', present: false },
  },
}

/** Whether a LOINC code is one of the questions above. */
export function asksAboutNeed(code: string): boolean {
  return Object.hasOwn(asked, code)
}

/** The signs in an answer to one of the questions above. */
export function signsInAnswer(code: string, answers: readonly string[]): Sign[] {
  const known = asksAboutNeed(code) ? asked[code] : undefined
  return answers.flatMap((answer) => (known && Object.hasOwn(known, answer) ? (known[answer] ?? []) : []))
}

/** The codes of LOINC that an Observation, a component or an answer gives as its value. */
export function answerCodesOf(holder: unknown): string[] {
  const concept = field(holder, 'valueCodeableConcept') ?? { coding: list(field(holder, 'valueCoding')) }
  return codesIn(concept, loinc)
}

// SNOMED CT's findings, sent as observations that are true or not.
const findings: Readonly<Record<string, Sign>> = {
  '160695008': { need: 'transport', present: true, words: 'Transport too expensive' },
  '713458007': { need: 'transport', present: true },
  '422650009': { need: 'isolation', present: true },
  '32911000': { need: 'housing', present: true },
  '733423003': { need: 'food', present: true },
}

/** The signs in an Observation whose code is the finding itself: true, it is there; false, it is not. */
export function signsInObservation(json: unknown): Sign[] {
  const value = field(json, 'valueBoolean')
  if (typeof value !== 'boolean') return []
  return codesIn(field(json, 'code'), snomed).flatMap((code) => {
    const sign = Object.hasOwn(findings, code) ? findings[code] : undefined
    if (!sign) return []
    return value ? sign : { need: sign.need, present: false }
  })
}

/** Signs as facts of a record: each kind of need once, a sign that it is there before one that it is not. */
export function signFacts(
  head: FhirRecord['head'],
  patient: string,
  on: string | undefined,
  signs: readonly Sign[],
): NeedSignFact[] {
  const byNeed = new Map<NeedKind, Sign>()
  for (const sign of signs) {
    const before = byNeed.get(sign.need)
    if (!before || (sign.present && !before.present)) byNeed.set(sign.need, sign)
    else if (sign.present && sign.words && before.words && !before.words.includes(sign.words))
      byNeed.set(sign.need, { ...before, words: `${before.words}, ${sign.words}` })
  }
  return [...byNeed.values()].map(({ need, present, words }) => ({
    kind: 'need-sign',
    ...head,
    key: { ...head.key, part: `need-${need}` },
    patient,
    need,
    present,
    ...(on && { on }),
    ...(words && { words }),
  }))
}

const sdohCategories = ['http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes']

// Gravity's domains. Those that fit none of our kinds are left out: the condition itself is on the list of problems.
const domains: Readonly<Record<string, NeedKind>> = {
  'food-insecurity': 'food',
  'housing-instability': 'housing',
  homelessness: 'housing',
  'inadequate-housing': 'housing',
  'transportation-insecurity': 'transport',
  'financial-insecurity': 'money',
  'material-hardship': 'money',
  'utility-insecurity': 'money',
  'social-connection': 'isolation',
  'intimate-partner-violence': 'safety',
  'elder-abuse': 'safety',
}

// SNOMED CT and ICD-10-CM, those whose meaning leaves no doubt.
const snomedNeeds: Readonly<Record<string, NeedKind>> = {
  '32911000': 'housing',
  '733423003': 'food',
  '422650009': 'isolation',
  '713458007': 'transport',
  '706893006': 'safety',
}
const icd10 = 'http://hl7.org/fhir/sid/icd-10-cm'
const icdNeeds: readonly (readonly [RegExp, NeedKind])[] = [
  [/^Z59\.(0|00|01|02|81\d*)$/, 'housing'],
  [/^Z59\.4\d?$/, 'food'],
  [/^Z59\.82$/, 'transport'],
  [/^Z59\.(5|6|7|86|87)$/, 'money'],
]

const notTrue = ['refuted', 'entered-in-error']

/** What a Condition says about needs: by Gravity's category, or by its code. One that is resolved says there is none. */
export function signsInCondition(fact: ConditionFact, json: unknown, context: ReadContext): NeedSignFact[] {
  if (notTrue.includes(fact.verification ?? '')) return []
  const categories = list(field(json, 'category')).flatMap((one) =>
    sdohCategories.flatMap((system) => codesIn(one, system)),
  )
  const code = field(json, 'code')
  const found = first([
    ...categories.map((category) => (Object.hasOwn(domains, category) ? domains[category] : undefined)),
    ...codesIn(code, snomed).map((one) => (Object.hasOwn(snomedNeeds, one) ? snomedNeeds[one] : undefined)),
    ...codesIn(code, icd10).map((one) => icdNeeds.find(([pattern]) => pattern.test(one))?.[1]),
  ])
  const recorded = readDay(field(json, 'recordedDate'), context.zone)?.on
  const began = fact.onset?.length === 10 ? fact.onset : undefined
  const over = ['inactive', 'remission', 'resolved'].includes(fact.clinicalStatus ?? '')
  const ended = readDate(field(json, 'abatementDateTime'), context.zone)?.on
  const on = over && ended?.length === 10 ? ended : (recorded ?? began)
  if (!found) return []
  const { key, lastUpdated, labels } = fact
  const head = { key, labels, ...(lastUpdated && { lastUpdated }) }
  return signFacts(head, fact.patient, on, [{ need: found, present: !over }])
}

const snomedYes = '373066001'

/** The language a Patient is spoken to in, where it is not English, and whether they need an interpreter. */
export function languageSigns({ json, head, context }: FhirRecord, patient: string): NeedSignFact[] {
  const languages = list(field(json, 'communication')).map((one) => ({
    code: first(list(at(one, 'language', 'coding')).map((coding) => text(field(coding, 'code')))),
    preferred: field(one, 'preferred') === true,
  }))
  const chosen =
    languages.find(({ preferred }) => preferred) ?? (languages.length === 1 ? languages[0] : undefined)
  const words = languageName(chosen?.code)
  const needed = list(field(json, 'extension')).some(
    (extension) =>
      /(us-core-interpreter-needed|patient-interpreterRequired)$/.test(text(field(extension, 'url')) ?? '') &&
      (field(extension, 'valueBoolean') === true || text(at(extension, 'valueCoding', 'code')) === snomedYes),
  )
  const day = readDay(at(json, 'meta', 'lastUpdated'), context.zone)?.on
  const english = chosen?.code === undefined || /^en\b/i.test(chosen.code)
  return signFacts(head, patient, day, [
    ...(english ? [] : [{ need: 'language' as const, present: true, ...(words && { words }) }]),
    ...(needed ? [{ need: 'interpreter' as const, present: true, ...(words && !english && { words }) }] : []),
  ])
}

function languageName(code: string | undefined): string | undefined {
  if (!code || !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/i.test(code)) return undefined
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code)
  } catch {
    return undefined
  }
}
