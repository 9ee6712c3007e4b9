import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { ImportId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { lockImport, updateState } from './import-queries.server.ts'

export type StopProblem = 'no-such-import' | 'not-reading'

/**
 * Stops the reading of an import. What it has written stays, what it has read waits, sealed, and nothing is raised until it goes on or
 * is ended.
 */
export async function stopImport(
  world: World,
  caller: Caller,
  input: { readonly key?: string; readonly importId: ImportId },
): Promise<Result<ImportId, StopProblem>> {
  const { importId } = input
  return inOrganization(world, caller, (scope) =>
    once<ImportId, StopProblem>(scope, 'import.stop', input.key, input, async () => {
      const found = await lockImport(scope, importId)
      if (!found) return refused('no-such-import')
      if (found.state !== 'reading') return refused('not-reading')
      await updateState(scope, importId, 'stopped')
      audit(scope, { action: 'import.stopped', entity: 'import', entityId: importId })
      return done(importId)
    }),
  )
}
