import { expect, test } from 'vitest'
import { withheldWords } from '#app/features/cases/core/labels.ts'
import { addContact } from '#app/features/cases/server/add-contact.ts'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { changeCase } from '#app/features/cases/server/change-case.ts'
import { listContacts } from '#app/features/cases/server/clinical-queries.server.ts'
import { changeOrganization } from '#app/features/people/server/change-organization.ts'
import { changeTeam } from '#app/features/people/server/change-team.ts'
import { findOrganization, findTeam } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { listDecisionsOfCase } from '#app/features/tasks/server/decision-queries.server.ts'
import { handTask } from '#app/features/tasks/server/hand-task.ts'
import { insertDecision } from '#app/features/tasks/server/insert-decision.ts'
import { listOpenTasksOfCase } from '#app/features/tasks/server/task-queries.server.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { CaseId, DecisionId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { aQueuedCase } from '#tests/support/queue.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { applyRules } from './apply-rules.ts'
import { listFlagsOfCase } from './flag-queries.server.ts'
import { listQueue } from './queue-queries.server.ts'
import { raiseFlag } from './raise-flag.ts'

async function aTeamOfTwo() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  const lead = await viewerOf(world, await aPerson(world, organizationId, { roles: { [teamId]: 'lead' } }))
  const staff = await viewerOf(world, await aPerson(world, organizationId, { roles: { [teamId]: 'staff' } }))
  return { world, organizationId, teamId, lead, staff }
}

type Clinic = Awaited<ReturnType<typeof aTeamOfTwo>>

test('a second flag joins the case in the queue with its labels, and none is lost', async () => {
  const clinic = await aTeamOfTwo()
  const { world, lead, teamId } = clinic
  const { caseId } = await aCase(world, lead)
  await aQueuedCase(world, lead, caseId, { labels: ['part2'] })
  await aQueuedCase(world, lead, caseId, { labels: ['psychotherapy'] })
  const [entry] = await look(clinic, (scope) => listQueue(scope, teamId))
  expect(entry?.labels).toEqual(['part2', 'psychotherapy'])
})

test('a changed decision keeps the labels of the one before, and its tasks have them; handing on loses none', async () => {
  const clinic = await aTeamOfTwo()
  const { world, lead, staff } = clinic
  const { caseId } = await aCase(world, lead)
  const first = await decide(world, lead, caseId, { labels: ['part2'] })
  await decide(world, lead, caseId, { supersedesId: first, changeReason: 'Side effects' })
  const [task] = await look(clinic, (scope) => listOpenTasksOfCase(scope, caseId))
  if (!task) throw new Error('There is no task.')
  await handTask(world, lead, { taskId: task.taskId, ownerId: staff.personId })

  const decisions = await look(clinic, (scope) => listDecisionsOfCase(scope, caseId))
  expect(decisions.map(({ labels }) => labels)).toEqual([['part2'], ['part2']])
  const tasks = await look(clinic, (scope) => listOpenTasksOfCase(scope, caseId))
  expect(tasks.map(({ labels }) => labels)).toEqual([['part2'], ['part2']])
  expect(tasks.some(({ ownerId }) => ownerId === staff.personId)).toBe(true)
})

test('in a Part 2 programme everything that is written is labelled, and nothing of before', async () => {
  const clinic = await aTeamOfTwo()
  const { world, organizationId, teamId, lead } = clinic
  const { caseId, patientId } = await aCase(world, lead)
  await note(world, lead, caseId, 'Before')
  const team = await look(clinic, (scope) => findTeam(scope, teamId))
  if (!team) throw new Error('There is no team.')
  const changed = { ...team, quorum: [], part2Programme: true }
  expect(await changeTeam(world, asSystem(organizationId), changed)).toMatchObject({ ok: true })

  await note(world, lead, caseId, 'After')
  await raiseFlag(world, lead, { caseId, question: 'What next?', reason: 'No better', urgency: 'soon' })
  await decide(world, lead, caseId, {})

  await look(clinic, async (scope) => {
    const contacts = await listContacts(scope, patientId)
    expect(contacts.map((one) => [one.note, one.labels]).sort()).toEqual([
      ['After', ['part2']],
      ['Before', []],
    ])
    const made = [
      ...(await listFlagsOfCase(scope, caseId)),
      ...(await listDecisionsOfCase(scope, caseId)),
      ...(await listOpenTasksOfCase(scope, caseId)),
    ]
    expect(made.map(({ labels }) => labels)).toEqual([['part2'], ['part2'], ['part2']])
  })
})

