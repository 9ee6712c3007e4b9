import { expect, test } from 'vitest'
import { nextReview } from './review.ts'

test('an active case is due a month after it was last discussed', () => {
  expect(nextReview('active', '2026-03-02', '2026-05-20')).toBe('2026-06-20')
})

test('a case never discussed is due a month after its episode began', () => {
  expect(nextReview('active', '2026-03-02', undefined)).toBe('2026-04-02')
})

test('a discussion of before the episode does not count', () => {
  expect(nextReview('active', '2026-03-02', '2026-01-20')).toBe('2026-04-02')
})

test('relapse prevention gives two months, a closed case has no next review', () => {
  expect(nextReview('relapse-prevention', '2026-03-02', '2026-05-20')).toBe('2026-07-20')
  expect(nextReview('closed', '2026-03-02', '2026-05-20')).toBeUndefined()
})

test('a month after the 31st of January is the last day of February', () => {
  expect(nextReview('active', '2026-01-31', undefined)).toBe('2026-02-28')
})
