import { briefParts, missingParts } from '#app/features/cases/core/brief.ts'
import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { listTasksById } from '#app/features/tasks/server/task-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, FlagId, PersonId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { RaisedFlag, Why } from '../core/flag.ts'
import type { RuleCode } from '../core/rule-book.ts'
import type { Verdict } from '../core/triage.ts'
import { listWrittenParts } from './flag-queries.server.ts'

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
  readonly question: string
  readonly why: Why
  readonly state: RaisedFlag['state']
  readonly verdict: Verdict | null
  readonly verdictNote: string | null
  readonly triagedBy: string | null
  readonly triagedAt: string | null
  /** Since when its rule would no longer ask. */
  readonly lapsedAt: string | null
  readonly minutes: number | null
  readonly needs: readonly PersonId[]
  readonly presenterId: PersonId | null
  /** What the brief still lacks, in words. */
  readonly missing: readonly string[]
  readonly task: { readonly taskId: string; readonly owner: string; readonly accepted: boolean } | null
}

/** Flags as rows show them, in the order given. The patients they name are noted as seen. */
export async function showFlags(scope: Scope, flags: readonly RaisedFlag[]): Promise<ShownFlag[]> {
  const patientOf = await showPatients(
    scope,
    flags.map((flag) => flag.caseId),
    'flags.listed',
  )
  const nameOf = await namesOfPeople(scope)
  const tasks = new Map(
    (
      await listTasksById(
        scope,
        flags.flatMap((flag) => flag.taskId ?? []),
      )
    ).map((task) => [task.taskId, task]),
  )
  const written = await listWrittenParts(
    scope,
    flags.map((flag) => flag.caseId),
  )
  return flags.map((flag) => {
    const task = flag.taskId ? tasks.get(flag.taskId) : undefined
    return {
      flagId: flag.flagId,
      caseId: flag.caseId,
      version: flag.version,
      patient: patientOf(flag.caseId),
      urgency: flag.urgency,
      safety: flag.safety,
      rule: flag.rule,
      raisedBy: nameOf(flag.raisedBy),
      raisedAt: flag.raisedAt,
      respondBy: flag.respondBy,
      question: flag.question,
      why: flag.why,
      state: flag.state,
      verdict: flag.verdict,
      verdictNote: flag.verdictNote,
      triagedBy: nameOf(flag.triagedBy),
      triagedAt: flag.triagedAt,
      lapsedAt: flag.lapsedAt,
      minutes: flag.minutes,
      needs: flag.needs,
      presenterId: flag.presenterId,
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

function missingOf(written: readonly string[]): string[] {
  return missingParts(written).map((part) => briefParts[part].missing)
}
