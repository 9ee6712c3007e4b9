import { expect, test } from 'vitest'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { listMedications } from '#app/features/cases/server/clinical-queries.server.ts'
import { readCourse } from '#app/features/cases/server/course-queries.server.ts'
import { findCases } from '#app/features/cases/server/find-cases.ts'
import { openCase } from '#app/features/cases/server/open-case.ts'
import { findPatientOfCase, listPatientNames } from '#app/features/cases/server/patient-queries.server.ts'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { OrganizationId, TeamId } from '#app/shared/ids.ts'
import { aBundle, aFhirPatient, aPhq9, ndjson } from '#tests/support/fhir.ts'
import { fhirBundle, fhirNdjson, fhirPatients, fhirSkips } from '#tests/support/fhir-clinic.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { agreeImport } from './agree-import.ts'
import { countProposals } from './hold-queries.server.ts'
import { importFhir } from './import-fhir.ts'
import { findImport, listImports } from './import-queries.server.ts'
import { fileOf } from './read-files.ts'
import { listSkips } from './skip-queries.server.ts'
import { startImport } from './start-import.ts'

async function aClinic() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const north = await aTeam(world, organizationId, { name: 'North' })
  const south = await aTeam(world, organizationId, { name: 'South' })
  return {
    world,
    organizationId,
    north,
    lead: await viewerOf(world, await aPerson(world, organizationId, { roles: { [north]: 'lead' } })),
    stranger: await viewerOf(world, await aPerson(world, organizationId, { roles: { [south]: 'lead' } })),
  }
}

async function read(
  world: TestWorld,
  organizationId: OrganizationId,
  teamId: TeamId,
  files: Readonly<Record<string, string>>,
  agree = false,
) {
  const read = await importFhir(world, {
    organizationId,
    teamId,
    source: 'clinic',
    agree,
    files: Object.entries(files).map(([name, content]) => fileOf(name, content)),
  })
  if (!read.ok) throw new Error(read.problem)
  return read.value
}

/** How many rows each table of patient data has, and when each last changed. */
async function fingerprint(world: TestWorld, organizationId: OrganizationId): Promise<unknown> {
  return inOrganization(
    world,
    { organizationId, actor: { kind: 'system' }, teams: 'every' },
    async ({ trx }) => {
      const tables = [
        'patient',
        'patient_search',
        'case',
        'case_event',
        'contact',
        'condition',
        'medication',
        'allergy',
        'score',
        'imported_record',
      ] as const
      const rows: unknown[] = []
      for (const table of tables) {
        const all = await trx.selectFrom(table).selectAll().execute()
        rows.push(all.map((row) => JSON.stringify(row)).sort())
      }
      return rows
    },
  )
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const patient = aFhirPatient('p1')
const scores = [aPhq9('o1', 'p1', '2026-09-01', 18), aPhq9('o2', 'p1', '2026-11-25', 17)]

test('a file becomes a patient with a case, whose episode begins with the first elevated score', async () => {
  const { world, organizationId, north, lead } = await aClinic()

  const ended = await read(world, organizationId, north, { 'a.json': aBundle(patient, ...scores) })

  expect(ended).toMatchObject({ recordsRead: 3, recordsWritten: 3, recordsSkipped: 0, casesOpened: 1 })
  await inOrganization(world, lead, async (scope) => {
    const { rows } = await findCases(scope, 'nunez MRN-p1')
    const [row] = rows
    if (!row) throw new Error('not found')
    expect(row).toMatchObject({ episodeStart: '2026-09-01', phase: 'active', careManagerId: null })
    expect((await listPatientNames(scope, [row.caseId])).get(row.caseId)).toMatchObject({
      family: 'Núñez',
      mrn: 'MRN-p1',
    })
    const course = (await readCourse(scope, [row.caseId])).get(row.caseId)
    expect(course?.scores.map(({ value }) => value)).toEqual([18, 17])
  })
})

test('the same file twice changes no row', async () => {
  const { world, organizationId, north } = await aClinic()
  const file = { 'a.json': aBundle(patient, ...scores, aPhq9('o3', 'p1', '2026-11-30', 300)) }
  await read(world, organizationId, north, file)
  const before = await fingerprint(world, organizationId)
  world.setNow('2026-12-02 09:00')

  const second = await read(world, organizationId, north, file)

  expect(second).toMatchObject({ recordsWritten: 0, recordsUnchanged: 3, recordsSkipped: 1, casesOpened: 0 })
  expect(second.state).toBe('finished')
  // The cases were held by the first import, and are still.
  expect(await fingerprint(world, organizationId)).toEqual(before)
})

test('a score that raised a flag can be corrected: it is the same score, and the flag keeps its evidence', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const answer = aPhq9('o9', 'p1', '2026-11-30', 15, { item9: 1 })
  await read(world, organizationId, north, { 'a.json': aBundle(patient, ...scores, answer) }, true)
  await world.settle()
  const before = await evidenceOf(world, lead)
  expect(before).toHaveLength(1)
  world.setNow('2026-12-02 09:00')

  const corrected = aPhq9('o9', 'p1', '2026-11-30', 17, { item9: 1 })
  const ended = await read(world, organizationId, north, { 'b.json': aBundle(patient, corrected) })

  expect(ended).toMatchObject({ recordsWritten: 1, recordsUnchanged: 1 })
  expect(await evidenceOf(world, lead)).toEqual(
    before.map((one) => ({ ...one, total: 17, arrived_at: new Date('2026-12-01T09:00:00Z') })),
  )
})

