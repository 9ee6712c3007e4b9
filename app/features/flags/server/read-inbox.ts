import { DateTime } from 'luxon'
import { allInstruments } from '#app/features/cases/core/instruments.ts'
import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { may } from '#app/features/people/core/rights.ts'
import { findTeam, listMembers, listTeamWeekdays } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { isAnyoneWorking } from '#app/features/tasks/server/working-now.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import type { TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { carriedNumbers, needsAnswer, raisedUrgencies } from '../core/carried.ts'
import { type Clock, clockAt, dayIn, nextWorkingDay, type TeamCalendar } from '../core/clock.ts'
import { flagsPerPage, type InboxQuery, type InboxView } from '../core/inbox-query.ts'
import { findNextHuddle } from './escalation-queries.server.ts'
import { countInboxMoves, countInboxViews, listInbox } from './inbox-queries.server.ts'
import { listQueue } from './queue-queries.server.ts'
import { listEarlierAnswers } from './rule-queries.server.ts'
import { readStandard } from './rule-settings.ts'
import { type ShownFlag, showFlags } from './shown-flags.ts'

/** How many of the recently triaged stand below what waits; the rest has a list of its own. */
const shownRecent = 5

/** The inbox of a team: what needs somebody, the most pressing first. */
export interface InboxPage {
  readonly teamId: TeamId
  /** The team's zone: respond-by days are days of its calendar. */
  readonly zone: string
  readonly mayTriage: boolean
  /** How much had moved when this was read: what the stream of the inbox counts on from. */
  readonly moves: number
  readonly query: InboxQuery
  readonly counts: Readonly<Record<InboxView, number>>
  readonly pages: number
  /** Safety flags that nobody has closed yet, triaged or not: on top of what waits and of what was missed. */
  readonly safety: readonly ShownFlag[]
  /** The flags of the list that is asked for; of what waits, also what somebody decided just now, in its old place. */
  readonly rows: readonly ShownFlag[]
  readonly carried: readonly CarriedRow[]
  readonly earlier: readonly EarlierRow[]
  readonly recent: readonly ShownFlag[]
  readonly people: readonly { readonly value: string; readonly label: string }[]
  /** The days a flag can be put off until at one press, each with its reason to be offered. */
  readonly snoozeDays: readonly { readonly day: string; readonly label: string }[]
  /** The organization's own words, when nobody of the team is at work and there are safety flags. */
  readonly crisisInstruction: string | null
}

export interface CarriedRow {
  readonly queueEntryId: string
  readonly caseId: string
  readonly version: number
  readonly patient: ShownPatient
  readonly urgency: Urgency
  readonly respondBy: string
  readonly clock: Clock
  readonly carried: number
  readonly question: string
  readonly raiseTo: readonly ('urgent' | 'soon')[]
}

export interface EarlierRow {
  readonly scoreId: string
  readonly caseId: string
  readonly patient: ShownPatient
  readonly instrument: string
  readonly on: string
  readonly value: number
}

/** Reads a team's inbox. Whoever may read its cases may read it; only leads triage. Undefined where there is no such team. */
export async function readInbox(
  scope: Scope,
  viewer: Viewer,
  teamId: TeamId,
  query: InboxQuery,
): Promise<InboxPage | undefined> {
  const team = await findTeam(scope, teamId)
  if (!team) return undefined
  const calendar = { zone: team.zone, workingDays: await listTeamWeekdays(scope, teamId) }
  const first = { ...query, page: 1 }
  const main = query.show === 'to-decide'
  const listed = (show: InboxView) => listInbox(scope, teamId, { ...first, show })

  // Counted first: what moves while the rest is read is then heard of as new.
  const moves = await countInboxMoves(scope, teamId)
  const counts = await countInboxViews(scope, teamId, query)
  const asked = await listInbox(scope, teamId, query)
  const ofSafety = query.show !== 'safety' && counts.safety > 0 && main ? await listed('safety') : []
  const lately = main ? (await listed('recent')).slice(0, shownRecent) : []
  const shown = new Map(
    (await showFlags(scope, [...asked, ...ofSafety, ...lately], calendar)).map((flag) => [flag.flagId, flag]),
  )
  const show = (flags: typeof asked) => flags.flatMap((flag) => shown.get(flag.flagId) ?? [])
  const members = await listMembers(scope, teamId)
  return {
    teamId,
    zone: team.zone,
    mayTriage: may(viewer, 'flag.triage', teamId),
    moves,
    query,
    counts,
    pages: Math.max(1, Math.ceil(counts[query.show] / flagsPerPage)),
    safety: show(ofSafety),
    rows: show(asked),
    carried: main ? await readCarried(scope, teamId, calendar) : [],
    earlier: main ? await readEarlier(scope, teamId) : [],
    recent: show(lately),
    people: members.map((member) => ({
      value: member.personId,
      label: `${member.name}, ${disciplines[member.discipline]}`,
    })),
    snoozeDays: await readSnoozeDays(scope, teamId, calendar),
    crisisInstruction:
      counts.safety > 0 && !(await isAnyoneWorking(scope, teamId))
        ? viewer.organization.crisisInstruction
        : null,
  }
}

async function readSnoozeDays(
  scope: Scope,
  teamId: TeamId,
  { zone, workingDays }: TeamCalendar,
): Promise<InboxPage['snoozeDays']> {
  const today = dayIn(scope.now, zone)
  const huddle = await findNextHuddle(scope, teamId)
  const days = [
    { day: nextWorkingDay(scope.now, zone, workingDays), label: 'Next working day' },
    ...(huddle && dayIn(huddle, zone) > today
      ? [{ day: dayIn(huddle, zone), label: 'Day of the next huddle' }]
      : []),
    { day: addDays(today, 7), label: 'One week' },
  ]
  return days.filter(({ day }, index) => days.findIndex((other) => other.day === day) === index)
}

async function readCarried(scope: Scope, teamId: TeamId, calendar: TeamCalendar): Promise<CarriedRow[]> {
  const numbers = await readStandard(scope, teamId, 'carried-over', carriedNumbers)
  const entries = (await listQueue(scope, teamId)).filter((entry) => needsAnswer(entry, numbers))
  const patientOf = await showPatients(
    scope,
    entries.map((entry) => entry.caseId),
    'queue.listed',
  )
  return entries.map((entry) => ({
    queueEntryId: entry.queueEntryId,
    caseId: entry.caseId,
    version: entry.version,
    patient: patientOf(entry.caseId),
    urgency: entry.urgency,
    respondBy: entry.respondBy,
    clock: clockAt(DateTime.fromISO(entry.respondBy), scope.now, calendar.zone, calendar.workingDays),
    carried: entry.carried,
    question: entry.question,
    raiseTo: raisedUrgencies(entry.urgency),
  }))
}

async function readEarlier(scope: Scope, teamId: TeamId): Promise<EarlierRow[]> {
  const answers = await listEarlierAnswers(scope, teamId)
  const patientOf = await showPatients(
    scope,
    answers.map((answer) => answer.caseId),
    'earlier-answers.listed',
  )
  return answers.map((answer) => ({
    scoreId: answer.scoreId,
    caseId: answer.caseId,
    patient: patientOf(answer.caseId),
    instrument: allInstruments.find((each) => each.code === answer.instrument)?.name ?? answer.instrument,
    on: answer.on,
    value: answer.value,
  }))
}
