import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instruments } from '#app/features/cases/core/instruments.ts'
import { previewFlags } from '#tests/support/preview.ts'
import type { Fact } from './facts.ts'
import { isSkip, readResource } from './read-resource.ts'
import { resolveFacts } from './resolve.ts'
import type { Skip } from './skips.ts'

interface Given {
  readonly json: object
  readonly fullUrl?: string
}

function readAll(given: readonly Given[]): { facts: Fact[]; skips: Skip[] } {
  const facts: Fact[] = []
  const skips: Skip[] = []
  for (const { json, fullUrl } of given) {
    const answer = readResource(json, {
      source: 'clinic',
      zone: 'Asia/Kathmandu',
      ...(fullUrl && { fullUrl }),
    })
    if (isSkip(answer)) skips.push(answer)
    else facts.push(...answer)
  }
  return { facts, skips }
}
const resolve = (...given: object[]) => {
  const { facts, skips } = readAll(given.map((json) => ({ json })))
  return resolveFacts(facts, skips)
}

const patient = (id: string, rest: object = {}) => ({ resourceType: 'Patient', id, ...rest })
const changed = (lastUpdated: string) => ({ meta: { lastUpdated } })
const phq = (id: string, owner: string, value: number, rest: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '44261-6' }] },
  subject: { reference: owner },
  effectiveDateTime: '2026-05-03',
  valueInteger: value,
  ...rest,
})
const valuesOf = (answer: ReturnType<typeof resolveFacts>) =>
  answer.patients.map(({ patient: { key }, facts }) => [
    key.id,
    facts.map((fact) => fact.kind === 'score' && fact.value),
  ])

describe('facts find their patient', () => {
  test('by relative, absolute, urn and search references, before or after the patient', () => {
    const id = '0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0'
    const answer = resolve(
      phq('a', `Patient/${id}`, 1),
      phq('b', `https://ehr.test/fhir/Patient/${id}`, 2),
      patient(id, { identifier: [{ system: 'urn:mrn', value: '7' }] }),
      phq('c', `urn:uuid:${id.toUpperCase()}`, 3),
      phq('d', 'Patient?identifier=urn:mrn|7', 4),
    )
    expect(valuesOf(answer)).toEqual([[id, [1, 2, 3, 4]]])
    expect(answer.skips).toEqual([])
  })

  test('by the address in the bundle, when it is another than the id', () => {
    const { facts } = readAll([
      { json: phq('a', 'urn:uuid:11', 5) },
      { json: patient('p1'), fullUrl: 'urn:uuid:11' },
    ])
    expect(valuesOf(resolveFacts(facts))).toEqual([['p1', [5]]])
  })

  test('or are named: the patient is missing, or a name leads to two', () => {
    const shared = { identifier: [{ value: '999' }] }
    const answer = resolve(
      patient('p1', shared),
      patient('p2', shared),
      phq('a', 'Patient/p3', 1),
      phq('b', 'Patient?identifier=999', 2),
    )
    expect(answer.skips.map(({ reason, id }) => [reason, id])).toEqual([
      ['unknown-subject', 'a'],
      ['unknown-subject', 'b'],
    ])
  })
})

describe('of several readings of a record', () => {
  const [early, late] = [changed('2026-01-01T00:00:00Z'), changed('2026-02-01T00:00:00Z')]

  test('the newest stands, in any order', () => {
    const given = [
      patient('p1'),
      phq('a', 'Patient/p1', 5, late),
      phq('a', 'Patient/p1', 9, early),
      phq('a', 'Patient/p1', 7),
    ]
    for (const order of [given, [...given].reverse()])
      expect(valuesOf(resolve(...order))).toEqual([['p1', [5]]])
  })

  test('a record with the id of another patient’s record is its own', () => {
    const answer = resolve(patient('p1'), patient('p2'), phq('a', 'Patient/p1', 5), phq('a', 'Patient/p2', 9))
    expect(valuesOf(answer)).toEqual([
      ['p1', [5]],
      ['p2', [9]],
    ])
  })

  test('one that moved to another patient leaves the first, when both say when', () => {
    const answer = resolve(
      patient('p1'),
      patient('p2'),
      phq('a', 'Patient/p1', 5, early),
      phq('a', 'Patient/p2', 5, late),
    )
    expect(valuesOf(answer)).toEqual([
      ['p1', []],
      ['p2', [5]],
    ])
    expect(answer.skips).toMatchObject([{ reason: 'superseded', id: 'a' }])
  })

  test('one entered in error is taken back, unless it was mended later', () => {
    const wrong = { status: 'entered-in-error' }
    expect(
      valuesOf(resolve(patient('p1'), phq('a', 'Patient/p1', 5), phq('a', 'Patient/p1', 5, wrong))),
    ).toEqual([['p1', []]])
    const mended = resolve(
      patient('p1'),
      phq('a', 'Patient/p1', 6, late),
      phq('a', 'Patient/p1', 5, { ...wrong, ...early }),
    )
    expect(valuesOf(mended)).toEqual([['p1', [6]]])
  })
})

