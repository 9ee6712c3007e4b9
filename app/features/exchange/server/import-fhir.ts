import { applyRules } from '#app/features/flags/server/apply-rules.ts'
import { asImport, asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, ImportId, OrganizationId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { agreeImport, releaseAgreed } from './agree-import.ts'
import { finishImport } from './finish-import.ts'
import { listTouchedCases } from './hold-queries.server.ts'
import { findImport, type Import, listStale } from './import-queries.server.ts'
import type { RecordFile } from './read-files.ts'
import { stageFile } from './stage-file.ts'
import { insertFile } from './staging-queries.server.ts'
import { beginImportIn } from './start-import.ts'
import { destinationOf, writeImport } from './write-import.ts'

export interface ImportFhirInput {
  readonly organizationId: OrganizationId
  readonly teamId: TeamId
  /** Names the place the files come from: letters, digits and hyphens. */
  readonly source: string
  readonly files: readonly RecordFile[]
  /** Raises the flags at once instead of waiting for an agreement. */
  readonly agree?: boolean
  /** Told after each file, and when it goes on to writing. */
  readonly onProgress?: (step: string) => void
}

export type ImportFhirProblem = 'no-such-team' | 'no-files'

/**
 * Reads FHIR R4 files of any size into a team's caseload, from first to last, and gives the import as it then stands.
 *
 * What fails half-way is ended as far as it came, and thrown on: its cases are not left without rules.
 */
export async function importFhir(
  world: World,
  input: ImportFhirInput,
): Promise<Result<Import, ImportFhirProblem>> {
  const { organizationId, files, onProgress = () => undefined } = input
  if (files.length === 0) return refused('no-files')
  await endStale(world, organizationId)
  const begun = await inOrganization(world, asSystem(organizationId), async (scope) => {
    const import_ = await beginImportIn(scope, input, files.length)
    if (import_.ok)
      for (const [seq, { name }] of files.entries())
        await insertFile(scope, import_.value, { seq, name, content: null })
    return import_
  })
  if (!begun.ok) return begun
  const importId = begun.value
  try {
    const context = await inOrganization(world, asImport(organizationId, importId), async (scope) => {
      const found = await existing(findImport(scope, importId))
      const { zone } = await destinationOf(scope, found)
      return { zone, source: input.source }
    })
    for (const [seq, file] of files.entries()) {
      await stageFile(world, organizationId, importId, file, seq, context)
      onProgress(`${seq + 1} of ${files.length} files read`)
    }
    onProgress('writing')
    await writeImport(world, organizationId, importId)
    await finishImport(world, organizationId, importId)
  } catch (error) {
    await finishImport(world, organizationId, importId, 'unexpected')
    throw error
  }
  if (input.agree) {
    await agreeImport(world, asSystem(organizationId), { importId })
    await releaseAgreed(world, { organizationId, id: importId })
    await raiseNow(world, organizationId, importId)
  }
  const ended = await inOrganization(world, asSystem(organizationId), (scope) =>
    existing(findImport(scope, importId)),
  )
  return done(ended)
}

/** Asks the rules at once, where nobody may be there to work the jobs; what they have raised, the jobs find raised. */
async function raiseNow(world: World, organizationId: OrganizationId, importId: ImportId): Promise<void> {
  const caller = asSystem(organizationId)
  for (let after: CaseId | undefined; ; ) {
    const caseIds = await inOrganization(world, caller, (scope) =>
      listTouchedCases(scope, importId, after, 200),
    )
    after = caseIds.at(-1)
    if (!after) return
    await applyRules(world, caller, caseIds)
  }
}

/** Ends imports that were being read a day ago: whatever read them is gone, and their cases wait for nothing. */
async function endStale(world: World, organizationId: OrganizationId): Promise<void> {
  const stale = await inOrganization(world, asSystem(organizationId), (scope) =>
    listStale(scope, scope.now.minus({ days: 1 }).toJSDate()),
  )
  for (const importId of stale as ImportId[])
    await finishImport(world, organizationId, importId, 'unexpected')
}

async function existing(found: Promise<Import | undefined>): Promise<Import> {
  const import_ = await found
  if (!import_) throw new Error('The import is gone.')
  return import_
}