test('what is written about a case that is labelled carries its labels', async () => {
  const clinic = await aTeamOfTwo()
  const { world, lead } = clinic
  const { caseId } = await aCase(world, lead)
  const found = await look(clinic, (scope) => findCase(scope, caseId))
  if (!found) throw new Error('There is no case.')
  await changeCase(world, lead, { ...found, labels: ['psychotherapy'] })
  await raiseFlag(world, lead, { caseId, question: 'What next?', reason: 'No better', urgency: 'soon' })
  const [flag] = await look(clinic, (scope) => listFlagsOfCase(scope, caseId))
  expect(flag?.labels).toEqual(['psychotherapy'])
})

test('a safety answer is never kept from the care team, and an emergency names its task to whoever is not covered', async () => {
  const clinic = await aTeamOfTwo()
  const { world, organizationId, lead } = clinic
  const { caseId } = await aCase(world, lead, { scores: [{ on: '2026-12-01', total: 20, safetyAnswer: 2 }] })
  const found = await look(clinic, (scope) => findCase(scope, caseId))
  if (!found) throw new Error('There is no case.')
  await changeCase(world, lead, { ...found, labels: ['part2'] })
  await applyRules(world, asSystem(organizationId), [caseId])
  await raiseFlag(world, lead, { caseId, question: 'Overdose?', reason: 'Methadone', urgency: 'emergency' })

  await inOrganization(world, lead, async (scope) => {
    const flags = await listFlagsOfCase(scope, caseId)
    const byRule = flags.filter(({ rule, safety }) => rule !== null && safety)
    expect(byRule.length).toBeGreaterThan(0)
    expect(byRule.every(({ withheld }) => !withheld)).toBe(true)
    expect(flags.find(({ rule }) => rule === null)?.question).toBe(withheldWords)
    const tasks = await listOpenTasksOfCase(scope, caseId)
    expect(tasks.every(({ title }) => title.startsWith('Safety: see this patient today'))).toBe(true)
  })
})

test('what the law of the state binds is withheld from then on, and shown before', async () => {
  const clinic = await aTeamOfTwo()
  const { world, organizationId, lead } = clinic
  const { caseId, patientId } = await aCase(world, lead)
  await note(world, lead, caseId, 'HIV positive', ['hiv'])
  const read = () =>
    inOrganization(world, lead, async (scope) =>
      (await listContacts(scope, patientId)).map((one) => one.note),
    )
  expect(await read()).toEqual(['HIV positive'])

  const organization = await look(clinic, findOrganization)
  const facts = { ...organization, boundLabels: ['hiv'] }
  expect(await changeOrganization(world, asSystem(organizationId), facts)).toMatchObject({ ok: true })
  expect(await read()).toEqual([withheldWords])
})

async function note(world: TestWorld, viewer: Viewer, caseId: CaseId, text: string, labels: string[] = []) {
  const at = world.now().minus({ hours: 1 }).toJSDate()
  const contact = { caseId, at, way: 'phone', reached: true, minutes: 5, note: text, labels } as const
  expect(await addContact(world, viewer, contact)).toMatchObject({ ok: true })
}

async function decide(
  world: TestWorld,
  viewer: Viewer,
  caseId: CaseId,
  more: { labels?: string[]; supersedesId?: DecisionId; changeReason?: string },
): Promise<DecisionId> {
  const task = {
    ownerId: viewer.personId,
    kind: 'other',
    title: 'Call about sleep',
    dueOn: '2026-12-08',
  } as const
  const recorded = await inOrganization(world, viewer, (scope) =>
    insertDecision(scope, { caseId, text: 'Raise the dose', tasks: [task], ...more }),
  )
  if (!recorded.ok) throw new Error(recorded.problem)
  return recorded.value
}

// As the product itself: what is stored, whoever may see it.
async function look<Found>({ world, organizationId }: Clinic, work: (scope: Scope) => Promise<Found>) {
  return inOrganization(world, asSystem(organizationId), work)
}
