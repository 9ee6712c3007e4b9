import { expect, test } from 'vitest'
import { sayCourse } from './say-course.ts'
import type { Score } from './scores.ts'

const phq = (on: string, value: number): Score => ({ instrument: 'phq-9', on, value })
const words: Record<string, string> = { '2026-05-03': '03-May-2026', '2026-06-28': '28-Jun-2026' }
const sayDay = (day: string) => words[day] ?? day

test('a chart can be said in one sentence', () => {
  const [start, end] = ['2026-05-03', '2026-06-28']
  expect(sayCourse([phq(start, 18), phq(end, 11)], 'phq-9', sayDay)).toBe(
    'PHQ-9 fell from 18 on 03-May-2026 to 11 on 28-Jun-2026.',
  )
  expect(sayCourse([phq(start, 3), phq(end, 11)], 'phq-9', sayDay)).toBe(
    'PHQ-9 rose from 3 on 03-May-2026 to 11 on 28-Jun-2026.',
  )
  expect(sayCourse([phq(start, 11), phq(end, 11)], 'phq-9', sayDay)).toBe(
    'PHQ-9 was 11 on 03-May-2026 and again on 28-Jun-2026.',
  )
  expect(sayCourse([phq(start, 0)], 'phq-9', sayDay)).toBe('PHQ-9 was 0 on 03-May-2026.')
  expect(sayCourse([], 'phq-9', sayDay)).toBe('No PHQ-9 yet.')
})
