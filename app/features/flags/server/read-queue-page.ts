import { DateTime } from 'luxon'
import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { may } from '#app/features/people/core/rights.ts'
import { findTeam, listMembers, listTeamWeekdays } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import type { TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { carriedNumbers, needsAnswer } from '../core/carried.ts'
import { type Clock, clockAt } from '../core/clock.ts'
import { listQueue } from './queue-queries.server.ts'
import { readStandard } from './rule-settings.ts'

/** A case that waits to be discussed, as a row shows it. */
export interface QueueRow {
  readonly queueEntryId: string
  readonly caseId: string
  readonly version: number
  readonly patient: ShownPatient
  readonly urgency: Urgency
  readonly safety: boolean
  readonly respondBy: string
  readonly clock: Clock
  readonly minutes: number
  readonly needs: readonly string[]
  readonly needNames: readonly string[]
  readonly presenterId: string | null
  readonly presenter: string | null
  readonly carried: number
  readonly asksLead: boolean
  readonly mayWait: string | null
  readonly question: string
}

/** What waits to be discussed in a team, most worth first. */
export interface QueuePage {
  readonly teamId: TeamId
  /** The team's zone: respond-by days are days of its calendar. */
  readonly zone: string
  readonly mayChange: boolean
  readonly mayPlan: boolean
  readonly rows: readonly QueueRow[]
  readonly people: readonly { readonly value: string; readonly label: string }[]
}

/** Reads a team's queue. Whoever may read its cases may read it; only leads change it. */
export async function readQueuePage(scope: Scope, viewer: Viewer, teamId: TeamId): Promise<QueuePage> {
  const entries = await listQueue(scope, teamId)
  const zone = (await findTeam(scope, teamId))?.zone ?? viewer.zone
  const workingDays = await listTeamWeekdays(scope, teamId)
  const members = await listMembers(scope, teamId)
  const carried = await readStandard(scope, teamId, 'carried-over', carriedNumbers)
  const nameOf = new Map<string, string>(members.map((member) => [member.personId, member.name]))
  const patientOf = await showPatients(
    scope,
    entries.map((entry) => entry.caseId),
    'queue.listed',
  )
  return {
    teamId,
    zone,
    mayChange: may(viewer, 'flag.triage', teamId),
    mayPlan: may(viewer, 'huddle.schedule', teamId),
    rows: entries.map((entry) => ({
      queueEntryId: entry.queueEntryId,
      caseId: entry.caseId,
      version: entry.version,
      patient: patientOf(entry.caseId),
      urgency: entry.urgency,
      safety: entry.safety,
      respondBy: entry.respondBy,
      clock: clockAt(DateTime.fromISO(entry.respondBy), scope.now, zone, workingDays),
      minutes: entry.minutes,
      needs: entry.needs,
      needNames: entry.needs.flatMap((personId) => nameOf.get(personId) ?? []),
      presenterId: entry.presenterId,
      presenter: (entry.presenterId && nameOf.get(entry.presenterId)) ?? null,
      carried: entry.carried,
      asksLead: needsAnswer(entry, carried),
      mayWait: entry.mayWait,
      question: entry.question,
    })),
    people: members.map((member) => ({
      value: member.personId,
      label: `${member.name}, ${disciplines[member.discipline]}`,
    })),
  }
}
