import type { CaseId, FlagId, PersonId, QueueEntryId, TaskId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { RuleCode } from './rule-book.ts'
import type { RuleAnswer } from './rules.ts'
import type { Verdict } from './triage.ts'

/** Why a flag was raised: a rule's answer with its numbers, dates and source, or a person's reason. */
export type Why =
  | { readonly by: 'rule'; readonly answer: RuleAnswer }
  | { readonly by: 'person'; readonly reason: string }

/** A flag as it is kept. Instants are ISO texts. */
export interface RaisedFlag {
  readonly flagId: FlagId
  readonly teamId: TeamId
  readonly caseId: CaseId
  readonly rule: RuleCode | null
  readonly raisedBy: PersonId | null
  readonly question: string
  readonly why: Why
  readonly labels: readonly string[]
  /** Whether the patient's consent withholds its texts: words that say so stand in their place. */
  readonly withheld: boolean
  readonly urgency: Urgency
  readonly safety: boolean
  readonly raisedAt: string
  readonly respondBy: string
  readonly state: 'open' | 'triaged' | 'closed'
  readonly verdict: Verdict | null
  /** What is missing, in the words of whoever triaged. */
  readonly verdictNote: string | null
  readonly triagedBy: PersonId | null
  readonly triagedAt: string | null
  /** Wishes of whoever raised it, for the huddle. */
  readonly minutes: number | null
  readonly needs: readonly PersonId[]
  readonly presenterId: PersonId | null
  readonly taskId: TaskId | null
  readonly queueEntryId: QueueEntryId | null
  /** The latest time it was put off; `wokeAt` is null while it still is. */
  readonly snooze: {
    readonly at: string
    readonly until: string
    readonly by: PersonId
    readonly reason: string
    readonly wokeAt: string | null
  } | null
  /** How far it has gone because nobody answered in time: 0 nowhere, 1 to the leads, 2 to whoever is on call. */
  readonly escalated: 0 | 1 | 2
  readonly escalatedAt: string | null
  /** Who was told then. */
  readonly escalatedTo: readonly PersonId[]
  /** When it goes on to whoever is on call, if nobody does anything until then. */
  readonly escalatesAt: string | null
  readonly closedAt: string | null
  readonly closedBy: PersonId | null
  readonly found: string | null
  /** Since when its rule would no longer ask. */
  readonly lapsedAt: string | null
  readonly version: number
}

/** Whether a flag is put off at present. */
export function isSnoozed(flag: Pick<RaisedFlag, 'snooze'>): boolean {
  return flag.snooze !== null && flag.snooze.wokeAt === null
}
