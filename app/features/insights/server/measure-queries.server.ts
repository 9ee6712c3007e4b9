import { type RawBuilder, sql } from 'kysely'
import { baselineWindow } from '#app/features/cases/core/scores.ts'
import { daysOfMonth } from '#app/features/insights/core/months.ts'
import type { CaseState, StateCounts, TeamMeasureCode } from '#app/features/insights/core/team-measures.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'

/** A case in a measure: how it stands, and by which scores where the measure looks at scores. */
export interface MeasuredCase {
  readonly caseId: CaseId
  readonly episodeStart: string
  readonly closesOn: string
  readonly state: CaseState
  readonly baseline: { readonly total: number; readonly on: string } | undefined
  /** The last score of the time the measure looks at. */
  readonly last: { readonly total: number; readonly on: string } | undefined
}

/** Which cases are asked for: of which measures, and whose time closes when. */
interface Asked {
  readonly teamId: TeamId
  readonly measures: readonly TeamMeasureCode[]
  readonly from: string
  /** No end when left out. */
  readonly to?: string
  /** Today in the team's zone: what is later than it has not happened. */
  readonly today: string
}

/** Counts by measure, month and state. */
export type MonthCounts = ReadonlyMap<TeamMeasureCode, ReadonlyMap<string, StateCounts>>

/** How many of a team's cases stand how, by measure and by the month in which its time closes. */
export async function countMeasures(scope: Scope, asked: Asked): Promise<MonthCounts> {
  const { rows } = await sql<{ measure: TeamMeasureCode; month: string; state: CaseState; count: string }>`
    ${measured(scope, asked)}
    select measure, to_char(closes_on, 'YYYY-MM') as month, state, count(*) as count
      from measured group by 1, 2, 3`.execute(scope.trx)
  const counts = new Map<TeamMeasureCode, Map<string, StateCounts>>()
  for (const { measure, month, state, count } of rows) {
    const months = counts.get(measure) ?? new Map<string, StateCounts>()
    counts.set(measure, months)
    months.set(month, { ...months.get(month), [state]: Number(count) })
  }
  return counts
}

/**
 * The cases of a measure whose time closes in a month, by the day it closes; a page of them, and only in these states. A case whose
 * PHQ-9 is protected is not among them, since how it stands says how the patient is; `protected` says how many those are.
 */
export async function listMeasuredCases(
  scope: Scope,
  {
    teamId,
    measure,
    month,
    states,
    today,
    limit,
    offset,
  }: {
    readonly teamId: TeamId
    readonly measure: TeamMeasureCode
    readonly month: string
    readonly states: readonly CaseState[]
    readonly today: string
    readonly limit: number
    readonly offset: number
  },
): Promise<{ readonly listed: MeasuredCase[]; readonly protected: number }> {
  const { first, last } = daysOfMonth(month)
  const asked = measured(scope, { teamId, measures: [measure], from: first, to: last, today })
  const inStates = sql`state = any(${[...states]}::text[])`
  // A contact is no score.
  const isProtected = measure === 'contact-4-weeks' ? sql`false` : hasProtectedScore(scope)
  const { rows } = await sql<Row>`${asked}
    select * from measured where ${inStates} and not ${isProtected}
     order by closes_on, case_id limit ${limit} offset ${offset}`.execute(scope.trx)
  const kept = await sql<{ count: string }>`${asked}
    select count(*) as count from measured where ${inStates} and ${isProtected}`.execute(scope.trx)
  return { listed: rows.map(toCase), protected: Number(kept.rows[0]?.count ?? 0) }
}

// As the caseload decides it, without asking each patient's consent: for everybody who reads the list.
function hasProtectedScore(scope: Scope): RawBuilder<unknown> {
  return sql`exists (
    select from "case" join score on ${ofPatient(sql`"case"`)}
     where "case".organization_id = ${scope.organizationId} and "case".case_id = measured.case_id
       and score.labels <> '{}' and not binds_nobody(score.organization_id, score.labels))`
}

// The PHQ-9 totals of a case's patient, adult's and teens' alike, in the words of the index that finds them.
function ofPatient(of: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`score.organization_id = ${of}.organization_id and score.patient_id = ${of}.patient_id
    and score.instrument in ('phq-9', 'phq-9m') and score.total between 0 and 27`
}

