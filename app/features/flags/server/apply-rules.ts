import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { offerSafetyTaskAgain } from '#app/features/tasks/server/escalate-safety-task.ts'
import { audit } from '#app/platform/audit.ts'
import { armDue } from '#app/platform/facts.ts'
import { asSystem, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { CaseId, FlagId, OrganizationId } from '#app/shared/ids.ts'
import { nextDailyRun } from '../core/next-run.ts'
import { type RuleCode, ruleEntry } from '../core/rule-book.ts'
import { deedsOf, type PastFlag, type RuleDeed } from '../core/rule-deeds.ts'
import { noFlagWords } from '../core/rule-input.ts'
import { type Asking, basesOf, labelsOfAnswer, type RuleAnswer } from '../core/rules.ts'
import { takeBackFlag } from './close-flag.ts'
import { insertEarlierAnswers, listFreshAnswers } from './earlier-answer-queries.server.ts'
import { lockFlag, updateFlag } from './flag-queries.server.ts'
import { askAsItStands, lookAtCases, settingsOfTeams } from './look-at-cases.ts'
import { insertEvidence, listCasesInQueue, listPastFlags } from './past-flag-queries.server.ts'
import { raiseFlagIn } from './raise-flag.ts'
import { lockCase } from './rule-queries.server.ts'

/** What the rules have done. */
export interface RulesApplied {
  readonly raised: readonly FlagId[]
  /** Older positive safety answers that were put on the list to be checked. */
  readonly earlier: number
}

/** Answers whatever may change what the rules say about a case: they look at it, and from now on each day at its team. */
export async function applyRulesToCase(world: World, job: Job): Promise<void> {
  const caller = asSystem(job.organizationId as OrganizationId)
  const caseId = job.id as CaseId
  await inOrganization(world, caller, async (scope) => {
    const found = await findCase(scope, caseId)
    const team = found && (await findTeam(scope, found.teamId))
    if (team) await armDue(scope, 'due.daily-rules', team.teamId, nextDailyRun(scope.now, team.zone))
  })
  await applyRules(world, caller, [caseId])
}

/** So many cases are looked at in one transaction. */
const casesAtOnce = 250

/**
 * Lets the rules look at cases, and does what they ask for.
 *
 * Cases are looked at many at a time; only where there is something to do, each rule does it in a transaction of its own, in its own
 * name, on the locked case. A rule has at most one flag of a case that is not closed. A newer safety answer while one is open joins
 * it, and its task is offered again. A flag whose reason has gone says so.
 */
export async function applyRules(
  world: World,
  caller: Caller,
  caseIds: readonly CaseId[],
): Promise<RulesApplied> {
  const raised: FlagId[] = []
  let earlier = 0
  for (let at = 0; at < caseIds.length; at += casesAtOnce) {
    const page = caseIds.slice(at, at + casesAtOnce)
    const look = await inOrganization(world, caller, (scope) => lookForDeeds(scope, page))
    earlier += look.earlier
    for (const { caseId, rule, asking } of look.toDo) {
      const as: Caller = { ...caller, actor: { kind: 'rule', rule } }
      const flagId = await inOrganization(world, as, (scope) => doOne(scope, caseId, rule, asking))
      if (flagId) raised.push(flagId)
    }
  }
  return { raised, earlier }
}

interface ToDo {
  readonly caseId: CaseId
  readonly rule: RuleCode
  readonly asking: Asking
}

async function lookForDeeds(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<{ toDo: ToDo[]; earlier: number }> {
  const looked = await lookAtCases(scope, caseIds)
  const settingsOf = await settingsOfTeams(scope, looked.values())
  const past = await listPastFlags(scope, [...looked.keys()])
  const queued = await listCasesInQueue(scope, [...looked.keys()])
  const toDo: ToDo[] = []
  const answers: Parameters<typeof listFreshAnswers>[1][number][] = []
  for (const [caseId, case_] of looked) {
    const asking = askAsItStands(case_, settingsOf(case_.cadence.teamId))
    const deeds = deedsFor(scope, asking, past.get(caseId) ?? [], queued.has(caseId))
    toDo.push(...deeds.map(({ rule }) => ({ caseId, rule, asking })))
    const { teamId } = case_.cadence
    answers.push(...asking.earlier.map(({ scoreId }) => ({ caseId, teamId, scoreId })))
  }
  const fresh = await listFreshAnswers(scope, answers)
  return { toDo, earlier: await insertEarlierAnswers(scope, fresh) }
}

function deedsFor(scope: Scope, asking: Asking, past: readonly PastFlag[], inQueue: boolean): RuleDeed[] {
  const isIdle = (rule: RuleCode) => inQueue && ruleEntry(rule).idleInQueue === true
  return deedsOf(asking, past, scope.now.toMillis(), isIdle)
}

// What is to be done is asked again once the case is locked: twenty who look at once then raise one flag.
async function doOne(
  scope: Scope,
  caseId: CaseId,
  rule: RuleCode,
  asking: Asking,
): Promise<FlagId | undefined> {
  await lockCase(scope, caseId)
  const past = (await listPastFlags(scope, [caseId])).get(caseId) ?? []
  const inQueue = (await listCasesInQueue(scope, [caseId])).has(caseId)
  const deed = deedsFor(scope, asking, past, inQueue).find((one) => one.rule === rule)
  switch (deed?.deed) {
    case undefined:
      return undefined
    case 'raise':
      return raise(scope, caseId, deed.answer)
    case 'join':
      await join(scope, deed.flagId, deed.answer)
      return undefined
    case 'revive':
      await revive(scope, deed.flagId, deed.answer)
      return undefined
    case 'lapse':
      await lapse(scope, deed.flagId, noFlagWords[asking.silent.get(rule) ?? 'nothing-due'])
      return undefined
    default:
      return deed satisfies never
  }
}

async function raise(scope: Scope, caseId: CaseId, answer: RuleAnswer): Promise<FlagId | undefined> {
  const raised = await raiseFlagIn(scope, {
    caseId,
    question: ruleEntry(answer.rule).question,
    why: { by: 'rule', answer },
    urgency: answer.urgency,
    labels: labelsOfAnswer(answer),
  })
  if (!raised.ok) return undefined
  await insertEvidence(scope, raised.value, basesOf(answer))
  return raised.value
}

// What comes while a flag is open is answered together with it. A newer safety answer replaces what the flag says.
async function join(scope: Scope, flagId: FlagId, answer: RuleAnswer): Promise<void> {
  await insertEvidence(scope, flagId, basesOf(answer))
  if (answer.rule !== 'safety-answer') return
  const flag = await lockFlag(scope, flagId)
  if (!flag) return
  await updateFlag(scope, flagId, flag.version, { why: { by: 'rule', answer } })
  if (flag.taskId) await offerSafetyTaskAgain(scope, flag.taskId)
  audit(scope, { action: 'flag.answered-again', entity: 'flag', entityId: flagId })
}

async function revive(scope: Scope, flagId: FlagId, answer: RuleAnswer): Promise<void> {
  const flag = await lockFlag(scope, flagId)
  if (!flag) return
  await updateFlag(scope, flagId, flag.version, { lapsedAt: null })
  await insertEvidence(scope, flagId, basesOf(answer))
  audit(scope, { action: 'flag.revived', entity: 'flag', entityId: flagId })
}

// What nobody has decided about yet is taken back; what a lead has decided about stays theirs to close, and says that its reason has gone.
async function lapse(scope: Scope, flagId: FlagId, why: string): Promise<void> {
  const flag = await lockFlag(scope, flagId)
  if (!flag || flag.safety) return
  if (flag.state === 'open') return takeBackFlag(scope, flag, why)
  await updateFlag(scope, flagId, flag.version, { lapsedAt: scope.now.toJSDate() })
  audit(scope, { action: 'flag.lapsed', entity: 'flag', entityId: flagId })
}
