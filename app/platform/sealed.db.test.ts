import { expect, test } from 'vitest'
import { findPerson } from '#app/features/people/server/people-queries.server.ts'
import { anOrganization, aPerson } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { asSystem, inOrganization } from './in-organization.ts'

test("a name that was moved to another person's row does not open", async () => {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const one = await aPerson(world, organizationId, { name: 'One' })
  const other = await aPerson(world, organizationId, { name: 'Other' })

  const read = inOrganization(world, asSystem(organizationId), async (scope) => {
    const row = await scope.trx
      .selectFrom('person')
      .where('person.organization_id', '=', organizationId)
      .where('person.person_id', '=', one)
      .select('person.name_sealed')
      .executeTakeFirstOrThrow()
    await scope.trx
      .updateTable('person')
      .set({ name_sealed: row.name_sealed })
      .where('person.organization_id', '=', organizationId)
      .where('person.person_id', '=', other)
      .execute()
    return findPerson(scope, other)
  })

  await expect(read).rejects.toThrow()
})

test('another organization sees nobody, and cannot be written into', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const mine = await anOrganization(world)
  const theirs = await anOrganization(world)
  const person = await aPerson(world, theirs)

  expect(await inOrganization(world, asSystem(mine), (scope) => findPerson(scope, person))).toBeUndefined()
  const seen = await inOrganization(world, asSystem(mine), (scope) =>
    scope.trx.selectFrom('person').select('person.organization_id').execute(),
  )
  expect(new Set(seen.map((row) => row.organization_id))).toEqual(new Set([mine]))
  const write = inOrganization(world, asSystem(mine), (scope) =>
    scope.trx
      .insertInto('team_quorum')
      .values({ organization_id: theirs, team_id: world.newId(), discipline: 'nurse', count: 1 })
      .execute(),
  )
  await expect(write).rejects.toMatchObject({ code: '42501' })
})