test('a score that raised a flag can be taken back: the flag stays, for a person to close', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const answer = aPhq9('o9', 'p1', '2026-11-30', 15, { item9: 1 })
  await read(world, organizationId, north, { 'a.json': aBundle(patient, ...scores, answer) }, true)
  await world.settle()

  const wrong = aPhq9('o9', 'p1', '2026-11-30', 15, { item9: 1, more: { status: 'entered-in-error' } })
  const ended = await read(world, organizationId, north, { 'b.json': aBundle(patient, wrong) })

  expect(ended.state).toBe('finished')
  expect(await evidenceOf(world, lead)).toEqual([])
  await inOrganization(world, lead, async (scope) => {
    const { rows } = await findCases(scope, 'nunez MRN-p1')
    const flags = await listFlagsOfCase(scope, rows[0]?.caseId as never)
    expect(flags.filter((flag) => flag.safety).map((flag) => flag.state)).toEqual(['open'])
  })
})

/** What the flags of the team rest on. */
async function evidenceOf(world: TestWorld, lead: Viewer) {
  return inOrganization(world, lead, ({ trx }) =>
    trx
      .selectFrom('flag_evidence')
      .innerJoin('flag', 'flag.flag_id', 'flag_evidence.flag_id')
      .innerJoin('score', 'score.score_id', 'flag_evidence.score_id')
      .where('flag.safety', '=', true)
      .select(['flag.flag_id', 'score.score_id', 'score.total', 'score.arrived_at'])
      .execute(),
  )
}

test('records come in any order and in any file, one of them line by line', async () => {
  const { world, organizationId, north, lead } = await aClinic()

  const ended = await read(world, organizationId, north, {
    '1-scores.ndjson': `${ndjson(...scores)}\n\n{"broken`,
    '2-patients.ndjson': ndjson(patient),
  })

  expect(ended).toMatchObject({ filesRead: 2, recordsRead: 4, recordsWritten: 3, recordsSkipped: 1 })
  const skips = await inOrganization(world, lead, (scope) => listSkips(scope, ended.importId))
  expect(skips).toEqual([{ seq: 0, file: '1-scores.ndjson', type: null, id: null, reason: 'not-json' }])
})

