import {
  allInstruments,
  type InstrumentCode,
  instrumentOf,
  isAnswerOf,
  isTotalOf,
} from '#app/features/cases/core/instruments.ts'
import { codesIn, codingsOf, isOf, loinc, snomed } from './codes.ts'
import type { AnswerFact, Fact, ItemAnswer, ScoreFact } from './facts.ts'
import { field, list, looseNumber, number, text } from './json.ts'

/** The instrument a LOINC code is the total of. */
export const totalOf: ReadonlyMap<string, InstrumentCode> = new Map(
  allInstruments.flatMap(({ code, loinc }) => loinc.totals.map((total) => [total, code] as const)),
)

/** The instrument a LOINC code is the whole set of questions of. */
export const panelOf: ReadonlyMap<string, InstrumentCode> = new Map(
  allInstruments.flatMap(({ code, loinc }) => loinc.panels.map((panel) => [panel, code] as const)),
)

/** Every LOINC code that is an item of one of our instruments. */
export const itemCodes: ReadonlySet<string> = new Set(allInstruments.flatMap(({ loinc }) => loinc.items))

// LOINC's answer lists: LL358-3 for PHQ and GAD-7; LL2179-1, LL2180-9 and LL2181-7 for AUDIT-C. No answer is in two
// lists with two values.
const answerCodes: Readonly<Record<string, number>> = {
  'LA6568-5': 0,
  'LA6569-3': 1,
  'LA6570-1': 2,
  'LA6571-9': 3,
  'LA6270-8': 0,
  'LA18926-8': 1,
  'LA18927-6': 2,
  'LA18928-4': 3,
  'LA18929-2': 4,
  'LA15694-5': 0,
  'LA15695-2': 1,
  'LA18930-0': 2,
  'LA18931-8': 3,
  'LA18932-6': 4,
  'LA18933-4': 1,
  'LA18876-5': 2,
  'LA18891-4': 3,
  'LA18934-2': 4,
}

// SNOMED CT's own codes for the two totals that files outside of LOINC's countries send.
const snomedTotals: Readonly<Record<string, string>> = { '720433000': '44261-6', '445455005': '70274-6' }

/** The LOINC codes of what is asked or measured; SNOMED CT's codes for a total are taken as LOINC's. */
export function measureCodes(concept: unknown): string[] {
  const translated = codesIn(concept, snomed).flatMap((code) =>
    Object.hasOwn(snomedTotals, code) ? (snomedTotals[code] ?? []) : [],
  )
  return [...codesIn(concept, loinc), ...translated]
}

const weightUrls = [
  'http://hl7.org/fhir/StructureDefinition/ordinalValue',
  'http://hl7.org/fhir/StructureDefinition/itemWeight',
]

/**
 * The number in an Observation, a component or an answer: as integer, decimal, quantity, coded answer, or digits in a
 * text. "More than 10" is no number, and neither is an answer code we do not know, unless it brings its weight along.
 */
export function valueIn(holder: unknown): number | undefined {
  const quantity = field(holder, 'valueQuantity')
  const exact =
    field(quantity, 'comparator') === undefined ? looseNumber(field(quantity, 'value')) : undefined
  const plain =
    looseNumber(field(holder, 'valueInteger')) ??
    looseNumber(field(holder, 'valueDecimal')) ??
    exact ??
    looseNumber(field(holder, 'valueString'))
  if (plain !== undefined) return plain

  const concept = field(holder, 'valueCodeableConcept')
  const raw = concept === undefined ? list(field(holder, 'valueCoding')) : list(field(concept, 'coding'))
  return codedValue({ coding: raw }) ?? [...raw, holder].map(weightOf).find((weight) => weight !== undefined)
}

/** Answers as they are gathered from one record. */
export class Gathered {
  readonly totals = new Map<InstrumentCode, number>()
  /** By LOINC code of the item. */
  readonly items = new Map<string, number>()
  /** By number of the item, for an instrument whose questions have no codes. */
  readonly numbered = new Map<number, number>()
  panel: InstrumentCode | undefined

  /** Takes in what one code says. Asked twice, the higher answer stands: nobody is reassured by a second click. */
  add(code: string, value: number): void {
    const total = totalOf.get(code)
    if (total) this.totals.set(total, Math.max(value, this.totals.get(total) ?? value))
    if (itemCodes.has(code)) this.items.set(code, Math.max(value, this.items.get(code) ?? value))
  }
}

/** What the facts of one record have in common. */
type Base = Omit<ScoreFact, 'kind' | 'instrument' | 'value' | 'items'>

/**
 * The facts in what was gathered from one record: a score for each total given, and for each instrument whose items
 * are all answered, their sum; and single answers for the items that belong to neither, so that a safety item is
 * never lost with a total that is missing or cannot be.
 */
