import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fact, ReadContext } from './facts.ts'
import { isSkip, readResource } from './read-resource.ts'
import { type Skip, skipReasons } from './skips.ts'

const context: ReadContext = { source: 'clinic', zone: 'America/St_Johns' }
const read = (json: unknown, more: Partial<ReadContext> = {}) => readResource(json, { ...context, ...more })
const factOf = (json: unknown, more: Partial<ReadContext> = {}): Fact | undefined => {
  const answer = read(json, more)
  return isSkip(answer) ? undefined : answer[0]
}
const whySkipped = (json: unknown) => {
  const answer = read(json)
  return isSkip(answer) ? answer.reason : answer
}
const subject = { reference: 'Patient/p1' }

describe('a patient', () => {
  test('is read with today’s name, the record number and everything it may be called', () => {
    const patient = {
      resourceType: 'Patient',
      id: 'p1',
      meta: { lastUpdated: '2026-05-01T10:00:00+02:00' },
      name: [
        { family: 'Abbas', given: ['Colin'], period: { end: '2020-07-22' } },
        { use: 'usual', family: 'Baxter', given: ['Col'] },
        { use: 'official', family: 'Baxter', given: ['Colin', 'V.'] },
      ],
      identifier: [
        { system: 'urn:clinic', value: 'x-1' },
        {
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'SS' }] },
          value: '999-1',
        },
        {
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
          value: '1032',
        },
      ],
      gender: 'male',
      birthDate: '1987-02',
    }
    expect(factOf(patient, { fullUrl: 'https://ehr.test/fhir/Patient/p1' })).toEqual({
      kind: 'patient',
      key: { source: 'clinic', type: 'Patient', id: 'p1' },
      lastUpdated: '2026-05-01T08:00:00.000Z',
      labels: [],
      aliases: ['Patient/p1', 'urn:uuid:p1', 'Patient?identifier=urn:clinic|x-1', 'Patient?identifier=1032'],
      family: 'Baxter',
      given: ['Colin', 'V.'],
      otherNames: ['Col Baxter', 'Colin Abbas'],
      birthDate: '1987-02',
      gender: 'male',
      identifiers: [
        { system: 'urn:clinic', value: 'x-1' },
        { value: '1032', type: 'MR' },
      ],
      recordNumber: '1032',
      deceased: false,
    })
  })

  test('may have a name in one piece, no name at all, or have died', () => {
    const [one, none, dead] = [
      { name: [{ text: '张无忌' }] },
      {},
      { deceasedDateTime: '2015-02-14T13:42:00+10:00' },
    ].map((rest) => factOf({ resourceType: 'Patient', id: 'p1', ...rest }))
    expect(one).toMatchObject({ family: '张无忌', given: [] })
    expect(none).toMatchObject({ kind: 'patient', given: [], deceased: false })
    expect(dead).toMatchObject({ deceased: true, deceasedOn: '2015-02-14' })
  })

  test('without an id of its own takes that of its address in the bundle', () => {
    const fullUrl = 'urn:uuid:0C3151BD-1CBF-4D64-B04D-CD9187A4C6E0'
    expect(factOf({ resourceType: 'Patient' }, { fullUrl })?.key.id).toBe(
      '0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0',
    )
    expect(whySkipped({ resourceType: 'Patient' })).toBe('no-id')
  })
})