test('what one patient’s record takes back, another’s of the same id keeps', () => {
  const answer = resolve(
    patient('p1'),
    patient('p2'),
    phq('a', 'Patient/p1', 5),
    phq('a', 'Patient/p2', 9),
    phq('a', 'urn:uuid:p1', 5, { status: 'entered-in-error' }),
  )
  expect(valuesOf(answer)).toEqual([
    ['p1', []],
    ['p2', [9]],
  ])
})

test('medication has its name from the record it points to, or is named as dangling', () => {
  const order = (id: string, reference: string) => ({
    resourceType: 'MedicationRequest',
    id,
    status: 'active',
    subject: { reference: 'Patient/p1' },
    medicationReference: { reference },
  })
  const drug = { resourceType: 'Medication', id: 'd1', code: { text: 'lithium 300 mg' } }
  const answer = resolve(order('m1', 'Medication/d1'), order('m2', 'Medication/d2'), drug, patient('p1'))
  expect(answer.patients[0]?.facts).toMatchObject([{ kind: 'medication', display: 'lithium 300 mg' }])
  expect(answer.skips).toMatchObject([{ reason: 'dangling-reference', id: 'm2' }])
})

test('the items of a panel become a score when all are there', () => {
  const items = instruments['phq-9'].loinc.items.map((code, i) =>
    phq(`i${i + 1}`, 'Patient/p1', i === 8 ? 2 : 1, {
      code: { coding: [{ system: 'http://loinc.org', code }] },
    }),
  )
  const panel = phq('panel', 'Patient/p1', 0, {
    valueInteger: undefined,
    code: { coding: [{ system: 'http://loinc.org', code: '44249-1' }] },
    hasMember: items.map(({ id }) => ({ reference: `Observation/${id}` })),
  })
  const whole = resolve(panel, ...items, patient('p1'))
  const score = whole.patients[0]?.facts.find(({ kind }) => kind === 'score')
  expect(score).toMatchObject({ value: 10, items: expect.arrayContaining([{ item: 9, value: 2 }]) })
  const broken = resolve(panel, ...items.slice(1), patient('p1'))
  expect(broken.skips).toMatchObject([{ reason: 'no-value', id: 'panel' }])
  expect(broken.patients[0]?.facts.every(({ kind }) => kind === 'answer')).toBe(true)
})

test('the order of reading changes nothing', () => {
  const stamps = fc.constantFrom({}, changed('2026-01-01T00:00:00Z'), changed('2026-02-01T00:00:00Z'))
  const record = fc
    .record({
      id: fc.constantFrom('a', 'b'),
      owner: fc.constantFrom('p1', 'p2', 'p3'),
      value: fc.nat(27),
      stamp: stamps,
      error: fc.boolean(),
    })
    .map(({ id, owner, value, stamp, error }) =>
      phq(id, `Patient/${owner}`, value, { ...stamp, ...(error && { status: 'entered-in-error' }) }),
    )
  const given = fc
    .array(record, { maxLength: 8 })
    .chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    )
  fc.assert(
    fc.property(given, ([one, other]) => {
      const both = [patient('p1'), patient('p2')]
      expect(resolve(...both, ...other).patients).toEqual(resolve(...one, ...both).patients)
    }),
  )
})

describe('a preview', () => {
  const item9 = (value: number, day: string) =>
    phq(`i${day}`, 'Patient/p1', value, {
      code: { coding: [{ system: 'http://loinc.org', code: '44260-8' }] },
      effectiveDateTime: day,
    })
  const factsOf = (...given: object[]) => resolve(patient('p1'), ...given).patients[0]?.facts ?? []

  test('says which flags would be raised, and which old answers to check', () => {
    const facts = factsOf(item9(2, '2026-05-10'), item9(1, '2025-05-10'))
    const preview = previewFlags(facts, '2026-05-12')
    expect(preview.flags).toMatchObject([{ rule: 'safety-answer', answer: { value: 2, on: '2026-05-10' } }])
    expect(preview.earlier).toMatchObject([{ value: 1, on: '2025-05-10' }])
  })

  test('raises nothing for old answers, and nothing about treatment without an episode', () => {
    const facts = factsOf(
      item9(2, '2025-05-10'),
      phq('a', 'Patient/p1', 20),
      phq('b', 'Patient/p1', 20, { effectiveDateTime: '2026-07-20' }),
    )
    expect(previewFlags(facts, '2026-08-01')).toMatchObject({ flags: [], earlier: [{ value: 2 }] })
    const known = { episodeStart: '2026-05-01' }
    expect(previewFlags(facts, '2026-08-01', known).flags).toMatchObject([
      { rule: 'severe-score', latest: { on: '2026-07-20' } },
      { rule: 'not-improved-week-8' },
    ])
  })

  test('counts a newer answer that is known already', () => {
    const newer = {
      scoreId: 'known',
      instrument: 'phq-9',
      value: 0,
      on: '2026-05-11',
      arrivedOn: '2026-05-11',
    } as const
    expect(
      previewFlags(factsOf(item9(2, '2026-05-10')), '2026-05-12', { safetyItems: [newer] }).flags,
    ).toEqual([])
  })
})
