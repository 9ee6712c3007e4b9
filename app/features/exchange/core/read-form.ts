import type { FormFact } from './anchor-facts.ts'
import { codedAnswers, itemCodes, measureCodes, panelOf, totalOf, valueIn, weightOf } from './answers.ts'
import { codingOf } from './codes.ts'
import { aliasesOf } from './identity.ts'
import { field, first, list, text } from './json.ts'
import type { FhirRecord, Reading } from './record.ts'

/** No form is followed further than this, so that one that holds itself comes to an end. */
const mostQuestions = 2000

/** A Questionnaire that asks questions of one of our instruments; what others ask is not read. */
export function readForm({ json, key, context, head }: FhirRecord): Reading {
  const questions: { linkId: string; codes: string[]; answers: { code: string; value: number }[] }[] = []
  let panel = first(ourCodes({ coding: list(field(json, 'code')) }).map((code) => panelOf.get(code)))
  const ahead: unknown[] = [...list(field(json, 'item'))].reverse()
  for (let seen = 0; ahead.length > 0 && seen < mostQuestions; seen++) {
    const item = ahead.pop()
    ahead.push(...[...list(field(item, 'item'))].reverse())
    const codes = ourCodes({ coding: list(field(item, 'code')) })
    panel ??= first(codes.map((code) => panelOf.get(code)))
    const linkId = text(field(item, 'linkId'))
    const asked = codes.filter((code) => itemCodes.has(code) || totalOf.has(code))
    if (linkId && asked.length > 0) questions.push({ linkId, codes: asked, answers: optionsOf(item) })
  }
  if (questions.length === 0) return 'unsupported-code'
  const url = text(field(json, 'url'))
  const version = text(field(json, 'version'))
  const aliases = [
    ...aliasesOf(key.type, key.id, context.fullUrl),
    ...(url ? [url] : []),
    ...(url && version ? [`${url}|${version}`] : []),
  ]
  const fact: FormFact = { kind: 'form', ...head, aliases, ...(panel && { panel }), questions }
  return [fact]
}

function ourCodes(concept: unknown): string[] {
  return measureCodes(concept).filter((code) => totalOf.has(code) || panelOf.has(code) || itemCodes.has(code))
}

/** What the form's own answers are worth: by the extension that says so, or because their codes are LOINC's. */
function optionsOf(item: unknown): { code: string; value: number }[] {
  return list(field(item, 'answerOption') ?? field(item, 'option')).flatMap((option) => {
    const coding = field(option, 'valueCoding')
    const code = codingOf(coding)?.code
    const value = weightOf(coding) ?? weightOf(option) ?? codedAnswers(coding) ?? valueIn(option)
    return code && value !== undefined ? { code, value } : []
  })
}
