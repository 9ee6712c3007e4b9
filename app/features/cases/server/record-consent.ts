import type { DateTime } from 'luxon'
import { findPerson, findTeam } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PatientId, PersonId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { Recipient } from '../core/consent.ts'
import { findCase, noteCaseEvent } from './case-queries.server.ts'
import { type ConsentWords, insertConsent, listCasesOfPatient } from './consent-queries.server.ts'
import { settleConsent } from './settle-consent.ts'

export type RecordConsentProblem = 'no-such-case' | 'no-such-recipient' | 'ends-before-it-begins'

/** What is typed of a patient's consent, or of their refusal. */
export interface TypedConsent {
  readonly decision: 'given' | 'refused'
  readonly recipient: Recipient
  readonly words: ConsentWords
  /** Labels, at least one. */
  readonly scope: readonly string[]
  /** In force from the first moment on, until just before the second. A refusal has no end. */
  readonly from: DateTime
  readonly until: DateTime | null
  /** SHA-256 of the signed document, in hexadecimal. */
  readonly documentHash: string | null
}

/** Records what a patient has said about sharing. It is in force at once, on every screen that is open. */
export async function recordConsent(
  world: World,
  caller: Caller,
  input: TypedConsent & { readonly key?: string; readonly caseId: CaseId },
): Promise<Result<CaseId, RecordConsentProblem>> {
  const { key, caseId, ...typed } = input
  return inOrganization(world, caller, (scope) =>
    once<CaseId, RecordConsentProblem>(scope, 'consent.record', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      if (!(await isThere(scope, typed.recipient))) return refused('no-such-recipient')
      if (typed.until && typed.until <= typed.from) return refused('ends-before-it-begins')
      const consentId = await insertConsent(scope, { ...typed, patientId: found.patientId })
      await noteConsent(scope, found.patientId, consentId, `consent-${typed.decision}`)
      audit(scope, {
        action: 'consent.recorded',
        entity: 'consent',
        entityId: consentId,
        patientId: found.patientId,
        detail: typed.decision,
      })
      return done(caseId)
    }),
  )
}

/** Inner step: what was said stands in the history of the patient's cases, and is in force. */
export async function noteConsent(
  scope: Scope,
  patientId: PatientId,
  consentId: string,
  kind: string,
): Promise<void> {
  for (const caseId of await listCasesOfPatient(scope, patientId)) {
    await noteCaseEvent(scope, caseId, kind, consentId)
  }
  await settleConsent(scope, patientId)
}

async function isThere(scope: Scope, recipient: Recipient): Promise<boolean> {
  switch (recipient.kind) {
    case 'organization':
    case 'outside':
      return true
    case 'team':
      return (await findTeam(scope, recipient.teamId as TeamId)) !== undefined
    case 'person': {
      const person = await findPerson(scope, recipient.personId as PersonId)
      return person !== undefined && person.state !== 'ended'
    }
  }
  recipient satisfies never
}
