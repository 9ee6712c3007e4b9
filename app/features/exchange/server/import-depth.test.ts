import { expect, test } from 'vitest'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { aFhirPatient, aPhq9, ndjson } from '#tests/support/fhir.ts'
import { everythingOf } from '#tests/support/importing.ts'
import { anOrganization, aTeam } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { type ImportFhirInput, importFhir } from './import-fhir.ts'
import { fileOf } from './read-files.ts'
import { listSkips } from './skip-queries.server.ts'

async function aClinic() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  let files = 0
  return {
    world,
    organizationId,
    teamId,
    async bring(records: readonly object[], how: Partial<ImportFhirInput> = {}) {
      files += 1
      const file = fileOf(`${files}.ndjson`, ndjson(...records))
      const ended = await importFhir(world, {
        organizationId,
        teamId,
        source: 'clinic',
        files: [file],
        ...how,
      })
      if (!ended.ok) throw new Error(ended.problem)
      return ended.value
    },
    everything: () => everythingOf(world, organizationId),
  }
}

const subject = { reference: 'Patient/p1' }
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] })
const patient = aFhirPatient('p1')
const who = 'MRN-p1'

const goal = (more: object = {}) => ({
  resourceType: 'Goal',
  id: 'g1',
  lifecycleStatus: 'active',
  description: { text: 'Sleep through the night' },
  subject,
  ...more,
})

test('a goal comes with its target, and one that its source takes back goes', async () => {
  const clinic = await aClinic()
  const target = [
    { measure: loinc('44261-6'), detailQuantity: { value: 5, comparator: '<' }, dueDate: '2027-03-01' },
  ]
  const weight = [
    {
      measure: { text: 'Weight' },
      detailRange: { low: { value: 60, unit: 'kg' }, high: { value: 70, unit: 'kg' } },
    },
  ]
  await clinic.bring([
    patient,
    goal({ target }),
    goal({
      id: 'g2',
      lifecycleStatus: 'completed',
      statusDate: '2026-05-01',
      description: { text: 'Weigh less' },
      target: weight,
    }),
    goal({ id: 'g3', lifecycleStatus: 'proposed' }),
  ])
  const after = await clinic.everything()
  expect(after.goals).toEqual([
    [who, 'Sleep through the night', 'phq-9', 4, null, '2027-03-01', 'active', []],
    [who, 'Weigh less', null, null, 'Weight: 60 kg to 70 kg', null, 'reached', []],
  ])

  await clinic.bring([goal({ lifecycleStatus: 'entered-in-error' })])
  expect((await clinic.everything()).goals).toHaveLength(1)
})

test('a goal that a person has changed here stays as they said it', async () => {
  const clinic = await aClinic()
  await clinic.bring([patient, goal()])
  await inOrganization(clinic.world, asSystem(clinic.organizationId), ({ trx }) =>
    trx.updateTable('goal').set({ state: 'reached', version: 2 }).execute(),
  )
  await clinic.bring([goal({ description: { text: 'Sleep' } })])
  expect((await clinic.everything()).goals).toMatchObject([
    [who, 'Sleep through the night', null, null, null, null, 'reached', []],
  ])
})

const prapare = (id: string, on: string, answers: Readonly<Record<string, string>>) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  subject,
  effectiveDateTime: on,
  code: loinc('93025-5'),
  component: Object.entries(answers).map(([question, answer]) => ({
    code: loinc(question),
    valueCodeableConcept: loinc(answer),
  })),
})

test('needs are what the newest answers say, once for each kind, however often they were asked', async () => {
  const clinic = await aClinic()
  const housed = { '71802-3': 'LA30189-7' }
  const records = [
    patient,
    prapare('n1', '2024-02-01', { '71802-3': 'LA30190-5', '93031-3': 'LA30125-1' }),
    prapare('n2', '2025-02-01', { ...housed, '93031-3': 'LA30122-8' }),
    prapare('n3', '2026-02-01', { '93030-5': 'LA30133-5', '93029-7': 'LA27722-0' }),
  ]
  const first = await clinic.bring(records)
  expect(first).toMatchObject({ recordsWritten: 4, recordsSkipped: 0 })
  const expected = [
    [who, 'food', 'open', null, '2024-02-01', []],
    [who, 'isolation', 'open', null, '2026-02-01', []],
    [who, 'transport', 'open', 'Kept from medical appointments', '2026-02-01', []],
  ]
  expect((await clinic.everything()).needs).toEqual(expected)
  expect(await clinic.bring([...records].reverse())).toMatchObject({ recordsWritten: 0, recordsUnchanged: 4 })
  expect((await clinic.everything()).needs).toEqual(expected)

  // An old sheet that comes late says nothing new; a newer one does.
  await clinic.bring([prapare('n0', '2020-02-01', { '93030-5': 'LA32-8' })])
  expect((await clinic.everything()).needs).toEqual(expected)
  await clinic.bring([prapare('n4', '2026-11-01', { '93030-5': 'LA32-8' })])
  expect((await clinic.everything()).needs?.[2]).toEqual([who, 'transport', 'met', null, '2026-11-01', []])
})

