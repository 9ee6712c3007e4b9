import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId } from '#app/shared/ids.ts'

/** What is known of the patients of an organization, by table, opened, without what differs from run to run. */
export async function everythingOf(
  world: World,
  organizationId: OrganizationId,
): Promise<Record<string, unknown[]>> {
  return inOrganization(world, asSystem(organizationId), async (scope) => {
    const { trx } = scope
    // Whatever the labels: a test looks at what is there, and not at what somebody may see.
    const open = (place: string, id: string, sealed: Uint8Array) =>
      world.secrets.open(organizationId, place, id, sealed)
    const openMaybe = (place: string, id: string, sealed: Uint8Array | null) =>
      sealed && open(place, id, sealed)
    const names = new Map<string, string>()
    for (const row of await trx.selectFrom('patient').selectAll().execute()) {
      const identity = JSON.parse(open('patient.identity', row.patient_id, row.identity_sealed))
      names.set(row.patient_id, `${identity.recordNumber ?? identity.family ?? 'nobody'}`)
    }
    const whose = (row: { patient_id: string }) => names.get(row.patient_id)
    const sorted = (rows: unknown[]) => rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    return {
      patients: sorted([...names.values()]),
      cases: sorted(
        (await trx.selectFrom('case').selectAll().execute()).map((row) => [
          whose(row),
          row.phase,
          row.episode_start,
          row.rules_held,
        ]),
      ),
      scores: sorted(
        (await trx.selectFrom('score').selectAll().execute()).map((row) => [
          whose(row),
          row.instrument,
          row.taken_on,
          row.total,
          row.safety_answer,
          row.items,
          row.labels,
        ]),
      ),
      conditions: sorted(
        (await trx.selectFrom('condition').selectAll().execute()).map((row) => [
          whose(row),
          open('condition.text', row.condition_id, row.text_sealed),
          row.active,
          row.labels,
        ]),
      ),
      medications: sorted(
        (await trx.selectFrom('medication').selectAll().execute()).map((row) => [
          whose(row),
          open('medication.text', row.medication_id, row.text_sealed),
          row.started_on,
          row.ended_on,
          row.active,
          row.labels,
        ]),
      ),
      allergies: sorted(
        (await trx.selectFrom('allergy').selectAll().execute()).map((row) => [
          whose(row),
          open('allergy.text', row.allergy_id, row.text_sealed),
          row.labels,
        ]),
      ),
      contacts: sorted(
        (await trx.selectFrom('contact').selectAll().execute()).map((row) => [
          whose(row),
          row.at,
          row.way,
          row.labels,
        ]),
      ),
      goals: sorted(
        (await trx.selectFrom('goal').selectAll().execute()).map((row) => [
          whose(row),
          open('goal.text', row.goal_id, row.text_sealed),
          row.instrument,
          row.target_total,
          openMaybe('goal.measure', row.goal_id, row.measure_sealed),
          row.target_on,
          row.state,
          row.labels,
        ]),
      ),
      needs: sorted(
        (await trx.selectFrom('need').selectAll().execute()).map((row) => [
          whose(row),
          row.kind,
          row.state,
          openMaybe('need.text', row.need_id, row.text_sealed),
          row.noted_on,
          row.labels,
        ]),
      ),
      circle: sorted(
        (await trx.selectFrom('circle_person').selectAll().execute()).map((row) => [
          whose(row),
          row.kind,
          JSON.parse(open('circle_person.details', row.circle_person_id, row.details_sealed)),
          row.active,
          row.labels,
        ]),
      ),
      consents: sorted(
        (await trx.selectFrom('consent').selectAll().execute()).map((row) => [
          whose(row),
          row.decision,
          JSON.parse(open('consent.words', row.consent_id, row.words_sealed)),
          row.recipient_kind,
          row.scope,
          row.from_at.toISOString(),
          row.until_at?.toISOString() ?? null,
          row.revoked_at?.toISOString() ?? null,
        ]),
      ),
    }
  })
}