test('a bad record is skipped and named, and costs neither its file nor its patient', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const bad = [
    aPhq9('far', 'p1', '2026-11-30', 300),
    aPhq9('lost', 'nobody', '2026-11-30', 12),
    { resourceType: 'Observation', id: 'empty' },
    { resourceType: 'Immunization', id: 'i1' },
    'nonsense',
  ] as object[]

  const ended = await read(world, organizationId, north, { 'a.json': aBundle(...bad, patient, ...scores) })

  expect(ended).toMatchObject({ recordsWritten: 3, recordsSkipped: 5 })
  expect(ended.skipCounts).toMatchObject({ 'unsupported-type': 1, 'unknown-subject': 1, 'not-a-resource': 1 })
  const skips = await inOrganization(world, lead, (scope) => listSkips(scope, ended.importId))
  expect(skips.map(({ id, reason, file }) => [id, reason, file])).toContainEqual([
    'far',
    'score-out-of-range',
    'a.json',
  ])
  expect(skips.map(({ id, file }) => [id, file])).toContainEqual(['lost', 'a.json'])
})

test('a newer reading corrects, an older one changes nothing, and one entered in error is taken back', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const dated = (total: number, lastUpdated: string, more: object = {}) =>
    aPhq9('o1', 'p1', '2026-11-20', total, { more: { meta: { lastUpdated }, ...more } })
  const totals = async () =>
    inOrganization(world, lead, async (scope) => {
      const ids = (await findCases(scope, 'nunez')).rows.map(({ caseId }) => caseId)
      return [...(await readCourse(scope, ids)).values()].flatMap((course) =>
        course.scores.map(({ value }) => value),
      )
    })

  await read(world, organizationId, north, {
    'a.json': aBundle(patient, dated(12, '2026-11-21T10:00:00Z')),
  })
  await read(world, organizationId, north, { 'b.json': aBundle(dated(14, '2026-11-22T10:00:00Z')) })
  expect(await totals()).toEqual([14])
  const older = await read(world, organizationId, north, {
    'a.json': aBundle(patient, dated(12, '2026-11-21T10:00:00Z')),
  })
  expect(older).toMatchObject({ recordsWritten: 0 })
  expect(await totals()).toEqual([14])
  const gone = { 'c.json': aBundle(dated(14, '2026-11-23T10:00:00Z', { status: 'entered-in-error' })) }
  await read(world, organizationId, north, gone)
  expect(await totals()).toEqual([])
})

test('a correction keeps when an answer first arrived', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const answer = (item9: number) => aPhq9('o1', 'p1', '2026-11-20', 12, { item9 })
  await read(world, organizationId, north, { 'a.json': aBundle(patient, answer(1)) })
  world.setNow('2027-03-01 09:00')
  await read(world, organizationId, north, { 'a.json': aBundle(patient, answer(2)) })

  const items = await inOrganization(world, lead, async (scope) => {
    const ids = (await findCases(scope, 'nunez')).rows.map(({ caseId }) => caseId)
    return [...(await readCourse(scope, ids)).values()].flatMap((course) => [...course.safetyItems])
  })
  expect(items).toMatchObject([{ value: 2, arrivedOn: '2026-12-01' }])
})

test('nothing is raised before the agreement, and the case is let go with it', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const safety = aPhq9('o3', 'p1', '2026-11-28', 16, { item9: 2 })
  const ended = await read(world, organizationId, north, { 'a.json': aBundle(patient, ...scores, safety) })
  const caseOf = async () =>
    inOrganization(world, lead, async (scope) => {
      const [row] = (await findCases(scope, 'nunez')).rows
      return row && findCase(scope, row.caseId)
    })

  expect(ended).toMatchObject({ state: 'read', flagsProposed: 2 })
  expect((await caseOf())?.rulesHeld).toBe(true)
  expect(await inOrganization(world, lead, (scope) => countProposals(scope, ended.importId))).toEqual([
    { rule: 'not-improved-week-8', count: 1 },
    { rule: 'safety-answer', count: 1 },
  ])

  const agreed = await Promise.all([
    agreeImport(world, lead, { importId: ended.importId }),
    agreeImport(world, lead, { importId: ended.importId }),
  ])
  expect(agreed.map(({ ok }) => ok).sort()).toEqual([false, true])
  await world.settle()
  expect((await caseOf())?.rulesHeld).toBe(false)
})

