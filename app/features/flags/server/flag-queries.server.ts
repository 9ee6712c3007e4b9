import { sql } from 'kysely'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { open, openMaybe, seal, sealMaybe } from '#app/platform/sealed.ts'
import { hasText } from '#app/platform/secrets.ts'
import { inboxTopic, tell } from '#app/platform/tell.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, FlagId, PersonId, QueueEntryId, TaskId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { RaisedFlag, Why } from '../core/flag.ts'
import type { RuleCode } from '../core/rules.ts'
import type { Verdict } from '../core/triage.ts'

/** One flag that the scope may see. */
export async function findFlag(scope: Scope, flagId: FlagId): Promise<RaisedFlag | undefined> {
  const row = await flags(scope).where('flag.flag_id', '=', flagId).executeTakeFirst()
  return row && toFlag(scope, row)
}

/** The same, and nobody else changes it until this work is done. */
export async function lockFlag(scope: Scope, flagId: FlagId): Promise<RaisedFlag | undefined> {
  const row = await flags(scope).where('flag.flag_id', '=', flagId).forUpdate().executeTakeFirst()
  return row && toFlag(scope, row)
}

/** All flags of a case, the newest first, at most 200. */
export async function listFlagsOfCase(scope: Scope, caseId: CaseId): Promise<RaisedFlag[]> {
  const rows = await flags(scope)
    .where('flag.case_id', '=', caseId)
    .orderBy('flag.raised_at', 'desc')
    .orderBy('flag.flag_id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => toFlag(scope, row))
}

/** The flags that share a place in the queue and are not closed. */
export async function listFlagsOfEntry(scope: Scope, entryId: QueueEntryId): Promise<RaisedFlag[]> {
  const rows = await flags(scope)
    .where('flag.queue_entry_id', '=', entryId)
    .where('flag.state', '<>', 'closed')
    .orderBy('flag.raised_at')
    .orderBy('flag.flag_id')
    .execute()
  return rows.map((row) => toFlag(scope, row))
}

/** The flag that a task was made for; nobody else changes it until this work is done. */
export async function findFlagOfTask(scope: Scope, taskId: TaskId): Promise<RaisedFlag | undefined> {
  const row = await flags(scope).where('flag.task_id', '=', taskId).forUpdate().executeTakeFirst()
  return row && toFlag(scope, row)
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
  await tell(scope, inboxTopic(flag.teamId))
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
  /** Puts the flag off; null takes that back as if it had never been. */
  readonly snooze?: { readonly until: Date; readonly reason: string } | null
  /** Ends being put off, and keeps what was said then. */
  readonly wakes?: true
  readonly escalated?: {
    readonly step: 1 | 2
    readonly to: readonly PersonId[]
    readonly goesOnAt: Date | null
  }
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
  const { snooze, escalated } = change
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
      ...(snooze !== undefined && {
        snoozed_at: snooze && scope.now.toJSDate(),
        snoozed_until: snooze?.until ?? null,
        snoozed_by: snooze ? (actingPerson(scope) ?? null) : null,
        snooze_reason_sealed: sealMaybe(scope, 'flag.snooze_reason', flagId, snooze?.reason),
        woke_at: null,
      }),
      ...(change.wakes && { woke_at: scope.now.toJSDate() }),
      ...(escalated && {
        escalated: escalated.step,
        escalated_at: scope.now.toJSDate(),
        escalated_to: sql<string[]>`${[...escalated.to]}::uuid[]`,
        escalates_at: escalated.goesOnAt,
      }),
      ...(change.found !== undefined && { found_sealed: seal(scope, 'flag.found', flagId, change.found) }),
    })
    .where('flag.organization_id', '=', scope.organizationId)
    .where('flag.flag_id', '=', flagId)
    .where('flag.version', '=', version)
    .returning('flag.team_id')
    .executeTakeFirst()
  if (!row) return false
  await tell(scope, inboxTopic(row.team_id))
  return true
}

/** Every read of flags starts here, so that none can forget whose flags they are. */
export function flags(scope: Scope) {
  return scope.trx
    .selectFrom('flag')
    .where('flag.organization_id', '=', scope.organizationId)
    .where(within(scope, 'flag.team_id'))
    .selectAll('flag')
}

export type FlagRow = Awaited<ReturnType<ReturnType<typeof flags>['execute']>>[number]

/** A kept flag, its texts opened. */
export function toFlag(scope: Scope, row: FlagRow): RaisedFlag {
  const id = row.flag_id
  return {
    flagId: id as FlagId,
    teamId: row.team_id as TeamId,
    caseId: row.case_id as CaseId,
    rule: row.rule as RuleCode | null,
    raisedBy: row.raised_by as PersonId | null,
    question: open(scope, 'flag.question', id, row.question_sealed),
    why: JSON.parse(open(scope, 'flag.why', id, row.why_sealed)) as Why,
    urgency: row.urgency as Urgency,
    safety: row.safety,
    raisedAt: row.raised_at.toISOString(),
    respondBy: row.respond_by.toISOString(),
    state: row.state as RaisedFlag['state'],
    verdict: row.verdict as Verdict | null,
    verdictNote: openMaybe(scope, 'flag.verdict_note', id, row.verdict_note_sealed),
    triagedBy: row.triaged_by as PersonId | null,
    triagedAt: row.triaged_at?.toISOString() ?? null,
    minutes: row.minutes,
    needs: row.needs as PersonId[],
    presenterId: row.presenter_id as PersonId | null,
    taskId: row.task_id as TaskId | null,
    queueEntryId: row.queue_entry_id as QueueEntryId | null,
    snooze: snoozeOf(scope, row),
    escalated: row.escalated as 0 | 1 | 2,
    escalatedAt: row.escalated_at?.toISOString() ?? null,
    escalatedTo: row.escalated_to as PersonId[],
    escalatesAt: row.escalates_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by as PersonId | null,
    found: openMaybe(scope, 'flag.found', id, row.found_sealed),
    version: row.version,
  }
}

function snoozeOf(scope: Scope, row: FlagRow): RaisedFlag['snooze'] {
  if (!row.snoozed_at || !row.snoozed_until || !row.snooze_reason_sealed) return null
  return {
    at: row.snoozed_at.toISOString(),
    until: row.snoozed_until.toISOString(),
    by: row.snoozed_by as PersonId,
    reason: open(scope, 'flag.snooze_reason', row.flag_id, row.snooze_reason_sealed),
    wokeAt: row.woke_at?.toISOString() ?? null,
  }
}