/** The times the outcome measures look at, counted from the baseline. */
const times = {
  '4-to-8': { opens: sql`baseline_on + 120`, closes: sql`baseline_on + 240` },
  '6-months': around('6 months'),
  '12-months': around('12 months'),
} as const

/** Each outcome measure: the time it looks at, and what it asks of the last score in it. */
const outcomes = {
  'response-4-to-8': { time: '4-to-8', aim: 'response' },
  'remission-4-to-8': { time: '4-to-8', aim: 'remission' },
  'response-6-months': { time: '6-months', aim: 'response' },
  'remission-12-months': { time: '12-months', aim: 'remission' },
} as const

type Outcome = keyof typeof outcomes

function around(length: string) {
  const middle = sql`(baseline_on + ${sql.lit(length)}::interval)::date`
  return { opens: sql`${middle} - 60`, closes: sql`${middle} + 60` }
}

const aims = {
  response: sql`2 * last_total <= baseline_total`,
  remission: sql`last_total < 5`,
}

// The cases of the measures asked for, as a table called `measured`. A part that is not asked for is not in the query.
function measured(scope: Scope, asked: Asked): RawBuilder<unknown> {
  const { measures } = asked
  const parts = [
    ...(measures.includes('contact-4-weeks') ? [contacted(asked)] : []),
    ...(measures.includes('review-8-to-12') ? [reviewed(asked)] : []),
    ...Object.keys(times).flatMap((time) => {
      const theirs = measures.filter(isOutcome).filter((measure) => outcomes[measure].time === time)
      return theirs.length > 0 ? [outcomesOf(time as keyof typeof times, theirs, asked)] : []
    }),
  ]
  return sql`with cases as (${casesOf(scope, asked.teamId)}),
    based as (${withBaseline(asked.today)}),
    measured as (${sql.join(parts, sql` union all `)})`
}

function isOutcome(measure: TeamMeasureCode): measure is Outcome {
  return measure in outcomes
}

function casesOf(scope: Scope, teamId: TeamId): RawBuilder<unknown> {
  return sql`
    select "case".organization_id, "case".case_id, "case".patient_id, "case".episode_start, team.zone
      from "case" join team on team.organization_id = "case".organization_id and team.team_id = "case".team_id
     where "case".organization_id = ${scope.organizationId} and "case".team_id = ${teamId}
       and ${within(scope, 'case.team_id')}`
}

// The baseline is that of cases/core/scores: nearest to the start within the window, else the first after it. Asked one
// after the other, so that most cases need the few scores around their start and no more.
function withBaseline(today: string): RawBuilder<unknown> {
  const [opens, closes] = [
    sql`cases.episode_start - ${baselineWindow.before}::int`,
    sql`cases.episode_start + ${baselineWindow.after}::int`,
  ]
  return sql`
    select cases.*, coalesce(near.total, later.total) as baseline_total,
           coalesce(near.taken_on, later.taken_on) as baseline_on,
           coalesce(near.score_id, later.score_id) as baseline_id,
           case when near.score_id is null then later.taken_at else near.taken_at end as baseline_at
      from cases
      left join lateral (
        select score.total, score.taken_on, score.taken_at, score.score_id from score
         where ${ofPatient(sql`cases`)} and score.taken_on between ${opens} and least(${closes}, ${today}::date)
         order by abs(score.taken_on - cases.episode_start), score.taken_on, score.taken_at nulls first, score.score_id
         limit 1) as near on true
      left join lateral (
        select score.total, score.taken_on, score.taken_at, score.score_id from score
         where near.score_id is null and ${ofPatient(sql`cases`)}
           and score.taken_on > ${closes} and score.taken_on <= ${today}::date
         order by score.taken_on, score.taken_at nulls first, score.score_id
         limit 1) as later on true
     where coalesce(near.total, later.total) >= 10`
}