describe('clinical records', () => {
  test('a condition keeps how sure it is, and an onset as precise as it was written', () => {
    const condition = {
      resourceType: 'Condition',
      id: 'c1',
      subject: { reference: 'https://ehr.test/fhir/Patient/p1/_history/3' },
      code: {
        coding: [{ system: 'http://snomed.info/sct', code: '370143000', display: 'Major depression' }],
      },
      clinicalStatus: { coding: [{ code: 'active' }] },
      verificationStatus: { coding: [{ code: 'refuted' }] },
      onsetDateTime: '2019',
    }
    expect(factOf(condition)).toMatchObject({
      kind: 'condition',
      patient: 'Patient/p1',
      display: 'Major depression',
      onset: '2019',
      clinicalStatus: 'active',
      verification: 'refuted',
    })
    expect(whySkipped({ ...condition, code: {} })).toBe('no-value')
    expect(whySkipped({ ...condition, verificationStatus: { coding: [{ code: 'entered-in-error' }] } })).toBe(
      'entered-in-error',
    )
  })

  test('medication has its name from its own code, from what it contains, or from elsewhere later', () => {
    const order = { resourceType: 'MedicationRequest', id: 'm1', status: 'active', intent: 'order', subject }
    expect(factOf({ ...order, medicationCodeableConcept: { text: 'sertraline 50 mg' } })).toMatchObject({
      display: 'sertraline 50 mg',
      status: 'active',
    })
    const contained = [
      { resourceType: 'Medication', id: 'd', code: { coding: [{ code: '1', display: 'lithium' }] } },
    ]
    expect(factOf({ ...order, contained, medicationReference: { reference: '#d' } })).toMatchObject({
      display: 'lithium',
    })
    expect(factOf({ ...order, medicationReference: { reference: 'Medication/d' } })).toMatchObject({
      drug: 'Medication/d',
    })
    expect(whySkipped(order)).toBe('no-value')
  })

  test('drafts, proposals, cancelled orders and "do not give" are no medication; an unknown status is kept', () => {
    const order = {
      resourceType: 'MedicationRequest',
      id: 'm1',
      subject,
      medicationCodeableConcept: { text: 'x' },
    }
    for (const rest of [
      { status: 'draft' },
      { status: 'cancelled' },
      { intent: 'proposal' },
      { doNotPerform: true },
    ]) {
      expect(whySkipped({ ...order, ...rest })).toBe('not-done')
    }
    expect(factOf({ ...order, status: 'unknown' })).toMatchObject({ status: 'unknown' })
  })

  test('an encounter that happened is a contact on the day of the team’s zone', () => {
    const encounter = {
      resourceType: 'Encounter',
      id: 'e1',
      status: 'finished',
      class: { code: 'VR' },
      type: [{ text: 'Check-in' }],
      subject,
      period: { start: '2026-05-02T01:00:00Z', end: '2026-05-02T01:25:00Z' },
    }
    expect(factOf(encounter)).toMatchObject({
      kind: 'contact',
      on: '2026-05-01',
      at: '2026-05-02T01:00:00.000Z',
      way: 'virtual',
      display: 'Check-in',
      minutes: 25,
      reached: true,
    })
    expect(whySkipped({ ...encounter, status: 'planned' })).toBe('not-done')
    expect(whySkipped({ ...encounter, status: 'unknown' })).toBe('status-unknown')
    expect(whySkipped({ ...encounter, period: { start: '2026-05' } })).toBe('bad-date')
    expect(factOf({ ...encounter, period: { start: '2026-05-02', end: '2026-05-09' } })).not.toHaveProperty(
      'minutes',
    )
  })

  test('"no known allergy" is told by its code, not by its words', () => {
    const allergy = (coding: object) => ({
      resourceType: 'AllergyIntolerance',
      id: 'a1',
      patient: subject,
      code: { coding: [coding] },
    })
    expect(factOf(allergy({ system: 'http://snomed.info/sct', code: '716186003' }))).toMatchObject({
      says: 'none',
      scope: 'any',
    })
    expect(factOf(allergy({ system: 'http://snomed.info/sct', code: '409137002' }))).toMatchObject({
      says: 'none',
      scope: 'drug',
    })
    expect(
      factOf(allergy({ system: 'urn:local', code: '716186003', display: 'No known allergy' })),
    ).toMatchObject({
      says: 'allergic',
    })
  })
})

