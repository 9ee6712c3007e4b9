import {
  findTeam,
  listMembers,
  listTeams,
  namesOfPeople,
} from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import { daysBetween } from '#app/time/calendar-days.ts'
import {
  type CaseloadInstrument,
  type CaseloadQuery,
  caseloadSearch,
  casesAPage,
  coursesShown,
  plainCaseload,
  readCaseloadQuery,
  readyViews,
} from '../core/caseload.ts'
import { instrumentOf } from '../core/instruments.ts'
import { phases } from '../core/phases.ts'
import { weeksSince } from '../core/scores.ts'
import { readingsOf } from '../core/search.ts'
import { barsOf, changeIn, measuredWithinDays, type Standing, sayChange } from '../core/standing.ts'
import { countAllCases } from './case-queries.server.ts'
import { listCaseload } from './caseload-queries.server.ts'
import { type CaseloadRow, listCaseloadOf } from './caseload-row-queries.server.ts'
import { findCases } from './find-cases.ts'
import { showNamed } from './show-patients.ts'
import { type CaseloadView, listViews } from './view-queries.server.ts'

/**
 * A team's caseload as its page shows it; undefined when the address asks for what there is not. An address that asks for nothing
 * shows whoever looks the view they have set as their first.
 */
export async function readCaseloadPage(scope: Scope, teamId: TeamId, params: URLSearchParams) {
  const own = await listViews(scope, teamId)
  const query = queryOf(params, own)
  if (!query) return undefined
  const team = await findTeam(scope, teamId)
  const byName =
    query.order === 'manager' ? (await listMembers(scope, teamId)).map((one) => one.personId) : []
  const { rows, total, summary, canSortByName } = await listCaseload(scope, teamId, query, byName)
  return {
    team: team?.name ?? '',
    query,
    here: caseloadSearch({ ...query, page: 1 }),
    views: {
      ready: [everything, ...readyViews].map((view) => ({ ...view, isDefault: false })),
      own: own.map(({ name, search, isDefault }) => ({ name, search, isDefault })),
    },
    total,
    summary,
    pages: Math.max(1, Math.ceil(total / casesAPage)),
    canSortByName,
    courses: coursesShown(query).map(toHead),
    // Nothing was ever brought in: the page then says how it begins.
    none: summary.open === 0 && total === 0 && (await countAllCases(scope, teamId)) === 0,
    lines: await toLines(scope, rows, coursesShown(query)),
  }
}

const everything = { name: 'All open cases', search: caseloadSearch(plainCaseload) }

function queryOf(params: URLSearchParams, own: readonly CaseloadView[]): CaseloadQuery | undefined {
  const first = params.size === 0 ? own.find((view) => view.isDefault) : undefined
  // What was saved may ask for something that is no more: then it is as if it had not been saved.
  return (first && readCaseloadQuery(new URLSearchParams(first.search))) ?? readCaseloadQuery(params)
}

const shownWhenFound = ['phq-9', 'gad-7'] as const

/** What a search has found, on any of the scope's teams, and the team of each. */
export async function readFoundCases(scope: Scope, words: string) {
  const { rows: found, more } = await findCases(scope, words)
  const teams = new Map((await listTeams(scope)).map((team) => [team.teamId, team.name]))
  const rows = await listCaseloadOf(
    scope,
    found.map(({ caseId }) => caseId),
    shownWhenFound,
  )
  const lines = await toLines(scope, rows, shownWhenFound)
  return {
    more,
    readAs: readingsOf(words),
    courses: shownWhenFound.map(toHead),
    lines: lines.map((line) => ({ ...line, team: teams.get(line.teamId) ?? '' })),
  }
}

export type CaseloadLine = Awaited<ReturnType<typeof toLines>>[number]

/** Those who can be a care manager on a team: its members. */
export async function listCareManagers(
  scope: Scope,
  teamId: TeamId,
): Promise<{ readonly value: PersonId; readonly label: string }[]> {
  const members = await listMembers(scope, teamId)
  return members.map(({ personId, name }) => ({ value: personId, label: name }))
}

function toHead(code: CaseloadInstrument) {
  return { code, name: instrumentOf(code).name }
}

async function toLines(scope: Scope, rows: readonly CaseloadRow[], courses: readonly CaseloadInstrument[]) {
  const named = new Map(rows.map((row) => [row.caseId, row.patient]))
  const patientOf = showNamed(scope, named, 'caseload.listed')
  const names = await namesOfPeople(scope)
  return rows.map((row) => ({
    caseId: row.caseId,
    teamId: row.teamId,
    patient: patientOf(row.caseId),
    phase: phases[row.phase],
    closed: row.phase === 'closed',
    consent: row.consent,
    careManager: names(row.careManagerId),
    weeks: weeksSince(row.episodeStart, row.today),
    contacts: row.contacts,
    courses: courses.map((code, place) => toColumn(row.courses[place], code, row)),
    reviewed: row.reviewedOn,
    review: row.nextReviewOn,
    reviewLate: row.nextReviewOn !== null && row.nextReviewOn < row.today,
    flags: row.flags.open,
    urgency: row.flags.urgency ?? null,
    tasks: row.tasks.open,
    tasksLate: row.tasks.overdue,
  }))
}

function toColumn(standing: Standing | undefined, code: CaseloadInstrument, row: CaseloadRow) {
  if (!standing) return null
  const { first, last, instrument } = standing
  const change = changeIn(standing)
  const bars = barsOf(instrumentOf(instrument), last.value)
  return {
    // Named only where it is not what the column says: the teens' version in the adults' column.
    name: instrument === code ? null : instrumentOf(instrument).name,
    first: change ? first.value : null,
    last: last.value,
    on: last.on,
    band: bars ?? null,
    change: change ? sayChange(change) : null,
    old: row.phase !== 'closed' && daysBetween(last.on, row.today) > measuredWithinDays,
  }
}
