import { sql } from 'kysely'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId, PersonId } from '#app/shared/ids.ts'

/** To whom protected records of a patient were shown, by day and kind, the latest first. */
export interface Disclosure {
  readonly first: Date
  readonly last: Date
  readonly times: number
  readonly readerId: PersonId | null
  /** Who had it shown: the reader, or who showed it in a room. */
  readonly actorId: string | null
  readonly category: string
  /** `kind,kind consentId`, as the cover writes it. */
  readonly detail: string
}

/** The report of disclosures of a patient, at most `most` lines. */
export async function listDisclosures(
  scope: Scope,
  patientId: PatientId,
  most: number,
): Promise<Disclosure[]> {
  const { rows } = await sql<{
    first_at: Date
    last_at: Date
    times: string
    reader_id: string | null
    actor_id: string | null
    category: string
    detail: string | null
  }>`select * from audit_disclosures(${patientId}, ${most})`.execute(scope.trx)
  return rows.map((row) => ({
    first: row.first_at,
    last: row.last_at,
    times: Number(row.times),
    readerId: row.reader_id as PersonId | null,
    actorId: row.actor_id,
    category: row.category,
    detail: row.detail ?? '',
  }))
}
