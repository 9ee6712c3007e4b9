import { allInstruments, type InstrumentCode, instrumentOf } from '#app/features/cases/core/instruments.ts'
import { factsOf, Gathered, itemCodes, panelOf, totalOf, valueIn } from './answers.ts'
import { codesIn, codingOf, loinc } from './codes.ts'
import { readDay } from './dates.ts'
import type { SheetFact } from './facts.ts'
import { field, list, text } from './json.ts'
import { answerCodesOf, asksAboutNeed, signFacts, signsInAnswer } from './read-needs.ts'
import { dayAndInstant, type FhirRecord, isAhead, patientOf, type Reading } from './record.ts'
import { referenceKey } from './references.ts'

const answered = ['completed', 'amended', 'in-progress', 'stopped']

/**
 * A QuestionnaireResponse. Its questions are known by LOINC codes in their linkId, definition or code, at any depth.
 *
 * Where the sheet names one of our instruments and no question has a code, questions whose linkIds end in exactly
 * 1 to the number of items are taken in that order. Where it has neither, it waits for its Questionnaire to say what
 * its questions are. Answers of a sheet that was begun and not finished count; its total is only summed when all are
 * there.
 */
export function readQuestionnaireResponse({ json, context, head }: FhirRecord): Reading {
  // An address since R4, a reference before.
  const said = field(json, 'questionnaire')
  const form = text(said) ?? text(field(said, 'reference'))
  const sheet = instrumentNamed(form)
  const { gathered, asked, signs, needAsked, answers } = gatherAnswers(json, sheet)
  const known = asked || needAsked || (gathered.panel !== undefined && gathered.numbered.size > 0)
  if (!known && !gathered.panel && (!form || answers.length === 0)) return 'unsupported-code'

  const status = text(field(json, 'status'))
  if (!status || !answered.includes(status)) return 'status-unknown'
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const date = readDay(field(json, 'authored'), context.zone)
  if (!date) return 'bad-date'
  if (isAhead(date.on, context)) return 'future-date'
  const base = { ...head, patient, ...dayAndInstant(date) }
  if (!known && form && answers.length > 0) {
    const key = form.startsWith('http') ? form : (referenceKey(form) ?? form)
    const waiting: SheetFact = { kind: 'sheet', ...base, form: key, ...(sheet && { panel: sheet }), answers }
    return [waiting]
  }
  const facts = factsOf(gathered, base)
  const needs = signFacts(head, patient, date.on, signs)
  if (typeof facts !== 'string') return [...facts, ...needs]
  if (needs.length > 0) return needs
  return needAsked && facts === 'no-value' ? 'nothing-to-keep' : facts
}

/** No sheet is followed further than this, so that one that holds itself comes to an end. */
const mostItems = 5000

/** Of a sheet that nobody knows yet so many answers are kept: those of our instruments have 20 questions at most. */
const mostAnswers = 100

function gatherAnswers(json: unknown, sheet: InstrumentCode | undefined) {
  const gathered = new Gathered()
  gathered.panel = sheet
  const numbers: [number, number][] = []
  const signs: ReturnType<typeof signsInAnswer> = []
  const answers: SheetFact['answers'][number][] = []
  let asked = false
  let needAsked = false
  const ahead: unknown[] = [...list(field(json, 'item'))]
  for (let seen = 0; ahead.length > 0 && seen < mostItems; seen++) {
    const item = ahead.pop()
    const codes = codesOfItem(item)
    gathered.panel ??= codes.map((code) => panelOf.get(code)).find((panel) => panel)
    asked ||= codes.some((code) => totalOf.has(code) || itemCodes.has(code))
    const linkId = text(field(item, 'linkId'))
    const questions = codes.filter(asksAboutNeed)
    needAsked ||= questions.length > 0
    for (const answer of list(field(item, 'answer'))) {
      for (const question of questions) signs.push(...signsInAnswer(question, answerCodesOf(answer)))
      const value = valueIn(answer)
      const code = codingOf(field(answer, 'valueCoding'))?.code
      if (linkId && answers.length < mostAnswers && (value !== undefined || code))
        answers.push({ linkId, ...(value !== undefined && { value }), ...(code && { code }) })
      if (value !== undefined) {
        for (const code of codes) gathered.add(code, value)
        const ending = /(?:^|[^\d])(\d{1,2})$/.exec(linkId ?? '')
        if (codes.length === 0 && ending) numbers.push([Number(ending[1]), value])
      }
      ahead.push(...list(field(answer, 'item')))
    }
    ahead.push(...list(field(item, 'item')))
  }
  takeNumbered(gathered, numbers)
  return { gathered, asked, signs, needAsked, answers }
}

function takeNumbered({ panel, numbered, items }: Gathered, numbers: readonly [number, number][]): void {
  if (!panel || items.size > 0) return
  const wanted = instrumentOf(panel).items
  const complete = new Set(numbers.map(([item]) => item)).size === wanted && numbers.length === wanted
  if (complete && numbers.every(([item]) => item >= 1 && item <= wanted)) {
    for (const [item, value] of numbers) numbered.set(item, value)
  }
}

function codesOfItem(item: unknown): string[] {
  const ends = [field(item, 'linkId'), field(item, 'definition')].flatMap(
    (value) => text(value)?.split(/[/#]/).at(-1) ?? [],
  )
  const codes = [...ends, ...codesIn({ coding: list(field(item, 'code')) }, loinc)]
  return [...new Set(codes)].filter(
    (code) => totalOf.has(code) || panelOf.has(code) || itemCodes.has(code) || asksAboutNeed(code),
  )
}

function instrumentNamed(canonical: string | undefined): InstrumentCode | undefined {
  const name =
    canonical
      ?.replace(/[|#].*$/, '')
      .split('/')
      .at(-1) ?? ''
  const plain = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return (
    panelOf.get(name) ??
    allInstruments.find(({ code, items }) => items > 0 && plain(code) === plain(name))?.code
  )
}