test('a case for which nothing would be raised is not held', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const ended = await read(world, organizationId, north, { 'a.json': aBundle(patient) })

  expect(ended).toMatchObject({ state: 'finished', flagsProposed: 0 })
  const held = await inOrganization(world, lead, async (scope) => {
    const [row] = (await findCases(scope, 'nunez')).rows
    return row && (await findCase(scope, row.caseId))?.rulesHeld
  })
  expect(held).toBe(false)
})

test('another team sees neither the import, its skips, nor its patients, and cannot agree to it', async () => {
  const { world, organizationId, north, stranger } = await aClinic()
  const ended = await read(world, organizationId, north, { 'a.json': aBundle(patient, ...scores, {}) })

  await inOrganization(world, stranger, async (scope) => {
    expect(await findImport(scope, ended.importId)).toBeUndefined()
    expect(await listImports(scope)).toEqual([])
    expect(await listSkips(scope, ended.importId)).toEqual([])
    expect((await findCases(scope, 'nunez')).rows).toEqual([])
  })
  expect(await agreeImport(world, stranger, { importId: ended.importId })).toEqual({
    ok: false,
    problem: 'no-such-import',
  })
})

test("a lead's file changes nobody of another team: not who they are, not their scores, and brings no case of theirs", async () => {
  const { world, organizationId, north, lead, stranger } = await aClinic()
  await read(world, organizationId, north, { 'a.json': aBundle(patient, ...scores) })
  const [south] = stranger.teams
  if (!south) throw new Error('no team')
  const before = await fingerprint(world, organizationId)

  const forged = [
    {
      resourceType: 'Patient',
      id: 'p1',
      name: [{ family: 'Nobody' }],
      meta: { lastUpdated: '2026-11-30T00:00:00Z' },
    },
    aPhq9('o2', 'p1', '2026-11-25', 1, { more: { meta: { lastUpdated: '2026-11-30T00:00:00Z' } } }),
    aPhq9('o9', 'p1', '2026-11-26', 27, { item9: 3 }),
    { ...aPhq9('o1', 'p1', '2026-09-01', 18), status: 'entered-in-error' },
  ]
  for (const files of [[aBundle(...forged)], [aBundle(...forged.slice(1))]]) {
    const started = await startImport(world, stranger, {
      teamId: south,
      source: 'clinic',
      files: files.map((content, index) => ({ name: `${index}.json`, content })),
    })
    if (!started.ok) throw new Error(started.problem)
    await world.settle()
    const ended = await inOrganization(world, stranger, (scope) => findImport(scope, started.value))
    expect(ended).toMatchObject({ casesOpened: 0, recordsWritten: 0 })
  }

  expect(await fingerprint(world, organizationId)).toEqual(before)
  expect(await inOrganization(world, stranger, (scope) => findCases(scope, 'nobody'))).toMatchObject({
    rows: [],
  })
  expect((await inOrganization(world, lead, (scope) => findCases(scope, 'nunez'))).rows).toHaveLength(1)
})

test('a lead whose file knows number, birth date and name of a patient of another team gets a case, and leaves the patient as they are', async () => {
  const { world, organizationId, north, stranger } = await aClinic()
  await read(world, organizationId, north, { 'a.json': aBundle(patient, ...scores) })
  const [south] = stranger.teams
  if (!south) throw new Error('no team')

  const started = await startImport(world, stranger, {
    teamId: south,
    source: 'clinic',
    files: [{ name: 'a.json', content: base64(aBundle(aFhirPatient('p1', { deceasedBoolean: true }))) }],
  })
  if (!started.ok) throw new Error(started.problem)
  await world.settle()

  await inOrganization(world, stranger, async (scope) => {
    const { rows } = await findCases(scope, 'nunez')
    expect(rows).toHaveLength(1)
    const [row] = rows
    expect(row && (await findPatientOfCase(scope, row.caseId))?.identity.deceased).toBeFalsy()
  })
})

