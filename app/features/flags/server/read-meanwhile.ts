import { showPatients } from '#app/features/cases/server/show-patients.ts'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { FlagId } from '#app/shared/ids.ts'
import { isSnoozed } from '../core/flag.ts'
import type { Verdict } from '../core/triage.ts'
import { findFlag } from './flag-queries.server.ts'

/** How a flag stands now, for somebody whose decision about it came too late. */
export interface Meanwhile {
  readonly patient: string
  readonly now: 'waits' | 'triaged' | 'snoozed' | 'closed'
  readonly verdict: Verdict | null
  readonly by: string | null
  readonly at: string | null
}

/** Reads who was first, and what they made of a flag. Undefined for one the scope may not see. */
export async function readMeanwhile(scope: Scope, flagId: FlagId): Promise<Meanwhile | undefined> {
  const flag = await findFlag(scope, flagId)
  if (!flag) return undefined
  const nameOf = await namesOfPeople(scope)
  const patient = (await showPatients(scope, [flag.caseId], 'flags.listed'))(flag.caseId)
  const named = {
    patient: `${patient.family.toLocaleUpperCase('en')}, ${patient.given}`,
    verdict: flag.verdict,
  }
  if (flag.state === 'closed')
    return { ...named, now: 'closed', by: nameOf(flag.closedBy), at: flag.closedAt }
  if (flag.snooze && isSnoozed(flag))
    return { ...named, now: 'snoozed', by: nameOf(flag.snooze.by), at: flag.snooze.at }
  if (flag.state === 'triaged')
    return { ...named, now: 'triaged', by: nameOf(flag.triagedBy), at: flag.triagedAt }
  return { ...named, now: 'waits', by: null, at: null }
}
