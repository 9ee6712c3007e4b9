import { expect, test } from 'vitest'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { aCase } from '#tests/support/cases.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { readCaseloadQuery } from '../core/caseload.ts'
import { findCase } from './case-queries.server.ts'
import { listCaseload } from './caseload-queries.server.ts'
import { readCourse } from './course-queries.server.ts'
import { findCases } from './find-cases.ts'
import { listCaseEvents } from './history-queries.server.ts'
import { openCase } from './open-case.ts'
import { listPatientNames } from './patient-queries.server.ts'
import { recordScore } from './record-score.ts'

/** Two teams of one organization, each with a clinician, and one in another organization. */
async function aClinic() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const north = await aTeam(world, organizationId, { name: 'North' })
  const south = await aTeam(world, organizationId, { name: 'South' })
  const elsewhere = await anOrganization(world, { name: 'Elsewhere' })
  const far = await aTeam(world, elsewhere)
  return {
    world,
    north,
    south,
    mia: await viewerOf(world, await aPerson(world, organizationId, { roles: { [north]: 'clinician' } })),
    sam: await viewerOf(world, await aPerson(world, organizationId, { roles: { [south]: 'lead' } })),
    far: await viewerOf(world, await aPerson(world, elsewhere, { roles: { [far]: 'lead' } })),
  }
}

async function found(world: TestWorld, viewer: Viewer, words: string): Promise<string[]> {
  return inOrganization(world, viewer, async (scope) => {
    const { rows } = await findCases(scope, words)
    const ids = rows.map((row) => row.caseId)
    const names = await listPatientNames(scope, ids)
    return ids.map((id) => names.get(id)?.family ?? '').sort()
  })
}

test("a case's course holds its scores and safety answers, oldest first", async () => {
  const { world, mia } = await aClinic()
  const { caseId } = await aCase(world, mia, {
    episodeStart: '2026-10-01',
    scores: [
      { on: '2026-11-20', total: 11, safetyAnswer: 1 },
      { on: '2026-10-02', total: 18 },
      { on: '2026-10-02', total: 0, instrument: 'gad-7' },
    ],
  })

  const course = (await inOrganization(world, mia, (scope) => readCourse(scope, [caseId]))).get(caseId)

  expect(course?.episodeStart).toBe('2026-10-01')
  expect(course?.scores.map(({ on, value }) => [on, value])).toEqual([
    ['2026-10-02', 18],
    ['2026-10-02', 0],
    ['2026-11-20', 11],
  ])
  expect(course?.safetyItems).toMatchObject([
    { instrument: 'phq-9', value: 1, on: '2026-11-20', arrivedOn: '2026-12-01' },
  ])
})

test('another team and another organization find nothing of a case, not even by its id', async () => {
  const { world, mia, sam, far } = await aClinic()
  const { caseId } = await aCase(world, mia, { family: 'Okafor', scores: [{ on: '2026-12-01', total: 4 }] })

  for (const stranger of [sam, far]) {
    await inOrganization(world, stranger, async (scope) => {
      expect(await findCase(scope, caseId)).toBeUndefined()
      expect(await listPatientNames(scope, [caseId])).toEqual(new Map())
      expect(await readCourse(scope, [caseId])).toEqual(new Map())
      expect(await listCaseEvents(scope, caseId)).toEqual([])
      expect((await findCases(scope, 'Okafor')).rows).toEqual([])
    })
  }
  expect(await found(world, mia, 'Okafor')).toEqual(['Okafor'])
})

test.each([
  ['a prefix of the family name', 'nun'],
  ['the name without its accents', 'nunez'],
  ['the name with them, in capitals', 'NÚÑEZ'],
  ['given name and family name, in any order', 'maria nuñez'],
  ['the birth date', '1984-07-14'],
  ['the birth date as it is shown', '14-Jul-1984'],
  ['the record number', '1032702'],
  ['the record number in groups', '103-2702'],
])('finds a patient by %s', async (_, words) => {
  const { world, mia } = await aClinic()
  await aCase(world, mia, { family: 'Núñez', given: ['María'], bornOn: '1984-07-14', mrn: '1032702' })
  await aCase(world, mia, { family: 'Smith', given: ['Maria'], bornOn: '1990-01-02', mrn: '55' })

  expect(await found(world, mia, words)).toEqual(['Núñez'])
})

test('a search needs every word, and a search for nothing finds nobody', async () => {
  const { world, mia } = await aClinic()
  await aCase(world, mia, { family: 'Núñez', given: ['María'] })

  expect(await found(world, mia, 'nunez peter')).toEqual([])
  expect(await found(world, mia, '  ')).toEqual([])
  expect(await found(world, mia, 'nu')).toEqual([])
})

