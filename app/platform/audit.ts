import { sql } from 'kysely'
import type { AuditEntry, Scope } from './scope.ts'

/** Notes what is being done; it is written last in the same transaction, linked to the row before it by its hash. */
export function audit(scope: Scope, entry: AuditEntry): void {
  scope.audited.push(entry)
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