test('conditions of Gravity and the language of the patient are needs', async () => {
  const clinic = await aClinic()
  const condition = {
    resourceType: 'Condition',
    id: 'c1',
    clinicalStatus: { coding: [{ code: 'active' }] },
    category: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes',
            code: 'food-insecurity',
          },
        ],
      },
    ],
    code: { text: 'Food insecurity' },
    onsetDateTime: '2026-03-01',
    subject,
  }
  const spanish = aFhirPatient('p1', {
    communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'es' }] }, preferred: true }],
    extension: [
      { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true },
    ],
  })
  await clinic.bring([spanish, condition])
  const again = await clinic.bring([spanish, condition])
  expect(again.recordsWritten).toBe(0)
  expect((await clinic.everything()).needs).toEqual([
    [who, 'food', 'open', null, '2026-03-01', []],
    [who, 'interpreter', 'open', 'Spanish', '2026-12-01', []],
    [who, 'language', 'open', 'Spanish', '2026-12-01', []],
  ])
})

test('practitioners and relatives become people around the patient, each once', async () => {
  const clinic = await aClinic()
  const doctor = {
    resourceType: 'Practitioner',
    id: 'd1',
    identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '999' }],
    name: [{ prefix: ['Dr.'], given: ['Ada'], family: 'Reyes' }],
    telecom: [{ system: 'phone', value: '555-1', use: 'home' }],
  }
  const role = {
    resourceType: 'PractitionerRole',
    id: 'r1',
    practitioner: { reference: 'Practitioner/d1' },
    organization: { display: 'Harbour Clinic' },
    specialty: [{ text: 'Family medicine' }],
    telecom: [{ system: 'phone', value: '555-2', use: 'work' }],
  }
  const team = (id: string, member: object, more: object = {}) => ({
    resourceType: 'CareTeam',
    id,
    status: 'active',
    subject,
    participant: [
      { member: { reference: 'Patient/p1' } },
      { role: [{ text: 'Primary care' }], member },
      { member: { reference: 'Organization/o1', display: 'A clinic' } },
    ],
    ...more,
  })
  const sister = {
    resourceType: 'RelatedPerson',
    id: 's1',
    patient: subject,
    relationship: [{ text: 'Sister' }],
    name: [{ text: 'Rosa Núñez' }],
    telecom: [{ system: 'phone', value: '555-3' }],
  }
  const records = [
    team('t1', { reference: 'Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|999' }),
    team('t2', { reference: 'PractitionerRole/r1' }),
    team('t3', { reference: 'Practitioner/gone', display: 'Dr. Long Ago' }, { status: 'inactive' }),
    sister,
    role,
    doctor,
    aFhirPatient('p1', { contact: [{ relationship: [{ text: 'Friend' }], name: { text: 'Bo Ek' } }] }),
  ]
  const expected = [
    [
      who,
      'professional',
      { name: 'Dr. Ada Reyes', role: 'Primary care', phone: '555-2', organization: 'Harbour Clinic' },
      true,
      [],
    ],
    [who, 'related', { name: 'Bo Ek', role: 'Friend' }, true, []],
    [who, 'related', { name: 'Rosa Núñez', role: 'Sister', phone: '555-3' }, true, []],
  ]
  const accounts = () =>
    inOrganization(clinic.world, asSystem(clinic.organizationId), ({ trx }) =>
      trx.selectFrom('person').select('person_id').execute(),
    )
  const before = await accounts()
  await clinic.bring(records)
  expect((await clinic.everything()).circle).toEqual(expected)
  expect(await clinic.bring(records)).toMatchObject({ recordsWritten: 0 })
  expect(await accounts()).toEqual(before)
})

