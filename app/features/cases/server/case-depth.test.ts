import { expect, test } from 'vitest'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { aCaseClinic, aGoal, eventsOf, goal, look } from '#tests/support/case-clinic.ts'
import { aCase } from '#tests/support/cases.ts'
import { listEarlierTexts } from './brief-queries.server.ts'
import { changeMedication, startMedication } from './change-medication.ts'
import { listMedications } from './clinical-queries.server.ts'
import { endGoal, reachMilestone } from './end-goal.ts'
import { findBanner } from './find-banner.ts'
import { findGoal, listGoals } from './goal-queries.server.ts'
import { listNeeds } from './need-queries.server.ts'
import { findService, listServices } from './service-queries.server.ts'
import { writeBriefPart } from './write-brief-part.ts'
import { writeCirclePerson } from './write-circle-person.ts'
import { writeGoal } from './write-goal.ts'
import { writeNeed } from './write-need.ts'
import { endService, writeService } from './write-service.ts'

test('of two who write one part of a brief at once both texts stay: one stands, the other was refused, and what was before is readable', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, ned, caseId } = clinic
  const write = (by: Viewer, version: number, text: string) =>
    writeBriefPart(world, by, { caseId, part: 'own-words', version, text })
  await write(mia, 0, 'First')

  const raced = await Promise.all([write(mia, 1, 'Mia again'), write(ned, 1, 'Ned too')])

  expect(raced.map(({ ok }) => ok).sort()).toEqual([false, true])
  const earlier = await look(clinic, (scope) => listEarlierTexts(scope, caseId, 'own-words'))
  expect(earlier).toMatchObject([{ version: 1, text: 'First', authorId: mia.personId }])
  await write(mia, 2, 'Both, put together')
  const texts = (await look(clinic, (scope) => listEarlierTexts(scope, caseId, 'own-words'))).map(
    ({ text }) => text,
  )
  expect(texts).toEqual([raced[0]?.ok ? 'Mia again' : 'Ned too', 'First'])
})

test('a medication is started, changed and stopped, each on a day that can be, and one of two is first', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, ned, caseId, patientId } = clinic
  const started = await startMedication(world, mia, {
    caseId,
    text: 'sertraline 50 mg',
    startedOn: '2026-11-02',
  })
  if (!started.ok) throw new Error(started.problem)
  const medicationId = started.value
  const change = { caseId, medicationId, version: 1, reason: 'no effect' }

  expect(
    await startMedication(world, mia, { caseId, text: 'mirtazapine 15 mg', startedOn: '2026-12-02' }),
  ).toEqual({ ok: false, problem: 'in-the-future' })
  expect(await changeMedication(world, mia, { ...change, on: '2026-11-01' })).toEqual({
    ok: false,
    problem: 'before-its-start',
  })
  const raced = await Promise.all([
    changeMedication(world, mia, { ...change, on: '2026-11-20', text: 'sertraline 100 mg' }),
    changeMedication(world, ned, { ...change, on: '2026-11-20', text: 'sertraline 75 mg' }),
  ])
  expect(raced.map(({ ok }) => ok).sort()).toEqual([false, true])

  const [now, before] = await look(clinic, (scope) => listMedications(scope, patientId))
  expect(now).toMatchObject({ active: true, startedOn: '2026-11-20', replacesId: medicationId })
  expect(before).toMatchObject({ active: false, endedOn: '2026-11-20', stopReason: 'no effect' })
})

