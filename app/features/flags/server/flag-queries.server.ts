import { sql } from 'kysely'
import { withheldWords } from '#app/features/cases/core/labels.ts'
import { type Cover, coverOf } from '#app/features/cases/server/cover.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import { hasText } from '#app/platform/secrets.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, FlagId, PersonId, QueueEntryId, TaskId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { RaisedFlag, Why } from '../core/flag.ts'
import type { RuleCode } from '../core/rules.ts'
import type { Verdict } from '../core/triage.ts'

/** One flag that the scope may see. */
export async function findFlag(scope: Scope, flagId: FlagId): Promise<RaisedFlag | undefined> {
  const row = await flags(scope).where('flag.flag_id', '=', flagId).executeTakeFirst()
  return row && (await toFlags(scope, [row]))[0]
}

/** The same, and nobody else changes it until this work is done. */
export async function lockFlag(scope: Scope, flagId: FlagId): Promise<RaisedFlag | undefined> {
  const row = await flags(scope).where('flag.flag_id', '=', flagId).forUpdate().executeTakeFirst()
  return row && (await toFlags(scope, [row]))[0]
}

/** All flags of a case, the newest first, at most 200. */
export async function listFlagsOfCase(scope: Scope, caseId: CaseId): Promise<RaisedFlag[]> {
  const rows = await flags(scope)
    .where('flag.case_id', '=', caseId)
    .orderBy('flag.raised_at', 'desc')
    .orderBy('flag.flag_id', 'desc')
    .limit(200)
    .execute()
  return toFlags(scope, rows)
}

/** A team's flags that are not closed, the one to respond to first at the top, at most 500. */
export async function listOpenFlagsOfTeam(scope: Scope, teamId: TeamId): Promise<RaisedFlag[]> {
  const rows = await flags(scope)
    .where('flag.team_id', '=', teamId)
    .where('flag.state', '<>', 'closed')
    .orderBy('flag.safety', 'desc')
    .orderBy('flag.respond_by')
    .orderBy('flag.flag_id')
    .limit(500)
    .execute()
  return toFlags(scope, rows)
}

/** The flags that share a place in the queue and are not closed. */
export async function listFlagsOfEntry(scope: Scope, entryId: QueueEntryId): Promise<RaisedFlag[]> {
  const rows = await flags(scope)
    .where('flag.queue_entry_id', '=', entryId)
    .where('flag.state', '<>', 'closed')
    .orderBy('flag.raised_at')
    .orderBy('flag.flag_id')
    .execute()
  return toFlags(scope, rows)
}

/** The flag that a task was made for; nobody else changes it until this work is done. */
export async function findFlagOfTask(scope: Scope, taskId: TaskId): Promise<RaisedFlag | undefined> {
  const row = await flags(scope).where('flag.task_id', '=', taskId).forUpdate().executeTakeFirst()
  return row && (await toFlags(scope, [row]))[0]
}

