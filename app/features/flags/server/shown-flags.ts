import { DateTime } from 'luxon'
import { briefParts, missingParts } from '#app/features/cases/core/brief.ts'
import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { type NameOf, namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { canTakeBack } from '#app/features/tasks/core/handshake.ts'
import type { Task } from '#app/features/tasks/core/task.ts'
import { listTasksById } from '#app/features/tasks/server/task-queries.server.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import type { CaseId, FlagId, PersonId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { type Clock, clockAt, type TeamCalendar } from '../core/clock.ts'
import { isSnoozed, type RaisedFlag, type Why } from '../core/flag.ts'
import type { RuleCode } from '../core/rule-book.ts'
import { lastSnoozeDay } from '../core/snooze.ts'
import type { Verdict } from '../core/triage.ts'
import { listWrittenParts } from './flag-queries.server.ts'
import { listQueued } from './inbox-queries.server.ts'
import { findQueueEntries } from './queue-queries.server.ts'

/** A flag as a row of the inbox shows it. */
export interface ShownFlag {
  readonly flagId: FlagId
  readonly caseId: CaseId
  readonly version: number
  readonly patient: ShownPatient
  readonly urgency: Urgency
  readonly safety: boolean
  readonly rule: RuleCode | null
  readonly raisedBy: string | null
  readonly raisedAt: string
  readonly respondBy: string
  /** Time left to respond, in the team's working days. */
  readonly clock: Clock
  readonly question: string
  readonly why: Why
  readonly state: RaisedFlag['state'] | 'snoozed'
  readonly verdict: Verdict | null
  readonly verdictNote: string | null
  /** The verdict or the snooze in force: by whom, when. Null while it waits. */
  readonly decided: { readonly by: string | null; readonly at: string; readonly byMe: boolean } | null
  /** Whether that can be taken back; if not, why, and where to go instead. */
  readonly undo:
    | 'possible'
    | { readonly why: UndoHindrance; readonly to: string; readonly who: string | null }
  /** That it is put off, or was before it came back. */
  readonly snooze: { readonly until: string; readonly by: string | null; readonly reason: string } | null
  /** The last day it can be put off until; null when it cannot. */
  readonly snoozeUntil: string | null
  readonly escalated: {
    readonly to: readonly string[]
    readonly at: string
    readonly goesOnAt: string | null
  } | null
  /** Since when its rule would no longer ask. */
  readonly lapsedAt: string | null
  readonly minutes: number | null
  readonly needs: readonly PersonId[]
  readonly presenterId: PersonId | null
  /** Whether its case is in the queue already, with another flag: discussed, this one joins it there. */
  readonly queued: 'waiting' | 'on-agenda' | null
  /** What the brief still lacks, in words. */
  readonly missing: readonly string[]
  readonly task: { readonly taskId: string; readonly owner: string; readonly accepted: boolean } | null
}

/** What stands in the way of taking a verdict back. */
export type UndoHindrance = 'on-agenda' | 'task-answered' | 'safety'

/** Flags as rows show them, in the order given. The patients they name are noted as seen. */
export async function showFlags(
  scope: Scope,
  flags: readonly RaisedFlag[],
  { zone, workingDays }: TeamCalendar,
): Promise<ShownFlag[]> {
  const caseIds = flags.map((flag) => flag.caseId)
  const patientOf = await showPatients(scope, caseIds, 'flags.listed')
  const nameOf = await namesOfPeople(scope)
  const taskIds = flags.flatMap((flag) => flag.taskId ?? [])
  const tasks = new Map((await listTasksById(scope, taskIds)).map((task) => [task.taskId, task]))
  const entryIds = flags.flatMap((flag) => flag.queueEntryId ?? [])
  const entries = await findQueueEntries(scope, [...new Set(entryIds)])
  const agendaOf = new Map(
    entries
      .filter((entry) => entry.state === 'on-agenda')
      .map((entry) => [entry.queueEntryId, entry.huddleId]),
  )
  const queued = await listQueued(scope, caseIds)
  const written = await listWrittenParts(scope, caseIds)
  return flags.map((flag) => {
    const task = flag.taskId ? tasks.get(flag.taskId) : undefined
    const huddleId = flag.queueEntryId ? agendaOf.get(flag.queueEntryId) : undefined
    const respondBy = DateTime.fromISO(flag.respondBy)
    const { minutes, needs, presenterId, urgency, rule } = flag
    const last = lastSnoozeDay({ urgency, ...(rule && { rule }) }, { respondBy, now: scope.now, zone })
    return {
      flagId: flag.flagId,
      caseId: flag.caseId,
      version: flag.version,
      patient: patientOf(flag.caseId),
      urgency,
      safety: flag.safety,
      rule,
      raisedBy: nameOf(flag.raisedBy),
      raisedAt: flag.raisedAt,
      respondBy: flag.respondBy,
      clock: clockAt(respondBy, scope.now, zone, workingDays),
      question: flag.question,
      why: flag.why,
      state: isSnoozed(flag) ? 'snoozed' : flag.state,
      verdict: flag.verdict,
      verdictNote: flag.verdictNote,
      decided: decidedOf(flag, nameOf, actingPerson(scope)),
      undo: undoOf(flag, task, huddleId ?? null, nameOf),
      snooze: flag.snooze && {
        until: flag.snooze.until,
        by: nameOf(flag.snooze.by),
        reason: flag.snooze.reason,
      },
      snoozeUntil: flag.state === 'open' && !flag.safety ? (last ?? null) : null,
      escalated: flag.escalatedAt
        ? {
            to: flag.escalatedTo.map((personId) => nameOf(personId)),
            at: flag.escalatedAt,
            goesOnAt: flag.escalated === 1 ? flag.escalatesAt : null,
          }
        : null,
      lapsedAt: flag.lapsedAt,
      minutes,
      needs,
      presenterId,
      queued: flag.queueEntryId ? null : (queued.get(flag.caseId) ?? null),
      missing: missingOf(written.get(flag.caseId) ?? []),
      task: task
        ? {
            taskId: task.taskId,
            owner: nameOf(task.ownerId),
            accepted: task.state === 'accepted' || task.state === 'done',
          }
        : null,
    }
  })
}

function decidedOf(flag: RaisedFlag, nameOf: NameOf, me: PersonId | undefined): ShownFlag['decided'] {
  const [by, at] =
    flag.snooze && isSnoozed(flag) ? [flag.snooze.by, flag.snooze.at] : [flag.triagedBy, flag.triagedAt]
  return at ? { by: nameOf(by), at, byMe: by !== null && by === me } : null
}

function undoOf(
  flag: RaisedFlag,
  task: Task | undefined,
  huddleId: string | null,
  nameOf: NameOf,
): ShownFlag['undo'] {
  if (flag.safety)
    return { why: 'safety', to: task ? `/tasks/${task.taskId}` : '', who: nameOf(task?.ownerId) }
  if (huddleId) return { why: 'on-agenda', to: `/huddles/${huddleId}/agenda`, who: null }
  if (task && flag.verdict === 'same-day-task' && !canTakeBack(task))
    return { why: 'task-answered', to: `/tasks/${task.taskId}`, who: nameOf(task.ownerId) }
  return 'possible'
}

function missingOf(written: readonly string[]): string[] {
  return missingParts(written).map((part) => briefParts[part].missing)
}