// Two measures of one time share what is looked up for it.
function outcomesOf(
  time: keyof typeof times,
  measures: readonly Outcome[],
  asked: Asked,
): RawBuilder<unknown> {
  const { opens, closes } = times[time]
  const reached = sql.join(
    measures.map((measure) => sql`(${sql.lit(measure)}, ${aims[outcomes[measure].aim]})`),
  )
  const when = sql`score.taken_on between opens_on and least(closes_on, ${asked.today}::date)`
  return sql`
    select aim.measure, case_id, episode_start, closes_on, baseline_total, baseline_on, last_total, last_on,
           case when closes_on >= ${asked.today}::date then 'pending'
                when last_total is null then 'not-measured'
                when aim.reached then 'met' else 'not-met' end as state
      from (select based.*, ${opens} as opens_on, ${closes} as closes_on from based) as timed
      left join lateral (${lastScore(when)}) as last on true
      cross join lateral (values ${reached}) as aim (measure, reached)
     where ${closesIn(asked)}`
}

function reviewed(asked: Asked): RawBuilder<unknown> {
  // The baseline counts as known at week 8 only when it had been taken by then.
  const since = sql`score.taken_on between episode_start + 28 and least(episode_start + 56, ${asked.today}::date)
    and (score.taken_on, coalesce(score.taken_at, '-infinity'), score.score_id)
      > (baseline_on, coalesce(baseline_at, '-infinity'), baseline_id)`
  return sql`
    select 'review-8-to-12' as measure, case_id, episode_start, closes_on, baseline_total, baseline_on,
           last_total, last_on,
           case when closes_on >= ${asked.today}::date then 'pending'
                when last_total is null then 'not-measured'
                when last_total < 10 or ${aims.response} then 'improved'
                when exists (
                  select from case_event
                   where case_event.organization_id = timed.organization_id and case_event.case_id = timed.case_id
                     and case_event.kind = 'discussed'
                     and ${onDays(sql`case_event.at`, sql`episode_start + 56`, sql`episode_start + 84`)}) then 'met'
                else 'not-met' end as state
      from (select based.*, episode_start + 84 as closes_on from based where baseline_on <= episode_start + 56) as timed
      left join lateral (${lastScore(since)}) as last on true
     where ${closesIn(asked)}`
}

function contacted(asked: Asked): RawBuilder<unknown> {
  return sql`
    select 'contact-4-weeks' as measure, case_id, episode_start, closes_on, null::smallint, null::date,
           null::smallint, null::date,
           case when closes_on >= ${asked.today}::date then 'pending'
                when exists (
                  select from contact
                   where contact.organization_id = timed.organization_id and contact.patient_id = timed.patient_id
                     and contact.reached
                     and ${onDays(sql`contact.at`, sql`episode_start + 1`, sql`episode_start + 28`)}) then 'met'
                else 'not-met' end as state
      from (select cases.*, episode_start + 28 as closes_on from cases) as timed
     where ${closesIn(asked)}`
}

function lastScore(when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select score.total as last_total, score.taken_on as last_on from score
     where ${ofPatient(sql`timed`)} and ${when}
     order by score.taken_on desc, score.taken_at desc nulls last, score.score_id desc limit 1`
}

// Days of the team's zone, both included. In instants, so that an index can find them.
function onDays(at: RawBuilder<unknown>, first: RawBuilder<unknown>, last: RawBuilder<unknown>) {
  return sql`${at} >= (${first})::timestamp at time zone zone and ${at} < (${last} + 1)::timestamp at time zone zone`
}

function closesIn({ from, to }: Asked): RawBuilder<unknown> {
  return to ? sql`closes_on between ${from}::date and ${to}::date` : sql`closes_on >= ${from}::date`
}

interface Row {
  readonly case_id: string
  readonly episode_start: string
  readonly closes_on: string
  readonly state: CaseState
  readonly baseline_total: number | null
  readonly baseline_on: string | null
  readonly last_total: number | null
  readonly last_on: string | null
}

function toCase(row: Row): MeasuredCase {
  const score = (total: number | null, on: string | null) =>
    total === null || on === null ? undefined : { total, on }
  return {
    caseId: row.case_id as CaseId,
    episodeStart: row.episode_start,
    closesOn: row.closes_on,
    state: row.state,
    baseline: score(row.baseline_total, row.baseline_on),
    last: score(row.last_total, row.last_on),
  }
}
