import { expect, test } from 'vitest'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId, PersonId } from '#app/shared/ids.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { listAudit } from './access-queries.server.ts'
import { changeOrganization } from './change-organization.ts'
import { changePerson } from './change-person.ts'
import { changeTeam } from './change-team.ts'
import { createOrganization } from './create-organization.ts'
import { createTeam } from './create-team.ts'
import { endAccess } from './end-access.ts'
import { inviteAgain } from './invite-again.ts'
import { type Invitation, invitePerson } from './invite-person.ts'
import {
  findOrganization,
  findPerson,
  findTeam,
  listMails,
  listPersons,
  listWorkingHours,
} from './people-queries.server.ts'
import { restoreAccess } from './restore-access.ts'

test('a new organization has one invited admin, who gets one letter without a name in it', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const created = await createOrganization(world, {
    name: 'Kathmandu Valley Clinic',
    zone: 'Asia/Kathmandu',
    crisisInstruction: 'Call 102.',
    adminMail: 'Asha@Clinic.test',
    adminName: 'Asha Adhikari',
  })
  await world.settle()

  if (!created.ok) throw new Error(created.problem)
  const persons = await inOrganization(world, asSystem(created.value.organizationId), listPersons)
  expect(persons).toMatchObject([
    {
      name: 'Asha Adhikari',
      admin: true,
      state: 'invited',
      zone: 'Asia/Kathmandu',
    },
  ])
  expect(world.sent.map((mail) => mail.to)).toEqual(['asha@clinic.test'])
  expect(world.sent[0]?.text).toContain('http://localhost:3000/sign-in')
  expect(world.sent[0]?.text).not.toMatch(/Asha|Kathmandu/)
})

test.each([
  ['no-such-zone', { zone: 'Asia/Nowhere' }],
  ['not-an-address', { adminMail: 'a@clinic.test, b@clinic.test' }],
])('an organization is refused: %s', async (problem, wrong) => {
  const world = await worldAt('2026-12-01 09:00')
  const answer = await createOrganization(world, {
    name: 'Clinic',
    zone: 'UTC',
    crisisInstruction: 'Call 112.',
    adminMail: 'ada@clinic.test',
    adminName: 'Ada',
    ...wrong,
  })
  expect(answer).toEqual({ ok: false, problem })
})

test('no team is made before the organization has said what to do in a crisis', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const created = await createOrganization(world, {
    name: 'Clinic',
    zone: 'UTC',
    adminMail: 'ada@clinic.test',
    adminName: 'Ada',
  })
  if (!created.ok) throw new Error(created.problem)
  const team = { name: 'North', zone: 'UTC', defaultMinutes: 30, setupMinutes: 2, videoUrl: null, quorum: [] }
  expect(await createTeam(world, asSystem(created.value.organizationId), team)).toEqual({
    ok: false,
    problem: 'no-crisis-instruction',
  })
})

test('an address is one person in an organization, however it is written', async () => {
  const { world, organizationId, admin } = await aClinic()
  expect((await invitePerson(world, admin, { ...robin, mail: 'robin@clinic.test' })).ok).toBe(true)

  expect(await invitePerson(world, admin, { ...robin, mail: ' ROBIN@clinic.test ' })).toEqual({
    ok: false,
    problem: 'already-here',
  })
  expect(await mails(world, organizationId)).toContain('robin@clinic.test')
})

test('two invitations of one address at once make one person', async () => {
  const { world, organizationId, admin } = await aClinic()
  const answers = await Promise.all([
    invitePerson(world, admin, { ...robin, mail: 'robin@clinic.test' }),
    invitePerson(world, admin, { ...robin, mail: 'robin@clinic.test' }),
  ])

  expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true])
  expect((await mails(world, organizationId)).filter((mail) => mail === 'robin@clinic.test')).toHaveLength(1)
})

test('inviting somebody who is known to another organization changes nothing there', async () => {
  const { world, admin } = await aClinic()
  const other = await anOrganization(world, { name: 'Other Clinic' })
  const there = await aPerson(world, other, { name: 'Robin There', mail: 'robin@clinic.test' })
  const before = await personOf(world, other, there)

  const invited = await invitePerson(world, admin, { ...robin, name: 'Evil', mail: 'robin@clinic.test' })

  expect(invited.ok).toBe(true)
  expect(await personOf(world, other, there)).toEqual(before)
  expect(await listPersonsOf(world, other)).toHaveLength(2)
})

test('a role in a team of another organization cannot be given', async () => {
  const { world, admin } = await aClinic()
  const foreign = await aTeam(world, await anOrganization(world))

  const answer = await invitePerson(world, admin, {
    ...robin,
    mail: 'robin@clinic.test',
    roles: new Map([[foreign, 'lead']]),
  })
  expect(answer).toEqual({ ok: false, problem: 'no-such-team' })
})

test('a role that is taken away is gone with the next request', async () => {
  const { world, organizationId, admin } = await aClinic()
  const teamId = await aTeam(world, organizationId)
  const personId = await aPerson(world, organizationId, { roles: { [teamId]: 'lead' } })
  const before = await viewerOf(world, personId)

  const changed = await changePerson(world, admin, {
    ...before.person,
    version: before.person.version,
    roles: new Map(),
    hours: [],
  })

  expect(changed.ok).toBe(true)
  const after = await viewerOf(world, personId)
  expect(after.teams).toEqual([])
  expect(await inOrganization(world, admin, (scope) => listWorkingHours(scope, [personId]))).toEqual(
    new Map(),
  )
})

