import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sheetOf } from './instrument-sheets.ts'
import { allInstruments, bandOf, type InstrumentCode, instrumentOf } from './instruments.ts'
import { readSheet } from './score-entry.ts'

const phq = (answers: (number | null)[], total: number | null = null, safetyAnswer: number | null = null) =>
  readSheet({ instrument: 'phq-9', answers, total, safetyAnswer })
const complete = [1, 2, 3, 0, 1, 2, 3, 0, 1]

test('all answers make the total, and the last one of PHQ-9 is the safety answer', () => {
  expect(phq(complete)).toEqual({ ok: true, value: { items: complete, total: 13, safetyAnswer: 1 } })
})

test('with answers missing the total stays unknown, and the safety answer still counts', () => {
  const gap = [1, null, 3, 0, 1, 2, 3, 0, 2]
  expect(phq(gap)).toEqual({ ok: true, value: { items: gap, total: null, safetyAnswer: 2 } })
})

test('a total that stands on the sheet is kept when the missing answers can lead to it, and refused when not', () => {
  const gap = [1, null, 3, 0, 1, 2, 3, 0, 2]
  expect(phq(gap, 15)).toMatchObject({ value: { total: 15 } })
  expect(phq(gap, 11)).toEqual({ ok: false, problem: 'total-is-another' })
  expect(phq(gap, 16)).toEqual({ ok: false, problem: 'total-is-another' })
  expect(phq(complete, 12)).toEqual({ ok: false, problem: 'total-is-another' })
})

test('a total alone is enough, with or without its safety answer', () => {
  expect(phq([], 0)).toEqual({ ok: true, value: { items: null, total: 0, safetyAnswer: null } })
  expect(phq([], 12, 3)).toEqual({ ok: true, value: { items: null, total: 12, safetyAnswer: 3 } })
  expect(phq([], null, 0)).toEqual({ ok: true, value: { items: null, total: null, safetyAnswer: 0 } })
})

test.each([
  ['nothing at all', () => phq([]), 'says-nothing'],
  ['answers without a total or the safety answer', () => phq([1, 2]), 'says-nothing'],
  ['a total of 28', () => phq([], 28), 'total-out-of-range'],
  ['a total below its own safety answer', () => phq([], 1, 3), 'total-is-another'],
  ['a total of 27 with no thought of self-harm', () => phq([], 27, 0), 'total-is-another'],
  ['an answer of 4', () => phq([4]), 'answer-out-of-range'],
  ['a tenth answer', () => phq([...complete, 1]), 'answer-out-of-range'],
  ['two safety answers that differ', () => phq(complete, null, 2), 'safety-is-another'],
  [
    'a safety answer where none is asked',
    () => readSheet({ instrument: 'gad-7', answers: [], total: 5, safetyAnswer: 1 }),
    'answer-out-of-range',
  ],
  [
    'an answer where only the total is taken',
    () => readSheet({ instrument: 'isi', answers: [1], total: 5, safetyAnswer: null }),
    'answer-out-of-range',
  ],
])('refuses %s', (_, read, problem) => {
  expect(read()).toEqual({ ok: false, problem })
})

const withSheets = allInstruments.filter(({ code }) => sheetOf(code)).map(({ code }) => code)

test('every sheet has as many questions as its instrument items, each with a word for every answer', () => {
  for (const code of withSheets) {
    const { items, itemMax } = instrumentOf(code)
    const questions = sheetOf(code)?.questions ?? []
    expect(questions.length, code).toBe(items)
    for (const { answers } of questions) expect(answers.length, code).toBe(itemMax + 1)
  }
  expect(withSheets).toEqual(['phq-9', 'gad-7', 'phq-2', 'gad-2', 'audit-c', 'epds', 'pcl-5'])
})

test('whatever is answered, the total is the sum of the answers and lies in a band', () => {
  const sheet = fc.constantFrom<InstrumentCode>(...withSheets).chain((code) => {
    const { items, itemMax } = instrumentOf(code)
    const answers = fc.array(fc.integer({ min: 0, max: itemMax }), { minLength: items, maxLength: items })
    return fc.record({ code: fc.constant(code), answers })
  })
  fc.assert(
    fc.property(sheet, ({ code, answers }) => {
      const read = readSheet({ instrument: code, answers, total: null, safetyAnswer: null })
      if (!read.ok) throw new Error(read.problem)
      const sum = answers.reduce((total, answer) => total + answer, 0)
      expect(read.value.total).toBe(sum)
      expect(bandOf(code, sum)).toBeDefined()
      const { safetyItem } = instrumentOf(code)
      expect(read.value.safetyAnswer).toBe(safetyItem === undefined ? null : answers[safetyItem - 1])
    }),
  )
})

test('whatever is left out, no total is made up, and one that is accepted can be reached', () => {
  const answer = fc.option(fc.integer({ min: 0, max: 3 }))
  fc.assert(
    fc.property(
      fc.array(answer, { minLength: 9, maxLength: 9 }),
      fc.option(fc.integer({ min: 0, max: 27 })),
      (answers, total) => {
        const read = phq(answers, total)
        const given = answers.filter((one) => one !== null)
        const sum = given.reduce((all, one) => all + one, 0)
        if (!read.ok) return
        if (total === null && given.length < 9) expect(read.value.total).toBeNull()
        if (read.value.total !== null) {
          expect(read.value.total).toBeGreaterThanOrEqual(sum)
          expect(read.value.total).toBeLessThanOrEqual(sum + (9 - given.length) * 3)
        }
      },
    ),
  )
})
