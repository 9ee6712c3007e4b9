import { applyRules } from '#app/features/flags/server/apply-rules.ts'
import { asImport, asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, ImportId, OrganizationId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { agreeImport, releaseAgreed } from './agree-import.ts'
import { insertFile, listFiles } from './file-queries.server.ts'
import { finishImport } from './finish-import.ts'
import { listTouchedCases } from './hold-queries.server.ts'
import { findImport, type Import } from './import-queries.server.ts'
import type { RecordFile } from './read-files.ts'
import { resumeImportIn } from './resume-import.ts'
import { stageFile } from './stage-file.ts'
import { beginImportIn } from './start-import.ts'
import { stopImport } from './stop-import.ts'
import { destinationOf, writeImport } from './write-import.ts'

/** How an import is to be run, whether it begins or goes on. */
export interface ImportRun {
  readonly files: readonly RecordFile[]
  /** Raises the flags at once instead of waiting for an agreement. */
  readonly agree?: boolean
  /** Asked after each piece; false stops the import, to be gone on with later. */
  readonly goOn?: () => boolean
  /** Told when it has begun, after each file, and when it goes on to writing. */
  readonly onProgress?: (step: string) => void
}

export interface ImportFhirInput extends ImportRun {
  readonly organizationId: OrganizationId
  readonly teamId: TeamId
  /** Names the place the files come from: letters, digits and hyphens. */
  readonly source: string
  /** The files are of a Part 2 programme: everything in them is labelled so. */
  readonly part2?: boolean
}

export type ImportFhirProblem = 'no-such-team' | 'no-files'
export type ResumeFhirProblem = 'no-such-import' | 'not-stopped' | 'other-files'

/**
 * Reads FHIR files of any size into a team's caseload, from first to last or until it is stopped, and gives the import as it then stands.
 *
 * What fails half-way is left stopped, and thrown on: it can be gone on with, and is ended by itself when nobody does.
 */
export async function importFhir(
  world: World,
  input: ImportFhirInput,
): Promise<Result<Import, ImportFhirProblem>> {
  const { organizationId, files } = input
  if (files.length === 0) return refused('no-files')
  const prints = await Promise.all(files.map(async (file) => file.fingerprint?.()))
  const begun = await inOrganization(world, asSystem(organizationId), async (scope) => {
    const import_ = await beginImportIn(scope, input, files.length)
    if (import_.ok)
      for (const [seq, { name }] of files.entries()) {
        const fingerprint = prints[seq]
        await insertFile(scope, import_.value, {
          seq,
          name,
          content: null,
          ...(fingerprint && { fingerprint }),
        })
      }
    return import_
  })
  return begun.ok ? done(await runImport(world, organizationId, begun.value, input)) : begun
}

/**
 * Goes on with an import of the command that was stopped, or whose process died, from where it stood. The files must be the same, by
 * name, size and beginning: otherwise what is read twice and what never would be told by nobody.
 */
export async function resumeFhir(
  world: World,
  input: ImportRun & { readonly organizationId: OrganizationId; readonly importId: ImportId },
): Promise<Result<Import, ResumeFhirProblem>> {
  const { organizationId, importId, files } = input
  const prints = await Promise.all(files.map(async (file) => file.fingerprint?.()))
  const ready = await inOrganization(world, asSystem(organizationId), async (scope) => {
    const known = await listFiles(scope, importId)
    const same =
      known.every(({ finished }) => finished) ||
      (known.length === files.length &&
        known.every(
          ({ name, fingerprint }, index) =>
            files[index]?.name === name && (fingerprint ?? undefined) === prints[index],
        ))
    const resumed = await resumeImportIn(scope, importId)
    if (!resumed.ok) return resumed
    return same ? resumed : refused('other-files')
  })
  return ready.ok ? done(await runImport(world, organizationId, importId, input)) : ready
}

async function runImport(
  world: World,
  organizationId: OrganizationId,
  importId: ImportId,
  { files, agree, goOn = () => true, onProgress = () => undefined }: ImportRun,
): Promise<Import> {
  onProgress(`import ${importId}`)
  const caller = asImport(organizationId, importId)
  const find = () => inOrganization(world, caller, (scope) => existing(findImport(scope, importId)))
  let all = false
  try {
    all = await readAll(world, organizationId, importId, { files, goOn, onProgress })
  } finally {
    // Stopped is also what breaks off: nothing is lost, and whoever repeats the command goes on from here.
    if (!all) await stopImport(world, caller, { importId })
  }
  if (!all) return find()
  await finishImport(world, organizationId, importId)
  if (agree) {
    await agreeImport(world, asSystem(organizationId), { importId })
    await releaseAgreed(world, { organizationId, id: importId })
    await raiseNow(world, organizationId, importId)
  }
  return find()
}

async function readAll(
  world: World,
  organizationId: OrganizationId,
  importId: ImportId,
  { files, goOn, onProgress }: Required<Omit<ImportRun, 'agree'>>,
): Promise<boolean> {
  const { known, context } = await inOrganization(
    world,
    asImport(organizationId, importId),
    async (scope) => {
      const found = await existing(findImport(scope, importId))
      const { zone, source, today, labels } = await destinationOf(scope, found)
      return { known: await listFiles(scope, importId), context: { zone, source, today, labels } }
    },
  )
  for (const [index, at] of known.entries()) {
    const file = files[index]
    if (!file || at.finished) continue
    const staged = await stageFile(world, organizationId, importId, file, at, context, goOn)
    if (staged !== 'finished') return false
    onProgress(`${index + 1} of ${known.length} files read`)
    if (!goOn()) return false
  }
  onProgress('writing')
  return writeImport(world, organizationId, importId, goOn)
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

async function existing(found: Promise<Import | undefined>): Promise<Import> {
  const import_ = await found
  if (!import_) throw new Error('The import is gone.')
  return import_
}
