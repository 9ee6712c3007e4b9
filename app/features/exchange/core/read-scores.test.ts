import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instruments } from '#app/features/cases/core/instruments.ts'
import type { Fact } from './facts.ts'
import { isSkip, readResource } from './read-resource.ts'

const context = { source: 'clinic', zone: 'Asia/Kathmandu' }
const facts = (json: object): readonly Fact[] => {
  const answer = readResource(json, context)
  return isSkip(answer) ? [] : answer
}
const why = (json: object) => {
  const answer = readResource(json, context)
  return isSkip(answer) ? answer.reason : 'read'
}
const coded = (code: string, system = 'http://loinc.org') => ({ coding: [{ system, code }] })
const phqItems = instruments['phq-9'].loinc.items
const likert = ['LA6568-5', 'LA6569-3', 'LA6570-1', 'LA6571-9']

const observation = (rest: object) => ({
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  code: coded('44261-6'),
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2026-05-03',
  ...rest,
})
const sheet = (rest: object) => ({
  resourceType: 'QuestionnaireResponse',
  id: 'q1',
  status: 'completed',
  subject: { reference: 'Patient/p1' },
  authored: '2026-05-03T10:00:00Z',
  ...rest,
})
const answers = (values: readonly number[]) =>
  values.map((value, i) => ({ linkId: `/44249-1/${phqItems[i]}`, answer: [{ valueInteger: value }] }))

describe('an observation', () => {
  test.each([
    ['integer', { valueInteger: 11 }],
    ['quantity', { valueQuantity: { value: 11, unit: '{score}' } }],
    ['digits', { valueString: '11' }],
  ])('of a total is a score, its number as %s', (_, value) => {
    expect(facts(observation(value))).toMatchObject([
      { kind: 'score', key: { part: 'phq-9' }, instrument: 'phq-9', value: 11, on: '2026-05-03', items: [] },
    ])
  })

  test('of 0 is a score', () => {
    expect(facts(observation({ valueInteger: 0 }))).toMatchObject([{ value: 0 }])
  })

  test.each([
    ['score-out-of-range', { valueInteger: 300 }],
    ['score-out-of-range', { valueQuantity: { value: 10.5 } }],
    ['no-value', { valueQuantity: { value: 10, comparator: '>' } }],
    ['no-value', { dataAbsentReason: coded('unknown') }],
    ['status-unknown', { valueInteger: 4, status: 'unknown' }],
    ['status-unknown', { valueInteger: 4, status: undefined }],
    ['not-done', { valueInteger: 4, status: 'cancelled' }],
    ['entered-in-error', { valueInteger: 4, status: 'entered-in-error' }],
    ['bad-date', { valueInteger: 4, effectiveDateTime: '2026-05' }],
    ['bad-date', { valueInteger: 4, effectiveDateTime: '2026-02-30' }],
    ['bad-date', { valueInteger: 4, effectiveDateTime: undefined }],
    ['no-subject', { valueInteger: 4, subject: undefined }],
    ['unsupported-code', { valueInteger: 4, code: coded('44261-6', 'urn:local') }],
    ['unsupported-code', { valueInteger: 4, code: { text: 'PHQ-9 total score' } }],
  ])('is skipped as %s for %j', (reason, rest) => {
    expect(why(observation(rest))).toBe(reason)
  })

  test('is of the day in the team’s zone', () => {
    const late = observation({ valueInteger: 5, effectiveDateTime: '2026-05-03T18:30:00Z' })
    expect(facts(late)).toMatchObject([{ on: '2026-05-04', at: '2026-05-03T18:30:00.000Z' }])
  })

  test('of item 9 alone is an answer, as a code or a number', () => {
    const item = observation({ code: coded('44260-8'), valueCodeableConcept: coded('LA6570-1') })
    expect(facts(item)).toMatchObject([
      { kind: 'answer', key: { part: 'phq-9.9' }, instrument: 'phq-9', item: 9, value: 2 },
    ])
    expect(facts(observation({ code: coded('44260-8'), valueInteger: 1 }))).toMatchObject([
      { item: 9, value: 1 },
    ])
    expect(why(observation({ code: coded('44260-8'), valueInteger: 7 }))).toBe('score-out-of-range')
  })

  test('with items in components is one score', () => {
    const component = phqItems.map((code, i) => ({ code: coded(code), valueInteger: i === 8 ? 3 : 1 }))
    const whole = observation({ code: coded('44249-1'), component })
    expect(facts(whole)).toMatchObject([{ kind: 'score', instrument: 'phq-9', value: 11 }])
    expect(facts(whole)[0]).toMatchObject({ items: expect.arrayContaining([{ item: 9, value: 3 }]) })
    const total = { code: coded('44261-6'), valueInteger: 20 }
    expect(facts(observation({ code: coded('44249-1'), component: [...component, total] }))).toMatchObject([
      { value: 20 },
    ])
  })

  test('with items in records of their own waits for them', () => {
    const hasMember = [{ reference: 'Observation/i1' }, { reference: 'urn:uuid:I2' }, { display: 'lost' }]
    expect(facts(observation({ code: coded('44249-1'), hasMember }))).toMatchObject([
      { kind: 'panel', instrument: 'phq-9', members: ['Observation/i1', 'urn:uuid:i2'] },
    ])
  })

  test('keeps item 9 when the total cannot be', () => {
    const component = [{ code: coded('44260-8'), valueInteger: 2 }]
    expect(facts(observation({ valueInteger: 300, component }))).toMatchObject([
      { kind: 'answer', item: 9, value: 2 },
    ])
  })
})

