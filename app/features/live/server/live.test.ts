import { expect, test } from 'vitest'
import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { listCaseEvents } from '#app/features/cases/server/history-queries.server.ts'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import { listQueue } from '#app/features/flags/server/queue-queries.server.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { listOpenTasksOfCase } from '#app/features/tasks/server/task-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { resolveSession, startSession } from '#app/platform/sessions.server.ts'
import type { ItemId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aScheduledHuddle } from '#tests/support/huddles.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { aQueuedCase } from '#tests/support/queue.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { addMinutes } from './add-minutes.ts'
import { carryOver } from './carry-over.ts'
import { endLiveHuddle } from './end-huddle.ts'
import { goOnInHuddle } from './go-on.ts'
import { joinHuddle } from './join-huddle.ts'
import { listLiveEvents } from './live-queries.server.ts'
import { readLiveState } from './live-state.ts'
import { recordDecision } from './record-decision.ts'
import { saveDraft } from './save-draft.ts'
import { startHuddle } from './start-huddle.ts'
import { takeOver } from './take-over.ts'

test('a huddle runs from its start to its end: decisions become tasks, and what was not reached goes back to the queue older', async () => {
  const { world, lead, cases, huddleId, items, teamId } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })

  const early = await goOnInHuddle(world, lead, { huddleId, from: items[0] ?? null })
  expect(early).toEqual({ ok: false, problem: 'no-decision-yet' })

  const recorded = await decide(world, lead, huddleId, items[0])
  expect(recorded.ok).toBe(true)
  world.setNow('2026-12-01 14:05')
  expect(await goOnInHuddle(world, lead, { huddleId, from: items[0] ?? null })).toEqual({
    ok: true,
    value: huddleId,
  })
  expect(await endLiveHuddle(world, lead, { huddleId })).toEqual({ ok: true, value: huddleId })

  await inOrganization(world, lead, async (scope) => {
    expect((await listOpenTasksOfCase(scope, cases[0])).map((task) => task.title)).toEqual([
      'Call about sleep',
    ])
    const left = await listQueue(scope, teamId)
    expect(left.map((entry) => [entry.caseId, entry.carried]).sort()).toEqual(
      [
        [cases[1], 1],
        [cases[2], 1],
      ].sort(),
    )
    expect((await findHuddle(scope, huddleId))?.state).toBe('ended')
    expect((await listItems(scope, huddleId)).map((item) => item.state)).toEqual([
      'discussed',
      'carried',
      'carried',
    ])
    expect((await listItems(scope, huddleId))[0]?.spentSeconds).toBe(300)
  })
})

test('a huddle starts no sooner than 15 minutes before its time and not an hour after its end', async () => {
  const { world, lead, huddleId } = await aHuddleThatCanStart()
  world.setNow('2026-12-01 13:44')
  expect(await startHuddle(world, lead, { huddleId })).toEqual({ ok: false, problem: 'too-early' })
  world.setNow('2026-12-01 15:30')
  expect(await startHuddle(world, lead, { huddleId })).toEqual({ ok: false, problem: 'too-late' })
  world.setNow('2026-12-01 13:45')
  expect(await startHuddle(world, lead, { huddleId })).toEqual({ ok: true, value: huddleId })
})

test('the open case says why it is flagged, by what rule or whom, under its question', async () => {
  const { world, lead, cases, huddleId } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  const current = (await stateFor(world, lead, huddleId)).current
  expect(current?.caseId).toBe(cases[0])
  const [flag] = await inOrganization(world, lead, (scope) => listFlagsOfCase(scope, cases[0]))
  expect(current?.flags).toEqual([
    {
      flagId: flag?.flagId,
      question: null,
      why: flag?.why,
      raisedBy: 'Lena Lead',
      raisedAt: flag?.raisedAt,
    },
  ])
})

test('two who press next at once do not skip a case', async () => {
  const { world, lead, clinician, huddleId, items } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  await decide(world, lead, huddleId, items[0])

  const presses = await Promise.all(
    [lead, clinician, lead, clinician].map((viewer) =>
      goOnInHuddle(world, viewer, { huddleId, from: items[0] ?? null }),
    ),
  )

  expect(presses.filter((press) => press.ok)).toHaveLength(1)
  expect(presses.filter((press) => !press.ok && press.problem === 'moved-on-already')).toHaveLength(3)
  await inOrganization(world, lead, async (scope) =>
    expect((await listItems(scope, huddleId)).map((item) => item.state)).toEqual([
      'discussed',
      'current',
      'planned',
    ]),
  )
})