test('opens a case once for one form, and one open case per patient and team however many ask at once', async () => {
  const { world, mia, north } = await aClinic()
  const input = {
    teamId: north,
    identity: { family: 'Okafor', given: ['Ada'], birthDate: '1984-07-14', recordNumber: '77' },
    episodeStart: '2026-12-01',
    careManagerId: null,
  }
  const first = await openCase(world, mia, { ...input, key: 'form-0001' })
  expect(await openCase(world, mia, { ...input, key: 'form-0001' })).toEqual(first)

  const answers = await Promise.all([openCase(world, mia, input), openCase(world, mia, input)])
  expect(answers).toEqual([
    { ok: false, problem: 'already-on-caseload' },
    { ok: false, problem: 'already-on-caseload' },
  ])
})

test('takes a patient another team knows as the same one, and refuses the number of somebody else', async () => {
  const { world, mia, sam, north, south } = await aClinic()
  const { patientId } = await aCase(world, mia, { family: 'Okafor', bornOn: '1984-07-14', mrn: '77' })
  const identity = { family: 'OKAFOR', given: ['Ada'], birthDate: '1984-07-14', recordNumber: '77' }
  const rest = { episodeStart: '2026-12-01', careManagerId: null }

  const opened = await openCase(world, sam, { teamId: south, identity, ...rest })
  if (!opened.ok) throw new Error(opened.problem)
  const found = await inOrganization(world, sam, (scope) => findCase(scope, opened.value))
  expect(found?.patientId).toBe(patientId)

  const other = { ...identity, birthDate: '1950-01-01' }
  expect(await openCase(world, sam, { teamId: south, identity: other, ...rest })).toEqual({
    ok: false,
    problem: 'number-of-another',
  })
  expect(await openCase(world, sam, { teamId: north, identity: other, ...rest })).toEqual({
    ok: false,
    problem: 'no-such-team',
  })
})

test('a score outside its instrument is refused, one of 0 is kept and announced', async () => {
  const { world, mia } = await aClinic()
  const { caseId } = await aCase(world, mia)
  const score = { instrument: 'phq-9', takenOn: '2026-12-01', takenAt: null, safetyAnswer: null } as const

  expect(await recordScore(world, mia, { caseId, ...score, total: 300 })).toMatchObject({
    problem: 'total-out-of-range',
  })
  expect(await recordScore(world, mia, { caseId, ...score, total: 0 })).toMatchObject({ ok: true })
  const course = (await inOrganization(world, mia, (scope) => readCourse(scope, [caseId]))).get(caseId)
  expect(course?.scores.map(({ value }) => value)).toEqual([0])
})

test('a caseload is sorted by name, by score and by review, and shows only its own team', async () => {
  const { world, mia, sam, north } = await aClinic()
  await aCase(world, mia, {
    family: 'Zimmer',
    episodeStart: '2026-11-01',
    scores: [{ on: '2026-11-02', total: 5 }],
  })
  await aCase(world, mia, {
    family: 'Ålund',
    episodeStart: '2026-10-01',
    scores: [{ on: '2026-10-02', total: 21 }],
  })
  await aCase(world, mia, { family: 'Moser', episodeStart: '2026-12-01' })
  await aCase(world, sam, { family: 'Other' })
  const names = async (viewer: Viewer, search: string) =>
    inOrganization(world, viewer, async (scope) => {
      const query = readCaseloadQuery(new URLSearchParams(search))
      if (!query) throw new Error('no such query')
      const { rows } = await listCaseload(scope, north, query)
      const ids = rows.map((row) => row.caseId)
      const byCase = await listPatientNames(scope, ids)
      return ids.map((id) => byCase.get(id)?.family)
    })

  expect(await names(mia, 'sort=name')).toEqual(['Ålund', 'Moser', 'Zimmer'])
  expect(await names(mia, 'sort=name&dir=desc')).toEqual(['Zimmer', 'Moser', 'Ålund'])
  expect(await names(mia, 'sort=phq-9&dir=desc')).toEqual(['Ålund', 'Zimmer', 'Moser'])
  expect(await names(mia, '')).toEqual(['Ålund', 'Zimmer', 'Moser'])
  expect(await names(mia, 'sort=contact')).toHaveLength(3)
  expect(await names(mia, 'manager=me')).toEqual([])
  expect(await names(mia, 'phase=closed')).toEqual([])
  expect(await names(sam, '')).toEqual([])
})
