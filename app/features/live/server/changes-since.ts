import { DateTime } from 'luxon'
import { type Change, inReadingOrder } from '#app/features/cases/core/changes.ts'
import type { Case } from '#app/features/cases/server/case-queries.server.ts'
import { listCaseChanges } from '#app/features/cases/server/changes-since.ts'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import { findTeam, namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { isOpen } from '#app/features/tasks/core/task.ts'
import { listTasksOfCaseSince } from '#app/features/tasks/server/task-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'

/** What is another than it was, since when, and why then: since the case was last discussed, or since its episode began. */
export interface ChangesSince {
  /** An instant (ISO). */
  readonly since: string
  readonly from: 'last-discussion' | 'episode-start'
  readonly changes: readonly Change[]
}

/**
 * An inner step: what changed about a case since a huddle last talked about it, or since its episode began where none has: scores,
 * medication, tasks done and not done, flags, contacts, goals, needs, the brief and the case itself, as a huddle reads them.
 *
 * It is computed from the facts each time, so that nobody has to write it and nothing of it is older than its facts.
 */
export async function listChangesSince(scope: Scope, found: Case): Promise<ChangesSince> {
  const zone = (await findTeam(scope, found.teamId))?.zone ?? 'utc'
  const start = DateTime.fromISO(found.episodeStart, { zone })
  const discussed = found.lastDiscussedAt && DateTime.fromJSDate(found.lastDiscussedAt)
  // A discussion of an earlier episode is not what this one is measured from.
  const since = discussed && discussed > start ? discussed : start
  const changes = [
    ...(await listCaseChanges(scope, found, since, zone)),
    ...(await changesOfTasks(scope, found, since, zone)),
    ...(await changesOfFlags(scope, found, since, zone)),
  ]
  return {
    since: since.toUTC().toISO() ?? '',
    from: since === start ? 'episode-start' : 'last-discussion',
    changes: inReadingOrder(changes),
  }
}

async function changesOfTasks(
  scope: Scope,
  { caseId }: Case,
  since: DateTime,
  zone: string,
): Promise<Change[]> {
  const names = await namesOfPeople(scope)
  const today = scope.now.setZone(zone).toFormat('yyyy-MM-dd')
  return (await listTasksOfCaseSince(scope, caseId, since)).flatMap((task): Change[] => {
    const on = task.endedAt ? dayIn(task.endedAt, zone) : task.dueOn
    const change = (words: string): Change[] => [{ kind: 'task', on, words }]
    if (task.state === 'done') return change(`Done: ${task.title}${task.outcome ? ` (${task.outcome})` : ''}`)
    if (task.state === 'cancelled') return change(`Called off: ${task.title}`)
    const tries =
      task.attempts > 0 ? `, tried ${task.attempts === 1 ? 'once' : `${task.attempts} times`}` : ''
    if (isOpen(task) && task.dueOn < today)
      return change(`Not done in time by ${names(task.ownerId)}: ${task.title}${tries}`)
    return task.state === 'offered-back'
      ? change(`Given back: ${task.title}${task.declineReason ? ` (${task.declineReason})` : ''}`)
      : []
  })
}

async function changesOfFlags(
  scope: Scope,
  { caseId }: Case,
  since: DateTime,
  zone: string,
): Promise<Change[]> {
  return (await listFlagsOfCase(scope, caseId))
    .filter(({ raisedAt }) => DateTime.fromISO(raisedAt) > since)
    .map(({ raisedAt, question, safety }) => ({
      kind: safety ? 'safety' : 'flag',
      on: dayIn(raisedAt, zone),
      words: question,
    }))
}

function dayIn(iso: string, zone: string): string {
  return DateTime.fromISO(iso, { zone }).toFormat('yyyy-MM-dd')
}
