import { expect, test } from 'vitest'
import { allInstruments, bandOf, instruments, isAnswerOf, isTotalOf, isTotalOnly } from './instruments.ts'

test('every total an instrument can give lies in exactly one of its bands', () => {
  for (const { code, min, max, bands } of allInstruments) {
    for (let value = min as number; value <= max; value++) {
      const holding = bands.filter((band) => value >= band.from && value <= band.to)
      expect(holding.length, `${code} ${value}`).toBe(1)
    }
  }
})

test('the maximum of the total is the sum of the maxima of the items, where items are known', () => {
  for (const { code, items, itemMax, max } of allInstruments) {
    if (!isTotalOnly(code)) expect(items * itemMax, code).toBe(max)
  }
})

test('where only the total is taken no single answer fits, and 0 is still a total', () => {
  const only = allInstruments.filter(({ code }) => isTotalOnly(code)).map(({ code }) => code)
  expect(only).toEqual(['audit', 'dast-10', 'gds-15', 'isi', 'pc-ptsd-5', 'who-5', 'y-bocs'])
  for (const code of only) {
    expect(isAnswerOf(code, 0), code).toBe(false)
    expect(isTotalOf(code, 0), code).toBe(true)
  }
})

test('every instrument says where its numbers come from', () => {
  for (const { code, source } of allInstruments) expect(source.length, code).toBeGreaterThan(10)
})

test('item codes are complete or absent, and no code means two totals', () => {
  const totals = allInstruments.flatMap(({ loinc }) => loinc.totals)
  expect(new Set(totals).size).toBe(totals.length)
  for (const { code, items, loinc } of allInstruments) expect([0, items], code).toContain(loinc.items.length)
})

test('the safety items are item 9 of PHQ-9 and PHQ-9M and item 10 of EPDS', () => {
  const asked = allInstruments.filter((one) => one.safetyItem).map((one) => [one.code, one.safetyItem])
  expect(asked).toEqual([
    ['phq-9', 9],
    ['phq-9m', 9],
    ['epds', 10],
  ])
  expect(instruments['phq-9'].loinc.items[8]).toBe('44260-8')
})

test('300 is no PHQ-9, nor is 3.5 or -1; 0 and 27 are', () => {
  expect([300, 3.5, -1, Number.NaN].some((value) => isTotalOf('phq-9', value))).toBe(false)
  expect([0, 27].every((value) => isTotalOf('phq-9', value))).toBe(true)
  expect(bandOf('phq-9', 300)).toBeUndefined()
  expect(bandOf('phq-9', 0)?.words).toBe('None or minimal')
  expect(isAnswerOf('phq-9', 4)).toBe(false)
})