test('of two admins who edit one person the second is told, and nothing of theirs is kept', async () => {
  const { world, organizationId, admin } = await aClinic()
  const personId = await aPerson(world, organizationId, { name: 'Robin' })
  const seen = await personOf(world, organizationId, personId)
  if (!seen) throw new Error('There is nobody.')
  const save = (name: string) => changePerson(world, admin, { ...seen, name, roles: new Map(), hours: [] })

  const answers = await Promise.all([save('Robin One'), save('Robin Two')])

  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(answers).toContainEqual({ ok: false, problem: 'changed-meanwhile' })
})

test('the last admin can neither be ended nor stop being one', async () => {
  const { world, organizationId, admin } = await aClinic()
  await invitePerson(world, admin, { ...robin, mail: 'second@clinic.test', admin: true })

  // The second admin has not come in yet, so only one could let anybody in.
  expect(await endAccess(world, admin, { personId: admin.personId })).toEqual({
    ok: false,
    problem: 'last-admin',
  })
  expect(
    await changePerson(world, admin, { ...admin.person, admin: false, roles: new Map(), hours: [] }),
  ).toEqual({ ok: false, problem: 'last-admin' })
  expect((await personOf(world, organizationId, admin.personId))?.state).toBe('active')
})

test('two admins who end each other at once: one stays', async () => {
  const { world, organizationId, admin } = await aClinic()
  const second = await viewerOf(world, await aPerson(world, organizationId, { admin: true }))

  const answers = await Promise.all([
    endAccess(world, admin, { personId: second.personId }),
    endAccess(world, second, { personId: admin.personId }),
  ])

  expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true])
  const left = (await listPersonsOf(world, organizationId)).filter((person) => person.state === 'active')
  expect(left.filter((person) => person.admin)).toHaveLength(1)
})

test('whoever was on call and lost access is on call no longer', async () => {
  const { world, organizationId, admin } = await aClinic()
  const personId = await aPerson(world, organizationId)
  const organization = await inOrganization(world, admin, findOrganization)
  await changeOrganization(world, admin, {
    ...organization,
    crisisInstruction: 'Call 112.',
    onCallPersonId: personId,
  })

  await endAccess(world, admin, { personId })

  expect((await inOrganization(world, admin, findOrganization)).onCallPersonId).toBeNull()
})

test('access that was given again needs a new invitation, and a new passkey', async () => {
  const { world, organizationId, admin } = await aClinic()
  const personId = await aPerson(world, organizationId, { mail: 'robin@clinic.test' })
  await world.settle()
  await endAccess(world, admin, { personId })

  expect(await restoreAccess(world, admin, { personId })).toEqual({ ok: true, value: personId })
  expect(await inviteAgain(world, admin, { personId })).toEqual({ ok: true, value: personId })
  await world.settle()

  expect((await personOf(world, organizationId, personId))?.state).toBe('invited')
  expect(world.sent.filter((mail) => mail.to === 'robin@clinic.test')).toHaveLength(2)
})

test('people and teams of another organization are as if they were not there', async () => {
  const { world, admin } = await aClinic()
  const other = await anOrganization(world)
  const personId = await aPerson(world, other)
  const teamId = await aTeam(world, other)

  expect(await endAccess(world, admin, { personId })).toEqual({ ok: false, problem: 'no-such-person' })
  expect(await restoreAccess(world, admin, { personId })).toEqual({ ok: false, problem: 'no-such-person' })
  expect(
    await changeTeam(world, admin, {
      teamId,
      version: 1,
      name: 'Mine',
      zone: 'UTC',
      defaultMinutes: 30,
      setupMinutes: 2,
      videoUrl: null,
      quorum: [],
    }),
  ).toEqual({ ok: false, problem: 'no-such-team' })
  expect((await personOf(world, other, personId))?.state).toBe('active')
  expect((await inOrganization(world, asSystem(other), (scope) => findTeam(scope, teamId)))?.name).toBe(
    'Team North',
  )
})

test('the same form sent twice invites once', async () => {
  const { world, organizationId, admin } = await aClinic()
  const form = { ...robin, mail: 'robin@clinic.test', key: 'form-0001.:r1:' }

  const [one, other] = await Promise.all([invitePerson(world, admin, form), invitePerson(world, admin, form)])

  expect(one).toEqual(other)
  expect(one?.ok).toBe(true)
  expect(await listPersonsOf(world, organizationId)).toHaveLength(2)
})

test('what was done is in the audit, newest first, and can be asked for by person', async () => {
  const { world, organizationId, admin } = await aClinic()
  const personId = await aPerson(world, organizationId)
  await endAccess(world, admin, { personId })

  const rows = await inOrganization(world, admin, (scope) =>
    listAudit(scope, {
      before: null,
      most: 50,
      from: new Date(0),
      until: new Date('2100-01-01'),
      about: personId,
    }),
  )
  expect(rows.map((row) => row.action)).toEqual(['person.access-ended', 'person.activated', 'person.invited'])
  expect(rows[0]?.actorId).toBe(admin.personId)
})

const robin: Omit<Invitation, 'mail'> = {
  name: 'Robin',
  discipline: 'nurse',
  zone: 'UTC',
  admin: false,
  roles: new Map(),
  hours: [],
}

async function aClinic() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const [first] = await listPersonsOf(world, organizationId)
  if (!first) throw new Error('There is no admin.')
  return { world, organizationId, admin: await viewerOf(world, first.personId) }
}

function listPersonsOf(world: World, organizationId: OrganizationId) {
  return inOrganization(world, asSystem(organizationId), listPersons)
}

function personOf(world: World, organizationId: OrganizationId, personId: PersonId) {
  return inOrganization(world, asSystem(organizationId), (scope) => findPerson(scope, personId))
}

async function mails(world: World, organizationId: OrganizationId) {
  return [...(await inOrganization(world, asSystem(organizationId), listMails)).values()]
}
