import { type Case, findCase } from '#app/features/cases/server/case-queries.server.ts'
import { type Course, readCourse } from '#app/features/cases/server/course-queries.server.ts'
import { offerSafetyTaskAgain } from '#app/features/tasks/server/escalate-safety-task.ts'
import { audit } from '#app/platform/audit.ts'
import { armDue } from '#app/platform/facts.ts'
import { asSystem, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { CaseId, FlagId, OrganizationId } from '#app/shared/ids.ts'
import { nextDailyRun } from '../core/next-run.ts'
import { ruleQuestions } from '../core/rule-questions.ts'
import { askRules, type RuleAnswer, type RuleCode } from '../core/rules.ts'
import { lockFlag, updateFlag } from './flag-queries.server.ts'
import { raiseFlagIn } from './raise-flag.ts'
import { findRuleHistory, insertEarlierAnswers, insertEvidence, lockCase } from './rule-queries.server.ts'

/** A rule that was answered about a score is not asked again about the same score for this long. The safety rule never is. */
const quietDays = 28

/** What the rules have done. */
export interface RulesApplied {
  readonly raised: readonly FlagId[]
  /** Older positive safety answers that were put on the list to be checked. */
  readonly earlier: number
}

/** Answers `score.recorded`: the rules look at the case, and from now on each day at its team. */
export async function applyRulesToCase(world: World, job: Job): Promise<void> {
  const caller = asSystem(job.organizationId as OrganizationId)
  const caseId = job.id as CaseId
  await inOrganization(world, caller, async (scope) => {
    const course = (await readCourse(scope, [caseId])).get(caseId)
    const found = await findCase(scope, caseId)
    if (course && found)
      await armDue(scope, 'due.daily-rules', found.teamId, nextDailyRun(scope.now, course.zone))
  })
  await applyRules(world, caller, [caseId])
}

/**
 * Lets the rules look at cases, one transaction each, and raises the flags they ask for.
 *
 * A closed case is passed over. While an import holds a case's rules back, only answers about self-harm that a person has typed in are
 * looked at: whoever asked a patient today must not wait for somebody to agree to a file. A rule has at most one flag of a case that is not closed. A newer
 * safety answer while one is open joins it, and its task is offered again.
 */
export async function applyRules(
  world: World,
  caller: Caller,
  caseIds: readonly CaseId[],
): Promise<RulesApplied> {
  const raised: FlagId[] = []
  let earlier = 0
  for (const caseId of caseIds) {
    const asked = await inOrganization(world, caller, async (scope) => {
      const answers = await askRulesAbout(scope, caseId)
      if (!answers) return undefined
      const { found, asked: rules } = answers
      earlier += await insertEarlierAnswers(scope, found, rules.earlier)
      return rules.flags
    })
    for (const { answer, scoreId } of asked ?? []) {
      const as: Caller = { ...caller, actor: { kind: 'rule', rule: answer.rule } }
      const flagId = await inOrganization(world, as, (scope) => flagOnce(scope, caseId, answer, scoreId))
      if (flagId) raised.push(flagId)
    }
  }
  return { raised, earlier }
}

/** What the rules would do about a case. */
export interface RuleAnswers {
  readonly rules: readonly RuleCode[]
  /** How many older positive safety answers they would put on the list to be checked. */
  readonly earlier: number
}

/** What the rules would do about these cases, held or not, whatever was flagged before: for saying so before it is done. */
export async function listRuleAnswers(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<Map<CaseId, RuleAnswers>> {
  const courses = await readCourse(scope, caseIds)
  return new Map(
    [...courses].map(([caseId, course]) => {
      const { flags, earlier } = askOf(scope, course)
      return [caseId, { rules: flags.map(({ answer }) => answer.rule), earlier: earlier.length }]
    }),
  )
}

interface Asked {
  readonly flags: readonly { readonly answer: RuleAnswer; readonly scoreId: string }[]
  readonly earlier: readonly string[]
}

async function askRulesAbout(
  scope: Scope,
  caseId: CaseId,
): Promise<{ found: Case; asked: Asked } | undefined> {
  const found = await findCase(scope, caseId)
  if (!found || found.phase === 'closed') return undefined
  const course = (await readCourse(scope, [caseId])).get(caseId)
  if (!course) return undefined
  return { found, asked: askOf(scope, found.rulesHeld ? typedAnswersOf(course) : course) }
}

function typedAnswersOf(course: Course): Course {
  return { ...course, scores: [], safetyItems: course.safetyItems.filter(({ typed }) => typed) }
}

// The rules give back the very scores they were given, so that each is found again by identity.
function askOf(scope: Scope, course: Course): Asked {
  const today = scope.now.setZone(course.zone).toISODate() ?? ''
  const { flags, earlier } = askRules({
    scores: course.scores,
    safetyItems: course.safetyItems,
    episodeStart: course.episodeStart,
    today,
  })
  const known = new Map<object, string>(
    [...course.scores, ...course.safetyItems].map((each) => [each, each.scoreId]),
  )
  return {
    flags: flags.flatMap((answer) => {
      const scoreId = known.get(restsOn(answer))
      return scoreId ? [{ answer, scoreId }] : []
    }),
    earlier: earlier.flatMap((item) => known.get(item) ?? []),
  }
}

function restsOn(answer: RuleAnswer): object {
  switch (answer.rule) {
    case 'safety-answer':
      return answer.answer
    case 'not-improved-week-8':
      return answer.latest
    case 'not-measured-week-8':
      return answer.latest ?? answer.baseline
    default:
      return answer satisfies never
  }
}

async function flagOnce(
  scope: Scope,
  caseId: CaseId,
  answer: RuleAnswer,
  scoreId: string,
): Promise<FlagId | undefined> {
  await lockCase(scope, caseId)
  const history = await findRuleHistory(scope, caseId, answer.rule, scoreId)
  if (history.openFlagId) {
    if (history.rests) return undefined
    // A score that comes while its flag is open is answered together with it.
    if (answer.rule === 'safety-answer') await joinSafetyFlag(scope, history.openFlagId, answer, scoreId)
    else await insertEvidence(scope, history.openFlagId, scoreId)
    return undefined
  }
  if (history.closedAt) {
    const quietUntil = scope.now.minus({ days: quietDays }).toJSDate()
    if (answer.rule === 'safety-answer' || history.closedAt > quietUntil) return undefined
  }
  const raised = await raiseFlagIn(scope, {
    caseId,
    question: ruleQuestions[answer.rule],
    why: { by: 'rule', answer },
    urgency: answer.urgency,
  })
  if (!raised.ok) return undefined
  await insertEvidence(scope, raised.value, scoreId)
  return raised.value
}

async function joinSafetyFlag(
  scope: Scope,
  flagId: FlagId,
  answer: RuleAnswer,
  scoreId: string,
): Promise<void> {
  const flag = await lockFlag(scope, flagId)
  if (!flag) return
  await updateFlag(scope, flagId, flag.version, { why: { by: 'rule', answer } })
  await insertEvidence(scope, flagId, scoreId)
  if (flag.taskId) await offerSafetyTaskAgain(scope, flag.taskId)
  audit(scope, { action: 'flag.answered-again', entity: 'flag', entityId: flagId })
}
