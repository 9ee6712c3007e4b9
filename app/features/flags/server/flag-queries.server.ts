import { sql } from 'kysely'
import { withheldWords } from '#app/features/cases/core/labels.ts'
import { type Cover, coverOf } from '#app/features/cases/server/cover.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import { hasText } from '#app/platform/secrets.ts'
import { inboxTopic, tell } from '#app/platform/tell.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, FlagId, PersonId, QueueEntryId, TaskId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { RaisedFlag, Why } from '../core/flag.ts'
import type { RuleCode } from '../core/rule-book.ts'
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
  readonly lapsedAt?: Date | null
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
      ...(change.lapsedAt !== undefined && { lapsed_at: change.lapsedAt }),
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

/** Kept flags as values; each text is opened when it is asked for, as far as consent lets the reader see it. */
export async function toFlags(scope: Scope, rows: readonly FlagRow[]): Promise<RaisedFlag[]> {
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
    snooze: snoozeOf(cover, row),
    escalated: row.escalated as 0 | 1 | 2,
    escalatedAt: row.escalated_at?.toISOString() ?? null,
    escalatedTo: row.escalated_to as PersonId[],
    escalatesAt: row.escalates_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by as PersonId | null,
    get found() {
      return cover.wordsMaybe('flag.found', id, row.found_sealed, item)
    },
    lapsedAt: row.lapsed_at?.toISOString() ?? null,
    version: row.version,
  }
}

function snoozeOf(cover: Cover, row: FlagRow): RaisedFlag['snooze'] {
  const { snoozed_at: at, snoozed_until: until, snooze_reason_sealed: sealed } = row
  if (!at || !until || !sealed) return null
  return {
    at: at.toISOString(),
    until: until.toISOString(),
    by: row.snoozed_by as PersonId,
    get reason() {
      return cover.words('flag.snooze_reason', row.flag_id, sealed, itemOf(row))
    },
    wokeAt: row.woke_at?.toISOString() ?? null,
  }
}