describe('what every record may say', () => {
  test('labels come along, those of the source too; psychotherapy notes stay out', () => {
    const labelled = (...codes: string[]) => ({
      resourceType: 'Patient',
      id: 'p1',
      meta: {
        security: codes.map((code) => ({ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code })),
      },
    })
    expect(factOf(labelled('SUD', 'HIV', 'TBOO'))?.labels).toEqual(['hiv', 'sud'])
    expect(factOf(labelled('42CFRPart2', 'ETH', 'PSY'))?.labels).toEqual(['eth', 'part2', 'psy'])
    expect(factOf(labelled('SUD'), { labels: ['part2', 'sud'] })?.labels).toEqual(['part2', 'sud'])
    expect(whySkipped(labelled('PSYTHPN', 'SUD'))).toBe('label-psythpn')
    const other = {
      resourceType: 'Patient',
      id: 'p1',
      meta: { security: [{ system: 'urn:x', code: 'PSYTHPN' }] },
    }
    expect(factOf(other)?.labels).toEqual([])
  })

  test('a skip names reason, type and id, and nothing about anyone', () => {
    const answer = read({
      resourceType: 'Condition',
      id: 'c1',
      meta: { lastUpdated: '2026-05-01T10:00:00Z' },
      subject: { display: 'Colin Baxter' },
      code: { text: 'Depression' },
    })
    expect(answer).toEqual({
      reason: 'no-subject',
      source: 'clinic',
      type: 'Condition',
      id: 'c1',
      lastUpdated: '2026-05-01T10:00:00.000Z',
    } satisfies Skip)
  })

  test('what is no patient is no subject, and a kind we do not read is counted', () => {
    const condition = { resourceType: 'Condition', id: 'c1', code: { text: 'x' } }
    expect(whySkipped({ ...condition, subject: { reference: 'Group/herd1' } })).toBe('no-subject')
    expect(whySkipped({ ...condition, subject: { reference: 'Practitioner?identifier=npi|1' } })).toBe(
      'no-subject',
    )
    expect(whySkipped({ resourceType: 'Claim', id: 'x' })).toBe('unsupported-type')
    expect(whySkipped({ resourceType: 'constructor', id: 'x' })).toBe('not-a-resource')
    expect(whySkipped('Patient')).toBe('not-a-resource')
  })

  test('a patient can be named by number', () => {
    const condition = { resourceType: 'Condition', id: 'c1', code: { text: 'x' } }
    const named = { subject: { identifier: { system: 'urn:clinic', value: 'x-1' } } }
    expect(factOf({ ...condition, ...named })).toMatchObject({ patient: 'Patient?identifier=urn:clinic|x-1' })
    const searched = { subject: { reference: 'Patient?identifier=urn:clinic|x-1' } }
    expect(factOf({ ...condition, ...searched })).toMatchObject({
      patient: 'Patient?identifier=urn:clinic|x-1',
    })
  })
})

describe('no value whatever makes it throw', () => {
  const types = fc.constantFrom(
    'Patient',
    'Condition',
    'MedicationRequest',
    'MedicationStatement',
    'Medication',
    'Encounter',
    'Observation',
    'QuestionnaireResponse',
    'AllergyIntolerance',
  )
  const names = fc.constantFrom(
    ...[
      'id',
      'meta',
      'status',
      'code',
      'subject',
      'name',
      'identifier',
      'period',
      'class',
      'type',
      'item',
      'component',
    ],
    ...[
      'valueQuantity',
      'hasMember',
      'effectiveDateTime',
      'authored',
      'questionnaire',
      'contained',
      'extension',
    ],
    ...[
      'coding',
      'system',
      'value',
      'linkId',
      'answer',
      'reference',
      'security',
      'family',
      'given',
      '__proto__',
    ],
  )
  const odd = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
    fc.constantFrom('http://loinc.org', '44261-6', '44249-1', 'final', 'p1', 'Patient/p1', '2026-05-01'),
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 5 }, odd, tie('object'), fc.array(tie('tree'), { maxLength: 3 })),
    object: fc.dictionary(names, tie('tree'), { maxKeys: 6 }),
  }))

  test('neither odd fields of a record', () => {
    fc.assert(
      fc.property(types, fc.dictionary(names, tree), (resourceType, fields) => {
        const answer = read({ id: 'x', ...fields, resourceType })
        if (isSkip(answer)) expect(Object.keys(skipReasons)).toContain(answer.reason)
        else for (const fact of answer) expect(() => JSON.stringify(fact)).not.toThrow()
      }),
      { numRuns: 1500 },
    )
  })

  test('nor anything at all', () => {
    fc.assert(fc.property(fc.anything(), (value) => void read(value)))
  })

  test('nor a sheet that holds itself', () => {
    const item: Record<string, unknown> = { linkId: '/44260-8', answer: [{ valueInteger: 1 }] }
    item.item = [item, item]
    const sheet = {
      resourceType: 'QuestionnaireResponse',
      id: 'q',
      status: 'completed',
      subject,
      authored: '2026-05-01',
    }
    expect(factOf({ ...sheet, item: [item] })).toMatchObject({ kind: 'answer', item: 9, value: 1 })
  })
})
