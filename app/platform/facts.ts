import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { fromKysely } from 'pg-boss'
import type { Scope } from './in-organization.ts'
import type { World } from './world.ts'

/** The job queue of one handler of one fact. */
export function queueOf(fact: string, handler: string): string {
  return `${fact}.${handler}`
}

/**
 * Announces a fact in the transaction that made it true: one job for each handler that answers it, or none if the work is undone.
 *
 * Throws when no table of jobs knows the fact, since that is a mistake of ours.
 */
export async function announce(scope: Scope, fact: string, id: string): Promise<void> {
  const handlers = scope.world.facts[fact]
  if (!handlers) throw new Error(`Nobody has heard of the fact ${fact}.`)
  for (const handler of handlers) {
    await scope.world.boss.send(
      queueOf(fact, handler),
      { organizationId: scope.organizationId, id },
      { db: fromKysely(scope.trx), group: { id: scope.organizationId } },
    )
  }
}

/** Arranges that the fact `kind` is announced about `subjectId` once `at` has come. A second call moves it. */
export async function putDue(scope: Scope, kind: string, subjectId: string, at: DateTime): Promise<void> {
  if (!scope.world.facts[kind]) throw new Error(`Nobody has heard of the fact ${kind}.`)
  await sql`select control.put_due(${scope.organizationId}, ${kind}, ${subjectId}, ${at.toJSDate()})`.execute(
    scope.trx,
  )
}

/** Arranges the same unless it is arranged already: a time that has passed and waits for its sweep is left as it is. */
export async function armDue(scope: Scope, kind: string, subjectId: string, at: DateTime): Promise<void> {
  if (!scope.world.facts[kind]) throw new Error(`Nobody has heard of the fact ${kind}.`)
  await sql`select control.arm_due(${scope.organizationId}, ${kind}, ${subjectId}, ${at.toJSDate()})`.execute(
    scope.trx,
  )
}

/** Calls off what `putDue` arranged. */
export async function dropDue(scope: Scope, kind: string, subjectId: string): Promise<void> {
  await sql`select control.drop_due(${scope.organizationId}, ${kind}, ${subjectId})`.execute(scope.trx)
}

/**
 * Turns everything that has come due into jobs, at most 500 at a time, and says how many there were.
 *
 * Taking the row and adding the job is one transaction, so downtime delays a reminder and never loses or doubles it.
 */
export async function sweepDue(world: World): Promise<number> {
  return world.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ organization_id: string; kind: string; subject_id: string }>`
      select organization_id, kind, subject_id from control.take_due(${world.now().toJSDate()}, 500)`.execute(
      trx,
    )
    for (const row of rows) {
      for (const handler of world.facts[row.kind] ?? []) {
        await world.boss.send(
          queueOf(row.kind, handler),
          { organizationId: row.organization_id, id: row.subject_id },
          { db: fromKysely(trx), group: { id: row.organization_id } },
        )
      }
    }
    return rows.length
  })
}
