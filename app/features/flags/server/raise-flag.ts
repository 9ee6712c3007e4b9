import { isPart2, unionOf } from '#app/features/cases/core/labels.ts'
import { type Case, findCase, noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { inheritLabels } from '#app/features/cases/server/inherit-labels.ts'
import { findTeam, listMembers, listTeamWeekdays } from '#app/features/people/server/people-queries.server.ts'
import { offerTask } from '#app/features/tasks/server/offer-task.ts'
import { firstInLine } from '#app/features/tasks/server/safety-line.ts'
import { audit } from '#app/platform/audit.ts'
import { announce, putDue } from '#app/platform/facts.ts'
import { actingPerson, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, FlagId, PersonId, TaskId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { Why } from '../core/flag.ts'
import { respondBy } from '../core/respond-by.ts'
import { isSafety } from '../core/triage.ts'
import { insertFlag } from './flag-queries.server.ts'
import { readClocks } from './rule-settings.ts'

export type RaiseProblem = 'no-such-case' | 'case-closed' | 'needs-not-in-team' | 'says-nothing'

export interface RaiseInput {
  readonly caseId: CaseId
  readonly question: string
  readonly why: Why
  readonly urgency: Urgency
  /** Of what it is about, and what was ticked. */
  readonly labels?: readonly string[]
  /** Wishes for the huddle; the lead may change them. */
  readonly minutes?: number
  readonly needs?: readonly PersonId[]
  readonly presenterId?: PersonId
}

/** Flags a case by hand. An emergency makes its same-day task in the same transaction. */
export async function raiseFlag(
  world: World,
  caller: Caller,
  input: Omit<RaiseInput, 'why'> & { readonly key?: string; readonly reason: string },
): Promise<Result<FlagId, RaiseProblem>> {
  const { key, reason, ...rest } = input
  return inOrganization(world, caller, (scope) =>
    once(scope, 'flag.raise', key, input, () =>
      raiseFlagIn(scope, { ...rest, why: { by: 'person', reason: reason.trim() } }),
    ),
  )
}

/**
 * Inner step: flags a case, in the caller's transaction.
 *
 * The time to respond is reckoned here, in the team's zone and working days, and never again. A flag of the safety lane comes
 * with its task, or not at all: `flag_safety_has_a_task` holds it to that.
 */
export async function raiseFlagIn(scope: Scope, input: RaiseInput): Promise<Result<FlagId, RaiseProblem>> {
  const found = await findCase(scope, input.caseId)
  if (!found) return refused('no-such-case')
  if (found.phase === 'closed') return refused('case-closed')
  const reason = input.why.by === 'person' ? input.why.reason : 'a rule'
  if (!input.question.trim() || !reason) return refused('says-nothing')
  if (!(await areMembers(scope, found, input))) return refused('needs-not-in-team')

  const team = await findTeam(scope, found.teamId)
  if (!team) return refused('no-such-case')
  const rule = input.why.by === 'rule' ? input.why.answer.rule : null
  const safety = isSafety({ urgency: input.urgency, ...(rule ? { rule } : {}) })
  const workingDays = await listTeamWeekdays(scope, found.teamId)
  const clocks = await readClocks(scope, found.teamId)
  const due = respondBy(input.urgency, scope.now, team.zone, workingDays, clocks)
  // What a rule says of a safety answer is never withheld from the care team, though its score may be: whoever has to see a patient in
  // danger today must know why, and 42 CFR 2.51 lets a medical emergency be told without consent. It is noted as told on that ground.
  const labels = rule && safety ? [] : await labelsOf(scope, found, rule !== null, input.labels ?? [])
  const flagId = scope.world.newId() as FlagId
  const taskId = safety ? await offerSafetyTask(scope, found, flagId, labels, due.toUTC()) : null
  await insertFlag(scope, {
    flagId,
    teamId: found.teamId,
    caseId: found.caseId,
    rule,
    question: input.question.trim(),
    why: input.why,
    labels,
    urgency: input.urgency,
    safety,
    respondBy: due.toJSDate(),
    minutes: input.minutes ?? null,
    needs: input.needs ?? [],
    presenterId: input.presenterId ?? null,
    taskId,
  })
  await putDue(scope, 'due.respond-by', flagId, due)
  await noteCaseEvent(scope, found.caseId, 'flag-raised', flagId)
  await announce(scope, 'flag.raised', flagId)
  audit(scope, {
    action: 'flag.raised',
    entity: 'flag',
    entityId: flagId,
    patientId: found.patientId,
    detail: rule ?? input.urgency,
  })
  if (rule && safety && input.labels?.length) {
    audit(scope, {
      action: 'record.told-in-emergency',
      entity: 'flag',
      entityId: flagId,
      patientId: found.patientId,
      category: input.labels.some(isPart2) ? 'part2' : 'protected',
      detail: '42 CFR 2.51',
    })
  }
  return done(flagId)
}

// The sentence says nothing about the patient: why it is asked stands with the flag.
const safetyTitle = 'Safety: see this patient today, and say what was found and done'

async function offerSafetyTask(
  scope: Scope,
  found: Case,
  flagId: FlagId,
  labels: readonly string[],
  dueAt: Parameters<typeof offerTask>[1]['dueAt'],
): Promise<TaskId> {
  const owner = await firstInLine(scope, found.teamId, found.careManagerId)
  return offerTask(scope, {
    caseId: found.caseId,
    teamId: found.teamId,
    ownerId: owner.personId,
    requesterId: actingPerson(scope) ?? null,
    kind: 'safety-check',
    title: safetyTitle,
    labels,
    dueOn: scope.now.setZone(owner.zone).toISODate() ?? '',
    ...(dueAt ? { dueAt } : {}),
    urgency: 'emergency',
    safety: true,
    flagId,
  })
}

// What a rule says is protected by the case's own labels and those of the scores it speaks of; a person's words also by their programme.
async function labelsOf(
  scope: Scope,
  { caseId, labels }: Case,
  byRule: boolean,
  from: readonly string[],
): Promise<string[]> {
  return byRule ? unionOf(labels, from) : inheritLabels(scope, caseId, from)
}

async function areMembers(scope: Scope, found: Case, input: RaiseInput): Promise<boolean> {
  const named = [...(input.needs ?? []), ...(input.presenterId ? [input.presenterId] : [])]
  if (named.length === 0) return true
  const members = new Set((await listMembers(scope, found.teamId)).map((member) => member.personId))
  return named.every((personId) => members.has(personId))
}
