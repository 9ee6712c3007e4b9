import { expect, test } from 'vitest'
import { inOrganization } from '#app/platform/in-organization.ts'
import { aCase } from '#tests/support/cases.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { addContact } from './add-contact.ts'
import { listBrief } from './brief-queries.server.ts'
import { findCase } from './case-queries.server.ts'
import { changeCase } from './change-case.ts'
import { listContacts } from './clinical-queries.server.ts'
import { listCaseEvents } from './history-queries.server.ts'
import { writeBriefPart } from './write-brief-part.ts'

async function aTeamOfTwo() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  const other = await aTeam(world, organizationId, { name: 'South' })
  const mia = await aPerson(world, organizationId, { roles: { [teamId]: 'clinician' } })
  const sam = await aPerson(world, organizationId, { roles: { [teamId]: 'staff' } })
  const stranger = await aPerson(world, organizationId, { roles: { [other]: 'lead' } })
  return {
    world,
    mia: await viewerOf(world, mia),
    sam: await viewerOf(world, sam),
    stranger: await viewerOf(world, stranger),
  }
}

test('of two who write the same part at once one is kept, and the other is told', async () => {
  const { world, mia, sam } = await aTeamOfTwo()
  const { caseId } = await aCase(world, mia)
  const write = (who: typeof mia, text: string, version = 0) =>
    writeBriefPart(world, who, { caseId, part: 'question', version, text })

  const answers = await Promise.all([write(mia, 'Change the dose?'), write(sam, 'Refer to group?')])

  expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true])
  const refused = answers.find((answer) => !answer.ok)
  expect(refused).toEqual({ ok: false, problem: 'changed-meanwhile' })
  const kept = await inOrganization(world, mia, (scope) => listBrief(scope, caseId))
  expect(kept).toHaveLength(1)
  expect(kept[0]?.text).toBe(answers[0]?.ok ? 'Change the dose?' : 'Refer to group?')

  // And again over a version that is there already.
  const later = await Promise.all([write(mia, 'A', 1), write(sam, 'B', 1)])
  expect(later.map((answer) => answer.ok).sort()).toEqual([false, true])
})

test("another team's case cannot be written, changed or added to", async () => {
  const { world, mia, stranger } = await aTeamOfTwo()
  const { caseId, patientId } = await aCase(world, mia)
  const nothing = { ok: false, problem: 'no-such-case' }

  expect(await writeBriefPart(world, stranger, { caseId, part: 'goal', version: 0, text: 'x' })).toEqual(
    nothing,
  )
  expect(
    await addContact(world, stranger, {
      caseId,
      at: new Date('2026-11-30T09:00:00Z'),
      way: 'phone',
      reached: true,
      minutes: 5,
      note: null,
    }),
  ).toEqual(nothing)
  expect(
    await changeCase(world, stranger, {
      caseId,
      version: 1,
      phase: 'closed',
      closedReason: 'x',
      careManagerId: null,
    }),
  ).toEqual(nothing)
  await inOrganization(world, mia, async (scope) => {
    expect(await listBrief(scope, caseId)).toEqual([])
    expect(await listContacts(scope, patientId)).toEqual([])
    expect((await findCase(scope, caseId))?.phase).toBe('active')
  })
})

test('closing asks for a reason, is written in the history, and cannot be done over a newer version', async () => {
  const { world, mia, sam } = await aTeamOfTwo()
  const { caseId } = await aCase(world, mia)
  const change = {
    caseId,
    version: 1,
    phase: 'closed',
    closedReason: null,
    careManagerId: sam.personId,
  } as const

  expect(await changeCase(world, mia, change)).toMatchObject({ problem: 'reason-missing' })
  expect(await changeCase(world, mia, { ...change, closedReason: 'Moved away' })).toMatchObject({ ok: true })
  expect(await changeCase(world, sam, { ...change, phase: 'active' })).toMatchObject({
    problem: 'changed-meanwhile',
  })

  const { found, events } = await inOrganization(world, mia, async (scope) => ({
    found: await findCase(scope, caseId),
    events: await listCaseEvents(scope, caseId),
  }))
  expect(found).toMatchObject({ phase: 'closed', closedReason: 'Moved away', careManagerId: sam.personId })
  expect(events.map((event) => event.kind).sort()).toEqual(['care-manager-changed', 'case-closed', 'opened'])
})

test('a contact tried and not reached counts, one in the future does not exist', async () => {
  const { world, mia } = await aTeamOfTwo()
  const { caseId, patientId } = await aCase(world, mia)
  const contact = { caseId, way: 'phone', reached: false, minutes: null, note: 'No answer' } as const

  expect(await addContact(world, mia, { ...contact, at: new Date('2026-12-01T09:01:00Z') })).toMatchObject({
    problem: 'in-the-future',
  })
  await addContact(world, mia, { ...contact, at: new Date('2026-12-01T08:00:00Z') })

  const contacts = await inOrganization(world, mia, (scope) => listContacts(scope, patientId))
  expect(contacts).toMatchObject([{ reached: false, note: 'No answer', byPersonId: mia.personId }])
})
