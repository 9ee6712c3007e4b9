import { expect, test } from 'vitest'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { aDraft, aPlannedTeam, aScheduledHuddle, aWaitingCase } from '#tests/support/huddles.ts'
import { aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { showTimes } from './time-page.server.ts'

type Question = Parameters<typeof showTimes>[3]

function times(
  world: TestWorld,
  viewer: Parameters<typeof aDraft>[1],
  huddleId: HuddleId,
  question: Question = {},
) {
  return inOrganization(world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle) throw new Error('There is no such huddle.')
    return showTimes(scope, huddle, viewer.zone, question)
  })
}

test('offers times within the hours of those who are required, not before an hour from now, best first', async () => {
  const world = await worldAt('2026-12-01 09:30')
  const { teamId, lead, osei } = await aPlannedTeam(world)
  const { queueEntryId } = await aWaitingCase(world, lead, teamId, { needs: [osei.personId] })
  const page = await times(world, lead, await aDraft(world, lead, teamId, [queueEntryId]))

  expect(page.chosen).toMatchObject({
    startsAt: '2026-12-01T10:30:00.000Z',
    sentence: 'Everyone needed for the one case',
    quality: 'Good',
    unserved: [],
  })
  expect(page.chosen?.lastStart).toBe('2026-12-01T16:30:00.000Z')
  expect([page.from, page.to]).toEqual(['2026-12-01', '2026-12-15'])
})

test('what other huddles hold, of the person or of the team, is busy; its own time is not', async () => {
  const world = await worldAt('2026-12-01 08:00')
  const { organizationId, teamId, lead, osei } = await aPlannedTeam(world)
  await aScheduledHuddle(world, lead, teamId, '2026-12-02T09:00:00Z')
  const second = await aTeam(world, organizationId)
  const secondLead = await viewerOf(
    world,
    await aPerson(world, organizationId, { roles: { [second]: 'lead' } }),
  )
  const huddleId = await aScheduledHuddle(world, secondLead, second, '2026-12-02T10:00:00Z')
  await inOrganization(world, secondLead, async (scope) => {
    await scope.trx
      .insertInto('member')
      .values({
        organization_id: organizationId,
        team_id: second,
        person_id: osei.personId,
        role: 'clinician',
      })
      .execute()
    await scope.trx
      .insertInto('attendee')
      .values({
        organization_id: organizationId,
        huddle_id: huddleId,
        person_id: osei.personId,
        required: true,
      })
      .execute()
  })

  const page = await times(world, secondLead, huddleId, { from: '2026-12-02', to: '2026-12-02' })

  expect(page.openings.map(({ startsAt, lastStart }) => [startsAt, lastStart])).toEqual([
    ['2026-12-02T09:30:00.000Z', '2026-12-02T16:30:00.000Z'],
  ])
  const row = page.grid.rows.find(({ id }) => id === osei.personId)
  expect(row?.cells.slice(2, 5)).toEqual(['busy', 'free', 'free'])
})

test('when nothing fits it says so, and who alone prevents how much', async () => {
  const world = await worldAt('2026-12-01 08:00')
  const { organizationId, teamId, lead } = await aPlannedTeam(world)
  const away = await aPerson(world, organizationId, {
    name: 'Dr Absent',
    hours: [],
    roles: { [teamId]: 'clinician' },
  })
  const { queueEntryId } = await aWaitingCase(world, lead, teamId, { needs: [away] })
  const page = await times(world, lead, await aDraft(world, lead, teamId, [queueEntryId]))

  expect(page.openings).toEqual([])
  expect(page.chosen).toBeNull()
  expect(page.none?.why).toMatch(/required person/)
  expect(page.none?.blocking[0]?.name).toBe('Dr Absent')
  expect(page.withoutHours).toEqual(['Dr Absent'])
})

test('a start that is asked for is looked at, and one that cannot be says so', async () => {
  const world = await worldAt('2026-12-01 08:00')
  const { teamId, lead } = await aPlannedTeam(world)
  const huddleId = await aDraft(world, lead, teamId)

  const possible = await times(world, lead, huddleId, { at: '2026-12-03T11:05:00Z' })
  expect(possible).toMatchObject({ gone: false, chosen: { startsAt: '2026-12-03T11:05:00.000Z' } })
  expect(possible.grid.day).toBe('2026-12-03')
  const night = await times(world, lead, huddleId, { at: '2026-12-03T03:00:00Z' })
  expect(night).toMatchObject({ gone: true, chosen: { startsAt: '2026-12-01T09:00:00.000Z' } })
})

test('an opening that is chosen keeps its other starts', async () => {
  const world = await worldAt('2026-12-01 08:00')
  const { teamId, lead } = await aPlannedTeam(world)
  const huddleId = await aDraft(world, lead, teamId)
  const { openings } = await times(world, lead, huddleId)
  const second = openings[1]
  expect(second?.lastStart).not.toBe(second?.startsAt)

  const page = await times(world, lead, huddleId, { at: second?.startsAt ?? '' })

  expect(page.chosen).toEqual(second)
})
