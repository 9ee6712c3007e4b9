import { expect, test } from 'vitest'
import { listQueue } from '#app/features/flags/server/queue-queries.server.ts'
import { cancelHuddle } from '#app/features/huddles/server/cancel-huddle.ts'
import { holdHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { beginHuddle } from '#app/features/huddles/server/live-steps.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { HuddleId, QueueEntryId } from '#app/shared/ids.ts'
import {
  aDraft,
  aPlannedTeam,
  aScheduledHuddle,
  aWaitingCase,
  seeAgenda,
  seeAttendees,
} from '#tests/support/huddles.ts'
import { aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { addItem } from './add-item.ts'
import { closeItem, extendItem, openItem } from './live-steps.ts'
import { moveItem } from './move-item.ts'
import { planHuddle } from './plan-huddle.ts'
import { removeItem } from './remove-item.ts'
import { setItemMinutes } from './set-item-minutes.ts'
import { applyOrder, suggestOrder } from './suggest-order.ts'

async function aPlan(sketches: Parameters<typeof aWaitingCase>[3][]) {
  const world = await worldAt('2026-12-01 09:00')
  const team = await aPlannedTeam(world)
  const cases = []
  for (const sketch of sketches) cases.push(await aWaitingCase(world, team.lead, team.teamId, sketch))
  const huddleId = await aDraft(
    world,
    team.lead,
    team.teamId,
    cases.map((one) => one.queueEntryId),
  )
  return { world, ...team, cases, huddleId }
}

const three = [{ family: 'Abara' }, { family: 'Bello' }, { family: 'Chen' }]

test('a draft has the chosen cases, safety first, and requires whom they need', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, osei } = await aPlannedTeam(world)
  const calm = await aWaitingCase(world, lead, teamId, { needs: [osei.personId] })
  const urgent = await aWaitingCase(world, lead, teamId, { urgency: 'emergency', safety: true })

  const huddleId = await aDraft(world, lead, teamId, [calm.queueEntryId, urgent.queueEntryId])

  expect((await seeAgenda(world, lead, huddleId)).map(({ item }) => item.caseId)).toEqual([
    urgent.caseId,
    calm.caseId,
  ])
  const asked = await seeAttendees(world, lead, huddleId)
  expect(
    asked
      .filter((one) => one.required)
      .map((one) => one.personId)
      .sort(),
  ).toEqual([lead.personId, osei.personId].sort())
  expect(asked).toHaveLength(3)
  expect(await inOrganization(world, lead, (scope) => listQueue(scope, teamId))).toEqual([])
})

test('two leads who plan with the same case at once: one has it, the other keeps nothing', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, otherLead } = await aPlannedTeam(world)
  for (let round = 0; round < 5; round += 1) {
    const { queueEntryId } = await aWaitingCase(world, lead, teamId)
    const plan = { teamId, minutes: 30, setupMinutes: 2, queueEntryIds: [queueEntryId] }
    const answers = await Promise.all([planHuddle(world, lead, plan), planHuddle(world, otherLead, plan)])
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.problem)).sort()).toEqual([
      'done',
      'not-waiting',
    ])
  }
})

test('two leads who plan with the same cases in opposite order at once do not wait for each other for ever', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, otherLead } = await aPlannedTeam(world)
  for (let round = 0; round < 5; round += 1) {
    const ids: QueueEntryId[] = []
    for (let made = 0; made < 4; made += 1) ids.push((await aWaitingCase(world, lead, teamId)).queueEntryId)
    const plan = (queueEntryIds: typeof ids) => ({ teamId, minutes: 60, setupMinutes: 2, queueEntryIds })
    const answers = await Promise.all([
      planHuddle(world, lead, plan(ids)),
      planHuddle(world, otherLead, plan(ids.toReversed())),
    ])
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.problem)).sort()).toEqual([
      'done',
      'not-waiting',
    ])
  }
})

