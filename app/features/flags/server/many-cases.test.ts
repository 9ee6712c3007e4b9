import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId, TeamId } from '#app/shared/ids.ts'
import { aTrio } from '#tests/support/flags.ts'
import { worldAt } from '#tests/support/world.ts'
import { applyRules } from './apply-rules.ts'
import { listCasesForRules } from './rule-queries.server.ts'

test('a team’s cases are looked at hundreds at a time, and where nothing is to be done nothing is begun', async () => {
  const world = await worldAt('2026-12-01 06:00')
  const { organizationId, teamId } = await aTrio(world)
  const caller = asSystem(organizationId)
  await inOrganization(world, caller, (scope) => manyCases(scope, organizationId, teamId, 501))
  const caseIds = await inOrganization(world, caller, (scope) => listCasesForRules(scope, teamId))
  const counted = countingTransactions(world)

  const first = await applyRules(counted.world, caller, caseIds)

  // One case in a hundred has not improved.
  expect(first.raised).toHaveLength(6)
  expect(counted.begun()).toBe(3 + 6)
  expect((await applyRules(counted.world, caller, caseIds)).raised).toEqual([])
  expect(counted.begun()).toBe(3 + 6 + 3)
})

/** Patients with five months of scores and a contact and a discussion of late. Nobody reads their names. */
async function manyCases(
  { trx }: Scope,
  organizationId: OrganizationId,
  teamId: TeamId,
  count: number,
): Promise<void> {
  const all = sql`generate_series(0, ${count - 1}::int) n`
  await sql`
    insert into patient (organization_id, patient_id, identity_sealed, created_at)
    select ${organizationId}, md5('patient ' || n)::uuid, '\\x00', '2026-07-01' from ${all}`.execute(trx)
  await sql`
    insert into "case" (organization_id, case_id, team_id, patient_id, episode_start, created_at, last_discussed_at)
    select ${organizationId}, md5('case ' || n)::uuid, ${teamId}, md5('patient ' || n)::uuid, '2026-07-20', '2026-07-20', '2026-11-20'
      from ${all}`.execute(trx)
  await sql`
    insert into score (organization_id, score_id, patient_id, instrument, taken_on, total, arrived_at)
    select ${organizationId}, md5('score ' || n || '/' || m)::uuid, md5('patient ' || n)::uuid, 'phq-9', date '2026-07-20' + 14 * m,
           case when n % 100 = 0 then 18 else 18 - m end, '2026-11-20'
      from ${all}, generate_series(0, 9) m`.execute(trx)
  await sql`
    insert into contact (organization_id, contact_id, patient_id, at, way, reached, created_at)
    select ${organizationId}, md5('contact ' || n)::uuid, md5('patient ' || n)::uuid, '2026-11-20', 'phone', true, '2026-11-20'
      from ${all}`.execute(trx)
}

function countingTransactions(world: World): { world: World; begun: () => number } {
  let begun = 0
  const db: World['db'] = Object.create(world.db, {
    transaction: {
      value: () => {
        begun += 1
        return world.db.transaction()
      },
    },
  })
  return { world: { ...world, db }, begun: () => begun }
}
