import { expect, test } from 'vitest'
import { type CourseItem, goOn, jumpTo, wrapUp } from './course.ts'

const item = (itemId: string, state: CourseItem['state'], decided = false): CourseItem => ({
  itemId,
  state,
  decided,
})

test('the first case opens when none is open yet', () => {
  expect(goOn([item('a', 'planned'), item('b', 'planned')])).toEqual({ ok: true, value: { opened: 'a' } })
})

test('a case without a decision cannot be closed', () => {
  expect(goOn([item('a', 'current'), item('b', 'planned')])).toEqual({
    ok: false,
    problem: 'no-decision-yet',
  })
})

test('a decided case is closed and the next one opens', () => {
  expect(goOn([item('a', 'current', true), item('b', 'carried'), item('c', 'planned')])).toEqual({
    ok: true,
    value: { discussed: 'a', opened: 'c' },
  })
})

test('after the last case nothing opens', () => {
  expect(goOn([item('a', 'current', true)])).toEqual({ ok: true, value: { discussed: 'a' } })
})

test('an undecided case makes way for another and stays on the agenda', () => {
  expect(jumpTo([item('a', 'current'), item('b', 'planned')], 'b')).toEqual({
    ok: true,
    value: { paused: 'a', opened: 'b' },
  })
})

test('a case that was already discussed, or is not there, cannot be jumped to', () => {
  expect(jumpTo([item('a', 'discussed', true)], 'a')).toEqual({ ok: false, problem: 'not-on-the-agenda' })
  expect(jumpTo([], 'a')).toEqual({ ok: false, problem: 'not-on-the-agenda' })
})

test('at the end everything undecided is carried over and everything decided counts', () => {
  expect(
    wrapUp([
      item('a', 'discussed', true),
      item('b', 'current', true),
      item('c', 'planned'),
      item('d', 'carried'),
    ]),
  ).toEqual({
    discussed: ['b'],
    carried: ['c'],
  })
})
