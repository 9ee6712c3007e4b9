import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { actingPerson, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { ContactWay } from '../core/phases.ts'
import { findCase, listOpenCasesOf, noteCaseEvent } from './case-queries.server.ts'
import { insertContact } from './clinical-queries.server.ts'
import { inheritLabels } from './inherit-labels.ts'

export type ContactProblem = 'no-such-case' | 'in-the-future'

/** Records that somebody reached out to a case's patient, whether or not they were reached. */
export async function addContact(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly at: Date
    readonly way: ContactWay
    readonly reached: boolean
    readonly minutes: number | null
    readonly note: string | null
    readonly labels?: readonly string[]
  },
): Promise<Result<CaseId, ContactProblem>> {
  const { key, caseId, ...contact } = input
  return inOrganization(world, caller, (scope) =>
    once(scope, 'contact.add', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      if (contact.at > scope.now.toJSDate()) return refused('in-the-future')
      const contactId = await insertContact(scope, found.patientId, {
        ...contact,
        labels: await inheritLabels(scope, caseId, contact.labels ?? []),
        byPersonId: actingPerson(scope) ?? null,
      })
      await noteCaseEvent(scope, caseId, 'contact-added', contactId)
      // Another team may have the patient too, and its rules wait for the same contact.
      for (const open of await listOpenCasesOf({ ...scope, teams: 'every' }, found.patientId))
        await announce(scope, 'contact.added', open.caseId)
      audit(scope, {
        action: 'contact.added',
        entity: 'contact',
        entityId: contactId,
        patientId: found.patientId,
      })
      return done(caseId)
    }),
  )
}
