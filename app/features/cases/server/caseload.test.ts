import { expect, test } from 'vitest'
import { offerTask } from '#app/features/tasks/server/offer-task.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aFlag, aTrio } from '#tests/support/flags.ts'
import { worldAt } from '#tests/support/world.ts'
import { updateLastDiscussed } from './case-queries.server.ts'
import { readCaseloadPage, readFoundCases } from './caseload-page.server.ts'
import { insertContact } from './clinical-queries.server.ts'

/** A caseload of six, each with something of its own. */
async function aCaseload() {
  const world = await worldAt('2026-12-01 09:00')
  const trio = await aTrio(world)
  const { teamId, lead, manager } = trio
  const add = (family: string, sketch: Omit<Parameters<typeof aCase>[2], 'family'> = {}) =>
    aCase(world, lead, { teamId, family, ...sketch })
  const stuck = await add('Stuck', {
    episodeStart: '2026-09-01',
    careManagerId: manager.personId,
    scores: [
      { on: '2026-09-01', total: 18 },
      { on: '2026-11-20', total: 17 },
    ],
  })
  const better = await add('Better', {
    episodeStart: '2026-10-15',
    careManagerId: lead.personId,
    scores: [
      { on: '2026-10-15', total: 20 },
      { on: '2026-11-20', total: 0 },
      { on: '2026-11-20', total: 12, instrument: 'epds' },
    ],
  })
  const fresh = await add('Fresh', { episodeStart: '2026-11-30' })
  const contact = (patientId: typeof stuck.patientId, at: string, reached: boolean) =>
    inOrganization(world, lead, (scope) =>
      insertContact(scope, patientId, {
        at: new Date(at),
        byPersonId: lead.personId,
        way: 'phone',
        reached,
        minutes: null,
        note: null,
        labels: [],
      }),
    )
  await contact(better.patientId, '2026-11-25T10:00Z', true)
  await contact(stuck.patientId, '2026-10-01T10:00Z', true)
  await contact(stuck.patientId, '2026-11-28T10:00Z', false)
  await aFlag(world, lead, better.caseId, { urgency: 'soon' })
  await aFlag(world, lead, better.caseId, { urgency: 'urgent' })
  const task = (caseId: CaseId, dueOn: string) =>
    inOrganization(world, lead, (scope) =>
      offerTask(scope, {
        caseId,
        teamId,
        ownerId: manager.personId,
        requesterId: lead.personId,
        kind: 'other',
        title: 'Call',
        dueOn,
        urgency: 'routine',
        safety: false,
      }),
    )
  await task(stuck.caseId, '2026-11-30')
  await task(stuck.caseId, '2026-12-01')
  await task(better.caseId, '2026-12-05')
  world.setNow('2026-11-20 09:00')
  await inOrganization(world, lead, (scope) => updateLastDiscussed(scope, better.caseId))
  world.setNow('2026-12-01 09:00')

  const page = async (search: string, viewer = lead) => {
    const read = await inOrganization(world, viewer, (scope) =>
      readCaseloadPage(scope, teamId, new URLSearchParams(search)),
    )
    if (!read) throw new Error(`${search} is not understood`)
    return read
  }
  const names = async (search: string, viewer = lead) =>
    (await page(search, viewer)).lines.map(({ patient }) => patient.family)
  return { world, ...trio, stuck, better, fresh, page, names }
}

test('a line says where a case stands: course, change, contacts, review, flags and tasks', async () => {
  const { page } = await aCaseload()
  const { lines, summary, total } = await page('?sort=phq-9&dir=desc')

  expect(total).toBe(3)
  expect(summary).toEqual({ open: 3, overdue: 1, notImproved: 1 })
  expect(lines.map(({ patient }) => patient.family)).toEqual(['Stuck', 'Better', 'Fresh'])
  const [stuck, better, fresh] = lines
  expect(stuck).toMatchObject({
    weeks: 13,
    careManager: 'Mara Manager',
    contacts: { tried: 2, reached: 1, reachedOn: '2026-10-01', triedOn: '2026-11-28' },
    courses: [{ first: 18, last: 17, on: '2026-11-20', change: { points: '−1', percent: '5 % down' } }, null],
    review: '2026-10-01',
    reviewLate: true,
    reviewed: null,
    flags: 0,
    tasks: 2,
    tasksLate: 1,
  })
  expect(better).toMatchObject({
    courses: [{ first: 20, last: 0, change: { points: '−20', percent: '100 % down' } }, null],
    review: '2026-12-20',
    reviewed: '2026-11-20',
    reviewLate: false,
    flags: 2,
    urgency: 'urgent',
    tasks: 1,
    tasksLate: 0,
  })
  expect(fresh).toMatchObject({ weeks: 0, careManager: null, courses: [null, null], contacts: { tried: 0 } })
})

