import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { listPatientsOf } from '#app/features/cases/server/consent-queries.server.ts'
import { findNextChange } from '#app/features/cases/server/cover.ts'
import { listAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'

/**
 * Everybody who reads a screen in the room: who is there, and who shows it. What is on it is shown only if the patient's consent covers
 * each of them.
 */
export async function listRoomReaders(
  scope: Scope,
  huddleId: HuddleId,
  shownBy: PersonId,
): Promise<PersonId[]> {
  const there = (await listAttendees(scope, huddleId)).filter(({ attended }) => attended === true)
  return [...new Set([shownBy, ...there.map(({ personId }) => personId)])]
}

/** When a consent of a patient on a huddle's agenda begins or ends by itself, next; null when none will. */
export async function findNextConsentChange(scope: Scope, huddleId: HuddleId): Promise<Date | null> {
  const items = await listItems(scope, huddleId)
  const patients = await listPatientsOf(
    scope,
    items.map(({ caseId }) => caseId),
  )
  return findNextChange(scope, [...new Set(patients.values())])
}
