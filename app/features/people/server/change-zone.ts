import { audit } from '#app/platform/audit.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isZone } from '../core/zones.ts'
import { updateZone } from './people-write-queries.server.ts'
import type { Viewer } from './require-viewer.server.ts'

export type ChangeZoneProblem = 'no-such-zone'

/** Moves the viewer's own clocks: the zone they see times in, and in which their working hours are meant. */
export async function changeZone(
  world: World,
  viewer: Pick<Viewer, 'organizationId' | 'actor' | 'teams' | 'personId'>,
  { key, ...input }: { zone: string; key?: string },
): Promise<Result<PersonId, ChangeZoneProblem>> {
  if (!isZone(input.zone)) return refused('no-such-zone')
  return inOrganization(world, viewer, (scope) =>
    once(scope, 'person.change-zone', key, input, async () => {
      await updateZone(scope, viewer.personId, input.zone)
      audit(scope, { action: 'person.zone-changed', entity: 'person', entityId: viewer.personId })
      return done(viewer.personId)
    }),
  )
}