/** How many flags wait for triage, by team. A team without any is not in the answer. */
export async function countInbox(scope: Scope, teamIds: readonly TeamId[]): Promise<Map<TeamId, number>> {
  if (teamIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('flag')
    .where('flag.organization_id', '=', scope.organizationId)
    .where('flag.team_id', 'in', [...teamIds])
    .where(within(scope, 'flag.team_id'))
    .where('flag.state', '=', 'open')
    .groupBy('flag.team_id')
    .select((eb) => ['flag.team_id', eb.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map((row) => [row.team_id as TeamId, row.count]))
}

/** Which parts of their briefs are written, by case: their names only. A part whose words were taken out is not. */
export async function listWrittenParts(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<Map<CaseId, string[]>> {
  if (caseIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('brief_part')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'brief_part.organization_id')
        .onRef('case.case_id', '=', 'brief_part.case_id'),
    )
    .where('brief_part.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('brief_part.case_id', 'in', [...caseIds])
    .select(['brief_part.case_id', 'brief_part.part', 'brief_part.text_sealed'])
    .execute()
  const parts = new Map<CaseId, string[]>()
  for (const row of rows) {
    if (!hasText(row.text_sealed)) continue
    const caseId = row.case_id as CaseId
    parts.set(caseId, [...(parts.get(caseId) ?? []), row.part])
  }
  return parts
}

/** What is stored of a new flag. */
export interface NewFlag {
  readonly flagId: FlagId
  readonly teamId: TeamId
  readonly caseId: CaseId
  readonly rule: RuleCode | null
  readonly question: string
  readonly why: Why
  readonly labels: readonly string[]
  readonly urgency: Urgency
  readonly safety: boolean
  readonly respondBy: Date
  readonly minutes: number | null
  readonly needs: readonly PersonId[]
  readonly presenterId: PersonId | null
  readonly taskId: TaskId | null
}

export async function insertFlag(scope: Scope, flag: NewFlag): Promise<void> {
  await scope.trx
    .insertInto('flag')
    .values({
      organization_id: scope.organizationId,
      flag_id: flag.flagId,
      team_id: flag.teamId,
      case_id: flag.caseId,
      rule: flag.rule,
      raised_by: flag.rule ? null : (actingPerson(scope) ?? null),
      question_sealed: seal(scope, 'flag.question', flag.flagId, flag.question),
      why_sealed: seal(scope, 'flag.why', flag.flagId, JSON.stringify(flag.why)),
      labels: [...flag.labels],
      urgency: flag.urgency,
      safety: flag.safety,
      raised_at: scope.now.toJSDate(),
      respond_by: flag.respondBy,
      minutes: flag.minutes,
      needs: sql<string[]>`${[...flag.needs]}::uuid[]`,
      presenter_id: flag.presenterId,
      task_id: flag.taskId,
    })
    .execute()
}

/** What changes about a flag. Left out is left alone. */
export interface FlagChange {
  readonly state?: RaisedFlag['state']
  readonly verdict?: Verdict | null
  readonly verdictNote?: string | null
  readonly queueEntryId?: QueueEntryId | null
  readonly taskId?: TaskId | null
  readonly urgency?: Urgency
  readonly respondBy?: Date
  readonly why?: Why
  readonly found?: string
  readonly closedBy?: PersonId | null
}

/** Changes a flag that is still at `version`, and says whether it was. */
export async function updateFlag(
  scope: Scope,
  flagId: FlagId,
  version: number,
  change: FlagChange,
): Promise<boolean> {
  const triaged = change.state === 'triaged'
  const opened = change.state === 'open'
  const row = await scope.trx
    .updateTable('flag')
    .set({
      version: sql`version + 1`,
      ...(change.state && { state: change.state }),
      ...(triaged && { triaged_by: actingPerson(scope) ?? null, triaged_at: scope.now.toJSDate() }),
      ...(opened && { triaged_by: null, triaged_at: null }),
      ...(change.state === 'closed' && {
        closed_at: scope.now.toJSDate(),
        closed_by: change.closedBy ?? null,
      }),
      ...(change.verdict !== undefined && { verdict: change.verdict }),
      ...(change.verdictNote !== undefined && {
        verdict_note_sealed: sealMaybe(scope, 'flag.verdict_note', flagId, change.verdictNote),
      }),
      ...(change.queueEntryId !== undefined && { queue_entry_id: change.queueEntryId }),
      ...(change.taskId !== undefined && { task_id: change.taskId }),
      ...(change.urgency && { urgency: change.urgency }),
      ...(change.respondBy && { respond_by: change.respondBy }),
      ...(change.why && { why_sealed: seal(scope, 'flag.why', flagId, JSON.stringify(change.why)) }),
      ...(change.found !== undefined && { found_sealed: seal(scope, 'flag.found', flagId, change.found) }),
    })
    .where('flag.organization_id', '=', scope.organizationId)
    .where('flag.flag_id', '=', flagId)
    .where('flag.version', '=', version)
    .returning('flag.flag_id')
    .executeTakeFirst()
  return row !== undefined
}

// Every read of flags starts here, so that none can forget whose flags they are.
function flags(scope: Scope) {
  return scope.trx
    .selectFrom('flag')
    .where('flag.organization_id', '=', scope.organizationId)
    .where(within(scope, 'flag.team_id'))
    .selectAll('flag')
}

type FlagRow = Awaited<ReturnType<ReturnType<typeof flags>['execute']>>[number]

async function toFlags(scope: Scope, rows: readonly FlagRow[]): Promise<RaisedFlag[]> {
  const cover = await coverOf(scope, rows.map(itemOf))
  return rows.map((row) => toFlag(cover, row))
}

function itemOf({ case_id, labels }: FlagRow) {
  return { caseId: case_id, labels }
}

function toFlag(cover: Cover, row: FlagRow): RaisedFlag {
  const id = row.flag_id
  const item = itemOf(row)
  return {
    flagId: id as FlagId,
    teamId: row.team_id as TeamId,
    caseId: row.case_id as CaseId,
    rule: row.rule as RuleCode | null,
    raisedBy: row.raised_by as PersonId | null,
    get question() {
      return cover.words('flag.question', id, row.question_sealed, item)
    },
    get why(): Why {
      const why = cover.text('flag.why', id, row.why_sealed, item)
      return why === undefined ? { by: 'person', reason: withheldWords } : (JSON.parse(why) as Why)
    },
    labels: row.labels,
    withheld: !cover.lets(item),
    urgency: row.urgency as Urgency,
    safety: row.safety,
    raisedAt: row.raised_at.toISOString(),
    respondBy: row.respond_by.toISOString(),
    state: row.state as RaisedFlag['state'],
    verdict: row.verdict as Verdict | null,
    get verdictNote() {
      return cover.wordsMaybe('flag.verdict_note', id, row.verdict_note_sealed, item)
    },
    triagedBy: row.triaged_by as PersonId | null,
    triagedAt: row.triaged_at?.toISOString() ?? null,
    minutes: row.minutes,
    needs: row.needs as PersonId[],
    presenterId: row.presenter_id as PersonId | null,
    taskId: row.task_id as TaskId | null,
    queueEntryId: row.queue_entry_id as QueueEntryId | null,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by as PersonId | null,
    get found() {
      return cover.wordsMaybe('flag.found', id, row.found_sealed, item)
    },
    version: row.version,
  }
}
