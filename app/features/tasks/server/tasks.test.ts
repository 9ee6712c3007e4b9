import { expect, test } from 'vitest'
import { replaceRoles } from '#app/features/people/server/people-write-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, PersonId, TaskId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aTrio, type Trio } from '#tests/support/flags.ts'
import { aPerson, mailOf, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { acceptTask } from './accept-task.ts'
import { listDecisionsOfCase } from './decision-queries.server.ts'
import { declineTask } from './decline-task.ts'
import { finishTask } from './finish-task.ts'
import { handTask } from './hand-task.ts'
import { type DecisionInput, insertDecision } from './insert-decision.ts'
import { noteNotReached } from './note-not-reached.ts'
import { offerTask } from './offer-task.ts'
import {
  findTask,
  listOpenTasksOfCase,
  listTasksAskedOfOthers,
  listTasksForToday,
} from './task-queries.server.ts'

const canary = 'CANARY-title-Okafor-5521'

async function given(): Promise<{ world: TestWorld; trio: Trio; caseId: CaseId }> {
  const world = await worldAt('2026-12-01 09:00')
  const trio = await aTrio(world)
  const { caseId } = await aCase(world, trio.lead, { careManagerId: trio.manager.personId })
  return { world, trio, caseId }
}

async function aTask(
  world: TestWorld,
  trio: Trio,
  caseId: CaseId,
  by: Viewer,
  ownerId: PersonId,
): Promise<TaskId> {
  return inOrganization(world, by, (scope) =>
    offerTask(scope, {
      caseId,
      teamId: trio.teamId,
      ownerId,
      requesterId: by.personId,
      kind: 'call-patient',
      title: canary,
      dueOn: '2026-12-03',
      urgency: 'soon',
      safety: false,
    }),
  )
}

const see = (world: TestWorld, viewer: Viewer, taskId: TaskId) =>
  inOrganization(world, viewer, (scope) => findTask(scope, taskId))

test('an offered task is one letter of fixed words: no title, no name, the day in words', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  world.sent.length = 0
  await world.settle()
  await world.settle()

  expect(world.sent).toHaveLength(1)
  const [letter] = world.sent
  expect(letter?.to).toBe(await mailOf(world, trio.manager.personId))
  expect(letter?.text).toContain('A task has been given to you in Huddle, due Thu 03-Dec-2026.')
  expect(letter?.text).toContain(`http://localhost:3000/tasks/${taskId}`)
  expect(JSON.stringify(world.sent)).not.toMatch(/CANARY|Okafor|Lead|Manager|North/)
})

test('a task given to oneself is accepted and is no letter', async () => {
  const { world, trio, caseId } = await given()
  await world.settle()
  world.sent.length = 0
  const taskId = await aTask(world, trio, caseId, trio.manager, trio.manager.personId)
  await world.settle()
  expect(world.sent).toEqual([])
  expect((await see(world, trio.manager, taskId))?.state).toBe('accepted')
})

test('a declined task is its requester’s, with the reason, and they are told', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  await world.settle()
  world.sent.length = 0

  expect(await declineTask(world, trio.manager, { taskId, reason: ' ' })).toMatchObject({
    problem: 'say-why',
  })
  expect(await declineTask(world, trio.manager, { taskId, reason: 'On leave' })).toMatchObject({ ok: true })
  await world.settle()

  expect(await see(world, trio.lead, taskId)).toMatchObject({
    state: 'offered-back',
    ownerId: trio.lead.personId,
    declineReason: 'On leave',
  })
  expect(world.sent.map((letter) => letter.to)).toEqual([await mailOf(world, trio.lead.personId)])
  expect(await declineTask(world, trio.lead, { taskId, reason: 'Me neither' })).toMatchObject({
    problem: 'nobody-to-give-back-to',
  })
  expect(await handTask(world, trio.lead, { taskId, ownerId: trio.doctor.personId })).toMatchObject({
    ok: true,
  })
  expect(await see(world, trio.lead, taskId)).toMatchObject({
    state: 'offered',
    ownerId: trio.doctor.personId,
    requesterId: trio.lead.personId,
  })
})