test('twenty writers at once leave events without a gap, and a reader who asks for what is after its last one misses none', async () => {
  const { world, lead, huddleId, items } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  const heard: number[] = []
  const hearMore = async () => {
    const events = await inOrganization(world, lead, (scope) =>
      listLiveEvents(scope, huddleId, heard.at(-1) ?? 0),
    )
    heard.push(...events.map((event) => event.seq))
  }
  let writing = true
  const listening = (async () => {
    while (writing) await hearMore()
  })()

  await Promise.all(
    Array.from({ length: 20 }, () => addMinutes(world, lead, { huddleId, itemId: items[0] as ItemId })),
  )
  writing = false
  await listening
  await hearMore()

  expect(heard).toEqual(Array.from({ length: 22 }, (_, index) => index + 1))
})

test('the clock of the open case is the same for everyone, and two more minutes move its end', async () => {
  const { world, lead, clinician, huddleId, items } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  world.setNow('2026-12-01 14:03')
  await addMinutes(world, lead, { huddleId, itemId: items[0] as ItemId })

  const states = await Promise.all([lead, clinician].map((viewer) => stateFor(world, viewer, huddleId)))

  expect(states.map((state) => state.current?.clock)).toEqual([
    { endsAt: '2026-12-01T14:08:00.000Z', minutes: 8 },
    { endsAt: '2026-12-01T14:08:00.000Z', minutes: 8 },
  ])
  expect(states[1]?.items.map((item) => item.label)).toEqual(['A.O. ·1001', 'B.P. ·1002', 'C.Q. ·1003'])
})

test('anyone with the right takes over, and staff without it cannot', async () => {
  const { world, lead, clinician, staff, huddleId } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  expect(await takeOver(world, staff, huddleId)).toEqual({ ok: false, problem: 'no-such-huddle' })
  expect(await takeOver(world, clinician, huddleId)).toEqual({ ok: true, value: huddleId })
  expect((await stateFor(world, clinician, huddleId)).isFacilitator).toBe(true)
})

test('a case with a decision is not carried over, one without goes back to the queue', async () => {
  const { world, lead, huddleId, items } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  await decide(world, lead, huddleId, items[0])
  expect(await carryOver(world, lead, { huddleId, itemId: items[0] as ItemId })).toEqual({
    ok: false,
    problem: 'already-decided',
  })
  expect(await carryOver(world, lead, { huddleId, itemId: items[2] as ItemId })).toEqual({
    ok: true,
    value: items[2],
  })
})

test('what is typed is kept, and nobody types over somebody else', async () => {
  const { world, lead, clinician, huddleId, items } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  const itemId = items[0] as ItemId
  expect(await saveDraft(world, lead, { huddleId, itemId, text: 'Raise the dose', version: 0 })).toEqual({
    ok: true,
    value: 1,
  })
  expect(await saveDraft(world, clinician, { huddleId, itemId, text: 'Mine', version: 0 })).toEqual({
    ok: false,
    problem: 'someone-else-wrote',
  })
  expect((await stateFor(world, clinician, huddleId)).current?.draft).toMatchObject({
    text: 'Raise the dose',
    mine: false,
  })
})

test('a decision sent twice with one key is one decision', async () => {
  const { world, lead, huddleId, items, cases } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  const answers = await Promise.all(
    [1, 2, 3].map(() => decide(world, lead, huddleId, items[0], 'one-key-for-all')),
  )
  expect(new Set(answers.map((answer) => answer.ok && answer.value)).size).toBe(1)
  await inOrganization(world, lead, async (scope) =>
    expect(await listOpenTasksOfCase(scope, cases[0])).toHaveLength(1),
  )
})

test('a decision is one line of its case’s history', async () => {
  const { world, lead, cases, huddleId, items } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  await decide(world, lead, huddleId, items[0])
  const events = await inOrganization(world, lead, (scope) => listCaseEvents(scope, cases[0]))
  expect(events.filter(({ kind }) => kind === 'decision-recorded')).toHaveLength(1)
})