test('a need points to a service of the directory, which ends and is not deleted', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, caseId, patientId } = clinic
  const details = { name: 'Shelter', phone: '', address: '', hours: '', web: '', languages: '', note: '' }
  const service = await writeService(world, mia, { kinds: ['housing', 'food'], details })
  if (!service.ok) throw new Error(service.problem)
  const serviceId = service.value
  const need = { caseId, kind: 'housing', state: 'open', text: null, serviceId, labels: [] } as const
  const noted = await writeNeed(world, mia, need)
  if (!noted.ok) throw new Error(noted.problem)

  await endService(world, mia, { serviceId, version: 1, ended: true })

  expect(await writeNeed(world, mia, need)).toEqual({ ok: false, problem: 'no-such-service' })
  const again = { ...need, state: 'in-hand', need: { needId: noted.value, version: 1 } } as const
  expect(await writeNeed(world, mia, again)).toMatchObject({ ok: true })
  expect(await look(clinic, (scope) => listNeeds(scope, patientId))).toMatchObject([
    { state: 'in-hand', serviceId },
  ])
  expect(await look(clinic, (scope) => listServices(scope, { kind: 'food' }))).toEqual([])
  expect(await look(clinic, (scope) => listServices(scope, { kind: 'food', ended: true }))).toHaveLength(1)
  expect(await look(clinic, (scope) => listServices(scope, { kind: 'transport', ended: true }))).toEqual([])
  expect(await eventsOf(clinic)).toEqual(expect.arrayContaining(['need-noted', 'need-in-hand']))
})

test('another team and another organization write and find nothing of it, not even by its ids', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, sam, far, caseId, patientId } = clinic
  const goalId = await aGoal(clinic)
  const service = await writeService(world, mia, {
    kinds: ['food'],
    details: { name: 'Pantry', phone: '', address: '', hours: '', web: '', languages: '', note: '' },
  })
  const serviceId = service.ok ? service.value : ''
  const person = { name: 'Rita', role: '', phone: '', organization: '' }

  for (const stranger of [sam, far]) {
    const refusals = [
      await writeGoal(world, stranger, { ...goal, caseId, milestones: [] }),
      await endGoal(world, stranger, { caseId, goalId, version: 1, state: 'reached', reason: null }),
      await reachMilestone(world, stranger, { caseId, goalId, milestoneId: goalId }),
      await writeNeed(world, stranger, {
        caseId,
        kind: 'food',
        state: 'open',
        text: null,
        serviceId: null,
        labels: [],
      }),
      await writeCirclePerson(world, stranger, { caseId, kind: 'related', active: true, details: person }),
      await startMedication(world, stranger, { caseId, text: 'x', startedOn: '2026-11-01' }),
    ]
    expect(refusals.map(({ ok }) => ok)).toEqual(refusals.map(() => false))
    // Their own case is no way to another patient's goal.
    const own = await aCase(world, stranger)
    expect(
      await endGoal(world, stranger, {
        caseId: own.caseId,
        goalId,
        version: 1,
        state: 'reached',
        reason: null,
      }),
    ).toEqual({ ok: false, problem: 'no-such-goal' })
    await look(
      clinic,
      async (scope) => {
        expect(await findGoal(scope, own.patientId, goalId)).toBeUndefined()
        expect(await listEarlierTexts(scope, caseId, 'goal')).toEqual([])
        expect(await findBanner(scope, caseId)).toBeUndefined()
      },
      stranger,
    )
  }
  expect(await look(clinic, (scope) => findService(scope, serviceId), far)).toBeUndefined()
  expect(await look(clinic, (scope) => findService(scope, serviceId), sam)).toMatchObject({ name: 'Pantry' })
  expect(await look(clinic, (scope) => listGoals(scope, patientId))).toMatchObject([
    { state: 'active', version: 1 },
  ])
})

test('the banner warns of patients of the same team who could be mistaken for this one, by what tells them apart', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, sam, caseId } = clinic
  await aCase(world, mia, { family: 'Okafor', given: ['Adah'], bornOn: '1961-02-03', mrn: '4132702' })
  await aCase(world, mia, { family: 'Okafor', given: ['Benedict'], bornOn: '1990-01-01', mrn: '5' })
  await aCase(world, mia, { family: 'Adams', given: ['Ada'], bornOn: '1984-07-14', mrn: '6' })
  await aCase(world, sam, { family: 'Okafor', given: ['Ada'], bornOn: '1950-01-01', mrn: '7' })

  const banner = await look(clinic, (scope) => findBanner(scope, caseId))

  expect(banner?.others).toEqual([{ born: '1961-02-03', mrn: '4132702' }])
})
