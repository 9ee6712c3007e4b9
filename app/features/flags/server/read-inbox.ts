import { allInstruments } from '#app/features/cases/core/instruments.ts'
import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { may } from '#app/features/people/core/rights.ts'
import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { isAnyoneWorking } from '#app/features/tasks/server/working-now.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { type Urgency, urgencies } from '#app/shared/urgency.ts'
import { carriedNumbers, needsAnswer, raisedUrgencies } from '../core/carried.ts'
import { listOpenFlagsOfTeam } from './flag-queries.server.ts'
import { listQueue } from './queue-queries.server.ts'
import { listEarlierAnswers } from './rule-queries.server.ts'
import { readStandard } from './rule-settings.ts'
import { type ShownFlag, showFlags } from './shown-flags.ts'

/** Which flags the reader wants to see. */
export interface InboxFilter {
  readonly urgency: Urgency | null
  readonly by: 'rule' | 'person' | null
}

/** For so long a row one has just triaged keeps its place in the list, with its Undo. */
const keepsPlaceMinutes = 15
const recentDays = 7
const mostRecent = 50

/** The inbox of a team: what needs somebody, the most pressing first. */
export interface InboxPage {
  readonly teamId: TeamId
  readonly mayTriage: boolean
  readonly filter: InboxFilter
  /** Safety flags that nobody has closed yet, triaged or not. */
  readonly safety: readonly ShownFlag[]
  /** What waits for a verdict, and in its old place what the reader has decided just now. */
  readonly rows: readonly ShownFlag[]
  readonly waiting: number
  readonly carried: readonly CarriedRow[]
  readonly notReady: readonly ShownFlag[]
  readonly listed: readonly ShownFlag[]
  readonly earlier: readonly EarlierRow[]
  readonly recent: readonly ShownFlag[]
  readonly people: readonly { readonly value: string; readonly label: string }[]
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

/** Reads a team's inbox. Whoever may read its cases may read it; only leads triage. */
export async function readInbox(
  scope: Scope,
  viewer: Viewer,
  teamId: TeamId,
  filter: InboxFilter,
): Promise<InboxPage> {
  const flags = await listOpenFlagsOfTeam(scope, teamId)
  const all = await showFlags(scope, flags)
  const justNow = scope.now.minus({ minutes: keepsPlaceMinutes }).toMillis()
  const mine = new Set(
    flags
      .filter((flag) => flag.triagedBy === viewer.personId && Date.parse(flag.triagedAt ?? '') > justNow)
      .map((flag) => flag.flagId),
  )
  const wanted = (flag: ShownFlag) =>
    (!filter.urgency || flag.urgency === filter.urgency) &&
    (!filter.by || (filter.by === 'rule') === (flag.rule !== null))
  const keepsPlace = (flag: ShownFlag) => flag.state === 'triaged' && mine.has(flag.flagId)
  const rows = all.filter(
    (flag) => !flag.safety && wanted(flag) && (flag.state === 'open' || keepsPlace(flag)),
  )
  const settled = all.filter((flag) => flag.state === 'triaged' && !keepsPlace(flag))
  const safety = all.filter((flag) => flag.safety)
  const lately = scope.now.minus({ days: recentDays }).toMillis()
  const members = await listMembers(scope, teamId)
  return {
    teamId,
    mayTriage: may(viewer, 'flag.triage', teamId),
    filter,
    safety,
    rows,
    waiting: all.filter((flag) => !flag.safety && flag.state === 'open').length,
    carried: await readCarried(scope, teamId),
    notReady: settled.filter((flag) => flag.verdict === 'not-ready'),
    listed: settled.filter((flag) => flag.verdict === 'list-only'),
    earlier: await readEarlier(scope, teamId),
    recent: all
      .filter(
        (flag) => flag.state === 'triaged' && !flag.safety && Date.parse(flag.triagedAt ?? '') >= lately,
      )
      .sort((one, other) => Date.parse(other.triagedAt ?? '') - Date.parse(one.triagedAt ?? ''))
      .slice(0, mostRecent),
    people: members.map((member) => ({
      value: member.personId,
      label: `${member.name}, ${disciplines[member.discipline]}`,
    })),
    crisisInstruction:
      safety.length > 0 && !(await isAnyoneWorking(scope, teamId))
        ? viewer.organization.crisisInstruction
        : null,
  }
}

/** A filter as the address says it; what it does not know is no filter. */
export function readFilter(params: URLSearchParams): InboxFilter {
  const urgency = params.get('urgency') ?? ''
  const by = params.get('by')
  return {
    urgency: Object.hasOwn(urgencies, urgency) ? (urgency as Urgency) : null,
    by: by === 'rule' || by === 'person' ? by : null,
  }
}

async function readCarried(scope: Scope, teamId: TeamId): Promise<CarriedRow[]> {
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
