import { expect, test } from 'vitest'
import { inOrganization } from '#app/platform/in-organization.ts'
import {
  aDraft,
  aPlannedTeam,
  aScheduledHuddle,
  instant,
  seeAttendees,
  seeHuddle,
} from '#tests/support/huddles.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { addAttendee } from './add-attendee.ts'
import { answerInvitation } from './answer-invitation.ts'
import { cancelHuddle } from './cancel-huddle.ts'
import { chooseFacilitator } from './choose-facilitator.ts'
import { findHuddle, listHuddles } from './huddle-queries.server.ts'
import { moveHuddle } from './move-huddle.ts'
import { removeAttendee } from './remove-attendee.ts'
import { requireAttendee } from './require-attendee.ts'
import { scheduleHuddle } from './schedule-huddle.ts'

const nine = '2026-12-02T09:00:00Z'

test('lets only one of two leads through who give two drafts of a team the same time, fifty times', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, otherLead } = await aPlannedTeam(world)

  for (let day = 0; day < 50; day += 1) {
    const startsAt = instant(nine).plus({ days: day })
    const [one, other] = [await aDraft(world, lead, teamId), await aDraft(world, otherLead, teamId)]
    const answers = await Promise.all([
      scheduleHuddle(world, lead, { huddleId: one, version: 1, startsAt }),
      scheduleHuddle(world, otherLead, {
        huddleId: other,
        version: 1,
        startsAt: startsAt.plus({ minutes: 15 }),
      }),
    ])
    const [refusal, ...more] = answers.filter((answer) => !answer.ok)
    expect(more).toEqual([])
    expect(refusal).toMatchObject({ ok: false, problem: 'team-already-meets' })
    const won = answers[0]?.ok ? one : other
    const inTheWay = refusal && 'inTheWay' in refusal ? refusal.inTheWay : []
    expect(inTheWay).toMatchObject([{ kind: 'team', huddleId: won }])
  }
})

test('lets only one of two leads through who give the same draft its time, and tells the other', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, otherLead } = await aPlannedTeam(world)

  for (let day = 0; day < 10; day += 1) {
    const huddleId = await aDraft(world, lead, teamId)
    const startsAt = instant(nine).plus({ days: day })
    const answers = await Promise.all([
      scheduleHuddle(world, lead, { huddleId, version: 1, startsAt }),
      scheduleHuddle(world, otherLead, { huddleId, version: 1, startsAt: startsAt.plus({ hours: 1 }) }),
    ])
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.problem)).sort()).toEqual([
      'done',
      'not-a-draft',
    ])
  }
})

test('two teams that want the same person at once: one has her, the other is told who is held and when', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { organizationId, teamId, lead } = await aPlannedTeam(world)
  const second = await aTeam(world, organizationId, { name: 'Team South' })
  const shared = await aPerson(world, organizationId, {
    name: 'Dr Lindqvist',
    roles: { [teamId]: 'clinician', [second]: 'clinician' },
  })
  const secondLead = await viewerOf(
    world,
    await aPerson(world, organizationId, { roles: { [second]: 'lead' } }),
  )

  for (let day = 0; day < 10; day += 1) {
    const startsAt = instant(nine).plus({ days: day })
    const [one, other] = [await aDraft(world, lead, teamId), await aDraft(world, secondLead, second)]
    await requireAttendee(world, lead, { huddleId: one, personId: shared, required: true })
    await requireAttendee(world, secondLead, { huddleId: other, personId: shared, required: true })
    const answers = await Promise.all([
      scheduleHuddle(world, lead, { huddleId: one, version: 1, startsAt }),
      scheduleHuddle(world, secondLead, { huddleId: other, version: 1, startsAt }),
    ])
    const refusal = answers.find((answer) => !answer.ok)
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(refusal).toMatchObject({
      problem: 'held-elsewhere',
      inTheWay: [{ kind: 'person', personId: shared, name: 'Dr Lindqvist' }],
    })
  }
})

