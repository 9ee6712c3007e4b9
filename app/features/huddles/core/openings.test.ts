import { describe, expect, test } from 'vitest'
import { aCase, ask, at, busy, person } from '#tests/support/openings-requests.ts'
import type { Opening, OpeningsRequest, PersonToMeet } from './openings-request.ts'

const text = (instant: number) => new Date(instant).toISOString().slice(5, 16)
const startsOf = (answer: { openings: readonly Opening[] }) =>
  answer.openings.map(({ start, lastStart }) => `${text(start)} ${text(lastStart)}`)

describe('starts', () => {
  test('that are equally good and follow each other are one opening, the last of which still ends in time', () => {
    expect(startsOf(ask())).toEqual(['03-01T09:00 03-01T11:30'])
  })

  test('are not before now, and whole minutes of the grid', () => {
    expect(startsOf(ask({ now: at('2027-03-01T10:01') }))).toEqual(['03-01T10:30 03-01T11:30'])
    expect(startsOf(ask({ from: at('2027-03-01T09:00') + 1 }))).toEqual(['03-01T09:30 03-01T11:30'])
  })

  test('are on the grid of the wall clock, which begins anew at midnight', () => {
    const night = { from: at('2027-03-01T21:00'), to: at('2027-03-02T02:00'), step: 100, minutes: 10 }

    expect(startsOf(ask(night))).toEqual(['03-01T21:40 03-01T23:20', '03-02T00:00 03-02T01:40'])
  })

  test('are in the zone of the team', () => {
    const kathmandu = { zone: 'Asia/Kathmandu', step: 60, to: at('2027-03-01T10:00'), minutes: 10 }

    expect(startsOf(ask(kathmandu))).toEqual(['03-01T09:15 03-01T09:15'])
  })

  test('leave out a wall clock that does not exist, and go on after it', () => {
    const night = {
      zone: 'America/New_York',
      from: at('2027-03-14T06:00'),
      to: at('2027-03-14T08:30'),
      now: 0,
    }

    // 01:00, 01:30, then 03:00 EDT, which is the next half hour.
    expect(startsOf(ask(night))).toEqual(['03-14T06:00 03-14T08:00'])
    // 02:00 does not exist, and 04:00 is beyond the end.
    expect(startsOf(ask({ ...night, step: 120, to: at('2027-03-14T07:45') }))).toEqual([])
  })

  test('have both instants of a wall clock that happens twice', () => {
    const night = {
      zone: 'America/New_York',
      from: at('2026-11-01T05:00'),
      to: at('2026-11-01T07:00'),
      now: 0,
      step: 60,
    }

    expect(startsOf(ask(night))).toEqual(['11-01T05:00 11-01T06:00'])
  })
})

describe('a person', () => {
  const only = (one: PersonToMeet, over: Partial<OpeningsRequest> = {}) =>
    ask({ people: [one], required: [one.id], ...over })

  test('is free up to where a meeting begins and from where it ends', () => {
    const answer = only(person('ana', { busy: [busy('09:30', '11:00')] }))

    expect(startsOf(answer)).toEqual(['03-01T09:00 03-01T09:00', '03-01T11:00 03-01T11:30'])
  })

  test('keeps a buffer around busy and unavailable time, and none around tentative time', () => {
    const ana = person('ana', { bufferMinutes: 5, busy: [busy('10:00', '10:30')] })
    const ben = person('ben', { bufferMinutes: 5, busy: [busy('10:00', '10:30', 'tentative')] })

    expect(startsOf(only(ana))).toEqual(['03-01T09:00 03-01T09:00', '03-01T11:00 03-01T11:30'])
    expect(startsOf(only(ben))).toEqual(['03-01T09:00 03-01T09:30', '03-01T10:30 03-01T11:30'])
  })

  test('who is tentative may come but is not free', () => {
    const ana = person('ana', { busy: [busy('09:00', '12:00', 'tentative')] })

    expect(ask({ people: [ana] }).openings[0]).toMatchObject({ free: [], tentative: ['ana'], missing: [] })
    expect(only(ana).none?.blocking).toEqual([{ id: 'ana', starts: 6 }])
  })

  test('has hours on their own wall clock, also over midnight', () => {
    const night = [
      { days: [7], from: '22:00', to: '24:00' },
      { days: [1], from: '00:00', to: '05:30' },
    ]
    const answer = only(person('ana', { zone: 'America/New_York', hours: night }))

    // 22:00 to 05:30 in New York is 03:00 to 10:30 in UTC.
    expect(startsOf(answer)).toEqual(['03-01T09:00 03-01T10:00'])
  })

  test('is missing for one reason: outside hours, else unavailable, else busy', () => {
    const all = [busy('09:00', '12:00'), busy('09:00', '12:00', 'unavailable')]
    const hours = [{ days: [1], from: '09:15', to: '17:00' }]
    const people = [
      person('ana', { hours, busy: all }),
      person('ben', { busy: all }),
      person('cho', { busy: all.slice(0, 1) }),
    ]

    const whys = ask({ people }).openings[0]?.missing.map(({ id, why }) => `${id} ${why}`)
    expect(whys).toEqual(['ana outside-hours', 'ben unavailable', 'cho busy'])
  })

  test('who is missing is free for parts of at least five minutes', () => {
    const people = [
      person('ana', { busy: [busy('09:05', '09:26')] }),
      person('ben', { busy: [busy('09:10', '09:20'), busy('09:25', '09:30', 'tentative')] }),
    ]

    const [opening] = ask({ people, to: at('2027-03-01T09:30') }).openings
    const parts = opening?.missing.map(({ freeSpans }) =>
      freeSpans.map((span) => `${text(span.start)} ${text(span.end)}`),
    )
    expect(parts).toEqual([
      ['03-01T09:00 03-01T09:05'],
      ['03-01T09:00 03-01T09:10', '03-01T09:20 03-01T09:25'],
    ])
  })
})

