import { DateTime } from 'luxon'
import { type Clock, clockAt } from '#app/features/flags/core/clock.ts'
import type { Why } from '#app/features/flags/core/flag.ts'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import { findOpenEntryOfCase } from '#app/features/flags/server/queue-queries.server.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { type ShownDecision, showDecisions } from '#app/features/live/server/current-case.ts'
import {
  findTeam,
  listTeamWeekdays,
  namesOfPeople,
} from '#app/features/people/server/people-queries.server.ts'
import { listDecisionsOfCase } from '#app/features/tasks/server/decision-queries.server.ts'
import { type ShownTask, showTasks } from '#app/features/tasks/server/shown-tasks.ts'
import { listOpenTasksOfCase } from '#app/features/tasks/server/task-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'

/** A flag of this case that is not closed. Instants are ISO texts. */
export interface CaseFlag {
  readonly flagId: string
  readonly question: string
  readonly why: Why
  readonly raisedBy: string | null
  readonly raisedAt: string
  readonly respondBy: string
  /** Time left to respond, in the team's working days. */
  readonly clock: Clock
  readonly urgency: Urgency
  readonly safety: boolean
  readonly verdict: string | null
  /** Until when it is put off, while it is. */
  readonly snoozedUntil: string | null
  /** Since when its rule would no longer ask. */
  readonly lapsedAt: string | null
}

/** What the team has in hand about a case: why it is flagged, what is to be done, what was decided. */
export interface CaseWork {
  readonly teamId: TeamId
  /** The team's zone: respond-by days are days of its calendar. */
  readonly teamZone: string
  readonly flags: readonly CaseFlag[]
  /** Where it waits: in the queue, or on the agenda of a huddle, which may have no time yet. */
  readonly queue: {
    readonly huddleId: string | null
    readonly huddleAt: string | null
    readonly carried: number
  } | null
  readonly tasks: readonly ShownTask[]
  readonly decisions: readonly {
    readonly decision: ShownDecision
    readonly decidedAt: string
    readonly replaced: boolean
  }[]
}

const SHOWN_DECISIONS = 5

/** Reads what the rooms after `cases` know about a case. */
export async function readCaseWork(
  scope: Scope,
  { caseId, teamId }: { readonly caseId: CaseId; readonly teamId: TeamId },
  zone: string,
): Promise<CaseWork> {
  const teamZone = (await findTeam(scope, teamId))?.zone ?? zone
  const workingDays = await listTeamWeekdays(scope, teamId)
  const nameOf = await namesOfPeople(scope)
  const entry = await findOpenEntryOfCase(scope, caseId)
  const huddle = entry?.huddleId ? await findHuddle(scope, entry.huddleId) : undefined
  const decisions = await listDecisionsOfCase(scope, caseId)
  return {
    teamId,
    teamZone,
    flags: (await listFlagsOfCase(scope, caseId))
      .filter((flag) => flag.state !== 'closed')
      .map((flag) => ({
        flagId: flag.flagId,
        question: flag.question,
        why: flag.why,
        raisedBy: nameOf(flag.raisedBy),
        raisedAt: flag.raisedAt,
        respondBy: flag.respondBy,
        clock: clockAt(DateTime.fromISO(flag.respondBy), scope.now, teamZone, workingDays),
        urgency: flag.urgency,
        safety: flag.safety,
        verdict: flag.verdict,
        snoozedUntil: flag.snooze && !flag.snooze.wokeAt ? flag.snooze.until : null,
        lapsedAt: flag.lapsedAt,
      })),
    queue: entry
      ? {
          huddleId: entry.huddleId,
          huddleAt: huddle?.startsAt?.toISO() ?? null,
          carried: entry.carried,
        }
      : null,
    tasks: await showTasks(scope, await listOpenTasksOfCase(scope, caseId), zone),
    decisions: decisions.slice(0, SHOWN_DECISIONS).flatMap((one) => {
      const [decision] = showDecisions([one], nameOf)
      return decision ? [{ decision, decidedAt: one.decidedAt, replaced: one.supersededById !== null }] : []
    }),
  }
}
