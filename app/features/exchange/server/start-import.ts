import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce, armDue } from '#app/platform/facts.ts'
import { actingPerson, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { ImportId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { staleHours } from './end-import.ts'
import { insertFile } from './file-queries.server.ts'
import { insertImport } from './import-queries.server.ts'

export type StartImportProblem = 'no-such-team' | 'no-files'

/** Files as a person sent them. */
export interface StartImportInput {
  readonly key?: string
  readonly teamId: TeamId
  readonly source: string
  /** The files are of a Part 2 programme: everything in them is labelled so. */
  readonly part2?: boolean
  /** Their bytes in base64, since some are packed. */
  readonly files: readonly { readonly name: string; readonly content: string }[]
}

/** Takes files in, sealed, for a job to read. The person who sent them may leave and come back. */
export async function startImport(
  world: World,
  caller: Caller,
  input: StartImportInput,
): Promise<Result<ImportId, StartImportProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<ImportId, StartImportProblem>(scope, 'import.start', input.key, input, async () => {
      if (input.files.length === 0) return refused('no-files')
      const begun = await beginImportIn(scope, input, input.files.length)
      if (!begun.ok) return begun
      for (const [seq, file] of input.files.entries()) await insertFile(scope, begun.value, { seq, ...file })
      await announce(scope, 'import.requested', begun.value)
      return begun
    }),
  )
}

/** An inner step: the import as such, before any file. */
export async function beginImportIn(
  scope: Scope,
  {
    teamId,
    source,
    part2 = false,
  }: { readonly teamId: TeamId; readonly source: string; readonly part2?: boolean },
  filesTotal: number,
): Promise<Result<ImportId, 'no-such-team'>> {
  const within = scope.teams === 'every' || scope.teams.includes(teamId)
  if (!within || !(await findTeam(scope, teamId))) return refused('no-such-team')
  const startedBy = actingPerson(scope) ?? null
  const importId = await insertImport(scope, { teamId, source, part2, filesTotal, startedBy })
  await armDue(scope, 'due.import-stale', importId, scope.now.plus({ hours: staleHours }))
  audit(scope, { action: 'import.started', entity: 'import', entityId: importId })
  return done(importId)
}
