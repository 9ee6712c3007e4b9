import { describe, expect, test } from 'vitest'
import { fillIn, fits, numbersOf } from './numbers.ts'
import { type RuleCode, ruleBook, ruleCodes, ruleEntry, urgenciesOf } from './rule-book.ts'
import { type RuleEdit, settingOf } from './rule-settings.ts'
import { isSettingCode, type SettingCode, standardBook, standardOf } from './standards.ts'

describe('the book', () => {
  test.each(ruleCodes)(
    '%s says all its numbers, where they come from, and stays within its own bounds',
    (code) => {
      const { says, numbers, sources, urgency } = ruleEntry(code)
      const named = [...says.matchAll(/\{(\w+)/g)].map(([, name]) => name)
      expect(named.sort()).toEqual(
        Object.keys(numbers)
          .filter((name) => name !== 'againDays')
          .sort(),
      )
      expect(Object.values(numbers).filter((spec) => !fits(spec, spec.default))).toEqual([])
      expect(sources.every((source) => source.kind !== 'published' || source.href)).toBe(true)
      expect(urgenciesOf(code)).toContain(urgency)
      expect(fillIn(says, numbersOf(numbers))).not.toContain('{')
    },
  )

  test('the other standards do too, and every one is found by its code', () => {
    for (const code of [...ruleCodes, ...(Object.keys(standardBook) as SettingCode[])]) {
      expect(isSettingCode(code)).toBe(true)
      const { says, numbers } = standardOf(code)
      expect(fillIn(says, numbersOf(numbers))).not.toContain('{')
    }
    expect(isSettingCode('toString')).toBe(false)
  })

  test('what the evidence does not carry is not called published', () => {
    const published = (code: RuleCode) => ruleEntry(code).sources.some(({ kind }) => kind === 'published')
    expect(ruleCodes.filter((code) => !published(code))).toEqual([
      'severe-score',
      'worse-in-relapse-prevention',
      'contact-overdue',
      'goal-review-due',
      'review-overdue',
      'long-stay',
    ])
    expect(ruleBook['early-warning'].on).toBe(false)
  })

  test('the safety rule stays on, an emergency, and hears no shorter number', () => {
    const edit: RuleEdit = { on: false, urgency: 'routine', numbers: { arrivalDays: 1 } }
    expect(settingOf('safety-answer', edit)).toEqual({
      on: true,
      urgency: 'emergency',
      numbers: { arrivalDays: 14 },
    })
  })

  test('no other rule becomes an emergency, and numbers out of bounds are the book’s', () => {
    const edit: RuleEdit = { urgency: 'emergency', numbers: { from: 99, lastDays: 7.5, more: 1 } }
    expect(settingOf('severe-score', edit)).toEqual({
      on: true,
      urgency: 'urgent',
      numbers: { from: 20, lastDays: 14, againDays: 28 },
    })
  })
})
