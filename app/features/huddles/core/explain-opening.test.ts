import { expect, test } from 'vitest'
import { explainOpening } from './explain-opening.ts'
import type { CaseToServe, Opening, OpeningsRequest } from './openings-request.ts'

const aCase = (id: string, urgency: CaseToServe['urgency'] = 'soon'): CaseToServe => ({
  id,
  urgency,
  respondBy: null,
  minutes: 5,
  needs: [],
  carried: 0,
})

const nothing: Opening = {
  start: 0,
  lastStart: 0,
  end: 0,
  free: [],
  tentative: [],
  missing: [],
  served: [],
  late: [],
  unserved: [],
  score: 0,
}

function explain(cases: CaseToServe[], opening: Partial<Opening>, optional: string[] = []) {
  const request: OpeningsRequest = {
    now: 0,
    zone: 'UTC',
    from: 0,
    to: 0,
    minutes: 30,
    step: 5,
    setup: 2,
    limit: 10,
    people: [],
    required: [],
    optional,
    quorum: [],
    cases,
  }
  return explainOpening({ ...nothing, ...opening }, request, (id) => `the ${id}`)
}

test('says who is there, that the urgent ones are in time, and which optional person is not sure', () => {
  const cases = [aCase('a', 'urgent'), aCase('b', 'urgent'), aCase('c'), aCase('d')]
  const opening = { served: ['a', 'b', 'c', 'd'], tentative: ['pharmacist'] }

  expect(explain(cases, opening, ['pharmacist'])).toEqual({
    sentence: 'Everyone needed for 4 cases; both urgent ones in time; the pharmacist, optional, is tentative',
    quality: 'Fair',
  })
})

test('is good when nothing is wanting, also when there is no room for all', () => {
  const unserved = [{ id: 'b', why: 'no-room' as const, missing: [] }]

  expect(explain([aCase('a'), aCase('b')], { served: ['a'], unserved })).toEqual({
    sentence: 'Everyone needed for 1 of 2 cases',
    quality: 'Good',
  })
})

test('is poor when an urgent case is late, or waits for somebody', () => {
  const late = explain([aCase('a', 'emergency')], { served: ['a'], late: ['a'] })
  const waits = explain([aCase('a', 'urgent'), aCase('b')], {
    served: ['b'],
    unserved: [{ id: 'a', why: 'needs-missing', missing: ['psychiatrist'] }],
  })

  expect(late).toEqual({
    sentence: 'Everyone needed for the one case; the emergency too late',
    quality: 'Poor',
  })
  expect(waits).toEqual({
    sentence: 'Everyone needed for 1 of 2 cases; one case needs the psychiatrist',
    quality: 'Poor',
  })
})

test('is fair when only what can wait is late or waits', () => {
  const answer = explain([aCase('a'), aCase('b', 'urgent'), aCase('c', 'emergency'), aCase('d', 'urgent')], {
    served: ['a', 'b', 'c', 'd'],
    late: ['a'],
  })

  expect(answer).toEqual({
    sentence: 'Everyone needed for 4 cases; all three urgent ones in time; one answered late',
    quality: 'Fair',
  })
})

test('is poor when no case could be talked about, and good when there is none', () => {
  expect(explain([aCase('a')], {}).quality).toBe('Poor')
  expect(explain([], {})).toEqual({ sentence: 'Everyone required is free', quality: 'Good' })
})

test('says why an optional person is missing, and when they could come for a part', () => {
  const missing = [
    { id: 'nurse', why: 'unavailable' as const, freeSpans: [] },
    { id: 'peer', why: 'outside-hours' as const, freeSpans: [{ start: 0, end: 300_000 }] },
  ]

  expect(explain([], { missing }, ['nurse', 'peer']).sentence).toBe(
    'Everyone required is free; the nurse, optional, is away; the peer, optional, is outside their hours, free for a part',
  )
})
