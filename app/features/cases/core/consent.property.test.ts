import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instances } from '#tests/support/instances.ts'
import { type ConsentRecord, covers, type Reader, standing } from './consent.ts'

const labels = ['part2', 'eth', 'sud', 'sud-counseling', 'psychotherapy', 'hiv']
const { numRuns, seed } = instances('consent')
const NOW = 50

const recipient = fc.oneof(
  fc.constant({ kind: 'organization' as const }),
  fc.constantFrom('north', 'south').map((teamId) => ({ kind: 'team' as const, teamId })),
  fc.constantFrom('mia', 'sam').map((personId) => ({ kind: 'person' as const, personId })),
  fc.constant({ kind: 'outside' as const }),
)
const scope = fc.subarray(labels, { minLength: 1 })
const moment = fc.integer({ min: 0, max: 100 })

const aRecord: fc.Arbitrary<ConsentRecord> = fc.record({
  consentId: fc.uuid(),
  decision: fc.constantFrom('given' as const, 'refused' as const, 'unavailable' as const),
  recipient,
  scope,
  from: moment,
  until: fc.option(moment),
  revokedAt: fc.option(fc.integer({ min: 0, max: NOW })),
  // Nothing is recorded that is still to come.
  recordedAt: fc.integer({ min: 0, max: NOW }),
})
const records = fc.array(aRecord, { maxLength: 6 })
const aReader: fc.Arbitrary<Reader> = fc.record({
  personId: fc.constantFrom('mia', 'sam', 'guest'),
  teams: fc.subarray(['north', 'south']),
  outside: fc.boolean(),
})

const shown = (all: readonly ConsentRecord[], reader: Reader, now = NOW) => [
  ...covers(all, reader, labels, now).keys(),
]

/** Whether everything in `less` is in `more`. */
function within(less: readonly string[], more: readonly string[]): boolean {
  return less.every((label) => more.includes(label))
}

test('a refusal more never reveals anything', () => {
  fc.assert(
    fc.property(records, aRecord, aReader, (all, one, reader) => {
      const more: ConsentRecord[] = [...all, { ...one, decision: 'refused' }]
      expect(within(shown(more, reader), shown(all, reader))).toBe(true)
    }),
    { numRuns, seed },
  )
})

test('revoking never reveals anything', () => {
  fc.assert(
    fc.property(
      fc.array(aRecord, { minLength: 1, maxLength: 6 }),
      fc.nat(),
      aReader,
      (all, which, reader) => {
        const at = which % all.length
        const before = all.map((one, index) =>
          index === at ? { ...one, revokedAt: null, decision: 'given' as const } : one,
        )
        const after = before.map((one, index) => (index === at ? { ...one, revokedAt: NOW } : one))
        expect(within(shown(after, reader), shown(before, reader))).toBe(true)
      },
    ),
    { numRuns, seed },
  )
})

test('a permission that is lost never reveals anything', () => {
  fc.assert(
    fc.property(records, aRecord, aReader, (all, one, reader) => {
      const more: ConsentRecord[] = [...all, { ...one, decision: 'given', revokedAt: null }]
      expect(within(shown(all, reader), shown(more, reader))).toBe(true)
    }),
    { numRuns, seed },
  )
})

test('nothing is shown under a consent outside its time', () => {
  fc.assert(
    fc.property(records, aReader, moment, (all, reader, now) => {
      for (const consentId of covers(all, reader, labels, now).values()) {
        const under = all.find((one) => one.consentId === consentId)
        expect(under?.decision).toBe('given')
        expect(under && under.from <= now && (under.until === null || now < under.until)).toBe(true)
        expect(under?.revokedAt === null || (under?.revokedAt ?? 0) > now).toBe(true)
      }
    }),
    { numRuns, seed },
  )
})

test('a permission of more covers at least as much', () => {
  fc.assert(
    fc.property(records, aRecord, scope, aReader, (all, one, wider, reader) => {
      const narrow: ConsentRecord = { ...one, decision: 'given', revokedAt: null }
      const wide = { ...narrow, scope: [...new Set([...narrow.scope, ...wider])] }
      expect(within(shown([...all, narrow], reader), shown([...all, wide], reader))).toBe(true)
    }),
    { numRuns, seed },
  )
})

test('whoever is in fewer teams, or outside, is shown no more by permissions', () => {
  fc.assert(
    fc.property(records, aReader, (all, reader) => {
      const given = all.filter(({ decision, revokedAt }) => decision === 'given' && revokedAt === null)
      expect(within(shown(given, { ...reader, teams: [] }), shown(given, reader))).toBe(true)
      expect(
        within(shown(given, { ...reader, outside: true }), shown(given, { ...reader, outside: false })),
      ).toBe(true)
    }),
    { numRuns, seed },
  )
})

test('where nobody at all can be covered, the word is not given', () => {
  fc.assert(
    fc.property(records, (all) => {
      const anybody = ['mia', 'sam'].flatMap((personId) =>
        [[], ['north'], ['south'], ['north', 'south']].map((teams) => ({ personId, teams, outside: false })),
      )
      const covered = anybody.some((reader) => shown(all, reader).length > 0)
      if (covered) expect(standing(all, NOW)).toBe('given')
    }),
    { numRuns, seed },
  )
})
