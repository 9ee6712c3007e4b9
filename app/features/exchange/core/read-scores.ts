import { allInstruments, type InstrumentCode, instrumentOf } from '#app/features/cases/core/instruments.ts'
import { factsOf, Gathered, itemCodes, panelOf, totalOf, valueIn } from './answers.ts'
import { codesIn, loinc } from './codes.ts'
import { readDay } from './dates.ts'
import type { PanelFact } from './facts.ts'
import { at, field, list, text } from './json.ts'
import { dayAndInstant, type FhirRecord, patientOf, type Reading } from './record.ts'
import { referenceKey } from './references.ts'

const measured = ['final', 'amended', 'corrected', 'preliminary']

/**
 * An Observation that is a total, an item, or a whole questionnaire in components or members. Any other measurement
 * is not read.
 *
 * A code for the whole questionnaire with a number of its own is taken as its total: that is how many systems send it.
 */
export function readObservation({ json, context, head }: FhirRecord): Reading {
  const parts = [json, ...list(field(json, 'component'))].map((part) => ({
    part,
    codes: codesIn(field(part, 'code'), loinc),
  }))
  const ours = (code: string) => totalOf.has(code) || panelOf.has(code) || itemCodes.has(code)
  if (!parts.some(({ codes }) => codes.some(ours))) return 'unsupported-code'

  const status = text(field(json, 'status'))
  if (status === 'cancelled') return 'not-done'
  if (status === 'registered') return 'no-value'
  if (!status || !measured.includes(status)) return 'status-unknown'
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const date = readDay(takenAt(json), context.zone)
  if (!date) return 'bad-date'

  const gathered = new Gathered()
  gathered.panel = parts[0]?.codes.map((code) => panelOf.get(code)).find((panel) => panel)
  for (const { part, codes } of parts) {
    const value = valueIn(part)
    if (value !== undefined) for (const code of codes) gathered.add(code, value)
  }
  const own = valueIn(json)
  if (gathered.panel && own !== undefined && !gathered.totals.has(gathered.panel))
    gathered.totals.set(gathered.panel, own)

  const base = { ...head, patient, ...dayAndInstant(date) }
  const facts = factsOf(gathered, base)
  const members = list(field(json, 'hasMember')).flatMap((member) => referenceKey(member) ?? [])
  if (facts !== 'no-value' || !gathered.panel || members.length === 0) return facts
  const panel: PanelFact = { kind: 'panel', ...base, instrument: gathered.panel, members }
  return [panel]
}

const answered = ['completed', 'amended', 'in-progress', 'stopped']

/**
 * A QuestionnaireResponse. Its questions are known by LOINC codes in their linkId, definition or code, at any depth.
 *
 * Where the sheet names one of our instruments and no question has a code, questions whose linkIds end in exactly
 * 1 to the number of items are taken in that order. Answers of a sheet that was begun and not finished count; its
 * total is only summed when all are there.
 */
export function readQuestionnaireResponse({ json, context, head }: FhirRecord): Reading {
  const sheet = instrumentNamed(text(field(json, 'questionnaire')))
  const { gathered, asked } = gatherAnswers(json, sheet)
  if (!gathered.panel && !asked) return 'unsupported-code'

  const status = text(field(json, 'status'))
  if (!status || !answered.includes(status)) return 'status-unknown'
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const date = readDay(field(json, 'authored'), context.zone)
  if (!date) return 'bad-date'
  return factsOf(gathered, { ...head, patient, ...dayAndInstant(date) })
}

function takenAt(json: unknown): unknown {
  const period = field(json, 'effectivePeriod')
  return (
    field(json, 'effectiveDateTime') ??
    field(json, 'effectiveInstant') ??
    at(period, 'end') ??
    at(period, 'start') ??
    field(json, 'issued')
  )
}

/** No sheet is followed further than this, so that one that holds itself comes to an end. */
const mostItems = 5000

function gatherAnswers(json: unknown, sheet: InstrumentCode | undefined) {
  const gathered = new Gathered()
  gathered.panel = sheet
  const numbers: [number, number][] = []
  let asked = false
  const ahead: unknown[] = [...list(field(json, 'item'))]
  for (let seen = 0; ahead.length > 0 && seen < mostItems; seen++) {
    const item = ahead.pop()
    const codes = codesOfItem(item)
    gathered.panel ??= codes.map((code) => panelOf.get(code)).find((panel) => panel)
    asked ||= codes.some((code) => totalOf.has(code) || itemCodes.has(code))
    for (const answer of list(field(item, 'answer'))) {
      const value = valueIn(answer)
      if (value !== undefined) {
        for (const code of codes) gathered.add(code, value)
        const ending = /(?:^|[^\d])(\d{1,2})$/.exec(text(field(item, 'linkId')) ?? '')
        if (codes.length === 0 && ending) numbers.push([Number(ending[1]), value])
      }
      ahead.push(...list(field(answer, 'item')))
    }
    ahead.push(...list(field(item, 'item')))
  }
  takeNumbered(gathered, numbers)
  return { gathered, asked }
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
  return [...new Set(codes)].filter((code) => totalOf.has(code) || panelOf.has(code) || itemCodes.has(code))
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