const consent = (id: string, more: object) => ({
  resourceType: 'Consent',
  id,
  status: 'active',
  scope: { coding: [{ code: 'patient-privacy' }] },
  patient: subject,
  dateTime: '2026-10-01T10:00:00Z',
  ...more,
})
const sud = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'SUD' }

test('consents say what they plainly say and no more', async () => {
  const clinic = await aClinic()
  await clinic.bring([
    patient,
    consent('1', { provision: { type: 'permit', securityLabel: [sud], period: { end: '2027-09-30' } } }),
    consent('2', { provision: { type: 'deny', securityLabel: [sud] }, dateTime: '2026-09-01T10:00:00Z' }),
    consent('3', { provision: { type: 'permit', securityLabel: [sud], data: [{ meaning: 'instance' }] } }),
    consent('4', { scope: { coding: [{ code: 'research' }] } }),
    consent('5', {
      status: 'inactive',
      meta: { lastUpdated: '2026-11-01T00:00:00Z' },
      provision: { type: 'permit', securityLabel: [sud] },
    }),
    consent('6', {
      provision: {
        type: 'permit',
        actor: [{ role: { coding: [{ code: 'IRCP' }] }, reference: { display: 'Harbour Clinic' } }],
      },
    }),
    consent('7', { status: 'draft' }),
    consent('8', { policyRule: { coding: [{ code: 'OPTOUT' }] } }),
  ])
  const { consents } = await clinic.everything()
  const from = '2026-10-01T10:00:00.000Z'
  expect(consents).toEqual(
    [
      [who, 'given', { recipient: 'Harbour Clinic' }, 'outside', ['general'], from, null, null],
      [who, 'given', {}, 'organization', ['sud'], from, null, '2026-11-01T00:00:00.000Z'],
      [who, 'given', {}, 'organization', ['sud'], from, '2027-10-01T05:00:00.000Z', null],
      [
        who,
        'refused',
        {},
        'organization',
        ['eth', 'hiv', 'part2', 'psy', 'psychotherapy', 'sud'],
        from,
        null,
        null,
      ],
      [who, 'refused', {}, 'organization', ['sud'], '2026-09-01T10:00:00.000Z', null, null],
      [who, 'unavailable', {}, 'organization', ['sud'], from, null, null],
    ].map((row) => expect.arrayContaining(row.slice(0, 5))),
  )
})

test('a consent that was entered in error is ended, and the state of the case follows', async () => {
  const clinic = await aClinic()
  const given = consent('1', { provision: { type: 'permit', securityLabel: [sud] } })
  const states = () =>
    inOrganization(clinic.world, asSystem(clinic.organizationId), async ({ trx }) =>
      (await trx.selectFrom('case').select('consent_state').execute()).map((row) => row.consent_state),
    )
  await clinic.bring([patient, given])
  expect(await states()).toEqual(['given'])
  await clinic.bring([{ ...given, status: 'entered-in-error' }])
  expect(await states()).toEqual(['refused'])
})

test('everything of a Part 2 programme is labelled so, and labels of records stay', async () => {
  const clinic = await aClinic()
  const labelled = { security: [sud] }
  await clinic.bring(
    [
      patient,
      aPhq9('o1', 'p1', '2026-11-01', 12),
      { resourceType: 'Condition', id: 'c', subject, code: { text: 'Opioid use disorder' }, meta: labelled },
      { resourceType: 'AllergyIntolerance', id: 'a', patient: subject, code: { text: 'Penicillin' } },
      goal(),
      {
        resourceType: 'Condition',
        id: 'n',
        subject,
        code: { text: 'notes' },
        meta: { security: [{ code: 'PSYTHPN' }] },
      },
    ],
    { part2: true },
  )
  const { scores, conditions, allergies, goals } = await clinic.everything()
  expect(scores?.map((row) => (row as unknown[]).at(-1))).toEqual([['part2']])
  expect(conditions?.map((row) => (row as unknown[]).at(-1))).toEqual([['part2', 'sud']])
  expect(allergies?.map((row) => (row as unknown[]).at(-1))).toEqual([['part2']])
  expect(goals?.map((row) => (row as unknown[]).at(-1))).toEqual([['part2']])
})

