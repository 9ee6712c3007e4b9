import { factsOf, Gathered, itemCodes, measureCodes, panelOf, totalOf, valueIn } from './answers.ts'
import { readDay } from './dates.ts'
import type { PanelFact } from './facts.ts'
import { at, field, list, text } from './json.ts'
import { answerCodesOf, asksAboutNeed, signFacts, signsInAnswer, signsInObservation } from './read-needs.ts'
import { dayAndInstant, type FhirRecord, isAhead, patientOf, type Reading } from './record.ts'
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
    codes: measureCodes(field(part, 'code')),
  }))
  const ours = (code: string) =>
    totalOf.has(code) || panelOf.has(code) || itemCodes.has(code) || asksAboutNeed(code)
  const coded = parts.some(({ codes }) => codes.some(ours))
  const flat = signsInObservation(json)
  if (!coded && flat.length === 0) return 'unsupported-code'

  const status = text(field(json, 'status'))
  if (status === 'cancelled') return 'not-done'
  if (status === 'registered') return 'no-value'
  if (!status || !measured.includes(status)) return 'status-unknown'
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const date = readDay(takenAt(json), context.zone)
  if (!date) return 'bad-date'
  if (isAhead(date.on, context)) return 'future-date'

  const signs = parts.flatMap(({ part, codes }) =>
    codes.flatMap((code) => signsInAnswer(code, answerCodesOf(part))),
  )
  const needs = signFacts(head, patient, date.on, [...signs, ...flat])
  if (!parts.some(({ codes }) => codes.some((code) => !asksAboutNeed(code) && ours(code))))
    return needs.length > 0 ? needs : 'nothing-to-keep'

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
  if (typeof facts !== 'string') return [...facts, ...needs]
  if (facts !== 'no-value' || !gathered.panel || members.length === 0) return needs.length > 0 ? needs : facts
  const panel: PanelFact = { kind: 'panel', ...base, instrument: gathered.panel, members }
  return [panel]
}

function takenAt(json: unknown): unknown {
  const period = field(json, 'effectivePeriod')
  return (
    field(json, 'effectiveDateTime') ??
    field(json, 'effectiveInstant') ??
    list(at(json, 'effectiveTiming', 'event'))[0] ??
    at(period, 'end') ??
    at(period, 'start') ??
    field(json, 'issued')
  )
}
