import { createPublicKey, sign, verify } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { OrganizationId } from '#app/shared/ids.ts'
import { asSystem, inOrganization } from './in-organization.ts'
import { listOrganizations } from './organizations.server.ts'
import type { World } from './world.ts'

interface Head {
  readonly organizationId: string
  readonly seq: number
  readonly hash: string
  readonly at: string
}

/**
 * Writes the signed head of each organization's audit chain to a file outside the database.
 *
 * A chain alone cannot show that its end was cut off and its head rewritten; a signed head kept elsewhere can.
 */
export async function signHeads(world: World): Promise<number> {
  const lines: string[] = []
  for (const organizationId of await listOrganizations(world)) {
    const head = await inOrganization(world, asSystem(organizationId), async (scope) => {
      const { rows } = await sql<{ seq: number; hash: Buffer }>`select * from audit_current_head()`.execute(
        scope.trx,
      )
      return rows[0]
    })
    if (!head) continue
    const plain: Head = {
      organizationId,
      seq: Number(head.seq),
      hash: head.hash.toString('hex'),
      at: world.now().toISO() ?? '',
    }
    lines.push(
      JSON.stringify({
        ...plain,
        signature: sign(null, Buffer.from(JSON.stringify(plain)), world.secrets.auditKey).toString('base64'),
      }),
    )
  }
  if (lines.length === 0) return 0
  await mkdir(world.env.AUDIT_DIR, { recursive: true })
  await appendFile(headsFile(world), `${lines.join('\n')}\n`)
  return lines.length
}

/** What a check of one organization's chain found: how many rows, how many signed heads, and each thing that is wrong, in words. */
export interface AuditFinding {
  readonly organizationId: string
  readonly rows: number
  readonly heads: number
  readonly wrong: readonly string[]
}

/** Checks every link of every chain, and every signed head against the row it names. */
export async function verifyAudit(world: World): Promise<AuditFinding[]> {
  const heads = await readHeads(world)
  const findings: AuditFinding[] = []
  for (const organizationId of await listOrganizations(world)) {
    findings.push(
      await verifyChain(
        world,
        organizationId,
        heads.filter((head) => head.organizationId === organizationId),
      ),
    )
  }
  return findings
}

async function verifyChain(
  world: World,
  organizationId: OrganizationId,
  heads: SignedHead[],
): Promise<AuditFinding> {
  const wrong: string[] = []
  const hashes = new Map<number, string>()
  let after = 0
  let previous = Buffer.from([0])
  for (;;) {
    const rows = await inOrganization(world, asSystem(organizationId), async (scope) => {
      const read = await sql<{ seq: number; hash: Buffer; expected_hash: Buffer; previous_hash: Buffer }>`
        select seq, hash, expected_hash, previous_hash from audit_read(${after}, 2000)`.execute(scope.trx)
      return read.rows
    })
    if (rows.length === 0) break
    for (const row of rows) {
      const seq = Number(row.seq)
      if (seq !== after + 1) wrong.push(`rows ${after + 1} to ${seq - 1} are missing`)
      if (!row.hash.equals(row.expected_hash)) wrong.push(`row ${seq} was changed`)
      if (!row.previous_hash.equals(previous)) wrong.push(`row ${seq} does not follow the row before it`)
      hashes.set(seq, row.hash.toString('hex'))
      previous = Buffer.from(row.hash)
      after = seq
    }
  }
  const head = await inOrganization(world, asSystem(organizationId), async (scope) => {
    const read = await sql<{ seq: number; hash: Buffer }>`select * from audit_current_head()`.execute(
      scope.trx,
    )
    return read.rows[0]
  })
  if (head && (Number(head.seq) !== after || (after > 0 && !head.hash.equals(previous))))
    wrong.push('the head is not the last row')
  for (const signed of heads) {
    if (!signed.genuine) wrong.push(`the signed head of ${signed.at} has a wrong signature`)
    else if (signed.seq > 0 && hashes.get(signed.seq) !== signed.hash)
      wrong.push(`row ${signed.seq} is not what was signed at ${signed.at}`)
  }
  return { organizationId, rows: after, heads: heads.length, wrong }
}

type SignedHead = Head & { readonly genuine: boolean }

async function readHeads(world: World): Promise<SignedHead[]> {
  const text = await readFile(headsFile(world), 'utf8').catch(() => '')
  const publicKey = createPublicKey(world.secrets.auditKey)
  return text
    .split('\n')
    .filter((line) => line.length > 0)
    .map((line) => {
      const { signature, ...plain } = JSON.parse(line) as Head & { signature: string }
      return {
        ...plain,
        genuine: verify(
          null,
          Buffer.from(JSON.stringify(plain)),
          publicKey,
          Buffer.from(signature, 'base64'),
        ),
      }
    })
}

function headsFile(world: World): string {
  return join(world.env.AUDIT_DIR, 'heads.ndjson')
}
