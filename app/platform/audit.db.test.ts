import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import type { OrganizationId } from '#app/shared/ids.ts'
import { refused } from '#app/shared/result.ts'
import { anOrganization } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { audit } from './audit.ts'
import { auditDenied } from './audit-denied.ts'
import { signHeads, verifyAudit } from './audit-heads.server.ts'
import { asSystem, inOrganization } from './in-organization.ts'

test('an untouched chain with its signed heads is right', async () => {
  const { world } = await aChain()
  await signHeads(world)
  expect(await verifyAudit(world)).toMatchObject([{ rows: 13, heads: 2, wrong: [] }])
})

test('a row that was changed is found', async () => {
  const { world, tamper } = await aChain()
  await tamper(`update audit_event set outcome = 'ok', action = 'harmless' where seq = 7`)
  expect((await verifyAudit(world))[0]?.wrong).toEqual(['row 7 was changed'])
})

test('a time that was moved by one microsecond is found', async () => {
  const { world, tamper } = await aChain()
  await tamper(`update audit_event set at = at + interval '1 microsecond' where seq = 7`)
  expect((await verifyAudit(world))[0]?.wrong).toEqual(['row 7 was changed'])
})

test('a row taken out of the middle is found', async () => {
  const { world, tamper } = await aChain()
  await tamper('delete from audit_event where seq = 7')
  expect((await verifyAudit(world))[0]?.wrong).toEqual([
    'rows 7 to 7 are missing',
    'row 8 does not follow the row before it',
  ])
})

test('an end that was cut off is found by the head', async () => {
  const { world, tamper } = await aChain()
  await tamper('delete from audit_event where seq > 11')
  expect((await verifyAudit(world))[0]?.wrong).toContain('the head is not the last row')
})

test('an end that was cut off and a head rewritten to fit are found by what was signed', async () => {
  const { world, tamper } = await aChain()
  await signHeads(world)
  await tamper('delete from audit_event where seq > 11')
  await tamper('update audit_head set seq = 11, hash = (select hash from audit_event where seq = 11)')
  expect((await verifyAudit(world))[0]?.wrong).toEqual([
    'row 13 is not what was signed at 2026-12-01T09:00:00.000Z',
  ])
})

test('a chain rewritten from one row on, each hash made anew, is found by what was signed', async () => {
  const { world, tamper } = await aChain()
  await signHeads(world)
  await tamper(`do $$ declare e audit_event; before bytea; begin
    select hash into before from audit_event where seq = 6;
    for e in select * from audit_event where seq > 6 order by seq loop
      if e.seq = 7 then e.action := 'harmless'; end if;
      e.previous_hash := before;
      e.hash := audit_hash(e);
      update audit_event set action = e.action, previous_hash = e.previous_hash, hash = e.hash where seq = e.seq;
      before := e.hash;
    end loop;
    update audit_head set hash = before; end $$`)
  expect((await verifyAudit(world))[0]?.wrong).toEqual([
    'row 13 is not what was signed at 2026-12-01T09:00:00.000Z',
  ])
})

test('a signed head that was changed or forged is found', async () => {
  const { world, organizationId } = await aChain()
  const file = join(world.env.AUDIT_DIR, 'heads.ndjson')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('"seq":3', '"seq":2'))
  await appendFile(
    file,
    `${JSON.stringify({ organizationId, seq: 1, hash: 'aa', at: 'now', signature: 'AAAA' })}\n`,
  )
  expect((await verifyAudit(world))[0]?.wrong).toHaveLength(2)
})

test("the app's own role can neither read, change nor delete what was audited", async () => {
  const { world, organizationId } = await aChain()
  for (const statement of [
    'select * from audit_event',
    "update audit_event set outcome = 'ok'",
    'delete from audit_event',
    'truncate audit_event',
    'update audit_head set seq = 0',
  ]) {
    const client = new pg.Client({ connectionString: world.env.DATABASE_URL })
    await client.connect()
    await client.query(`select set_config('app.organization_id', $1, false)`, [organizationId])
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
    await client.end()
  }
})

test('a refusal leaves no row, and an attempt that was refused leaves one', async () => {
  const { world, organizationId } = await aChain()
  await inOrganization(world, asSystem(organizationId), async (scope) => {
    audit(scope, { action: 'thing.done', entity: 'thing' })
    return refused('no')
  })
  expect((await verifyAudit(world))[0]?.rows).toBe(13)
  await auditDenied(world, asSystem(organizationId), { action: 'thing.done', entity: 'thing' })
  expect((await verifyAudit(world))[0]?.rows).toBe(14)
})

test('many who write at once make one unbroken chain', async () => {
  const { world, organizationId } = await aChain()
  await Promise.all(
    Array.from({ length: 30 }, () =>
      inOrganization(world, asSystem(organizationId), async (scope) =>
        audit(scope, { action: 'thing.done', entity: 'thing' }),
      ),
    ),
  )
  expect(await verifyAudit(world)).toMatchObject([{ rows: 43, wrong: [] }])
})

// Thirteen rows, with a head that was signed after the third.
async function aChain() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  await signHeads(world)
  for (let row = 4; row <= 13; row += 1) {
    await inOrganization(world, asSystem(organizationId), async (scope) =>
      audit(scope, { action: 'thing.done', entity: 'thing', detail: String(row) }),
    )
  }
  return { world, organizationId, tamper: (statement: string) => asOwner(world, organizationId, statement) }
}

async function asOwner(world: TestWorld, organizationId: OrganizationId, statement: string): Promise<void> {
  const address = new URL(world.env.DATABASE_URL)
  address.username = 'huddle_owner'
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query(`select set_config('app.organization_id', $1, false)`, [organizationId])
  await client.query(statement)
}
