import { describe, expect, test } from 'vitest'
import { type ConsentRecord, covers, nextChange, type Reader, standing, standingOf } from './consent.ts'

const mia: Reader = { personId: 'mia', teams: ['north'], outside: false }
const sam: Reader = { personId: 'sam', teams: ['south'], outside: false }
const guest: Reader = { personId: 'guest', teams: [], outside: true }

/** A permission for team North, of Part 2, from 100 on, recorded then. */
function aConsent(change: Partial<ConsentRecord> = {}): ConsentRecord {
  return {
    consentId: 'one',
    decision: 'given',
    recipient: { kind: 'team', teamId: 'north' },
    scope: ['part2'],
    from: 100,
    until: null,
    revokedAt: null,
    recordedAt: change.from ?? 100,
    ...change,
  }
}

const mayRead = (records: readonly ConsentRecord[], reader: Reader, now: number, label = 'part2') =>
  covers(records, reader, [label], now).has(label)

describe('who is covered', () => {
  test('nobody without a record, and nobody by an empty list of teams', () => {
    expect(mayRead([], mia, 200)).toBe(false)
    expect(mayRead([aConsent()], { ...mia, teams: [] }, 200)).toBe(false)
    expect(covers([aConsent()], mia, [], 200).size).toBe(0)
  })

  test('a team: who is in it now', () => {
    expect(mayRead([aConsent()], mia, 200)).toBe(true)
    expect(mayRead([aConsent()], sam, 200)).toBe(false)
  })

  test('a person: that one', () => {
    const records = [aConsent({ recipient: { kind: 'person', personId: 'sam' } })]
    expect(mayRead(records, sam, 200)).toBe(true)
    expect(mayRead(records, mia, 200)).toBe(false)
  })

  test('the organization: all but guests; somebody outside: nobody here', () => {
    const all = [aConsent({ recipient: { kind: 'organization' } })]
    expect([mia, sam, guest].map((reader) => mayRead(all, reader, 200))).toEqual([true, true, false])
    const outside = [aConsent({ recipient: { kind: 'outside' } })]
    expect([mia, sam, guest].map((reader) => mayRead(outside, reader, 200))).toEqual([false, false, false])
  })

  test('it says under which consent', () => {
    expect(covers([aConsent({ consentId: 'paper' })], mia, ['part2', 'psychotherapy'], 200)).toEqual(
      new Map([['part2', 'paper']]),
    )
  })
})

describe('when', () => {
  test('from its first moment on, and not at its last', () => {
    const records = [aConsent({ from: 100, until: 200 })]
    expect([99, 100, 199, 200].map((now) => mayRead(records, mia, now))).toEqual([false, true, true, false])
  })

  test('the next change is the soonest beginning or end ahead', () => {
    expect(nextChange([aConsent({ from: 100, until: 200 }), aConsent({ from: 150 })], 120)).toBe(150)
    expect(nextChange([aConsent({ from: 100, until: 200 })], 199)).toBe(200)
    expect(nextChange([aConsent({ from: 100, until: 200 })], 200)).toBeUndefined()
    expect(nextChange([aConsent({ until: 200, revokedAt: 110 })], 120)).toBeUndefined()
  })
})

describe('the newest word decides', () => {
  test('a refusal sets an older permission aside, and a newer permission the refusal', () => {
    const given = aConsent({ from: 100 })
    const refused = aConsent({ decision: 'refused', from: 150 })
    const again = aConsent({ from: 180 })
    expect(mayRead([given, refused], mia, 160)).toBe(false)
    expect(mayRead([given, refused, again], mia, 190)).toBe(true)
  })

  test('of two at the same moment the refusal counts', () => {
    expect(mayRead([aConsent(), aConsent({ decision: 'refused' })], mia, 160)).toBe(false)
  })

  test('a refusal for everybody sets aside a permission for one', () => {
    const one = aConsent({ recipient: { kind: 'person', personId: 'mia' } })
    const nobody = aConsent({ decision: 'refused', recipient: { kind: 'organization' }, from: 150 })
    expect(mayRead([one, nobody], mia, 160)).toBe(false)
  })

  test('a revoked permission covers nobody, and sets aside an older one for the same readers', () => {
    const older = aConsent({ from: 100 })
    const revoked = aConsent({ from: 120, revokedAt: 150 })
    expect(mayRead([revoked], mia, 149)).toBe(true)
    expect(mayRead([revoked], mia, 150)).toBe(false)
    expect(mayRead([older, revoked], mia, 160)).toBe(false)
  })

  test('an old paper that arrives late does not overrule a refusal', () => {
    const refused = aConsent({ decision: 'refused', from: 150 })
    const late = aConsent({ from: 100, recordedAt: 180 })
    expect(mayRead([refused, late], mia, 190)).toBe(false)
  })

  test('a refusal of one kind of record leaves the others', () => {
    const both = aConsent({ scope: ['part2', 'psychotherapy'] })
    const refused = aConsent({ decision: 'refused', scope: ['psychotherapy'], from: 150 })
    expect(mayRead([both, refused], mia, 160, 'part2')).toBe(true)
    expect(mayRead([both, refused], mia, 160, 'psychotherapy')).toBe(false)
  })
})

describe('the four words that are shown', () => {
  test.each([
    ['not-recorded', []],
    ['not-recorded', [aConsent({ from: 500 })]],
    ['given', [aConsent()]],
    ['given', [aConsent({ decision: 'refused' }), aConsent({ from: 150 })]],
    ['refused', [aConsent({ decision: 'refused' })]],
    ['refused', [aConsent(), aConsent({ decision: 'refused', from: 150 })]],
    ['refused', [aConsent({ revokedAt: 150 })]],
    ['unavailable', [aConsent({ until: 150 })]],
    ['unavailable', [aConsent({ decision: 'unavailable' })]],
  ] as const)('%s', (state, records) => {
    expect(standing(records, 200)).toBe(state)
  })

  test('a record says how it stands among the others', () => {
    const given = aConsent()
    const refused = aConsent({ decision: 'refused', from: 150 })
    expect(standingOf(given, [given], 200)).toBe('given')
    expect(standingOf(given, [given, refused], 200)).toBe('overruled')
    expect(standingOf(aConsent({ from: 300 }), [], 200)).toBe('not-begun')
    expect(standingOf(aConsent({ until: 200 }), [], 200)).toBe('expired')
    expect(standingOf(aConsent({ revokedAt: 120 }), [], 200)).toBe('revoked')
  })
})
