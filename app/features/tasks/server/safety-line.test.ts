import { expect, test } from 'vitest'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { changeCase } from '#app/features/cases/server/change-case.ts'
import { countInbox } from '#app/features/flags/server/inbox-queries.server.ts'
import { readToday } from '#app/features/home/server/read-today.ts'
import { endAccess } from '#app/features/people/server/end-access.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, PersonId, TaskId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aFlag, aTrio, type Trio } from '#tests/support/flags.ts'
import { aPerson, mailOf, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { acceptTask } from './accept-task.ts'
import { declineTask } from './decline-task.ts'
import { finishTask } from './finish-task.ts'
import { handTask } from './hand-task.ts'
import { readTaskPage } from './task-page.ts'
import { findTask, listSafetyTasks } from './task-queries.server.ts'

interface Given {
  world: TestWorld
  trio: Trio
  onCall: PersonId
}

async function given(at = '2026-12-01 09:00'): Promise<Given> {
  const world = await worldAt(at)
  const trio = await aTrio(world)
  const onCall = await aPerson(world, trio.organizationId, { name: 'Olu Oncall' })
  await set(world, trio, 'organization', { on_call_person_id: onCall })
  return { world, trio, onCall }
}

async function inDanger({ world, trio }: Given, careManagerId?: PersonId, family = 'Okafor') {
  const { caseId } = await aCase(world, trio.lead, { family, ...(careManagerId && { careManagerId }) })
  await aFlag(world, trio.doctor, caseId, { urgency: 'emergency' })
  return caseId
}

// What an admin would do on pages of later rooms.
async function set(
  world: TestWorld,
  trio: Trio,
  table: 'organization' | 'person' | 'member',
  change: Record<string, unknown>,
  personId?: PersonId,
) {
  await inOrganization(world, asSystem(trio.organizationId), async (scope) => {
    const update = scope.trx.updateTable(table).set(change)
    await (personId ? update.where('person_id', '=', personId) : update).execute()
  })
}

async function theTask({ world, trio }: Given, caseId: CaseId) {
  const tasks = await inOrganization(world, asSystem(trio.organizationId), (scope) =>
    listSafetyTasks(scope, [trio.teamId]),
  )
  const task = tasks.find((one) => one.caseId === caseId)
  if (!task) throw new Error('There is no safety task.')
  return task
}

const seeTask = ({ world, trio }: Given, taskId: TaskId) =>
  inOrganization(world, asSystem(trio.organizationId), (scope) => findTask(scope, taskId))

const today = ({ world }: Given, viewer: Viewer) =>
  inOrganization(world, viewer, (scope) => readToday(scope, viewer))

test('a care manager who has left, was taken off the team or never came in is passed over for the lead', async () => {
  const all = await given()
  const { world, trio } = all
  const aManager = (name: string) =>
    aPerson(world, trio.organizationId, { name, roles: { [trio.teamId]: 'staff' } })
  const [left, moved, invited] = [await aManager('Lena'), await aManager('Mo'), await aManager('Ines')]
  const cases = [left, moved, invited].map(
    async (manager) => (await aCase(world, trio.lead, { careManagerId: manager })).caseId,
  )
  const caseIds = await Promise.all(cases)
  await set(world, trio, 'person', { state: 'ended' }, left)
  await inOrganization(world, asSystem(trio.organizationId), (scope) =>
    scope.trx.deleteFrom('member').where('person_id', '=', moved).execute(),
  )
  await set(world, trio, 'person', { state: 'invited' }, invited)
  for (const caseId of caseIds) {
    await aFlag(world, trio.doctor, caseId, { urgency: 'emergency' })
    expect(await theTask(all, caseId)).toMatchObject({ ownerId: trio.lead.personId, escalated: 0 })
  }
})

test('a lead who is the care manager has it once; then it is the on-call person’s, without another wait', async () => {
  const all = await given()
  const caseId = await inDanger(all, all.trio.lead.personId)
  expect(await theTask(all, caseId)).toMatchObject({ ownerId: all.trio.lead.personId })
  all.world.setNow('2026-12-01 09:30')
  await all.world.settle()
  expect(await theTask(all, caseId)).toMatchObject({ ownerId: all.onCall, escalated: 2, state: 'offered' })
})

test('of several leads the one who does not have it yet is next', async () => {
  const all = await given()
  const { world, trio } = all
  const other = await aPerson(world, trio.organizationId, {
    name: 'Zoe Lead',
    roles: { [trio.teamId]: 'lead' },
  })
  const caseId = await inDanger(all, trio.lead.personId)
  world.setNow('2026-12-01 09:30')
  await world.settle()
  expect(await theTask(all, caseId)).toMatchObject({ ownerId: other, escalated: 1 })
  world.setNow('2026-12-01 10:00')
  await world.settle()
  expect(await theTask(all, caseId)).toMatchObject({ ownerId: all.onCall, escalated: 2 })
})

test('a lead who was only invited cannot answer, so it goes to whoever is on call', async () => {
  const all = await given()
  await set(all.world, all.trio, 'person', { state: 'invited' }, all.trio.lead.personId)
  const { caseId } = await aCase(all.world, all.trio.manager, { careManagerId: all.trio.manager.personId })
  await aFlag(all.world, all.trio.doctor, caseId, { urgency: 'emergency' })
  all.world.setNow('2026-12-01 09:30')
  await all.world.settle()
  expect(await theTask(all, caseId)).toMatchObject({ ownerId: all.onCall, escalated: 2 })
})

test('where nobody is on call it stays with the lead, and on top of Today of the whole team', async () => {
  const all = await given()
  const { world, trio } = all
  await set(world, trio, 'organization', { on_call_person_id: null })
  const caseId = await inDanger(all, trio.manager.personId)
  for (const at of ['2026-12-01 09:30', '2026-12-01 10:00', '2026-12-01 15:00']) {
    world.setNow(at)
    await world.settle()
  }
  expect(await theTask(all, caseId)).toMatchObject({ ownerId: trio.lead.personId, escalated: 2 })
  for (const viewer of [trio.lead, trio.manager, trio.doctor])
    expect((await today(all, viewer)).safety).toHaveLength(1)
})

test('access that ends takes no safety task with it: accepted or not, its line begins anew', async () => {
  const all = await given()
  const { world, trio } = all
  const caseId = await inDanger(all, trio.manager.personId)
  const { taskId } = await theTask(all, caseId)
  await acceptTask(world, trio.manager, { taskId })
  world.setNow('2026-12-01 13:00')
  await endAccess(world, asSystem(trio.organizationId), { personId: trio.manager.personId })
  world.sent.length = 0
  await world.settle()
  expect(await seeTask(all, taskId)).toMatchObject({
    ownerId: trio.lead.personId,
    state: 'offered',
    escalated: 0,
    escalatesAt: '2026-12-01T13:30:00.000Z',
  })
  expect(world.sent.map(({ to }) => to)).toEqual([await mailOf(world, trio.lead.personId)])
  world.setNow('2026-12-01 13:30')
  await world.settle()
  expect(await seeTask(all, taskId)).toMatchObject({ ownerId: all.onCall, escalated: 2 })
  // So does that of whoever is on call: somebody of the team has it again.
  await endAccess(world, asSystem(trio.organizationId), { personId: all.onCall })
  await world.settle()
  expect(await seeTask(all, taskId)).toMatchObject({ ownerId: trio.lead.personId, state: 'offered' })
})

test('two emergencies of one patient at once are two flags, each with a task of its own', async () => {
  const all = await given()
  const { world, trio } = all
  const { caseId } = await aCase(world, trio.lead, { careManagerId: trio.manager.personId })
  await Promise.all([
    aFlag(world, trio.doctor, caseId, { urgency: 'emergency', question: 'One' }),
    aFlag(world, trio.lead, caseId, { urgency: 'emergency', question: 'Two' }),
  ])
  const tasks = await inOrganization(world, trio.lead, (scope) => listSafetyTasks(scope, [trio.teamId]))
  expect(new Set(tasks.map((task) => task.flagId)).size).toBe(2)
  expect(tasks).toHaveLength(2)
})

test('closing the case closes no safety flag and calls off no task; its clock goes on', async () => {
  const all = await given()
  const { world, trio } = all
  const caseId = await inDanger(all, trio.manager.personId)
  const found = await inOrganization(world, trio.lead, (scope) => findCase(scope, caseId))
  const closed = await changeCase(world, trio.lead, {
    caseId,
    version: found?.version ?? 0,
    phase: 'closed',
    closedReason: 'Moved away',
    careManagerId: null,
  })
  expect(closed).toMatchObject({ ok: true })
  world.setNow('2026-12-01 09:30')
  await world.settle()
  expect(await theTask(all, caseId)).toMatchObject({ ownerId: trio.lead.personId, escalated: 1 })
  const waiting = await inOrganization(world, trio.lead, (scope) => countInbox(scope, [trio.teamId]))
  expect(waiting.get(trio.teamId)).toBe(1)
  const { taskId } = await theTask(all, caseId)
  await finishTask(world, trio.lead, { taskId, outcome: 'Seen with her new team' })
  await world.settle()
  expect((await inOrganization(world, trio.lead, (scope) => countInbox(scope, [trio.teamId]))).size).toBe(0)
})

test('handed to somebody by name the line begins anew with them; taken by a member it ends', async () => {
  const all = await given()
  const { world, trio } = all
  const caseId = await inDanger(all, trio.manager.personId)
  const { taskId } = await theTask(all, caseId)
  await handTask(world, trio.manager, { taskId, ownerId: trio.doctor.personId })
  world.setNow('2026-12-01 09:29')
  await world.settle()
  expect(await seeTask(all, taskId)).toMatchObject({ ownerId: trio.doctor.personId, escalated: 0 })
  world.setNow('2026-12-01 09:30')
  await world.settle()
  expect(await seeTask(all, taskId)).toMatchObject({ ownerId: trio.lead.personId, escalated: 1 })
  await handTask(world, trio.manager, { taskId, ownerId: trio.manager.personId })
  world.setNow('2026-12-01 12:00')
  await world.settle()
  expect(await seeTask(all, taskId)).toMatchObject({ ownerId: trio.manager.personId, state: 'accepted' })
})

test('declined in one minute by everyone it is with whoever is on call at once', async () => {
  const all = await given()
  const caseId = await inDanger(all, all.trio.manager.personId)
  const { taskId } = await theTask(all, caseId)
  await declineTask(all.world, all.trio.manager, { taskId, reason: 'On leave' })
  await declineTask(all.world, all.trio.lead, { taskId, reason: 'At home' })
  expect(await seeTask(all, taskId)).toMatchObject({ ownerId: all.onCall, escalated: 2 })
})

test('outside everyone’s hours, mail and page show the organization’s own crisis instruction; within them the mail says where it is', async () => {
  const night = await given('2026-12-01 22:00')
  const caseId = await inDanger(night, night.trio.manager.personId)
  await night.world.settle()
  const [mail] = night.world.sent.filter(({ subject }) => subject.startsWith('A same-day task'))
  expect(mail?.text).toContain('Nobody of the team is at work now. Your organization says:\nCall 112.')
  expect(mail?.text).toContain('Huddle is not an emergency service.')
  expect(mail?.text).not.toMatch(/Okafor|Ada|What next|Sleeps/)
  const { taskId } = await theTask(night, caseId)
  const page = await inOrganization(night.world, night.trio.manager, (scope) =>
    readTaskPage(scope, night.trio.manager, taskId),
  )
  expect(page?.crisisInstruction).toContain('Call 112.')

  const day = await given('2026-12-01 10:00')
  await inDanger(day, day.trio.manager.personId)
  await day.world.settle()
  const [atWork] = day.world.sent.filter(({ subject }) => subject.startsWith('A same-day task'))
  expect(atWork?.text).toContain('Huddle is not an emergency service.')
  expect(atWork?.text).not.toContain('112')
})

test('a team in which nobody has hours is never at work, so the instruction is always shown', async () => {
  const all = await given('2026-12-01 10:00')
  const { world, trio } = all
  await inOrganization(world, asSystem(trio.organizationId), (scope) =>
    scope.trx.deleteFrom('working_hours').execute(),
  )
  const caseId = await inDanger(all, trio.manager.personId)
  const { taskId } = await theTask(all, caseId)
  const page = await inOrganization(world, trio.manager, (scope) => readTaskPage(scope, trio.manager, taskId))
  expect(page?.crisisInstruction).toContain('Call 112.')
  await world.settle()
  expect(world.sent.some(({ text }) => text.includes('Call 112.'))).toBe(true)
})

test('a worker that was away for three days hands it on one step at a time, and skips nobody', async () => {
  const all = await given()
  const { world, trio } = all
  const caseId = await inDanger(all, trio.manager.personId)
  world.setNow('2026-12-04 09:00')
  await world.settle()
  expect(await theTask(all, caseId)).toMatchObject({
    ownerId: trio.lead.personId,
    escalated: 1,
    escalatesAt: '2026-12-04T09:30:00.000Z',
  })
  world.setNow('2026-12-04 09:30')
  await world.settle()
  expect(await theTask(all, caseId)).toMatchObject({ ownerId: all.onCall, escalated: 2 })
  // They are in no team, and have it on top of their own Today.
  const seen = await today(all, await viewerOf(world, all.onCall))
  expect(seen.safety).toMatchObject([{ mine: true, state: 'offered' }])
})
