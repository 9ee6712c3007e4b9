import { sql, type Transaction } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationId, PersonId, TeamId } from '#app/shared/ids.ts'
import type { DB } from '#db/schema.ts'
import type { AuditEntry } from './audit.ts'
import { appendAudit } from './audit.ts'
import type { World } from './world.ts'

/** In whose name something is done. */
export type Actor =
  | { readonly kind: 'person'; readonly personId: PersonId; readonly sessionRef: string }
  | { readonly kind: 'link'; readonly personId: PersonId }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'import'; readonly importId: string }
  | { readonly kind: 'system' }

/** Who calls: an actor of an organization, and the teams whose cases that actor may see. */
export interface Caller {
  readonly organizationId: OrganizationId
  readonly actor: Actor
  /** `every` for the product's own work; for a person exactly their teams: an empty list means nothing, never everything. */
  readonly teams: readonly TeamId[] | 'every'
}

declare const proven: unique symbol

/** Right of entry and unit of work: the transaction, whose it is, what it may see, and when. Only `inOrganization` makes one. */
export interface Scope {
  readonly world: World
  readonly trx: Transaction<DB>
  readonly organizationId: OrganizationId
  readonly actor: Actor
  readonly teams: readonly TeamId[] | 'every'
  /** The moment the work began: one moment for all of it. */
  readonly now: DateTime
  /** Audit entries of this work, written last. Use `audit(scope, …)`. */
  readonly audited: AuditEntry[]
  readonly [proven]: true
}

/**
 * Does `work` in one transaction, for one organization.
 *
 * What it wrote, announced and audited is kept together. When it answers with a refusal (`{ ok: false }`) or throws, nothing is kept.
 */
export async function inOrganization<Answer>(
  world: World,
  caller: Caller,
  work: (scope: Scope) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await world.db.transaction().execute(async (trx) => {
      const { organizationId, actor, teams } = caller
      await sql`select set_config('app.organization_id', ${organizationId}, true), set_config('app.actor', ${actorId(actor)}, true)`.execute(
        trx,
      )
      const scope = {
        world,
        trx,
        organizationId,
        actor,
        teams,
        now: world.now(),
        audited: [],
      } as unknown as Scope
      const answer = await work(scope)
      if (isRefusal(answer)) throw new RolledBack(answer)
      if (scope.audited.length > 0) await appendAudit(scope)
      return answer
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.answer as Answer
    throw error
  }
}

/** The product itself: jobs, sweeps, commands. */
export function asSystem(organizationId: OrganizationId): Caller {
  return { organizationId, actor: { kind: 'system' }, teams: 'every' }
}

/** A rule that raises a flag. */
export function asRule(organizationId: OrganizationId, rule: string): Caller {
  return { organizationId, actor: { kind: 'rule', rule }, teams: 'every' }
}

/** An import of records. */
export function asImport(organizationId: OrganizationId, importId: string): Caller {
  return { organizationId, actor: { kind: 'import', importId }, teams: 'every' }
}

/** Whoever holds a person's own link: may answer for that person, sees no case. */
export function asLink(organizationId: OrganizationId, personId: PersonId): Caller {
  return { organizationId, actor: { kind: 'link', personId }, teams: [] }
}

/** The actor as one text, for audit rows and keys. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
    case 'link':
      return actor.personId
    case 'rule':
      return actor.rule
    case 'import':
      return actor.importId
    case 'system':
      return 'system'
  }
  actor satisfies never
}

/** The person behind the actor, when there is one. */
export function actingPerson(scope: Pick<Scope, 'actor'>): PersonId | undefined {
  return scope.actor.kind === 'person' || scope.actor.kind === 'link' ? scope.actor.personId : undefined
}

/** Whether `error` is the database saying that the named constraint would be broken. */
export function broke(constraint: string, error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === constraint
  )
}

class RolledBack extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super('refused')
    this.answer = answer
  }
}

function isRefusal(answer: unknown): boolean {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'ok' in answer &&
    answer.ok === false &&
    'problem' in answer
  )
}