test('a patient opened by hand is recognised by number, birth date and name', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const byHand = await openCase(world, lead, {
    teamId: north,
    identity: {
      family: 'NUNEZ',
      given: ['Maria'],
      birthDate: '1984-07-14',
      recordNumber: 'MRN-p1',
    },
    episodeStart: '2026-10-01',
    careManagerId: null,
  })
  if (!byHand.ok) throw new Error(byHand.problem)

  const ended = await read(world, organizationId, north, { 'a.json': aBundle(patient, ...scores) })

  expect(ended).toMatchObject({ casesOpened: 0, recordsWritten: 3 })
  const course = await inOrganization(world, lead, (scope) => readCourse(scope, [byHand.value]))
  expect(course.get(byHand.value)?.scores).toHaveLength(2)
})

test('a patient who has died is kept, with a case that is closed from the start', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const ended = await read(world, organizationId, north, {
    'a.json': aBundle(aFhirPatient('p1', { deceasedDateTime: '2026-10-10' }), ...scores),
  })

  expect(ended).toMatchObject({ casesOpened: 0, flagsProposed: 0 })
  const rows = await inOrganization(world, lead, async (scope) => (await findCases(scope, 'nunez')).rows)
  expect(rows).toMatchObject([{ phase: 'closed' }])
})

test('files that were sent are read by a job, and nothing of them stays', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const started = await startImport(world, lead, {
    teamId: north,
    source: 'clinic',
    files: [
      { name: 'scores.ndjson', content: base64(ndjson(...scores)) },
      { name: 'patients.json', content: base64(aBundle(patient)) },
    ],
  })
  if (!started.ok) throw new Error(started.problem)
  await world.settle()

  const left = await inOrganization(
    world,
    { organizationId, actor: { kind: 'system' }, teams: 'every' },
    async (scope) => ({
      ended: await findImport(scope, started.value),
      files: await scope.trx.selectFrom('import_file').selectAll().execute(),
      facts: await scope.trx.selectFrom('import_fact').selectAll().execute(),
    }),
  )
  expect(left).toMatchObject({
    ended: { state: 'read', filesRead: 2, recordsWritten: 3 },
    files: [],
    facts: [],
  })
})

test('a medication gets its name from the record it points to, wherever that lies', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const request = {
    resourceType: 'MedicationRequest',
    id: 'm1',
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/p1' },
    medicationReference: { reference: 'Medication/d1' },
    authoredOn: '2026-10-01',
  }
  const drug = { resourceType: 'Medication', id: 'd1', code: { text: 'Sertraline 50 mg' } }
  await read(world, organizationId, north, { 'a.json': aBundle(request, patient), 'b.json': aBundle(drug) })

  const texts = await inOrganization(world, lead, async (scope) => {
    const [row] = (await findCases(scope, 'nunez')).rows
    const found = row && (await findCase(scope, row.caseId))
    return found ? (await listMedications(scope, found.patientId)).map(({ text }) => text) : []
  })
  expect(texts).toEqual(['Sertraline 50 mg'])
})

test('the files of a small clinic become its patients, skips and flags, and lines say nothing a Bundle did not', async () => {
  const { world, organizationId, north, lead } = await aClinic()
  const bundle = { 'clinic.json': JSON.stringify(fhirBundle(world.now())) }

  const ended = await read(world, organizationId, north, bundle, true)
  const again = await read(world, organizationId, north, { 'clinic.ndjson': fhirNdjson(world.now()) })

  const promised = Object.values(fhirPatients)
  expect(ended).toMatchObject({
    casesOpened: promised.length,
    flagsProposed: promised.flatMap(({ flags }) => flags).length,
    earlierAnswers: promised.reduce((sum, { earlier }) => sum + earlier, 0),
    skipCounts: fhirSkips,
  })
  expect(again).toMatchObject({ recordsWritten: 0, casesOpened: 0, skipCounts: fhirSkips })
  const raised = await inOrganization(world, lead, async (scope) => {
    const flags: string[] = []
    for (const { family } of promised) {
      const [row] = (await findCases(scope, family)).rows
      const theirs = row ? await listFlagsOfCase(scope, row.caseId) : []
      flags.push(...theirs.map(({ why }) => `${family} ${why.by === 'rule' ? why.answer.rule : ''}`))
    }
    return flags
  })
  expect(raised).toEqual(promised.flatMap(({ family, flags }) => flags.map((rule) => `${family} ${rule}`)))
})