test('moves one place at a time, and says when there is no further', async () => {
  const { world, lead, huddleId, cases } = await aPlan(three)
  const [a, b, c] = cases.map((one) => one.caseId)
  const move = async (at: number, direction: 'up' | 'down') => {
    const item = (await seeAgenda(world, lead, huddleId))[at]?.item
    if (!item) throw new Error('no item there')
    return moveItem(world, lead, { huddleId, itemId: item.itemId, version: item.version, direction })
  }
  const order = async () => (await seeAgenda(world, lead, huddleId)).map(({ item }) => item.caseId)

  await move(2, 'up')
  expect(await order()).toEqual([a, c, b])
  await move(0, 'down')
  expect(await order()).toEqual([c, a, b])
  expect(await move(0, 'up')).toEqual({ ok: false, problem: 'at-the-end' })
  expect(await move(2, 'down')).toEqual({ ok: false, problem: 'at-the-end' })
})

test('two leads who change different items at once lose nothing; of the same item the second is told', async () => {
  const { world, lead, otherLead, huddleId } = await aPlan(three)
  for (let round = 0; round < 10; round += 1) {
    const [first, second] = (await seeAgenda(world, lead, huddleId)).map(({ item }) => item)
    if (!first || !second) throw new Error('no items')
    const minutes = 5 + round
    const different = await Promise.all([
      moveItem(world, lead, { huddleId, itemId: first.itemId, version: first.version, direction: 'down' }),
      setItemMinutes(world, otherLead, { huddleId, itemId: second.itemId, version: second.version, minutes }),
    ])
    expect(different.map((answer) => answer.ok)).toEqual([true, true])
    const after = (await seeAgenda(world, lead, huddleId)).map(({ item }) => item)
    expect(after.find((item) => item.itemId === second.itemId)?.minutes).toBe(minutes)
    expect(after.map((item) => item.itemId).slice(0, 2)).toEqual([second.itemId, first.itemId])

    const same = after[2]
    if (!same) throw new Error('no third')
    const both = await Promise.all([
      setItemMinutes(world, lead, {
        huddleId,
        itemId: same.itemId,
        version: same.version,
        minutes: 30 + round,
      }),
      setItemMinutes(world, otherLead, {
        huddleId,
        itemId: same.itemId,
        version: same.version,
        minutes: 60 + round,
      }),
    ])
    expect(both.map((answer) => (answer.ok ? 'done' : answer.problem)).sort()).toEqual([
      'changed-meanwhile',
      'done',
    ])
  }
})

test('twenty leads who move items at once end with every item in one place', async () => {
  const { world, lead, huddleId } = await aPlan([...three, { family: 'Diaz' }, { family: 'Eze' }])
  const items = (await seeAgenda(world, lead, huddleId)).map(({ item }) => item)
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const item = items[index % items.length]
      if (!item) throw new Error('no item')
      return moveItem(world, lead, {
        huddleId,
        itemId: item.itemId,
        version: item.version,
        direction: index % 2 ? 'up' : 'down',
      })
    }),
  )
  const after = (await seeAgenda(world, lead, huddleId)).map(({ item }) => item)
  expect(after.map((item) => item.itemId).sort()).toEqual(items.map((item) => item.itemId).sort())
  expect(new Set(after.map((item) => item.rank)).size).toBe(5)
})

test('a case taken off waits again with its age, and can be put back, marked as new', async () => {
  const { world, lead, teamId, huddleId, cases } = await aPlan(three)
  const [first] = await seeAgenda(world, lead, huddleId)
  if (!first || !cases[0]) throw new Error('no item')
  await removeItem(world, lead, { huddleId, itemId: first.item.itemId, version: first.item.version })
  const waiting = await inOrganization(world, lead, (scope) => listQueue(scope, teamId))
  expect(waiting).toMatchObject([{ queueEntryId: cases[0].queueEntryId, carried: 0 }])

  expect(await addItem(world, lead, { huddleId, queueEntryId: cases[0].queueEntryId })).toMatchObject({
    ok: true,
  })
  expect(await addItem(world, lead, { huddleId, queueEntryId: cases[0].queueEntryId })).toMatchObject({
    ok: true,
  })
  const after = await seeAgenda(world, lead, huddleId)
  expect(after.map(({ item }) => item.fresh)).toEqual([false, false, true])
})

