import { sql } from 'kysely'
import type { OrganizationId, PersonId } from '#app/shared/ids.ts'
import { appendAudit } from './audit.ts'
import { actorId, type Caller, readersOf, type Scope } from './scope.ts'
import type { World } from './world.ts'

export { type Actor, actingPerson, actorId, type Caller, type Scope } from './scope.ts'

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
        readers: readersOf(actor),
        withheld: new Set(),
        memo: new Map(),
        audited: [],
      } as unknown as Scope
      const answer = await work(scope)
      // A text that is opened later would be in no report of disclosures.
      scope.memo.set('over', true)
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

/** An import of records. */
export function asImport(organizationId: OrganizationId, importId: string): Caller {
  return { organizationId, actor: { kind: 'import', importId }, teams: 'every' }
}

/** Whoever holds a person's own link: may answer for that person, sees no case. */
export function asLink(organizationId: OrganizationId, personId: PersonId): Caller {
  return { organizationId, actor: { kind: 'link', personId }, teams: [] }
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
