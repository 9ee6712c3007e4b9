import { showPatients } from '#app/features/cases/server/show-patients.ts'
import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { addMonths, daysOfMonth, monthOf, yearUpTo } from '../core/months.ts'
import {
  addCounts,
  type CaseState,
  caseStates,
  rateOf,
  type TeamMeasureCode,
  teamMeasureCodes,
} from '../core/team-measures.ts'
import { countMeasures, listMeasuredCases } from './measure-queries.server.ts'

/**
 * A team's measures over the 12 months that end with `until`, or with this month. Counts only, no patient. What is still
 * open is counted whenever its time closes, but only where the months shown reach up to now.
 */
export async function readMeasures(scope: Scope, teamId: TeamId, until?: string) {
  audit(scope, { action: 'measures.viewed', entity: 'team', entityId: teamId })
  const { team, today } = await teamAndDay(scope, teamId)
  const thisMonth = monthOf(today)
  const last = until && until < thisMonth ? until : thisMonth
  const months = yearUpTo(last)
  const counts = await countMeasures(scope, {
    teamId,
    measures: teamMeasureCodes,
    from: daysOfMonth(months[0] ?? last).first,
    ...(last < thisMonth && { to: daysOfMonth(last).last }),
    today,
  })
  return {
    team,
    last,
    earlier: addMonths(last, -12),
    later: last < thisMonth ? addMonths(last, 12) : undefined,
    measures: teamMeasureCodes.map((code) => {
      const byMonth = counts.get(code)
      return {
        code,
        months: months.map((month) => ({ month, ...rateOf(code, byMonth?.get(month) ?? {}) })),
        whole: rateOf(code, addCounts(months.map((month) => byMonth?.get(month) ?? {}))),
        open: [...(byMonth?.values() ?? [])].reduce((sum, one) => sum + (one.pending ?? 0), 0),
      }
    }),
  }
}

export type MeasuresPage = Awaited<ReturnType<typeof readMeasures>>

const measuredAPage = 50

/** The cases behind one number: of a measure, in the month their time closes in, all or those of one state. */
export async function readMeasureCases(
  scope: Scope,
  asked: {
    readonly teamId: TeamId
    readonly measure: TeamMeasureCode
    readonly month: string
    readonly only: CaseState | undefined
    readonly page: number
  },
) {
  const { teamId, measure, month, only, page } = asked
  const { team, today } = await teamAndDay(scope, teamId)
  const { first, last } = daysOfMonth(month)
  const counted = await countMeasures(scope, { teamId, measures: [measure], from: first, to: last, today })
  const counts = counted.get(measure)?.get(month) ?? {}
  const { listed: rows, protected: kept } = await listMeasuredCases(scope, {
    teamId,
    measure,
    month,
    states: only ? [only] : caseStates,
    today,
    limit: measuredAPage,
    offset: (page - 1) * measuredAPage,
  })
  const patientOf = await showPatients(
    scope,
    rows.map(({ caseId }) => caseId),
    'measure.listed',
  )
  const all = only ? (counts[only] ?? 0) : caseStates.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  const total = all - kept
  return {
    team,
    rate: rateOf(measure, counts),
    states: caseStates.flatMap((state) => {
      const count = counts[state] ?? 0
      return count > 0 || state === only ? [{ state, count }] : []
    }),
    total,
    /** How many are counted and not listed, since their scores are protected. */
    protected: kept,
    pages: Math.max(1, Math.ceil(total / measuredAPage)),
    rows: rows.map((row) => ({
      caseId: row.caseId,
      patient: patientOf(row.caseId),
      episodeStart: row.episodeStart,
      closesOn: row.closesOn,
      state: row.state,
      baseline: row.baseline ?? null,
      last: row.last ?? null,
    })),
  }
}

export type MeasureCasesPage = Awaited<ReturnType<typeof readMeasureCases>>

// The days of a measure are those of the team's zone.
async function teamAndDay(scope: Scope, teamId: TeamId) {
  const team = await findTeam(scope, teamId)
  return { team: team?.name ?? '', today: scope.now.setZone(team?.zone ?? 'utc').toFormat('yyyy-MM-dd') }
}