describe('cases', () => {
  const ana = person('ana', { busy: [busy('09:00', '10:00')] })
  const half = { people: [ana], to: at('2027-03-01T10:30') }

  test('are served when all they need are free, best worth first, and time is left after the setup', () => {
    const cases = [
      aCase('a', { minutes: 20 }),
      aCase('b', { minutes: 9, urgency: 'urgent' }),
      aCase('c', { needs: ['ana'] }),
    ]

    const [opening, next] = ask({ ...half, cases }).openings
    expect(opening).toMatchObject({ start: at('2027-03-01T10:00'), served: ['b', 'c'], score: 1100 })
    expect(opening?.unserved).toEqual([{ id: 'a', why: 'no-room', missing: [] }])
    expect(next?.unserved).toEqual([
      { id: 'a', why: 'no-room', missing: [] },
      { id: 'c', why: 'needs-missing', missing: ['ana'] },
    ])
  })

  test('that need somebody unknown wait for them', () => {
    const [opening] = ask({ cases: [aCase('a', { needs: ['zoe', 'bob', 'zoe'] })] }).openings

    expect(opening?.unserved).toEqual([{ id: 'a', why: 'needs-missing', missing: ['bob', 'zoe'] }])
  })

  test('are worth a tenth when the huddle ends after their respond-by, and all when it ends just then', () => {
    const cases = [aCase('a', { urgency: 'urgent', carried: 1, respondBy: at('2027-03-01T09:30') })]

    const openings = ask({ cases }).openings.map(({ score, late, start }) => ({
      score,
      late,
      start: text(start),
    }))
    expect(openings).toEqual([
      { score: 2000, late: [], start: '03-01T09:00' },
      { score: 200, late: ['a'], start: '03-01T09:30' },
    ])
  })

  test('of equal worth: fewer minutes, then the smaller ids', () => {
    const cases = [aCase('d', { minutes: 28 }), aCase('c', { minutes: 20 }), aCase('b', { minutes: 20 })]

    expect(ask({ cases }).openings[0]?.served).toEqual(['b'])
  })

  test('longer than the huddle have no room', () => {
    expect(ask({ cases: [aCase('a', { minutes: 60 })] }).openings[0]?.unserved[0]?.why).toBe('no-room')
  })
})

describe('order', () => {
  test('an earlier week comes before more optional people, and these before fewer tentative ones', () => {
    const people = [
      person('ana', { hours: [{ days: [1], from: '09:00', to: '24:00' }] }),
      person('ben', { busy: [busy('09:00', '10:00', 'tentative')] }),
    ]
    const range = { from: at('2027-02-28T23:00'), to: at('2027-03-01T11:00'), now: 0, step: 60, minutes: 60 }

    // Sunday 23:00 begins the week before, and goes on until Ana comes; at 10:00 Ben is sure, at 09:00 he is not.
    expect(startsOf(ask({ people, optional: ['ana'], ...range }))).toEqual([
      '02-28T23:00 03-01T08:00',
      '03-01T10:00 03-01T10:00',
      '03-01T09:00 03-01T09:00',
    ])
  })

  test('no more than the limit are told, and a limit of none asks only whether there is one', () => {
    const people = [person('ana', { busy: [busy('09:30', '10:00')] })]

    expect(ask({ people, limit: 2 }).openings).toHaveLength(2)
    expect(ask({ people, limit: 0 })).toEqual({ openings: [], none: null })
  })
})

test('sorts by code point whatever order people and cases come in', () => {
  const people = ['b', 'a', 'B'].map((id) => person(id))
  const cases = ['z', 'Z', 'y'].map((id) => aCase(id, { minutes: 5 }))

  expect(ask({ people, cases }).openings[0]).toMatchObject({ free: ['B', 'a', 'b'], served: ['Z', 'y', 'z'] })
})

test('holds more than 32 people and cases', () => {
  const people = Array.from({ length: 70 }, (_, index) =>
    person(`p${index}`, { busy: index === 69 ? [busy('09:00', '10:00')] : [] }),
  )
  const cases = Array.from({ length: 70 }, (_, index) =>
    aCase(`c${index}`, { minutes: 1, needs: [`p${index}`] }),
  )

  const [opening, next] = ask({ people, cases, required: ['p0'], minutes: 90 }).openings
  expect(opening).toMatchObject({ start: at('2027-03-01T10:00'), score: 7000 })
  expect(opening?.free).toHaveLength(70)
  expect(next?.missing).toMatchObject([{ id: 'p69', why: 'busy' }])
})