test('a new safety case goes before the first that is not one, another one to the end', async () => {
  const { world, lead, teamId, huddleId, cases } = await aPlan(three)
  const late = await aWaitingCase(world, lead, teamId, { family: 'Late' })
  const safety = await aWaitingCase(world, lead, teamId, {
    family: 'Safety',
    urgency: 'emergency',
    safety: true,
  })
  await addItem(world, lead, { huddleId, queueEntryId: late.queueEntryId })
  await addItem(world, lead, { huddleId, queueEntryId: safety.queueEntryId })

  expect((await seeAgenda(world, lead, huddleId)).map(({ item }) => item.caseId)).toEqual([
    safety.caseId,
    ...cases.map((one) => one.caseId),
    late.caseId,
  ])
})

test('a suggestion shows the better order and changes nothing until it is applied', async () => {
  const { world, lead, huddleId, cases } = await aPlan([
    { family: 'Abara', urgency: 'routine' },
    { family: 'Bello', urgency: 'soon', minutes: 20 },
    { family: 'Chen', urgency: 'urgent', minutes: 8 },
  ])
  const before = await seeAgenda(world, lead, huddleId)
  const suggestion = await theSuggestion(world, lead, huddleId)

  expect(suggestion.differs).toBe(true)
  expect(suggestion.answer.items).toHaveLength(2)
  expect(await seeAgenda(world, lead, huddleId)).toEqual(before)

  expect(await applyOrder(world, lead, { huddleId, basis: suggestion.basis })).toEqual({
    ok: true,
    value: huddleId,
  })
  const [a, b, c] = cases.map((one) => one.caseId)
  expect((await seeAgenda(world, lead, huddleId)).map(({ item }) => item.caseId)).toEqual([c, b, a])
  expect((await theSuggestion(world, lead, huddleId)).differs).toBe(false)
})

test('a suggestion made from an agenda that has changed since is not applied', async () => {
  const { world, lead, otherLead, huddleId } = await aPlan([{ urgency: 'routine' }, { urgency: 'urgent' }])
  const { basis } = await theSuggestion(world, lead, huddleId)
  const [first] = await seeAgenda(world, lead, huddleId)
  if (!first) throw new Error('no item')
  await setItemMinutes(world, otherLead, { huddleId, itemId: first.item.itemId, version: 1, minutes: 6 })

  expect(await applyOrder(world, lead, { huddleId, basis })).toEqual({
    ok: false,
    problem: 'changed-meanwhile',
  })
})

test('the cases of a cancelled huddle wait again, uncounted, also when the job runs twice', async () => {
  const { world, lead, teamId, huddleId } = await aPlan(three)
  await cancelHuddle(world, lead, { huddleId, version: 1 })
  await world.settle()

  const waiting = await inOrganization(world, lead, (scope) => listQueue(scope, teamId))
  expect(waiting.map((entry) => entry.carried)).toEqual([0, 0, 0])
  expect(await seeAgenda(world, lead, huddleId)).toEqual([])
})

test('nobody but a lead of the team changes an agenda', async () => {
  const { world, organizationId, teamId, lead, osei, huddleId } = await aPlan(three)
  const otherTeam = await aTeam(world, organizationId)
  const neighbour = await viewerOf(
    world,
    await aPerson(world, organizationId, { roles: { [otherTeam]: 'lead' } }),
  )
  const waiting = await aWaitingCase(world, lead, teamId)
  const before = await seeAgenda(world, lead, huddleId)
  const [first] = before
  if (!first) throw new Error('no item')
  const { itemId, version } = first.item
  for (const who of [osei, neighbour]) {
    const answers = [
      await moveItem(world, who, { huddleId, itemId, version, direction: 'down' }),
      await setItemMinutes(world, who, { huddleId, itemId, version, minutes: 5 }),
      await removeItem(world, who, { huddleId, itemId, version }),
      await addItem(world, who, { huddleId, queueEntryId: waiting.queueEntryId }),
      await applyOrder(world, who, { huddleId, basis: 'any' }),
    ]
    expect(answers.map((answer) => !answer.ok && answer.problem)).toEqual(Array(5).fill('no-such-huddle'))
  }
  expect(
    await planHuddle(world, neighbour, { teamId, minutes: 30, setupMinutes: 2, queueEntryIds: [] }),
  ).toEqual({
    ok: false,
    problem: 'no-such-team',
  })
  expect(await seeAgenda(world, lead, huddleId)).toEqual(before)
})

