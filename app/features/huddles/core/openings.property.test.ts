import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instances } from '#tests/support/instances.ts'
import { findOpeningsSlowly } from '#tests/support/openings-slowly.ts'
import { chooseCases } from './choose-cases.ts'
import { findOpenings } from './openings.ts'
import type { OpeningsRequest } from './openings-request.ts'

const minute = 60_000

// Days around which something happens to the clocks of one of the zones, and two on which nothing does.
const days = [
  '2027-03-14',
  '2026-11-01',
  '2027-04-30',
  '2026-10-04',
  '2027-04-04',
  '2027-05-03',
  '2027-01-03',
]
const zones = [
  'America/New_York',
  'America/Havana',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'UTC',
]
const ids = ['ana', 'ben', 'cho', 'dee']
const disciplines = ['psychiatrist', 'pharmacist']

const someIds = (from: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...from), { maxLength })
const clock = fc
  .integer({ min: 0, max: 48 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`)

const someHours = fc.oneof(
  { weight: 2, arbitrary: fc.constant([{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]) },
  {
    weight: 3,
    arbitrary: fc.array(
      fc
        .record({ days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 2 }), from: clock, to: clock })
        .filter((range) => range.from < range.to),
      { maxLength: 3 },
    ),
  },
)

function aPerson(id: string, base: number) {
  return fc.record({
    id: fc.constant(id),
    discipline: fc.constantFrom(...disciplines),
    zone: fc.constantFrom(...zones),
    hours: someHours,
    busy: fc.array(
      fc
        .record({
          start: fc.integer({ min: -120, max: 1500 }),
          length: fc.integer({ min: 1, max: 240 }),
          seconds: fc.constantFrom(0, 0, 0, 30),
          type: fc.constantFrom('busy' as const, 'tentative' as const, 'unavailable' as const),
        })
        .map(({ start, length, seconds, type }) => ({
          start: base + start * minute + seconds * 1000,
          end: base + (start + length) * minute,
          type,
        }))
        .filter((span) => span.start < span.end),
      { maxLength: 6 },
    ),
    bufferMinutes: fc.constantFrom(0, 0, 5, 12),
  })
}

function aCase(id: string, base: number) {
  return fc.record({
    id: fc.constant(id),
    urgency: fc.constantFrom('emergency' as const, 'urgent' as const, 'soon' as const, 'routine' as const),
    respondBy: fc.option(fc.integer({ min: 0, max: 1500 }).map((at) => base + at * minute)),
    minutes: fc.integer({ min: 1, max: 25 }),
    needs: someIds([...ids, 'nobody'].slice(0, 3), 2),
    carried: fc.integer({ min: 0, max: 3 }),
  })
}

const aRequest: fc.Arbitrary<OpeningsRequest> = fc
  .record({
    day: fc.constantFrom(...days),
    people: fc.integer({ min: 0, max: 4 }),
    cases: fc.integer({ min: 0, max: 6 }),
  })
  .chain(({ day, people, cases }) => {
    const base = Date.parse(`${day}T00:00:00Z`) - 6 * 60 * minute
    const here = ids.slice(0, people)
    return fc
      .record({
        zone: fc.constantFrom(...zones),
        fromMinute: fc.integer({ min: 0, max: 300 }),
        fromSecond: fc.constantFrom(0, 0, 17),
        length: fc.integer({ min: 10, max: 1300 }),
        nowMinute: fc.integer({ min: -300, max: 300 }),
        minutes: fc.integer({ min: 1, max: 60 }),
        step: fc.constantFrom(1, 5, 7, 15, 30, 45, 60, 1440),
        setup: fc.integer({ min: 0, max: 5 }),
        limit: fc.constantFrom(1, 3, 10, 1000),
        people: fc.tuple(...here.map((id) => aPerson(id, base))).map((list) => [...list].reverse()),
        required: here.length > 0 ? someIds(here, 2) : fc.constant([]),
        optional: here.length > 0 ? someIds(here, 3) : fc.constant([]),
        quorum: fc.array(
          fc.record({ discipline: fc.constantFrom(...disciplines), count: fc.integer({ min: 1, max: 2 }) }),
          { maxLength: 2 },
        ),
        cases: fc
          .tuple(...Array.from({ length: cases }, (_, index) => aCase(`case-${5 - index}`, base)))
          .map((list) => [...list]),
      })
      .map(({ fromMinute, fromSecond, length, nowMinute, ...rest }) => {
        const from = base + fromMinute * minute + fromSecond * 1000
        const setup = Math.min(rest.setup, rest.minutes - 1)
        return { ...rest, setup, from, to: from + length * minute, now: base + nowMinute * minute }
      })
  })

test('answers what looking at every minute answers', () => {
  const seen = { openings: 0, none: 0, blocked: 0, late: 0, parts: 0 }
  fc.assert(
    fc.property(aRequest, (request) => {
      const answer = findOpenings(request)

      const slowly = findOpeningsSlowly(request)
      expect(answer.openings).toEqual(slowly.openings)
      expect(answer.none?.blocking ?? null).toEqual(slowly.none)
      if (answer.none) expect(answer.none.why).toMatch(/^[A-Z].*\.$/)
      seen.openings += answer.openings.length > 0 ? 1 : 0
      seen.none += answer.none ? 1 : 0
      seen.blocked += answer.none?.blocking.length ? 1 : 0
      seen.late += answer.openings.some((opening) => opening.late.length > 0) ? 1 : 0
      seen.parts += answer.openings.some((opening) => opening.missing.some((one) => one.freeSpans.length > 0))
        ? 1
        : 0
    }),
    instances('openings'),
  )
  // A property that never meets the interesting cases proves nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
}, 600_000)

test('chooses the cases that trying every set chooses', () => {
  const candidate = fc.record({
    minutes: fc.integer({ min: 1, max: 12 }),
    worth: fc.constantFrom(1, 2, 10, 20, 100),
  })
  fc.assert(
    fc.property(
      fc.array(candidate, { maxLength: 9 }),
      fc.integer({ min: 0, max: 40 }),
      (candidates, room) => {
        const sets = Array.from({ length: 2 ** candidates.length }, (_, set) => {
          const chosen = candidates.flatMap((_, index) => ((set >> index) % 2 === 1 ? [index] : []))
          const sum = (of: 'minutes' | 'worth') =>
            chosen.reduce((total, index) => total + (candidates[index]?.[of] ?? 0), 0)
          return {
            chosen,
            minutes: sum('minutes'),
            worth: sum('worth'),
            text: String.fromCharCode(...chosen),
          }
        })
        const [best] = sets
          .filter((set) => set.minutes <= room)
          .sort((a, b) => b.worth - a.worth || a.minutes - b.minutes || (a.text < b.text ? -1 : 1))

        expect(chooseCases(candidates, room)).toEqual(best?.chosen)
      },
    ),
    instances('choice of cases'),
  )
}, 600_000)
