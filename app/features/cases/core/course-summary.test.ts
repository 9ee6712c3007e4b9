import { expect, test } from 'vitest'
import { summariseCourse } from './course-summary.ts'
import type { Score } from './scores.ts'

const phq = (on: string, value: number): Score => ({ instrument: 'phq-9', on, value })

test('says where a course began and how far it came', () => {
  const scores = [phq('2026-03-01', 18), phq('2026-05-01', 11)]
  expect(summariseCourse(scores, ['phq-9'], '2026-03-01', '2026-06-01')).toMatchObject({
    first: { value: 18 },
    last: { value: 11 },
    points: -7,
  })
})

test('a single score has no change, and one of 0 is one', () => {
  const summary = summariseCourse([phq('2026-03-01', 0)], ['phq-9'], '2026-03-01', '2026-06-01')
  expect(summary).toMatchObject({ last: { value: 0 }, points: undefined })
})

test('takes the version of the questionnaire that was used, and nothing of an earlier episode', () => {
  const scores: Score[] = [phq('2025-01-01', 20), { instrument: 'phq-9m', on: '2026-03-05', value: 15 }]
  expect(summariseCourse(scores, ['phq-9', 'phq-9m'], '2026-03-01', '2026-06-01')?.instrument).toBe('phq-9m')
  expect(summariseCourse(scores, ['phq-9'], '2026-03-01', '2026-06-01')).toBeUndefined()
})
