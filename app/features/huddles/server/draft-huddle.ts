import { findTeam, listMembers } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import type { HuddleId, PersonId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { insertAttendee } from './attendee-queries.server.ts'
import { insertDraft } from './huddle-queries.server.ts'

/** A huddle to come, as somebody wants it. Without minutes it takes the team's own. */
export interface Draft {
  readonly teamId: TeamId
  readonly minutes?: number
  readonly setupMinutes?: number
  /** Whom the cases need. Whoever plans it is required too, everybody else of the team is asked as optional. */
  readonly required: readonly PersonId[]
}

export type DraftProblem = 'no-such-team' | 'setup-too-long'

/**
 * The inner step that makes a draft: a huddle with people and without a time. Planning a huddle (agendas) puts its cases on it in the
 * same work, and has asked for the right.
 */
export async function draftHuddleIn(scope: Scope, draft: Draft): Promise<Result<HuddleId, DraftProblem>> {
  const team = await findTeam(scope, draft.teamId)
  const createdBy = actingPerson(scope)
  if (!team || !createdBy) return refused('no-such-team')
  const minutes = draft.minutes ?? team.defaultMinutes
  const setupMinutes = draft.setupMinutes ?? Math.min(team.setupMinutes, minutes - 1)
  if (setupMinutes >= minutes) return refused('setup-too-long')

  const members = await listMembers(scope, draft.teamId)
  const isMember = members.some((member) => member.personId === createdBy)
  const huddleId = await insertDraft(scope, {
    teamId: draft.teamId,
    minutes,
    setupMinutes,
    facilitatorId: isMember ? createdBy : null,
    createdBy,
  })
  // Whoever plans it is the one to run it, until they say otherwise: without them there is no huddle.
  const required = new Set([...draft.required, createdBy])
  for (const { personId } of members) {
    await insertAttendee(scope, {
      huddleId,
      personId,
      required: required.has(personId),
      times: null,
      holds: false,
    })
  }
  audit(scope, { action: 'huddle.drafted', entity: 'huddle', entityId: huddleId })
  return done(huddleId)
}