test.each([
  ['?manager=none', ['Fresh']],
  ['?review=overdue', ['Stuck']],
  ['?course=not-improved', ['Stuck']],
  ['?course=not-measured', []],
  ['?contact=w4', ['Stuck']],
  ['?contact=w2', ['Stuck']],
  ['?flags=open', ['Better']],
  ['?flags=none', ['Stuck', 'Fresh']],
  ['?tasks=open', ['Stuck', 'Better']],
  ['?tasks=overdue', ['Stuck']],
  ['?consent=not-recorded', ['Stuck', 'Better', 'Fresh']],
  ['?consent=given', []],
  ['?started=month', []],
  ['?measured=epds', ['Better']],
  ['?phase=closed', []],
  ['?phase=active&flags=open', ['Better']],
])('narrowed to %s it shows %j', async (search, expected) => {
  const { names, manager } = await aCaseload()
  expect((await names(search)).sort()).toEqual([...expected].sort())
  if (search === '?manager=none') expect(await names('?manager=me', manager)).toEqual(['Stuck'])
})

test.each([
  ['?sort=name', ['Better', 'Fresh', 'Stuck']],
  ['?sort=weeks', ['Fresh', 'Better', 'Stuck']],
  ['?sort=review', ['Stuck', 'Better', 'Fresh']],
  ['?sort=contact', ['Stuck', 'Better', 'Fresh']],
  ['?sort=phq-9-change', ['Better', 'Stuck', 'Fresh']],
  ['?sort=phq-9', ['Better', 'Stuck', 'Fresh']],
  ['?sort=flags', ['Better', 'Stuck', 'Fresh']],
  ['?sort=tasks', ['Stuck', 'Better', 'Fresh']],
  ['?sort=manager', ['Better', 'Stuck', 'Fresh']],
])('%s gives the order %j, what is missing last', async (search, expected) => {
  const { names } = await aCaseload()
  // Two that have nothing to be sorted by stand in the order in which they came.
  expect(await names(search)).toEqual(expected)
})

test('a contact before the episode is not of it, and the zone of the team says where it begins', async () => {
  const { world, lead, teamId, page } = await aCaseload()
  const { patientId } = await aCase(world, lead, { teamId, family: 'Edge', episodeStart: '2026-11-10' })
  const add = (at: string) =>
    inOrganization(world, lead, (scope) =>
      insertContact(scope, patientId, {
        at: new Date(at),
        byPersonId: lead.personId,
        way: 'phone',
        reached: true,
        minutes: null,
        note: null,
        labels: [],
      }),
    )
  await add('2026-11-09T23:59:00Z')
  await add('2026-11-10T00:00:00Z')
  const edge = (await page('?sort=name')).lines.find(({ patient }) => patient.family === 'Edge')
  expect(edge?.contacts).toMatchObject({ tried: 1, reachedOn: '2026-11-10' })
})

test('a search names the team of each case, shows closed ones as closed, and asks about a date that can be read in two ways', async () => {
  const { world, lead, stuck } = await aCaseload()
  await inOrganization(world, lead, (scope) =>
    scope.trx
      .updateTable('case')
      .set({ phase: 'closed' })
      .where('organization_id', '=', scope.organizationId)
      .where('case_id', '=', stuck.caseId)
      .execute(),
  )
  const find = (words: string) => inOrganization(world, lead, (scope) => readFoundCases(scope, words))
  expect((await find('stu ada')).lines).toMatchObject([{ closed: true, phase: 'Closed', team: 'Team North' }])
  const byDate = await find('7/14/1984')
  expect(byDate.lines).toHaveLength(3)
  expect(byDate.lines.at(-1)).toMatchObject({ closed: true })
  expect(byDate.readAs).toEqual([])
  expect((await find('3/4/1984')).readAs.map(({ on }) => on)).toEqual(['1984-03-04', '1984-04-03'])
})
