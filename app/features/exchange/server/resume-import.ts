import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { ImportId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { canGoOnHere } from './file-queries.server.ts'
import { type Import, lockImport, updateState } from './import-queries.server.ts'

export type ResumeProblem = 'no-such-import' | 'not-stopped' | 'files-elsewhere'

/** Goes on with a stopped import whose files are here: a job reads it from where it stood. */
export async function resumeImport(
  world: World,
  caller: Caller,
  input: { readonly key?: string; readonly importId: ImportId },
): Promise<Result<ImportId, ResumeProblem>> {
  const { importId } = input
  return inOrganization(world, caller, (scope) =>
    once<ImportId, ResumeProblem>(scope, 'import.resume', input.key, input, async () => {
      if (!(await canGoOnHere(scope, importId))) return refused('files-elsewhere')
      const resumed = await resumeImportIn(scope, importId)
      if (!resumed.ok) return resumed
      await announce(scope, 'import.requested', importId)
      return done(importId)
    }),
  )
}

/**
 * An inner step: the import is being read again. One that is being read already may be gone on with by the operator alone: the process
 * that read it may have died, and only they can know.
 */
export async function resumeImportIn(
  scope: Scope,
  importId: ImportId,
): Promise<Result<ImportId, 'no-such-import' | 'not-stopped'>> {
  const found = await lockImport(scope, importId)
  if (!found) return refused('no-such-import')
  const allowed: readonly Import['state'][] =
    scope.actor.kind === 'person' ? ['stopped'] : ['stopped', 'reading']
  if (!allowed.includes(found.state)) return refused('not-stopped')
  await updateState(scope, importId, 'reading')
  audit(scope, { action: 'import.resumed', entity: 'import', entityId: importId })
  return done(importId)
}
