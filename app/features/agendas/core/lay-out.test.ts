import { expect, test } from 'vitest'
import type { AgendaRequest, CaseToPlace } from './agenda-request.ts'
import { layOut } from './lay-out.ts'

const there = [{ id: 'osei', from: 0, to: 30 }]

function request(cases: (Partial<CaseToPlace> & { id: string })[]): AgendaRequest {
  return {
    minutes: 30,
    setup: 2,
    attendance: there,
    cases: cases.map((one) => ({
      urgency: 'soon',
      late: false,
      carried: 0,
      minutes: 10,
      needs: [],
      pinned: false,
      ...one,
    })),
  }
}

test('lays cases down in the order given, from the end of the setup', () => {
  const { rows, until } = layOut(request([{ id: 'b' }, { id: 'a', minutes: 8 }]))

  expect(rows).toEqual([
    { id: 'b', start: 2, end: 12 },
    { id: 'a', start: 12, end: 20 },
  ])
  expect(until).toBe(20)
})

test('draws the line at the first case without room, and everything after it is below', () => {
  const { rows } = layOut(
    request([
      { id: 'a', minutes: 20 },
      { id: 'b', minutes: 12 },
      { id: 'c', minutes: 5 },
    ]),
  )

  expect(rows).toEqual([
    { id: 'a', start: 2, end: 22 },
    { id: 'b', cut: 'no-room' },
    { id: 'c', cut: 'no-room' },
  ])
})

test('passes over a case whose people are absent, and goes on with the next', () => {
  const { rows, windows } = layOut(
    request([
      { id: 'a', needs: ['lindqvist'] },
      { id: 'b', needs: ['osei'] },
    ]),
  )

  expect(rows).toEqual([
    { id: 'a', cut: 'needs-absent' },
    { id: 'b', start: 2, end: 12 },
  ])
  expect(windows).toEqual([{ id: 'osei', from: 2, to: 12 }])
})

test('an agenda of nothing ends with the setup', () => {
  expect(layOut(request([]))).toEqual({ rows: [], until: 2, windows: [] })
})
