import { expect, test } from 'vitest'
import { explainCut, explainItem } from './explain-item.ts'

const dayOf = () => 'Tue 24-Nov-2026'
const plain = { urgency: 'urgent' as const, respondBy: 0, late: false, carried: 0, pinned: false }

test('says urgency, when the answer is due, and how often the case was carried over', () => {
  expect(explainItem({ ...plain, carried: 1 }, dayOf)).toBe(
    'Urgent, answer due Tue 24-Nov-2026, carried over once',
  )
  expect(explainItem({ ...plain, carried: 2 }, dayOf)).toMatch(/carried over twice$/)
  expect(explainItem({ ...plain, carried: 3 }, dayOf)).toMatch(/carried over 3 times$/)
})

test('says that an answer is overdue, and since when if that is known', () => {
  expect(explainItem({ ...plain, late: true }, dayOf)).toBe('Urgent, answer overdue since Tue 24-Nov-2026')
  expect(explainItem({ ...plain, late: true, respondBy: null }, dayOf)).toBe('Urgent, answer overdue')
})

test('says what was pinned, and nothing of a due day there is not', () => {
  expect(explainItem({ ...plain, urgency: 'routine', respondBy: null, pinned: true }, dayOf)).toBe(
    'Routine, pinned',
  )
})

test('says why a case was left out', () => {
  expect(explainCut('no-room')).toMatch(/room/)
  expect(explainCut('needs-absent')).toMatch(/never there together/)
})