test('an optional person who is held elsewhere is asked without their time being kept, and a yes is refused by name', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { organizationId, teamId, lead, osei } = await aPlannedTeam(world)
  const second = await aTeam(world, organizationId)
  const secondLead = await viewerOf(
    world,
    await aPerson(world, organizationId, { roles: { [second]: 'lead' } }),
  )
  const first = await aScheduledHuddle(world, lead, teamId, nine)
  await viewerOf(world, osei.personId)
  const both = await aDraft(world, secondLead, second)
  // Joins the second team only now.
  await inOrganization(world, secondLead, (scope) =>
    scope.trx
      .insertInto('member')
      .values({
        organization_id: organizationId,
        team_id: second,
        person_id: osei.personId,
        role: 'clinician',
      })
      .execute(),
  )
  await addAttendee(world, secondLead, { huddleId: both, personId: osei.personId, required: false })

  const scheduled = await scheduleHuddle(world, secondLead, {
    huddleId: both,
    version: 1,
    startsAt: instant(nine),
  })

  expect(scheduled.ok).toBe(true)
  const asked = await seeAttendees(world, lead, both)
  expect(asked.find((attendee) => attendee.personId === osei.personId)).toMatchObject({ holds: false })
  expect(await answerInvitation(world, osei, { huddleId: both, answer: 'yes' })).toMatchObject({
    problem: 'held-elsewhere',
    inTheWay: [{ kind: 'person', name: 'Dr Osei' }],
  })
  // Having declined the first, she has the time.
  expect(await answerInvitation(world, osei, { huddleId: first, answer: 'no' })).toEqual({
    ok: true,
    value: first,
  })
  expect(await answerInvitation(world, osei, { huddleId: both, answer: 'yes' })).toEqual({
    ok: true,
    value: both,
  })
  expect(await answerInvitation(world, osei, { huddleId: first, answer: 'maybe' })).toMatchObject({
    problem: 'held-elsewhere',
  })
})

test('answers and schedulings that race never deadlock, and never hold a person twice', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, otherLead, osei } = await aPlannedTeam(world)
  const first = await aScheduledHuddle(world, lead, teamId, nine)
  await answerInvitation(world, osei, { huddleId: first, answer: 'no' })
  for (let round = 0; round < 10; round += 1) {
    const other = await aDraft(world, otherLead, teamId)
    await Promise.all([
      answerInvitation(world, osei, { huddleId: first, answer: round % 2 ? 'no' : 'yes' }),
      scheduleHuddle(world, otherLead, {
        huddleId: other,
        version: 1,
        startsAt: instant(nine).plus({ minutes: 10 }),
      }),
      moveHuddle(world, lead, {
        huddleId: first,
        version: (await seeHuddle(world, lead, first)).version,
        startsAt: instant(nine).plus({ minutes: 5 * (round + 1) }),
      }),
    ])
  }
  const { state } = await seeHuddle(world, lead, first)
  expect(state).toBe('scheduled')
})

test('a move asks everybody again but the lead who moves it, and is refused when somebody required is held then', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, osei } = await aPlannedTeam(world)
  const huddleId = await aScheduledHuddle(world, lead, teamId, nine)
  await aScheduledHuddle(world, lead, teamId, '2026-12-03T09:00:00Z')
  await answerInvitation(world, osei, { huddleId, answer: 'no' })
  const { version } = await seeHuddle(world, lead, huddleId)

  expect(
    await moveHuddle(world, lead, { huddleId, version, startsAt: instant('2026-12-03T09:15:00Z') }),
  ).toMatchObject({ problem: 'team-already-meets', inTheWay: [{ kind: 'team' }] })
  expect(
    await moveHuddle(world, lead, { huddleId, version, startsAt: instant('2026-12-04T09:00:00Z') }),
  ).toEqual({
    ok: true,
    value: huddleId,
  })
  expect(await seeAttendees(world, lead, huddleId)).toMatchObject([
    { personId: lead.personId, answer: 'yes', holds: true },
    { answer: 'none', holds: true },
    { answer: 'none', holds: true },
  ])
  // Its own old time does not stand in the way of a small move.
  expect(
    await moveHuddle(world, lead, {
      huddleId,
      version: version + 1,
      startsAt: instant('2026-12-04T09:10:00Z'),
      minutes: 45,
    }),
  ).toMatchObject({ ok: true })
  expect((await seeHuddle(world, lead, huddleId)).minutes).toBe(45)
})

test('refuses a time gone by, a draft seen before it changed, and a second time for the same huddle', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, otherLead } = await aPlannedTeam(world)
  const huddleId = await aDraft(world, lead, teamId)
  const schedule = (version: number, at: string) =>
    scheduleHuddle(world, lead, { huddleId, version, startsAt: instant(at) })

  expect(await schedule(1, '2026-12-01T09:00:00Z')).toEqual({ ok: false, problem: 'in-the-past' })
  await chooseFacilitator(world, otherLead, {
    huddleId,
    version: 1,
    facilitatorId: otherLead.personId,
    scribeId: lead.personId,
  })
  expect(await schedule(1, nine)).toEqual({ ok: false, problem: 'changed-meanwhile' })
  expect(await schedule(2, nine)).toMatchObject({ ok: true })
  expect(await schedule(3, nine)).toEqual({ ok: false, problem: 'not-a-draft' })
})

