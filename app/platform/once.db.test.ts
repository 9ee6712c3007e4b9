import { expect, test } from 'vitest'
import { listTeams } from '#app/features/people/server/people-queries.server.ts'
import { insertTeam } from '#app/features/people/server/people-write-queries.server.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { anOrganization, aPerson, viewerOf } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { forgetOld } from './forget.server.ts'
import { type Caller, inOrganization } from './in-organization.ts'
import { once } from './once.ts'
import type { World } from './world.ts'

test('the same form sent again gets the first answer, and nothing is done twice', async () => {
  const { world, viewer, send, count } = await aDesk()
  const first = await send(viewer, 'key-0001', 'North')
  const second = await send(viewer, 'key-0001', 'North')

  expect(first.ok).toBe(true)
  expect(second).toEqual(first)
  expect(await count(world)).toBe(1)
})

test('the same key with something else in the form is refused as 409, and nothing is done', async () => {
  const { world, viewer, send, count } = await aDesk()
  await send(viewer, 'key-0001', 'North')

  await expect(send(viewer, 'key-0001', 'South')).rejects.toMatchObject({ status: 409 })
  expect(await count(world)).toBe(1)
})

test('a refusal is not remembered: the same form may be sent again when it can succeed', async () => {
  const { viewer, send } = await aDesk()
  expect(await send(viewer, 'key-0001', '')).toEqual({ ok: false, problem: 'nameless' })
  expect(await send(viewer, 'key-0001', '')).toEqual({ ok: false, problem: 'nameless' })
  expect((await send(viewer, 'key-0001', 'North')).ok).toBe(true)
})

test('twenty at once are one', async () => {
  const { world, viewer, send, count } = await aDesk()
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(viewer, 'key-0001', 'North')))

  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(await count(world)).toBe(1)
})

test('the same key of somebody else is another form', async () => {
  const { world, viewer, other, send, count } = await aDesk()
  await send(viewer, 'key-0001', 'North')
  await send(other, 'key-0001', 'South')
  expect(await count(world)).toBe(2)
})

test('after a day a key is forgotten, and before that it is not', async () => {
  const { world, viewer, send, count } = await aDesk()
  await send(viewer, 'key-0001', 'North')
  world.setNow('2026-12-02 08:59')
  await forgetOld(world)
  await send(viewer, 'key-0001', 'North')
  expect(await count(world)).toBe(1)

  world.setNow('2026-12-02 09:01')
  await forgetOld(world)
  await send(viewer, 'key-0001', 'North')
  expect(await count(world)).toBe(2)
})

async function aDesk() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const viewer = await viewerOf(world, await aPerson(world, organizationId))
  const other = await viewerOf(world, await aPerson(world, organizationId))
  const send = (caller: Caller, key: string, name: string): Promise<Result<TeamId, 'nameless'>> =>
    inOrganization(world, caller, (scope) =>
      once(scope, 'team.try', key, { name }, async () => {
        if (!name) return refused('nameless')
        const teamId = world.newId() as TeamId
        await insertTeam(scope, teamId, {
          name,
          zone: 'UTC',
          defaultMinutes: 30,
          setupMinutes: 0,
          videoUrl: null,
        })
        return done(teamId)
      }),
    )
  const count = async (within: World) => (await inOrganization(within, viewer, listTeams)).length
  return { world, viewer, other, send, count }
}
