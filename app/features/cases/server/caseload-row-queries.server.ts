import { sql } from 'kysely'
import { kept } from '#app/platform/database.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, PersonId, TeamId } from '#app/shared/ids.ts'
import { type Urgency, urgencies } from '#app/shared/urgency.ts'
import type { CaseloadInstrument } from '../core/caseload.ts'
import type { ConsentState, Phase } from '../core/phases.ts'
import type { Standing } from '../core/standing.ts'
import { openPatientName, type PatientName } from './patient-queries.server.ts'
import { courseColumn, standings } from './standing-queries.server.ts'

/** One line of a caseload. Days are of the team's zone. */
export interface CaseloadRow {
  readonly caseId: CaseId
  readonly teamId: TeamId
  readonly patient: PatientName
  readonly phase: Phase
  readonly consent: ConsentState
  readonly episodeStart: string
  readonly today: string
  readonly careManagerId: PersonId | null
  readonly reviewedOn: string | null
  readonly nextReviewOn: string | null
  /** Since the episode began: how often tried and reached, and when last. */
  readonly contacts: {
    readonly tried: number
    readonly reached: number
    readonly reachedOn: string | null
    /** The last time nobody was reached, where nobody was since. */
    readonly triedOn: string | null
  }
  /** One for each instrument that was asked for, in that order. */
  readonly courses: readonly (Standing | undefined)[]
  readonly flags: { readonly open: number; readonly urgency: Urgency | undefined }
  readonly tasks: { readonly open: number; readonly overdue: number }
}

/** The lines of these cases, in this order. A case of another team is not among them. */
export async function listCaseloadOf(
  scope: Scope,
  caseIds: readonly CaseId[],
  courses: readonly CaseloadInstrument[],
): Promise<CaseloadRow[]> {
  if (caseIds.length === 0) return []
  const { rows } = await sql<Row>`${kept}
    select s.*, patient.identity_sealed
      from (${standings(scope, { caseIds }, courses)}) s
      join patient on patient.organization_id = s.organization_id and patient.patient_id = s.patient_id
     order by array_position(${[...caseIds]}::uuid[], s.case_id)`.execute(scope.trx)
  return rows.map((row) => toRow(scope, row, courses))
}

/** A row as `standings` gives it, with the patient's sealed identity. */
interface Row {
  readonly case_id: string
  readonly team_id: string
  readonly patient_id: string
  readonly identity_sealed: Buffer
  readonly phase: string
  readonly consent_state: string
  readonly episode_start: string
  readonly today: string
  readonly care_manager_id: string | null
  readonly reviewed_on: string | null
  readonly next_review_on: string | null
  readonly tried: number
  readonly reached: number
  readonly reached_on: string | null
  readonly tried_on: string | null
  readonly flags: number
  readonly flag_urgency: number | null
  readonly tasks: number
  readonly tasks_overdue: number
  /** The columns of the courses, by their names. */
  readonly [course: `course_${string}`]: unknown
}

const byUrgency = Object.keys(urgencies) as Urgency[]

/** A line of a caseload out of such a row: the one place where its patient's name is opened. */
function toRow(scope: Scope, row: Row, courses: readonly CaseloadInstrument[]): CaseloadRow {
  return {
    caseId: row.case_id as CaseId,
    teamId: row.team_id as TeamId,
    patient: openPatientName(scope, row.patient_id, row.identity_sealed),
    phase: row.phase as Phase,
    consent: row.consent_state as ConsentState,
    episodeStart: row.episode_start,
    today: row.today,
    careManagerId: row.care_manager_id as PersonId | null,
    reviewedOn: row.reviewed_on,
    nextReviewOn: row.next_review_on,
    contacts: {
      tried: row.tried,
      reached: row.reached,
      reachedOn: row.reached_on,
      triedOn: row.tried_on,
    },
    courses: courses.map((_, place) => toStanding(row, place)),
    flags: {
      open: row.flags,
      urgency: row.flag_urgency === null ? undefined : byUrgency[row.flag_urgency - 1],
    },
    tasks: { open: row.tasks, overdue: row.tasks_overdue },
  }
}

function toStanding(row: Row, place: number): Standing | undefined {
  const of = (column: Parameters<typeof courseColumn>[1]) =>
    row[courseColumn(place, column) as `course_${string}`]
  const last = of('last') as number | null
  if (last === null) return undefined
  return {
    instrument: of('instrument') as Standing['instrument'],
    first: { value: of('first') as number, on: of('first_on') as string },
    last: { value: last, on: of('last_on') as string },
    moved: of('moved') === true,
  }
}