test('done needs an outcome, and the tries before it are counted', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  await noteNotReached(world, trio.manager, { taskId, key: 'try-number-1' })
  await noteNotReached(world, trio.manager, { taskId, key: 'try-number-1' })
  await noteNotReached(world, trio.manager, { taskId, key: 'try-number-2' })
  expect(await finishTask(world, trio.manager, { taskId, outcome: '' })).toMatchObject({
    problem: 'say-what-came-of-it',
  })
  expect(await finishTask(world, trio.doctor, { taskId, outcome: 'Reached' })).toMatchObject({
    problem: 'not-the-owner',
  })
  expect(await finishTask(world, trio.manager, { taskId, outcome: 'Reached' })).toMatchObject({ ok: true })
  expect(await see(world, trio.lead, taskId)).toMatchObject({
    state: 'done',
    attempts: 2,
    outcome: 'Reached',
  })
  expect(await acceptTask(world, trio.manager, { taskId })).toMatchObject({ problem: 'already-ended' })
})

test('a task is in its owner’s list and among what its requester waits for', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  const ids = (viewer: Viewer, list: typeof listTasksForToday) =>
    inOrganization(world, viewer, async (scope) =>
      (await list(scope, viewer.personId)).map((task) => task.taskId),
    )
  expect(await ids(trio.manager, listTasksForToday)).toEqual([taskId])
  expect(await ids(trio.lead, listTasksForToday)).toEqual([])
  expect(await ids(trio.lead, listTasksAskedOfOthers)).toEqual([taskId])
})

test('another team’s task does not exist, unless one owns it', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  const stranger = (await aTrio(world, { organizationId: trio.organizationId })).lead
  const elsewhere = (await aTrio(world)).lead
  for (const viewer of [stranger, elsewhere]) {
    expect(await see(world, viewer, taskId)).toBeUndefined()
    expect(await acceptTask(world, viewer, { taskId })).toMatchObject({ problem: 'no-such-task' })
    expect(await handTask(world, viewer, { taskId, ownerId: viewer.personId })).toMatchObject({
      problem: 'no-such-task',
    })
  }
  expect(await handTask(world, trio.lead, { taskId, ownerId: stranger.personId })).toMatchObject({
    problem: 'owner-not-in-team',
  })
})

test('who has left the team sees the task they still own, and no longer once it is done', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  await inOrganization(world, asSystem(trio.organizationId), (scope) =>
    replaceRoles(scope, trio.manager.personId, new Map()),
  )
  const gone = await viewerOf(world, trio.manager.personId)
  expect(await see(world, gone, taskId)).toMatchObject({ state: 'offered' })
  expect(await finishTask(world, gone, { taskId, outcome: 'Called' })).toMatchObject({ ok: true })
  expect(await see(world, gone, taskId)).toBeUndefined()
  expect(await see(world, trio.lead, taskId)).toMatchObject({ state: 'done' })
})

test('the database keeps a task from losing its owner, its outcome or its life', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  const change = (set: Record<string, unknown>) =>
    inOrganization(world, trio.lead, (scope) =>
      scope.trx.updateTable('task').set(set).where('task_id', '=', taskId).execute(),
    )
  await expect(change({ owner_id: null })).rejects.toThrow(/owner_id/)
  await expect(change({ owner_id: world.newId() })).rejects.toThrow(/task_has_one_owner/)
  await expect(change({ state: 'done' })).rejects.toThrow(/task_done_says_outcome/)
  await expect(change({ state: 'offered-back' })).rejects.toThrow(/task_offered_back_says_why/)
  await expect(
    inOrganization(world, trio.lead, (scope) =>
      scope.trx.deleteFrom('task').where('task_id', '=', taskId).execute(),
    ),
  ).rejects.toThrow(/permission denied/)
})

