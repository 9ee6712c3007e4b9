import { expect, test } from 'vitest'
import { recordScore } from '#app/features/cases/server/record-score.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { acceptTask } from '#app/features/tasks/server/accept-task.ts'
import { cancelTask } from '#app/features/tasks/server/cancel-task.ts'
import { declineTask } from '#app/features/tasks/server/decline-task.ts'
import { escalateSafetyTask } from '#app/features/tasks/server/escalate-safety-task.ts'
import { finishTask } from '#app/features/tasks/server/finish-task.ts'
import { handTask } from '#app/features/tasks/server/hand-task.ts'
import { findTask, listSafetyTasks } from '#app/features/tasks/server/task-queries.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, PersonId, TaskId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aFlag, aTrio, type Trio } from '#tests/support/flags.ts'
import { aPerson, mailOf, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import type { Verdict } from '../core/triage.ts'
import { applyRules } from './apply-rules.ts'
import { closeFlag } from './close-flag.ts'
import { findFlag, listFlagsOfCase } from './flag-queries.server.ts'
import { countInbox } from './inbox-queries.server.ts'
import { triageFlag } from './triage-flag.ts'
import { undoTriage } from './undo-triage.ts'

interface Given {
  world: TestWorld
  trio: Trio
  caseId: CaseId
  onCall: PersonId
}

async function given(): Promise<Given> {
  const world = await worldAt('2026-12-01 09:00')
  const trio = await aTrio(world)
  const onCall = await aPerson(world, trio.organizationId, { name: 'Olu Oncall' })
  await inOrganization(world, asSystem(trio.organizationId), (scope) =>
    scope.trx.updateTable('organization').set({ on_call_person_id: onCall }).execute(),
  )
  const { caseId } = await aCase(world, trio.lead, { careManagerId: trio.manager.personId })
  await world.settle()
  world.sent.length = 0
  return { world, trio, caseId, onCall }
}

async function answered(world: TestWorld, viewer: Viewer, caseId: CaseId, takenOn: string, value = 2) {
  const recorded = await recordScore(world, viewer, {
    caseId,
    instrument: 'phq-9',
    takenOn,
    takenAt: null,
    total: 18,
    safetyAnswer: value,
  })
  if (!recorded.ok) throw new Error(recorded.problem)
}

async function theTask({ world, trio, caseId }: Given) {
  const flags = await inOrganization(world, trio.lead, (scope) => listFlagsOfCase(scope, caseId))
  const flag = flags.find((each) => each.safety)
  const task = await inOrganization(world, asSystem(trio.organizationId), (scope) =>
    findTask(scope, flag?.taskId as TaskId),
  )
  if (!flag || !task) throw new Error('No safety flag with a task.')
  return { flag, task }
}

test('a safety answer is a flag with a same-day task for the care manager, and one letter', async () => {
  const all = await given()
  const { world, trio } = all
  await answered(world, trio.doctor, all.caseId, '2026-12-01')
  await world.settle()

  const { flag, task } = await theTask(all)
  expect(flag).toMatchObject({
    rule: 'safety-answer',
    urgency: 'emergency',
    safety: true,
    respondBy: '2026-12-01T23:59:59.999Z',
  })
  expect(task).toMatchObject({
    ownerId: trio.manager.personId,
    state: 'offered',
    safety: true,
    dueOn: '2026-12-01',
    flagId: flag.flagId,
  })
  expect(world.sent.map((letter) => letter.to)).toEqual([await mailOf(world, trio.manager.personId)])
  expect(JSON.stringify(world.sent)).not.toMatch(/Okafor|PHQ|self-harm|\b112\b/)
})

test('an emergency flagged by hand has its task in the same transaction, or does not exist', async () => {
  const all = await given()
  const { world, trio, caseId } = all
  await aFlag(world, trio.doctor, caseId, { urgency: 'emergency' })
  const { flag, task } = await theTask(all)
  expect(task).toMatchObject({ flagId: flag.flagId, requesterId: trio.doctor.personId, safety: true })
  await expect(
    inOrganization(world, trio.lead, (scope) =>
      scope.trx.updateTable('flag').set({ task_id: null }).where('flag_id', '=', flag.flagId).execute(),
    ),
  ).rejects.toMatchObject({ constraint: expect.stringMatching(/flag_safety/) })
})

test('without a care manager the lead has it', async () => {
  const { world, trio } = await given()
  const { caseId } = await aCase(world, trio.lead, { family: 'Other' })
  await aFlag(world, trio.manager, caseId, { urgency: 'emergency' })
  const tasks = await inOrganization(world, trio.lead, (scope) => listSafetyTasks(scope, [trio.teamId]))
  expect(tasks).toMatchObject([{ ownerId: trio.lead.personId }])
})

test('not accepted in 30 minutes it is the lead’s, after 30 more the on-call person’s, each exactly once', async () => {
  const all = await given()
  const { world, trio, onCall } = all
  await answered(world, trio.doctor, all.caseId, '2026-12-01')
  await world.settle()
  const { task } = await theTask(all)
  const job = { organizationId: trio.organizationId, id: task.taskId }
  world.sent.length = 0

  world.setNow('2026-12-01 09:29')
  await world.settle()
  expect((await theTask(all)).task).toMatchObject({ ownerId: trio.manager.personId, escalated: 0 })

  world.setNow('2026-12-01 09:30')
  await world.settle()
  await Promise.all([escalateSafetyTask(world, job), escalateSafetyTask(world, job)])
  expect((await theTask(all)).task).toMatchObject({
    ownerId: trio.lead.personId,
    escalated: 1,
    state: 'offered',
  })
  const top = await inOrganization(world, trio.doctor, (scope) => listSafetyTasks(scope, [trio.teamId]))
  expect(top).toMatchObject([{ taskId: task.taskId, escalated: 1 }])

  world.setNow('2026-12-01 10:00')
  await world.settle()
  await escalateSafetyTask(world, job)
  world.setNow('2026-12-01 12:00')
  await world.settle()
  await escalateSafetyTask(world, job)
  expect((await theTask(all)).task).toMatchObject({ ownerId: onCall, escalated: 2, escalatesAt: null })
  expect(world.sent.map((letter) => letter.to)).toEqual([
    await mailOf(world, trio.lead.personId),
    await mailOf(world, onCall),
  ])
  // Whoever is on call is in no team, and still sees what they were given.
  const seen = await inOrganization(world, await viewerOf(world, onCall), (scope) =>
    findTask(scope, task.taskId),
  )
  expect(seen?.taskId).toBe(task.taskId)
})

test('accepted in time it goes nowhere', async () => {
  const all = await given()
  const { world, trio } = all
  await answered(world, trio.doctor, all.caseId, '2026-12-01')
  await world.settle()
  const { task } = await theTask(all)
  await acceptTask(world, trio.manager, { taskId: task.taskId })
  world.setNow('2026-12-01 11:00')
  await world.settle()
  expect((await theTask(all)).task).toMatchObject({ ownerId: trio.manager.personId, state: 'accepted' })
})

test('declined it is the lead’s at once, then the on-call person’s, who can only hand it on by name', async () => {
  const all = await given()
  const { world, trio, onCall } = all
  await answered(world, trio.doctor, all.caseId, '2026-12-01')
  await world.settle()
  const { taskId } = (await theTask(all)).task
  await declineTask(world, trio.manager, { taskId, reason: 'Not in today' })
  expect((await theTask(all)).task).toMatchObject({ ownerId: trio.lead.personId, escalated: 1 })
  await declineTask(world, trio.lead, { taskId, reason: 'At home' })
  expect((await theTask(all)).task).toMatchObject({ ownerId: onCall, escalated: 2 })
  const last = await viewerOf(world, onCall)
  expect(await declineTask(world, last, { taskId, reason: 'No' })).toMatchObject({
    problem: 'nobody-to-give-back-to',
  })
  expect(await handTask(world, trio.doctor, { taskId, ownerId: trio.doctor.personId })).toMatchObject({
    ok: true,
  })
  expect((await theTask(all)).task).toMatchObject({ ownerId: trio.doctor.personId, state: 'accepted' })
})

test('no way of putting a safety flag away is open', async () => {
  const all = await given()
  const { world, trio } = all
  await answered(world, trio.doctor, all.caseId, '2026-12-01')
  await world.settle()
  const { flag, task } = await theTask(all)
  const { flagId, version } = flag
  const triage = (verdict: Verdict) =>
    triageFlag(world, trio.lead, { flagId, version, verdict, missing: ['the goal'] })

  expect(await triage('list-only')).toMatchObject({ problem: 'safety-cannot-wait' })
  expect(await triage('not-ready')).toMatchObject({ problem: 'safety-cannot-wait' })
  expect(await cancelTask(world, trio.lead, { taskId: task.taskId, reason: 'Mistake' })).toMatchObject({
    problem: 'safety-cannot-be-cancelled',
  })
  expect(await closeFlag(world, trio.lead, { flagId, version, found: ' ' })).toMatchObject({
    problem: 'say-what-was-found',
  })
  expect(await triage('same-day-task')).toMatchObject({ ok: true })
  expect(await undoTriage(world, trio.lead, { flagId, version: version + 1 })).toMatchObject({
    problem: 'safety-stays',
  })

  const sql = (set: Record<string, unknown>) =>
    inOrganization(world, trio.lead, (scope) =>
      scope.trx.updateTable('flag').set(set).where('flag_id', '=', flagId).execute(),
    )
  const at = world.now().toJSDate()
  const breaks = (constraint: string) => ({ constraint })
  await expect(sql({ verdict: 'list-only' })).rejects.toMatchObject(breaks('flag_safety_is_never_put_off'))
  await expect(sql({ verdict: 'not-ready' })).rejects.toMatchObject(breaks('flag_safety_is_never_put_off'))
  await expect(sql({ safety: false })).rejects.toMatchObject(breaks('flag_safety_stays'))
  await expect(sql({ urgency: 'routine' })).rejects.toMatchObject(breaks('flag_safety_stays'))
  await expect(sql({ state: 'open', verdict: null })).rejects.toMatchObject(breaks('flag_safety_stays'))
  await expect(sql({ task_id: null })).rejects.toMatchObject(breaks('flag_safety_stays'))
  await expect(sql({ state: 'closed', closed_at: at })).rejects.toMatchObject(
    breaks('flag_safety_is_closed_by_a_person'),
  )
  const taskSql = (set: Record<string, unknown>) =>
    inOrganization(world, trio.lead, (scope) =>
      scope.trx.updateTable('task').set(set).where('task_id', '=', task.taskId).execute(),
    )
  await expect(taskSql({ state: 'cancelled' })).rejects.toMatchObject(
    breaks('task_safety_is_never_cancelled'),
  )
  await expect(taskSql({ safety: false })).rejects.toMatchObject(breaks('task_safety_stays'))
  for (const table of ['flag', 'task', 'earlier_safety_answer'] as const) {
    await expect(
      inOrganization(world, trio.lead, (scope) => scope.trx.deleteFrom(table).execute()),
    ).rejects.toThrow(/permission denied/)
  }
})

test('done with what was found, the flag is closed in the name of who did it', async () => {
  const all = await given()
  const { world, trio } = all
  await answered(world, trio.doctor, all.caseId, '2026-12-01')
  await world.settle()
  const { task, flag } = await theTask(all)
  await finishTask(world, trio.manager, { taskId: task.taskId, outcome: 'Seen, safe, plan agreed' })
  await world.settle()
  const closed = await inOrganization(world, trio.lead, (scope) => findFlag(scope, flag.flagId))
  expect(closed).toMatchObject({
    state: 'closed',
    found: 'Seen, safe, plan agreed',
    closedBy: trio.manager.personId,
  })

  // The same answer is not asked about again; a newer one is.
  await applyRules(world, asSystem(trio.organizationId), [all.caseId])
  const count = async () =>
    (await inOrganization(world, trio.lead, (scope) => countInbox(scope, [trio.teamId]))).get(trio.teamId) ??
    0
  expect(await count()).toBe(0)
  world.setNow('2026-12-03 09:00')
  await answered(world, trio.doctor, all.caseId, '2026-12-03', 1)
  await world.settle()
  expect(await count()).toBe(1)
})

test('a lead who closes the flag ends its task with the same words', async () => {
  const all = await given()
  const { world, trio } = all
  await answered(world, trio.doctor, all.caseId, '2026-12-01')
  await world.settle()
  const { flag } = await theTask(all)
  const { flagId, version } = flag
  expect(await closeFlag(world, trio.manager, { flagId, version, found: 'Safe' })).toMatchObject({
    problem: 'not-a-lead',
  })
  expect(await closeFlag(world, trio.lead, { flagId, version, found: 'Safe' })).toMatchObject({ ok: true })
  await world.settle()
  expect((await theTask(all)).task).toMatchObject({
    state: 'done',
    outcome: 'Safe',
    endedBy: trio.lead.personId,
  })
})

test('a newer answer while the flag is open joins it, and the task is offered again', async () => {
  const all = await given()
  const { world, trio } = all
  await answered(world, trio.doctor, all.caseId, '2026-12-01', 1)
  await world.settle()
  const { task } = await theTask(all)
  await acceptTask(world, trio.manager, { taskId: task.taskId })
  world.setNow('2026-12-02 09:00')
  world.sent.length = 0
  await answered(world, trio.doctor, all.caseId, '2026-12-02', 3)
  await world.settle()
  await world.settle()
  const flags = await inOrganization(world, trio.lead, (scope) => listFlagsOfCase(scope, all.caseId))
  expect(flags).toHaveLength(1)
  expect(flags[0]?.why).toMatchObject({ answer: { answer: { value: 3, on: '2026-12-02' } } })
  expect((await theTask(all)).task).toMatchObject({
    state: 'offered',
    escalatesAt: '2026-12-02T09:30:00.000Z',
    dueAt: task.dueAt,
  })
  // What was missed is told by letters of its own.
  expect(world.sent.filter((letter) => letter.subject === 'A same-day task for you in Huddle')).toHaveLength(
    1,
  )
})

test('a safety answer that somebody types in is flagged also while an import holds the rules back', async () => {
  const { world, trio, caseId } = await given()
  const hold = () =>
    inOrganization(world, trio.lead, (scope) =>
      scope.trx.updateTable('case').set({ rules_held: true }).where('case_id', '=', caseId).execute(),
    )
  await hold()
  await answered(world, trio.manager, caseId, '2026-12-01')
  await world.settle()
  expect((await theTask({ world, trio, caseId } as Given)).task.safety).toBe(true)
})