test('more minutes prolong what joining gave while it holds, and bring back nothing that has ended', async () => {
  const { world, lead, clinician, huddleId, items } = await aHuddleThatCanStart()
  await startHuddle(world, lead, { huddleId })
  await goOnInHuddle(world, lead, { huddleId, from: null })
  const cookie = await startSession(world, {
    ...clinician,
    level: 'passkey',
    idleMinutes: 5,
    ip: '',
    userAgent: '',
  })
  const request = new Request('http://localhost/', { headers: { cookie: cookie.split(';')[0] ?? '' } })
  const there = () => resolveSession(world, request, { background: true, huddleId })
  const session = await there()
  if (!session) throw new Error('no session')
  await joinHuddle(world, { ...clinician, session }, huddleId)
  const more = () => addMinutes(world, lead, { huddleId, itemId: items[0] as ItemId })

  world.setNow('2026-12-01 14:44')
  expect(await there()).toBeDefined()
  await more()
  world.setNow('2026-12-01 14:46')
  expect(await there()).toBeDefined()
  world.setNow('2026-12-01 15:30')
  expect(await there()).toBeUndefined()
  await more()
  expect(await there()).toBeUndefined()
})

test('another team and another organization find no huddle to see, join, start or end', async () => {
  const { world, lead, huddleId } = await aHuddleThatCanStart()
  const otherTeam = await aTeam(world, lead.organizationId, { name: 'Team South' })
  const neighbour = await viewerOf(
    world,
    await aPerson(world, lead.organizationId, { roles: { [otherTeam]: 'lead' } }),
  )
  const elsewhere = await anOrganization(world)
  const theirTeam = await aTeam(world, elsewhere)
  const stranger = await viewerOf(world, await aPerson(world, elsewhere, { roles: { [theirTeam]: 'lead' } }))
  await startHuddle(world, lead, { huddleId })
  for (const intruder of [neighbour, stranger]) {
    const nothing = { ok: false, problem: 'no-such-huddle' }
    expect(await startHuddle(world, intruder, { huddleId })).toEqual(nothing)
    expect(await joinHuddle(world, intruder, huddleId)).toEqual(nothing)
    expect(await goOnInHuddle(world, intruder, { huddleId, from: null })).toEqual(nothing)
    expect(await endLiveHuddle(world, intruder, { huddleId })).toEqual(nothing)
  }
})

async function aHuddleThatCanStart() {
  const world = await worldAt('2026-11-30 09:00')
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  const lead = await viewerOf(
    world,
    await aPerson(world, organizationId, { name: 'Lena Lead', roles: { [teamId]: 'lead' } }),
  )
  const clinician = await viewerOf(
    world,
    await aPerson(world, organizationId, {
      name: 'Piet Psychiatrist',
      discipline: 'psychiatrist',
      roles: { [teamId]: 'clinician' },
    }),
  )
  const staff = await viewerOf(
    world,
    await aPerson(world, organizationId, { name: 'Stef Staff', roles: { [teamId]: 'staff' } }),
  )
  const patients = [
    ['Okafor', 'Ada', 'MRN1001'],
    ['Petrov', 'Boris', 'MRN1002'],
    ['Quist', 'Carla', 'MRN1003'],
  ] as const
  const cases = []
  const queueEntryIds = []
  for (const [family, given, mrn] of patients) {
    const { caseId } = await aCase(world, lead, {
      teamId,
      family,
      given: [given],
      mrn,
      careManagerId: lead.personId,
    })
    cases.push(caseId)
    queueEntryIds.push(await aQueuedCase(world, lead, caseId))
  }
  const huddleId = await aScheduledHuddle(world, lead, teamId, '2026-12-01T14:00:00Z', queueEntryIds)
  const items = await inOrganization(world, lead, async (scope) =>
    (await listItems(scope, huddleId)).map((item) => item.itemId),
  )
  world.setNow('2026-12-01 14:00')
  const [first, second, third] = cases
  if (!first || !second || !third) throw new Error('Three cases were asked for.')
  return { world, lead, clinician, staff, teamId, cases: [first, second, third] as const, huddleId, items }
}

function decide(
  world: TestWorld,
  viewer: Parameters<typeof recordDecision>[1],
  huddleId: Parameters<typeof findHuddle>[1],
  itemId: ItemId | undefined,
  key?: string,
) {
  return recordDecision(world, viewer, {
    huddleId,
    itemId: itemId as ItemId,
    text: 'Sleep hygiene first, review in two weeks',
    tasks: [
      { ownerId: viewer.personId, kind: 'call-patient', title: 'Call about sleep', dueOn: '2026-12-08' },
    ],
    ...(key && { key }),
  })
}

async function stateFor(
  world: TestWorld,
  viewer: Parameters<typeof readLiveState>[1],
  huddleId: Parameters<typeof findHuddle>[1],
) {
  return inOrganization(world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle) throw new Error('No huddle.')
    return readLiveState(scope, viewer, huddle)
  })
}
