import { noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { updateEarlierAnswer } from './rule-queries.server.ts'

export type CheckProblem = 'nothing-to-check' | 'say-what-was-found'

/** A person has looked whether an earlier positive answer was followed up, and says what they found. Nothing else takes it off the list. */
export async function checkEarlierAnswer(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly scoreId: string
    readonly found: string
  },
): Promise<Result<CaseId, CheckProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<CaseId, CheckProblem>(scope, 'earlier-answer.check', input.key, input, async () => {
      const found = input.found.trim()
      if (!found) return refused('say-what-was-found')
      const teamId = await updateEarlierAnswer(scope, input.caseId, input.scoreId, found)
      if (!teamId) return refused('nothing-to-check')
      await noteCaseEvent(scope, input.caseId, 'earlier-answer-checked', input.scoreId)
      audit(scope, {
        action: 'earlier-answer.checked',
        entity: 'score',
        entityId: input.scoreId,
      })
      return done(input.caseId)
    }),
  )
}
