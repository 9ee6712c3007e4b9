import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Urgency } from '#app/shared/urgency.ts'
import {
  allowedVerdicts,
  close,
  type Flag,
  isSafety,
  triage,
  undo,
  type Verdict,
  verdicts,
} from './triage.ts'

const flag = (urgency: Urgency, rule?: Flag['rule']): Flag => ({ urgency, rule, now: { state: 'waiting' } })
const nothingSince = { discussed: false, taskAnswered: false }
const allVerdicts = Object.keys(verdicts) as Verdict[]

test('a flag can be discussed, listed, found not ready, or made a task today', () => {
  expect(allowedVerdicts(flag('soon'))).toEqual(['discuss', 'list-only', 'not-ready', 'same-day-task'])
  expect(triage(flag('soon'), 'list-only')).toMatchObject({
    ok: true,
    value: { now: { verdict: 'list-only' } },
  })
})

test('not ready says what is missing', () => {
  expect(triage(flag('soon'), 'not-ready', [' '])).toEqual({ ok: false, problem: 'say-what-is-missing' })
  const refusedThenDone = triage(flag('soon'), 'not-ready', [' a PHQ-9 '])
  expect(refusedThenDone).toMatchObject({
    ok: true,
    value: { now: { verdict: 'not-ready', missing: ['a PHQ-9'] } },
  })
})

describe('the safety lane', () => {
  const lane = [flag('emergency'), flag('emergency', 'safety-answer'), flag('routine', 'safety-answer')]

  test('holds safety answers and every emergency', () => {
    expect(lane.every(isSafety)).toBe(true)
    expect(isSafety(flag('urgent', 'not-improved-week-8'))).toBe(false)
  })

  test('cannot be listed only or put off as not ready', () => {
    for (const one of lane) {
      expect(triage(one, 'list-only')).toEqual({ ok: false, problem: 'safety-cannot-wait' })
      expect(triage(one, 'not-ready', ['a PHQ-9'])).toEqual({ ok: false, problem: 'safety-cannot-wait' })
    }
  })

  test('cannot be undone away, only closed with what was found', () => {
    for (const one of lane) {
      const tasked: Flag = { ...one, now: { state: 'triaged', verdict: 'same-day-task' } }
      expect(undo(tasked, nothingSince)).toEqual({ ok: false, problem: 'safety-stays' })
      expect(close(tasked, '  ')).toEqual({ ok: false, problem: 'say-what-was-found' })
      expect(close(tasked, 'Called, safe, plan made')).toMatchObject({ ok: true })
    }
  })

  test('whatever is tried in whatever order, it is waiting, discussed, a task today, or closed by a person', () => {
    const moves = fc.array(fc.constantFrom<Verdict | 'undo'>(...allVerdicts, 'undo'))
    fc.assert(
      fc.property(fc.constantFrom(...lane), moves, (first, tried) => {
        let now = first
        for (const move of tried) {
          const next = move === 'undo' ? undo(now, nothingSince) : triage(now, move, ['x'])
          if (next.ok) now = next.value
        }
        const allowed =
          now.now.state === 'waiting' ||
          (now.now.state === 'triaged' && allowedVerdicts(now).includes(now.now.verdict))
        expect(allowed).toBe(true)
      }),
    )
  })
})

describe('undo', () => {
  const triaged = (verdict: 'discuss' | 'list-only' | 'same-day-task'): Flag => ({
    ...flag('soon'),
    now: { state: 'triaged', verdict },
  })

  test('leads back to waiting', () => {
    expect(undo(triaged('discuss'), nothingSince)).toMatchObject({
      ok: true,
      value: { now: { state: 'waiting' } },
    })
  })

  test('ends where others rely on it', () => {
    expect(undo(triaged('discuss'), { ...nothingSince, discussed: true })).toMatchObject({
      problem: 'already-discussed',
    })
    expect(undo(triaged('same-day-task'), { ...nothingSince, taskAnswered: true })).toMatchObject({
      problem: 'task-answered',
    })
    expect(undo(triaged('list-only'), { discussed: true, taskAnswered: true })).toMatchObject({ ok: true })
  })

  test('has nothing to take back from a flag that waits or is closed', () => {
    expect(undo(flag('soon'), nothingSince)).toMatchObject({ problem: 'nothing-to-undo' })
    const closed: Flag = { ...flag('soon'), now: { state: 'closed', found: 'Discussed' } }
    expect(undo(closed, nothingSince)).toMatchObject({ problem: 'already-closed' })
    expect(triage(closed, 'discuss')).toMatchObject({ problem: 'already-closed' })
  })
})
