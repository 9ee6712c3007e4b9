import { armDue } from '#app/platform/facts.ts'
import { asSystem, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { ImportId, OrganizationId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { finishImport } from './finish-import.ts'
import { findImport } from './import-queries.server.ts'

export type EndProblem = 'no-such-import' | 'not-stopped'

/** How long an import that comes no further is waited for. Its cases wait with it, so it cannot be for ever. */
export const staleHours = 24

/** Ends a stopped import with what it has: the rules look at its cases, or wait for agreement, as after any other. */
export async function endImport(
  world: World,
  caller: Caller,
  { importId }: { readonly importId: ImportId },
): Promise<Result<ImportId, EndProblem>> {
  const found = await inOrganization(world, caller, (scope) => findImport(scope, importId))
  if (!found) return refused('no-such-import')
  if (found.state !== 'stopped') return refused('not-stopped')
  await finishImport(world, caller.organizationId, importId, 'given-up')
  return done(importId)
}

/** Answers `due.import-stale`: ends an import that has come no further for a day, and looks again tomorrow at one that has. */
export async function endStaleImport(world: World, job: Job): Promise<void> {
  const importId = job.id as ImportId
  const organizationId = job.organizationId as OrganizationId
  const stale = await inOrganization(world, asSystem(organizationId), async (scope) => {
    const found = await findImport(scope, importId)
    if (found?.state !== 'reading' && found?.state !== 'stopped') return false
    if (found.touchedAt <= scope.now.minus({ hours: staleHours }).toJSDate()) return true
    await armDue(scope, 'due.import-stale', importId, scope.now.plus({ hours: staleHours }))
    return false
  })
  if (stale) await finishImport(world, organizationId, importId, 'given-up')
}