test('a score that two sources send is one score, and goes with the last of them', async () => {
  const clinic = await aClinic()
  const answers = Array.from({ length: 9 }, (_, index) => ({
    linkId: `/${['44250-9', '44255-8', '44259-0', '44254-1', '44251-7', '44258-2', '44252-5', '44253-3', '44260-8'][index]}`,
    answer: [{ valueInteger: index < 6 ? 2 : 0 }],
  }))
  const sheet = {
    resourceType: 'QuestionnaireResponse',
    id: 'q1',
    status: 'completed',
    subject,
    authored: '2026-11-01T15:00:00Z',
    item: answers,
  }
  const total = aPhq9('o1', 'p1', '2026-11-01', 12)
  await clinic.bring([patient, total, sheet])
  await clinic.bring(
    [
      aFhirPatient('x1', { identifier: (patient as { identifier: object }).identifier }),
      aPhq9('o7', 'x1', '2026-11-01', 12),
    ],
    { source: 'other' },
  )
  const { scores } = await clinic.everything()
  expect(scores).toMatchObject([[who, 'phq-9', '2026-11-01', 12, 0, [2, 2, 2, 2, 2, 2, 0, 0, 0], []]])
  expect(await clinic.bring([patient, total, sheet])).toMatchObject({
    recordsWritten: 0,
    recordsUnchanged: 3,
  })

  // Taken back by one it stays, since the others still say so; another total on that day is another score.
  await clinic.bring([{ ...total, status: 'entered-in-error' }])
  expect((await clinic.everything()).scores).toHaveLength(1)
  await clinic.bring([aPhq9('o8', 'p1', '2026-11-01', 13)])
  expect((await clinic.everything()).scores).toHaveLength(2)
  await clinic.bring([{ ...sheet, status: 'entered-in-error' }])
  await clinic.bring([aPhq9('o7', 'x1', '2026-11-01', 12, { more: { status: 'entered-in-error' } })], {
    source: 'other',
  })
  expect((await clinic.everything()).scores).toEqual([[who, 'phq-9', '2026-11-01', 13, null, null, []]])
})

test('an id that was given to somebody else brings nothing into the first one’s record', async () => {
  const clinic = await aClinic()
  await clinic.bring([patient, aPhq9('o1', 'p1', '2026-11-01', 12)])
  const other = aFhirPatient('p1', { name: [{ family: 'Okafor', given: ['Ben'] }], birthDate: '1990-01-01' })
  const ended = await clinic.bring([other, aPhq9('o2', 'p1', '2026-11-05', 3)])
  expect(ended).toMatchObject({ recordsWritten: 0, skipCounts: { 'other-person': 2 } })

  // The same within one import: nobody can tell about which of the two the score is.
  const twice = [
    aFhirPatient('p2'),
    aFhirPatient('p2', { name: [{ family: 'Okafor' }], birthDate: '1990-01-01' }),
  ]
  const torn = await clinic.bring([...twice, aPhq9('o3', 'p2', '2026-11-05', 3)])
  expect(torn).toMatchObject({ recordsWritten: 0, skipCounts: { 'other-person': 2 } })
  expect((await clinic.everything()).scores).toHaveLength(1)
  const named = await inOrganization(clinic.world, asSystem(clinic.organizationId), (scope) =>
    listSkips(scope, torn.importId),
  )
  expect(named.map(({ type, id }) => `${type}/${id}`).sort()).toEqual(['Observation/o3', 'Patient/p2'])
})

test('a deletion in a history takes the record back', async () => {
  const clinic = await aClinic()
  await clinic.bring([patient, aPhq9('o1', 'p1', '2026-11-01', 12)])
  await clinic.bring([
    {
      resourceType: 'Bundle',
      type: 'history',
      entry: [{ request: { method: 'DELETE', url: 'Observation/o1' } }],
    },
  ])
  expect((await clinic.everything()).scores).toEqual([])
})

test('a patient with more facts than a batch holds keeps them all', { timeout: 120_000 }, async () => {
  const clinic = await aClinic()
  const visits = Array.from({ length: 21_000 }, (_, index) => ({
    resourceType: 'Encounter',
    id: `e${index}`,
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: index % 2 ? 'Patient/p1' : 'Patient?identifier=http://clinic.test/mrn|MRN-p1' },
    period: { start: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString() },
  }))
  const ended = await clinic.bring([patient, aFhirPatient('p2'), ...visits])
  expect(ended).toMatchObject({ recordsWritten: 21_002, recordsSkipped: 0, casesOpened: 2 })
  expect((await clinic.everything()).contacts).toHaveLength(21_000)
})
