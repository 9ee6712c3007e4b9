import { expect, test } from 'vitest'
import { aDraft, aPlannedTeam, aScheduledHuddle, aWaitingCase, seeHuddle } from '#tests/support/huddles.ts'
import { worldAt } from '#tests/support/world.ts'
import { endLiveHuddle } from './end-huddle.ts'
import { holdNow } from './hold-now.ts'

test('a draft is held this minute, outside of working hours too: it is live, and everybody gets a mail with a link', async () => {
  const world = await worldAt('2026-11-29 20:00:31')
  const { lead, teamId, osei } = await aPlannedTeam(world)
  const { queueEntryId } = await aWaitingCase(world, lead, teamId, { needs: [osei.personId] })
  const huddleId = await aDraft(world, lead, teamId, [queueEntryId])

  const held = await holdNow(world, lead, { huddleId, version: 1, minutes: 20 })
  await world.settle()

  expect(held).toEqual({ ok: true, value: huddleId })
  const huddle = await seeHuddle(world, lead, huddleId)
  expect(huddle.state).toBe('live')
  expect(huddle.startsAt?.toISO()).toBe('2026-11-29T20:00:00.000Z')
  expect(huddle.endsAt?.diff(huddle.startsAt ?? world.now(), 'minutes').minutes).toBe(20)
  expect(huddle.facilitatorId).toBe(lead.personId)
  expect(world.sent.filter((mail) => mail.subject === 'Huddle: you are invited')).toHaveLength(3)
})

test('two presses start it once, and both are content', async () => {
  const world = await worldAt('2026-11-30 10:00')
  const { lead, otherLead, teamId } = await aPlannedTeam(world)
  const huddleId = await aDraft(world, lead, teamId)
  const press = (viewer: typeof lead) => holdNow(world, viewer, { huddleId, version: 1, minutes: 20 })

  const answers = await Promise.all([press(lead), press(otherLead)])

  expect(answers.map((answer) => answer.ok)).toEqual([true, true])
})

test('a huddle that the team has already stands in the way, and is named', async () => {
  const world = await worldAt('2026-11-30 10:00')
  const { lead, teamId } = await aPlannedTeam(world)
  await aScheduledHuddle(world, lead, teamId, '2026-11-30T10:15:00Z')
  const huddleId = await aDraft(world, lead, teamId)

  const held = await holdNow(world, lead, { huddleId, version: 1, minutes: 30 })
  expect(held).toMatchObject({ ok: false, problem: 'team-already-meets', inTheWay: [{ kind: 'team' }] })
  expect((await holdNow(world, lead, { huddleId, version: 1, minutes: 15 })).ok).toBe(true)
})

test('nobody but a lead holds one now, and none that is over', async () => {
  const world = await worldAt('2026-11-30 10:00')
  const { lead, osei, teamId } = await aPlannedTeam(world)
  const huddleId = await aDraft(world, lead, teamId)

  const wanted = { huddleId, version: 1, minutes: 20 }
  expect(await holdNow(world, osei, wanted)).toEqual({ ok: false, problem: 'no-such-huddle' })
  expect(await holdNow(world, lead, { ...wanted, version: 7 })).toEqual({
    ok: false,
    problem: 'changed-meanwhile',
  })
  expect(await holdNow(world, lead, { ...wanted, minutes: 2 })).toEqual({ ok: false, problem: 'too-short' })
})

test('a huddle that ends early gives its people their time back: the next can be held at once', async () => {
  const world = await worldAt('2026-11-30 10:00')
  const { lead, teamId } = await aPlannedTeam(world)
  const first = await aDraft(world, lead, teamId)
  const second = await aDraft(world, lead, teamId)
  const wanted = { version: 1, minutes: 30 }
  expect((await holdNow(world, lead, { ...wanted, huddleId: first })).ok).toBe(true)
  world.setNow('2026-11-30 10:10')
  expect((await endLiveHuddle(world, lead, { huddleId: first })).ok).toBe(true)

  expect(await holdNow(world, lead, { ...wanted, huddleId: second })).toEqual({ ok: true, value: second })
})