export function factsOf(gathered: Gathered, base: Base): Fact[] | 'score-out-of-range' | 'no-value' {
  const { totals, items, panel } = gathered
  const valid = (instrument: InstrumentCode): ItemAnswer[] =>
    answersTo(gathered, instrument).filter(({ value }) => isAnswerOf(instrument, value))

  const scores = new Map<InstrumentCode, number>()
  for (const [instrument, value] of totals) if (isTotalOf(instrument, value)) scores.set(instrument, value)
  for (const instrument of candidates(gathered)) {
    const answers = valid(instrument)
    if (totals.has(instrument) || answers.length !== instrumentOf(instrument).items) continue
    scores.set(
      instrument,
      answers.reduce((sum, { value }) => sum + value, 0),
    )
  }

  const facts: Fact[] = [...scores].map(([instrument, value]): ScoreFact => {
    const key = { ...base.key, part: instrument }
    return { kind: 'score', ...base, key, instrument, value, items: valid(instrument) }
  })
  const told = new Set([...scores.keys()].flatMap((instrument) => instrumentOf(instrument).loinc.items))
  const owner = panel ?? [...totals.keys()][0]
  for (const code of items.keys())
    if (!told.has(code)) facts.push(...codedAnswer(gathered, code, owner, base))
  if (panel && !scores.has(panel) && items.size === 0) {
    facts.push(...valid(panel).map((answer) => answerFact(base, panel, answer)))
  }
  if (facts.length > 0) return facts
  return totals.size + items.size > 0 ? 'score-out-of-range' : 'no-value'
}

/** The instruments whose items may be summed: the one the record names, else those whose codes it uses. */
function candidates({ panel, totals, items }: Gathered): InstrumentCode[] {
  const known = new Set([...totals.keys(), ...(panel ? [panel] : [])])
  const teen = known.has('phq-9m')
  // The two questions of PHQ-2 open PHQ-9 too: they are a PHQ-2 only where nothing else of it was asked.
  const beyondTwo = instrumentOf('phq-9').loinc.items.slice(2)
  const onlyTwo = !known.has('phq-9') && !teen && beyondTwo.every((code) => !items.has(code))
  const asked = new Set<InstrumentCode>(panel ? [panel] : [])
  asked
    .add(teen ? 'phq-9m' : onlyTwo ? 'phq-2' : 'phq-9')
    .add('gad-7')
    .add('audit-c')
  return [...asked]
}

function answersTo({ items, numbered, panel }: Gathered, instrument: InstrumentCode): ItemAnswer[] {
  const coded = instrumentOf(instrument).loinc.items.flatMap((code, index) => {
    const value = items.get(code)
    return value === undefined ? [] : [{ item: index + 1, value }]
  })
  if (coded.length > 0 || panel !== instrument) return coded
  return [...numbered].map(([item, value]) => ({ item, value })).sort((a, b) => a.item - b.item)
}

function codedAnswer(
  gathered: Gathered,
  code: string,
  owner: InstrumentCode | undefined,
  base: Base,
): AnswerFact[] {
  const has = (instrument: InstrumentCode) => instrumentOf(instrument).loinc.items.includes(code)
  const instrument = owner && has(owner) ? owner : allInstruments.find((one) => has(one.code))?.code
  const value = gathered.items.get(code)
  if (!instrument || value === undefined || !isAnswerOf(instrument, value)) return []
  return [
    answerFact(base, instrument, { item: instrumentOf(instrument).loinc.items.indexOf(code) + 1, value }),
  ]
}

function answerFact(base: Base, instrument: InstrumentCode, { item, value }: ItemAnswer): AnswerFact {
  const key = { ...base.key, part: `${instrument}.${item}` }
  return { kind: 'answer', ...base, key, instrument, item, value }
}

/** What a Coding is worth as an answer: LOINC's own answers only. */
export function codedAnswers(coding: unknown): number | undefined {
  return codedValue({ coding: [coding] })
}

function codedValue(concept: unknown): number | undefined {
  return codingsOf(concept)
    .filter((coding) => !coding.system || isOf(coding, loinc))
    .flatMap(({ code }) => (Object.hasOwn(answerCodes, code) ? [answerCodes[code]] : []))[0]
}

/** What an answer is worth by the extension that says so. */
export function weightOf(holder: unknown): number | undefined {
  const extension = list(field(holder, 'extension')).find((one) =>
    weightUrls.includes(text(field(one, 'url')) ?? ''),
  )
  return number(field(extension, 'valueDecimal')) ?? number(field(extension, 'valueInteger'))
}
