import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { findCase } from './case-queries.server.ts'
import { updateRevoked } from './consent-queries.server.ts'
import { noteConsent } from './record-consent.ts'

export type RevokeConsentProblem = 'no-such-case' | 'changed-meanwhile'

/**
 * Revokes a permission: from this moment on it covers nobody, on every screen that is open. It is kept, with who revoked it and when.
 * What was shown before stays in the report of disclosures.
 */
export async function revokeConsent(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly consentId: string
    readonly version: number
  },
): Promise<Result<CaseId, RevokeConsentProblem>> {
  const { caseId, consentId, version } = input
  return inOrganization(world, caller, (scope) =>
    once<CaseId, RevokeConsentProblem>(scope, 'consent.revoke', input.key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      const revoked = await updateRevoked(scope, found.patientId, consentId, version)
      if (!revoked) return refused('changed-meanwhile')
      await noteConsent(scope, found.patientId, consentId, 'consent-revoked')
      audit(scope, {
        action: 'consent.revoked',
        entity: 'consent',
        entityId: consentId,
        patientId: found.patientId,
      })
      return done(caseId)
    }),
  )
}
