import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { updatePersonState } from './people-write-queries.server.ts'

/** Makes an invited person active, within the work that let them in for the first time. Anyone else stays as they are. */
export async function activatePerson(scope: Scope, personId: PersonId): Promise<void> {
  if (await updatePersonState(scope, personId, ['invited'], 'active'))
    audit(scope, { action: 'person.activated', entity: 'person', entityId: personId })
}
