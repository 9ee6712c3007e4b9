import { nextDailyRun } from '#app/features/flags/core/next-run.ts'
import { listRuleAnswers } from '#app/features/flags/server/list-rule-answers.ts'
import { audit } from '#app/platform/audit.ts'
import { armDue } from '#app/platform/facts.ts'
import { asImport, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, ImportId, OrganizationId } from '#app/shared/ids.ts'
import { insertProposals, listTouchedCases, releaseCases } from './hold-queries.server.ts'
import { type Import, lockImport, updateImportState } from './import-queries.server.ts'
import { deleteAllStaged } from './staging-queries.server.ts'
import { destinationOf } from './write-import.ts'

const batchCases = 200

/**
 * Ends the reading of an import: works out which flags it would raise, and lets go of the cases it raises none for. Nothing sent or
 * staged stays. With `failure` it ends what was not read to its end, by the same rule: what was written raises nothing unasked.
 */
export async function finishImport(
  world: World,
  organizationId: OrganizationId,
  importId: ImportId,
  failure?: 'unexpected' | 'given-up',
): Promise<Import['state'] | undefined> {
  const caller = asImport(organizationId, importId)
  const counts = { flags: 0, earlier: 0 }
  for (let after: CaseId | undefined; ; ) {
    const caseIds = await inOrganization(world, caller, async (scope) => {
      const found = await lockImport(scope, importId)
      if (!isUnderWay(found)) return []
      const touched = await listTouchedCases(scope, importId, after, batchCases)
      const proposals = [...(await listRuleAnswers(scope, touched))].flatMap(
        ([caseId, { rules, earlier }]) => {
          counts.flags += rules.length
          counts.earlier += earlier
          return rules.map((rule) => ({ caseId, rule }))
        },
      )
      await insertProposals(scope, importId, proposals)
      return touched
    })
    const last = caseIds.at(-1)
    if (!last) break
    after = last
  }

  const state = await inOrganization(world, caller, async (scope) => {
    const found = await lockImport(scope, importId)
    if (!found || !isUnderWay(found)) return found?.state
    await deleteAllStaged(scope, importId)
    // A day gone by can be all a rule waits for: from now on it looks at the team each day.
    const { zone } = await destinationOf(scope, found)
    await armDue(scope, 'due.daily-rules', found.teamId, nextDailyRun(scope.now, zone))
    const ended = counts.flags > 0 ? 'read' : 'finished'
    await updateImportState(scope, importId, {
      state: ended,
      flagsProposed: counts.flags,
      earlierAnswers: counts.earlier,
      failure,
    })
    audit(scope, { action: 'import.read', entity: 'import', entityId: importId, detail: ended })
    return ended
  })
  let released: readonly CaseId[]
  do {
    released = await inOrganization(world, caller, (scope) => releaseCases(scope, importId, batchCases))
  } while (released.length > 0)
  return state
}

function isUnderWay(found: Import | undefined): boolean {
  return found?.state === 'reading' || found?.state === 'stopped'
}
