import { DateTime } from 'luxon'
import { dropDue, putDue } from '#app/platform/facts.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { consentTopic, tell } from '#app/platform/tell.ts'
import type { JobHandler } from '#app/platform/world.ts'
import type { OrganizationId, PatientId } from '#app/shared/ids.ts'
import { nextChange, standing } from '../core/consent.ts'
import { listConsentRecords, updateConsentState } from './consent-queries.server.ts'

/**
 * Inner step, after anything was said about a patient's consent, and when one begins or ends by itself: writes the state that is shown
 * on the patient's cases, arranges the next time to do so, and wakes every open screen, which reads anew what it may show.
 */
export async function settleConsent(scope: Scope, patientId: PatientId): Promise<void> {
  const records = (await listConsentRecords(scope, [patientId])).get(patientId) ?? []
  const now = scope.now.toMillis()
  await updateConsentState(scope, patientId, standing(records, now))
  const next = nextChange(records, now)
  if (next === undefined) await dropDue(scope, 'due.consent', patientId)
  else await putDue(scope, 'due.consent', patientId, DateTime.fromMillis(next))
  await tell(scope, consentTopic(scope.organizationId))
}

/** A consent of a patient has begun or run out. */
export const settleConsentOf: JobHandler = async (world, { organizationId, id }) => {
  await inOrganization(world, asSystem(organizationId as OrganizationId), (scope) =>
    settleConsent(scope, id as PatientId),
  )
}