describe('a questionnaire response', () => {
  test('has the total it gives', () => {
    const item = [
      ...answers([1, 1, 1, 1, 1, 1, 1, 1, 1]),
      { linkId: '44261-6', answer: [{ valueDecimal: 9 }] },
    ]
    expect(facts(sheet({ item }))).toMatchObject([
      { kind: 'score', key: { id: 'q1', part: 'phq-9' }, instrument: 'phq-9', value: 9, on: '2026-05-03' },
    ])
  })

  test('is summed when it gives none and all is answered, in codes or numbers, at any depth', () => {
    const item = phqItems.map((code, i) => ({
      linkId: `x${i}`,
      definition: `http://loinc.org/fhir/DataElement/${code}`,
      answer: [{ valueCoding: { system: 'http://loinc.org', code: likert[i % 4] } }],
    }))
    const nested = sheet({ item: [{ linkId: 'group', item: [{ linkId: 'inner', item }] }] })
    expect(facts(nested)).toMatchObject([
      { kind: 'score', instrument: 'phq-9', value: 0 + 1 + 2 + 3 + 0 + 1 + 2 + 3 + 0 },
    ])
  })

  test('counts a coded answer by the weight it brings', () => {
    const weight = [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: 2 }]
    const item = [{ linkId: '/44260-8', answer: [{ valueCoding: { code: 'often', extension: weight } }] }]
    expect(facts(sheet({ item }))).toMatchObject([{ kind: 'answer', item: 9, value: 2 }])
  })

  test('with a question left out gives single answers, item 9 among them', () => {
    const item = answers([1, 1, 1, 1, 1, 1, 1, 1, 3]).slice(1)
    const found = facts(sheet({ item, status: 'in-progress' }))
    expect(found.every(({ kind }) => kind === 'answer')).toBe(true)
    expect(found).toContainEqual(expect.objectContaining({ instrument: 'phq-9', item: 9, value: 3 }))
  })

  test('of the teens’ version is told by its total or its name', () => {
    const item = answers([0, 0, 0, 0, 0, 0, 0, 0, 1])
    expect(facts(sheet({ item, questionnaire: 'http://loinc.org/q/89206-7|2.77' }))).toMatchObject([
      { instrument: 'phq-9m', value: 1, items: expect.arrayContaining([{ item: 9, value: 1 }]) },
    ])
    const total = { linkId: '/89204-2', answer: [{ valueInteger: 1 }] }
    expect(facts(sheet({ item: [...item, total] })).map((fact) => fact.key.part)).toEqual(['phq-9m'])
  })

  test('may hold two instruments', () => {
    const gad = instruments['gad-7'].loinc.items.map((code) => ({
      linkId: code,
      answer: [{ valueInteger: 3 }],
    }))
    const both = facts(sheet({ item: [...answers([1, 1, 1, 1, 1, 1, 1, 1, 1]), ...gad] }))
    expect(both).toMatchObject([
      { instrument: 'phq-9', value: 9 },
      { instrument: 'gad-7', value: 21 },
    ])
  })

  test('of two questions is a PHQ-2', () => {
    expect(facts(sheet({ item: answers([2, 1]) }))).toMatchObject([{ instrument: 'phq-2', value: 3 }])
  })

  test('of AUDIT-C has answers of its own', () => {
    const item = [
      ['68518-0', 'LA18928-4'],
      ['68519-8', 'LA18930-0'],
      ['68520-6', 'LA18934-2'],
    ].map(([linkId, code]) => ({ linkId, answer: [{ valueCoding: { system: 'http://loinc.org', code } }] }))
    expect(facts(sheet({ item }))).toMatchObject([{ instrument: 'audit-c', value: 3 + 2 + 4 }])
  })

  test('without codes is read by number where the sheet says what it is: EPDS item 10', () => {
    const item = Array.from({ length: 10 }, (_, i) => ({
      linkId: `epds.q${i + 1}`,
      answer: [{ valueInteger: 1 }],
    }))
    const epds = sheet({ item, questionnaire: 'http://clinic.test/Questionnaire/epds' })
    expect(facts(epds)).toMatchObject([{ instrument: 'epds', value: 10 }])
    expect(facts(epds)[0]).toMatchObject({ items: expect.arrayContaining([{ item: 10, value: 1 }]) })
    // One question short it may still be that its Questionnaire knows what the others are.
    expect(facts(sheet({ item: item.slice(1), questionnaire: 'http://clinic.test/epds' }))).toMatchObject([
      { kind: 'sheet', panel: 'epds' },
    ])
    expect(why(sheet({ item }))).toBe('unsupported-code')
  })

  test('answered twice counts the higher answer', () => {
    const item = [...answers([0, 0, 0, 0, 0, 0, 0, 0, 2]), ...answers([0, 0, 0, 0, 0, 0, 0, 0, 0])]
    expect(facts(sheet({ item }))).toMatchObject([{ value: 2 }])
  })

  test('sums to the sum, whatever the answers and their order', () => {
    const nine = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(nine, fc.boolean(), (values, backwards) => {
        const item = backwards ? answers(values).reverse() : answers(values)
        const total = values.reduce((sum, value) => sum + value, 0)
        expect(facts(sheet({ item }))).toMatchObject([{ value: total }])
        expect(facts(sheet({ item }))[0]).toMatchObject({
          items: values.map((value, i) => ({ item: i + 1, value })),
        })
      }),
    )
  })
})