test('the same form sent twice at once schedules once', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead } = await aPlannedTeam(world)
  const huddleId = await aDraft(world, lead, teamId)
  const input = { huddleId, version: 1, startsAt: instant(nine), key: 'a-key-of-the-form' }

  const answers = await Promise.all([scheduleHuddle(world, lead, input), scheduleHuddle(world, lead, input)])

  expect(answers).toEqual([
    { ok: true, value: huddleId },
    { ok: true, value: huddleId },
  ])
  expect((await seeHuddle(world, lead, huddleId)).version).toBe(2)
})

test('cancelling gives everybody their time back, and only once', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead } = await aPlannedTeam(world)
  const huddleId = await aScheduledHuddle(world, lead, teamId, nine)

  expect(await cancelHuddle(world, lead, { huddleId, version: 2 })).toEqual({ ok: true, value: huddleId })
  expect(await cancelHuddle(world, lead, { huddleId, version: 3 })).toEqual({
    ok: false,
    problem: 'already-cancelled',
  })
  expect(await aScheduledHuddle(world, lead, teamId, nine)).not.toBe(huddleId)
})

test('adding, removing and requiring people keeps and frees their time', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { organizationId, teamId, lead, osei, otherLead } = await aPlannedTeam(world)
  const huddleId = await aScheduledHuddle(world, lead, teamId, nine)
  const stranger = await aPerson(world, organizationId)

  expect(await removeAttendee(world, lead, { huddleId, personId: osei.personId })).toMatchObject({ ok: true })
  expect((await seeAttendees(world, lead, huddleId)).map((one) => one.personId)).not.toContain(osei.personId)
  expect(await addAttendee(world, lead, { huddleId, personId: osei.personId, required: true })).toMatchObject(
    {
      ok: true,
    },
  )
  expect(await addAttendee(world, lead, { huddleId, personId: stranger, required: true })).toEqual({
    ok: false,
    problem: 'not-a-member',
  })
  await removeAttendee(world, lead, { huddleId, personId: lead.personId })
  await removeAttendee(world, lead, { huddleId, personId: otherLead.personId })
  expect(await removeAttendee(world, lead, { huddleId, personId: osei.personId })).toEqual({
    ok: false,
    problem: 'last-one',
  })
  expect((await seeHuddle(world, lead, huddleId)).facilitatorId).toBeNull()
})

test('nobody but a lead of the team changes a huddle, and strangers do not see it', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { organizationId, teamId, lead, osei } = await aPlannedTeam(world)
  const huddleId = await aScheduledHuddle(world, lead, teamId, nine)
  const otherTeam = await aTeam(world, organizationId)
  const neighbour = await viewerOf(
    world,
    await aPerson(world, organizationId, { roles: { [otherTeam]: 'lead' } }),
  )
  const elsewhere = await anOrganization(world, { name: 'Other Clinic' })
  const elsewhereTeam = await aTeam(world, elsewhere)
  const stranger = await viewerOf(
    world,
    await aPerson(world, elsewhere, { roles: { [elsewhereTeam]: 'lead' } }),
  )

  for (const who of [osei, neighbour, stranger]) {
    const startsAt = instant('2026-12-04T09:00:00Z')
    const personId = osei.personId
    expect(await moveHuddle(world, who, { huddleId, version: 2, startsAt })).toMatchObject({
      ok: false,
      problem: 'no-such-huddle',
    })
    expect(await cancelHuddle(world, who, { huddleId, version: 2 })).toMatchObject({
      problem: 'no-such-huddle',
    })
    expect(await removeAttendee(world, who, { huddleId, personId })).toMatchObject({
      problem: 'no-such-huddle',
    })
    expect(await requireAttendee(world, who, { huddleId, personId, required: false })).toMatchObject({
      problem: 'no-such-huddle',
    })
  }
  for (const who of [neighbour, stranger]) {
    expect(await inOrganization(world, who, (scope) => findHuddle(scope, huddleId))).toBeUndefined()
    expect(await inOrganization(world, who, (scope) => listHuddles(scope, teamId, 'coming'))).toEqual([])
    expect(await answerInvitation(world, who, { huddleId, answer: 'no' })).toEqual({
      ok: false,
      problem: 'not-asked',
    })
  }
  expect((await seeHuddle(world, lead, huddleId)).version).toBe(2)
})

test('tells coming, drafts and past apart', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead } = await aPlannedTeam(world)
  const held = await aScheduledHuddle(world, lead, teamId, '2026-12-01T10:00:00Z')
  const coming = await aScheduledHuddle(world, lead, teamId, nine)
  const draft = await aDraft(world, lead, teamId)
  world.setNow('2026-12-01 12:00')

  const list = (tense: 'coming' | 'draft' | 'past') =>
    inOrganization(world, lead, async (scope) =>
      (await listHuddles(scope, teamId, tense)).map((one) => one.huddleId),
    )

  expect(await list('coming')).toEqual([coming])
  expect(await list('draft')).toEqual([draft])
  expect(await list('past')).toEqual([held])
})
