import {
  findTeam,
  listMembers,
  listTeams,
  namesOfPeople,
} from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import { type CaseloadQuery, casesAPage } from '../core/caseload.ts'
import { type CourseSummary, summariseCourse } from '../core/course-summary.ts'
import { instrumentOf } from '../core/instruments.ts'
import { phases } from '../core/phases.ts'
import { weeksSince } from '../core/scores.ts'
import { reviewOf } from './case-page.server.ts'
import { type CaseloadRow, countAllCases, listCaseload } from './caseload-queries.server.ts'
import { readCourse } from './course-queries.server.ts'
import { findCases } from './find-cases.ts'
import { showPatients } from './show-patients.ts'

/** A team's caseload as its page shows it. */
export async function readCaseloadPage(scope: Scope, teamId: TeamId, query: CaseloadQuery) {
  const team = await findTeam(scope, teamId)
  const today = scope.now.setZone(team?.zone ?? 'utc').toFormat('yyyy-MM-dd')
  const { rows, total, canSortByName } = await listCaseload(scope, teamId, query, today)
  return {
    team: team?.name ?? '',
    today,
    total,
    pages: Math.max(1, Math.ceil(total / casesAPage)),
    canSortByName,
    // Nothing was ever brought in: the page then says how it begins.
    none: total === 0 && (await countAllCases(scope, teamId)) === 0,
    rows: await toLines(scope, rows),
  }
}

/** What a search has found, on any of the scope's teams, and the team of each. */
export async function readFoundCases(scope: Scope, words: string) {
  const { rows, more } = await findCases(scope, words)
  const teams = new Map((await listTeams(scope)).map((team) => [team.teamId, team.name]))
  const lines = await toLines(scope, rows)
  return { more, rows: lines.map((line) => ({ ...line, team: teams.get(line.teamId) ?? '' })) }
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

async function toLines(scope: Scope, rows: readonly CaseloadRow[]) {
  const ids = rows.map(({ caseId }) => caseId)
  const patientOf = await showPatients(scope, ids, 'caseload.listed')
  const courses = await readCourse(scope, ids)
  const names = await namesOfPeople(scope)
  const todays = new Map<string, string>()
  return rows.map((row) => {
    const course = courses.get(row.caseId)
    const zone = course?.zone ?? 'utc'
    const today = todays.get(zone) ?? scope.now.setZone(zone).toFormat('yyyy-MM-dd')
    todays.set(zone, today)
    const review = reviewOf(row, zone)
    const summary = (...instruments: Parameters<typeof summariseCourse>[1][number][]) =>
      course && toColumn(summariseCourse(course.scores, instruments, row.episodeStart, today))
    return {
      caseId: row.caseId,
      teamId: row.teamId,
      patient: patientOf(row.caseId),
      phase: phases[row.phase],
      careManager: names(row.careManagerId),
      episodeStart: row.episodeStart,
      weeks: weeksSince(row.episodeStart, today),
      lastContact: row.lastContact
        ? { at: row.lastContact.at.toISOString(), reached: row.lastContact.reached }
        : null,
      phq9: summary('phq-9', 'phq-9m') ?? null,
      gad7: summary('gad-7') ?? null,
      review: review ?? null,
      reviewLate: review !== undefined && review < today,
    }
  })
}

function toColumn(summary: CourseSummary | undefined) {
  return (
    summary && {
      name: instrumentOf(summary.instrument).name,
      first: summary.first?.value ?? null,
      last: summary.last.value,
      points: summary.points ?? null,
      on: summary.last.on,
    }
  )
}
