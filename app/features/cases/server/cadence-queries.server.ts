import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PatientId, TeamId } from '#app/shared/ids.ts'
import type { Phase } from '../core/phases.ts'

/** How a case is kept up with: its phase, who reached out when, when it was discussed, and when its goals want to be looked at. */
export interface Cadence {
  readonly caseId: CaseId
  readonly teamId: TeamId
  readonly patientId: PatientId
  /** The day the case came to the team, in its zone. */
  readonly cameOn: string
  readonly phase: Phase
  readonly rulesHeld: boolean
  /** Contacts since the episode began, on days of the team's zone. */
  readonly contacts: readonly { readonly on: string; readonly reached: boolean }[]
  readonly discussedOn: string | null
  /** Goals the team still works towards that have a day for their review. */
  readonly goals: readonly { readonly goalId: string; readonly reviewOn: string }[]
}

/** The cadence of these cases, by case. A case of another team is not in the answer. Three questions, however many the cases are. */
export async function readCadence(scope: Scope, caseIds: readonly CaseId[]): Promise<Map<CaseId, Cadence>> {
  if (caseIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('case')
    .innerJoin('team', (join) =>
      join
        .onRef('team.organization_id', '=', 'case.organization_id')
        .onRef('team.team_id', '=', 'case.team_id'),
    )
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', 'in', [...caseIds])
    .select(['case.case_id', 'case.team_id', 'case.patient_id', 'case.phase', 'case.rules_held'])
    .select(['case.last_discussed_at', 'case.created_at', 'team.zone'])
    .execute()
  const contacts = await listContacts(scope, caseIds)
  const goals = await listReviews(scope, caseIds)
  return new Map(
    rows.map((row) => {
      const caseId = row.case_id as CaseId
      const dayOf = (at: Date) => DateTime.fromJSDate(at, { zone: row.zone }).toISODate() ?? ''
      return [
        caseId,
        {
          caseId,
          teamId: row.team_id as TeamId,
          patientId: row.patient_id as PatientId,
          cameOn: dayOf(row.created_at),
          phase: row.phase as Phase,
          rulesHeld: row.rules_held,
          contacts: (contacts.get(caseId) ?? []).map(({ at, reached }) => ({ on: dayOf(at), reached })),
          discussedOn: row.last_discussed_at && dayOf(row.last_discussed_at),
          goals: goals.get(caseId) ?? [],
        },
      ]
    }),
  )
}

async function listContacts(scope: Scope, caseIds: readonly CaseId[]) {
  const rows = await scope.trx
    .selectFrom('contact')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'contact.organization_id')
        .onRef('case.patient_id', '=', 'contact.patient_id'),
    )
    .where('contact.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', 'in', [...caseIds])
    .where('contact.at', '<=', scope.now.toJSDate())
    // A day more than the start, since its zone is told only when it is read.
    .where(sql<boolean>`contact.at > "case".episode_start - 1`)
    .select(['case.case_id', 'contact.at', 'contact.reached'])
    .execute()
  const contacts = new Map<CaseId, (typeof rows)[number][]>()
  for (const row of rows) {
    const caseId = row.case_id as CaseId
    const theirs = contacts.get(caseId)
    if (theirs) theirs.push(row)
    else contacts.set(caseId, [row])
  }
  return contacts
}

async function listReviews(scope: Scope, caseIds: readonly CaseId[]) {
  const rows = await scope.trx
    .selectFrom('goal')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'goal.organization_id')
        .onRef('case.patient_id', '=', 'goal.patient_id'),
    )
    .where('goal.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', 'in', [...caseIds])
    .where('goal.state', '=', 'active')
    .where('goal.review_on', 'is not', null)
    .select(['case.case_id', 'goal.goal_id', 'goal.review_on'])
    .execute()
  const reviews = new Map<CaseId, { goalId: string; reviewOn: string }[]>()
  for (const row of rows) {
    if (!row.review_on) continue
    const caseId = row.case_id as CaseId
    reviews.set(caseId, [...(reviews.get(caseId) ?? []), { goalId: row.goal_id, reviewOn: row.review_on }])
  }
  return reviews
}
