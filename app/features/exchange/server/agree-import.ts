import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { asImport, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { ImportId, OrganizationId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { releaseCases } from './hold-queries.server.ts'
import { findImport, updateAgreed } from './import-queries.server.ts'

export type AgreeProblem = 'no-such-import' | 'nothing-to-agree'

/** Agrees to the flags an import would raise. The rules look at its cases soon after, and not before. */
export async function agreeImport(
  world: World,
  caller: Caller,
  input: { readonly key?: string; readonly importId: ImportId },
): Promise<Result<ImportId, AgreeProblem>> {
  const { importId } = input
  return inOrganization(world, caller, (scope) =>
    once(scope, 'import.agree', input.key, input, async () => {
      if (!(await findImport(scope, importId))) return refused('no-such-import')
      if (!(await updateAgreed(scope, importId))) return refused('nothing-to-agree')
      audit(scope, { action: 'import.agreed', entity: 'import', entityId: importId })
      await announce(scope, 'import.agreed', importId)
      return done(importId)
    }),
  )
}

const batchCases = 100

/**
 * Answers `import.agreed`: lets the rules look at the import's cases, as they do after any score. A few at a time, each let go and
 * announced together, so that neither a long import nor a lost worker leaves a case out.
 */
export async function releaseAgreed(world: World, job: Job): Promise<void> {
  const importId = job.id as ImportId
  const caller = asImport(job.organizationId as OrganizationId, importId)
  for (let more = true; more; ) {
    more = await inOrganization(world, caller, async (scope) => {
      const released = await releaseCases(scope, importId, batchCases)
      for (const caseId of released) await announce(scope, 'score.recorded', caseId)
      return released.length > 0
    })
  }
}