test('of twenty who take one task at once, one has it', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      acceptTask(world, trio.manager, { taskId, key: `accept-${index}-key` }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('a decision leads to a task or says why nothing is to be done', async () => {
  const { world, trio, caseId } = await given()
  const decide = (input: Partial<DecisionInput>) =>
    inOrganization(world, trio.doctor, (scope) => insertDecision(scope, { caseId, tasks: [], ...input }))
  const task = {
    ownerId: trio.manager.personId,
    kind: 'order-lab' as const,
    title: 'Lithium level',
    dueOn: '2026-12-04',
  }
  expect(await decide({})).toMatchObject({ problem: 'says-nothing' })
  expect(await decide({ text: 'Go on' })).toMatchObject({ problem: 'needs-task-or-reason' })
  expect(await decide({ text: 'Go on', noActionReason: 'Well', tasks: [task] })).toMatchObject({
    problem: 'task-and-no-action',
  })
  expect(await decide({ text: 'Check', tasks: [{ ...task, dueOn: '2026-11-30' }] })).toMatchObject({
    problem: 'due-in-the-past',
  })
  const stranger = await aPerson(world, trio.organizationId)
  expect(await decide({ text: 'Check', tasks: [{ ...task, ownerId: stranger }] })).toMatchObject({
    problem: 'owner-not-in-team',
  })
  expect(await decide({ text: 'Check', tasks: [task, { ...task, title: 'Kidneys' }] })).toMatchObject({
    ok: true,
  })
  expect(await decide({ noActionReason: 'Better by itself' })).toMatchObject({ ok: true })
  const decisions = await inOrganization(world, trio.doctor, (scope) => listDecisionsOfCase(scope, caseId))
  expect(decisions.map((decision) => decision.tasks.map((each) => each.title))).toEqual(
    expect.arrayContaining([[], ['Lithium level', 'Kidneys']]),
  )
})

test('the database itself refuses a decision that leads nowhere', async () => {
  const { world, trio, caseId } = await given()
  const nowhere = inOrganization(world, trio.doctor, async (scope) => {
    const decided = await insertDecision(scope, { caseId, noActionReason: 'Stable', tasks: [] })
    if (!decided.ok) return decided
    await scope.trx
      .updateTable('decision')
      .set({ text_sealed: Buffer.from('x'), no_action_reason_sealed: null })
      .where('decision_id', '=', decided.value)
      .execute()
    return decided
  })
  await expect(nowhere).rejects.toThrow(/a decision has a task/)
})

test('a changed decision keeps the old one, with the reason, and is changed once', async () => {
  const { world, trio, caseId } = await given()
  const decide = (input: Partial<DecisionInput>) =>
    inOrganization(world, trio.doctor, (scope) =>
      insertDecision(scope, { caseId, tasks: [], noActionReason: 'Stable', ...input }),
    )
  const first = await decide({})
  if (!first.ok) throw new Error(first.problem)
  expect(await decide({ supersedesId: first.value })).toMatchObject({ problem: 'say-why-changed' })
  const change = () => decide({ supersedesId: first.value, changeReason: 'New score' })
  const answers = await Promise.all([change(), change()])
  expect(answers.map((answer) => (answer.ok ? 'done' : answer.problem)).sort()).toEqual([
    'already-replaced',
    'done',
  ])
  const kept = await inOrganization(world, trio.doctor, (scope) => listDecisionsOfCase(scope, caseId))
  expect(kept).toHaveLength(2)
  const [replacing] = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
  expect(kept.find((each) => each.decisionId === first.value)?.supersededById).toBe(replacing)
})

test('open tasks come back with the case until they are done', async () => {
  const { world, trio, caseId } = await given()
  const taskId = await aTask(world, trio, caseId, trio.lead, trio.manager.personId)
  const open = () => inOrganization(world, trio.lead, (scope) => listOpenTasksOfCase(scope, caseId))
  expect(await open()).toMatchObject([{ taskId, title: canary }])
  await finishTask(world, await viewerOf(world, trio.manager.personId), { taskId, outcome: 'Done' })
  expect(await open()).toEqual([])
})
