import { may, type Standing } from '#app/features/people/core/rights.ts'
import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { huddleTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { listAttendees } from './attendee-queries.server.ts'
import { holdHuddle, updateHuddle } from './huddle-queries.server.ts'

export type ChooseProblem =
  | 'no-such-huddle'
  | 'changed-meanwhile'
  | 'too-late'
  | 'facilitator-unfit'
  | 'scribe-unfit'

/** Says who moves the huddle and who writes down what it decides. Both must be asked to it; the facilitator must have the right. */
export async function chooseFacilitator(
  world: World,
  caller: Caller & Standing,
  input: {
    readonly huddleId: HuddleId
    readonly version: number
    readonly facilitatorId: PersonId | null
    readonly scribeId: PersonId | null
    readonly key?: string
  },
): Promise<Result<HuddleId, ChooseProblem>> {
  const { key, ...chosen } = input
  const { huddleId, version, facilitatorId, scribeId } = chosen
  return inOrganization(world, caller, async (scope) =>
    once<HuddleId, ChooseProblem>(scope, 'huddle.choose-facilitator', key, chosen, async () => {
      const huddle = await holdHuddle(scope, huddleId)
      if (!huddle || !may(caller, 'huddle.schedule', huddle.teamId)) return refused('no-such-huddle')
      if (huddle.state !== 'draft' && huddle.state !== 'scheduled') return refused('too-late')
      if (huddle.version !== version) return refused('changed-meanwhile')
      const asked = new Set((await listAttendees(scope, huddleId)).map((attendee) => attendee.personId))
      const members = await listMembers(scope, huddle.teamId)
      const fit = members.filter((member) =>
        may(
          { admin: false, roles: new Map([[huddle.teamId, member.role]]) },
          'huddle.facilitate',
          huddle.teamId,
        ),
      )
      if (
        facilitatorId &&
        !(asked.has(facilitatorId) && fit.some((member) => member.personId === facilitatorId))
      )
        return refused('facilitator-unfit')
      if (scribeId && !asked.has(scribeId)) return refused('scribe-unfit')
      await updateHuddle(scope, huddleId, { facilitatorId, scribeId })
      audit(scope, { action: 'huddle.facilitator-chosen', entity: 'huddle', entityId: huddleId })
      await tell(scope, huddleTopic(huddleId))
      return done(huddleId)
    }),
  )
}