test("another team's waiting case is not put on an agenda", async () => {
  const { world, organizationId, lead, huddleId } = await aPlan(three)
  const otherTeam = await aTeam(world, organizationId)
  const both = await viewerOf(world, await aPerson(world, organizationId, { roles: { [otherTeam]: 'lead' } }))
  const { queueEntryId } = await aWaitingCase(world, both, otherTeam)

  expect(await addItem(world, lead, { huddleId, queueEntryId })).toEqual({
    ok: false,
    problem: 'no-such-entry',
  })
})

test('live opens one item at a time, counts its seconds, and carries over what was not reached', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { organizationId, teamId, lead } = await aPlannedTeam(world)
  const cases = []
  for (const sketch of three) cases.push(await aWaitingCase(world, lead, teamId, sketch))
  const huddleId = await aScheduledHuddle(
    world,
    lead,
    teamId,
    '2026-12-01T10:00:00Z',
    cases.map((one) => one.queueEntryId),
  )
  const live = <Answer>(step: (scope: Parameters<typeof holdHuddle>[0]) => Promise<Answer>) =>
    inOrganization(world, asSystem(organizationId), step)
  const [first, second, third] = (await seeAgenda(world, lead, huddleId)).map(({ item }) => item.itemId)
  if (!first || !second || !third) throw new Error('no items')
  expect(await live((scope) => openItem(scope, { huddleId, itemId: first }))).toMatchObject({
    problem: 'not-live',
  })
  world.setNow('2026-12-01 10:00')
  await live((scope) => beginHuddle(scope, huddleId, lead.personId))

  await live((scope) => openItem(scope, { huddleId, itemId: first }))
  expect(await live((scope) => openItem(scope, { huddleId, itemId: second }))).toMatchObject({
    problem: 'another-is-open',
  })
  world.setNow('2026-12-01 10:04')
  await live((scope) => extendItem(scope, { huddleId, itemId: first, minutes: 2 }))
  await live((scope) => closeItem(scope, { huddleId, itemId: first, as: 'planned' }))
  await live((scope) => openItem(scope, { huddleId, itemId: first }))
  world.setNow('2026-12-01 10:05')
  await live((scope) => closeItem(scope, { huddleId, itemId: first, as: 'discussed' }))
  await live((scope) => openItem(scope, { huddleId, itemId: second }))
  await live((scope) => closeItem(scope, { huddleId, itemId: second, as: 'carried' }))
  await live((scope) => closeItem(scope, { huddleId, itemId: third, as: 'carried' }))

  expect((await seeAgenda(world, lead, huddleId)).map(({ item }) => item)).toMatchObject([
    { state: 'discussed', spentSeconds: 300, extraMinutes: 2, openedAt: null },
    { state: 'carried' },
    { state: 'carried' },
  ])
  const waiting = await inOrganization(world, lead, (scope) => listQueue(scope, teamId))
  expect(waiting.map((entry) => entry.carried)).toEqual([1, 1])
})

function theSuggestion(world: TestWorld, lead: Parameters<typeof seeAgenda>[1], huddleId: HuddleId) {
  return inOrganization(world, lead, async (scope) => {
    const huddle = await holdHuddle(scope, huddleId)
    if (!huddle) throw new Error('no huddle')
    return suggestOrder(scope, huddle)
  })
}
