import { audit } from '#app/platform/audit.ts'
import { actingPerson, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { huddleTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { type Answer, findAttendee, updateAttendee } from './attendee-queries.server.ts'
import { findHuddleOfAttendee, hasTime, holdDiary } from './huddle-queries.server.ts'
import { type Clash, orClash } from './in-the-way.ts'

export type AnswerProblem = 'not-asked' | 'not-scheduled' | 'over'

/**
 * Says for the caller, a person at the door or the holder of their personal link, whether they come.
 *
 * No gives the time back, yes and maybe keep it: when another huddle has it by now, that is a refusal which says when. Saying the
 * same again changes nothing, so an answer needs no key.
 */
export async function answerInvitation(
  world: World,
  caller: Caller,
  input: { readonly huddleId: HuddleId; readonly answer: Exclude<Answer, 'none'> },
): Promise<Result<HuddleId, AnswerProblem> | Clash> {
  const { huddleId, answer } = input
  const personId = actingPerson(caller)
  if (!personId) return refused('not-asked')
  return orClash(world, caller, { huddleId, personIds: [personId] }, () =>
    inOrganization(world, caller, async (scope) => {
      await holdDiary(scope)
      const huddle = await findHuddleOfAttendee(scope, huddleId, personId)
      const attendee = huddle && (await findAttendee(scope, huddleId, personId))
      if (!huddle || !attendee) return refused('not-asked')
      if (!hasTime(huddle) || (huddle.state !== 'scheduled' && huddle.state !== 'live'))
        return refused('not-scheduled')
      if (huddle.endsAt <= scope.now && huddle.state !== 'live') return refused('over')
      const holds = answer !== 'no'
      if (attendee.answer === answer && attendee.holds === holds) return done(huddleId)
      await updateAttendee(scope, huddleId, personId, { answer, answeredAt: scope.now, holds })
      audit(scope, { action: 'huddle.answered', entity: 'huddle', entityId: huddleId, detail: answer })
      await tell(scope, huddleTopic(huddleId))
      return done(huddleId)
    }),
  )
}
