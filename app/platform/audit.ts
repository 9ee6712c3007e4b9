import { sql } from 'kysely'
import { type Caller, inOrganization, type Scope } from './in-organization.ts'
import type { World } from './world.ts'

/** One thing that was done or seen. It never carries a patient's text: `detail` is a word of the code, such as a state's name. */
export interface AuditEntry {
  /** `<thing>.<verb>`, such as `flag.raised` or `case.viewed`. */
  readonly action: string
  readonly entity: string
  readonly entityId?: string
  readonly patientId?: string
  readonly category?: string
  readonly outcome?: 'ok' | 'denied'
  readonly detail?: string
}

/** Notes what is being done; it is written last in the same transaction, linked to the row before it by its hash. */
export function audit(scope: Scope, entry: AuditEntry): void {
  scope.audited.push(entry)
}

/** Notes an attempt that was refused, in a transaction of its own, since the refused one leaves nothing behind. */
export async function auditDenied(world: World, caller: Caller, entry: AuditEntry): Promise<void> {
  await inOrganization(world, caller, async (scope) => audit(scope, { ...entry, outcome: 'denied' }))
}

/** Appends the scope's entries to the organization's chain. */
export async function appendAudit(scope: Scope): Promise<void> {
  const { actor } = scope
  const rows = scope.audited.map((entry) => ({
    at: scope.now.toISO(),
    actor_kind: actor.kind,
    actor_id:
      actor.kind === 'person' || actor.kind === 'link'
        ? actor.personId
        : actor.kind === 'rule'
          ? actor.rule
          : actor.kind === 'import'
            ? actor.importId
            : null,
    session_ref: actor.kind === 'person' ? actor.sessionRef : null,
    action: entry.action,
    entity: entry.entity,
    entity_id: entry.entityId ?? null,
    patient_id: entry.patientId ?? null,
    category: entry.category ?? null,
    outcome: entry.outcome ?? 'ok',
    detail: entry.detail ?? null,
  }))
  await sql`select audit_append(${JSON.stringify(rows)}::jsonb)`.execute(scope.trx)
}
