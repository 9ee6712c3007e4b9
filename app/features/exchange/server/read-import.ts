import { announce } from '#app/platform/facts.ts'
import { asImport, inOrganization } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { ImportId, OrganizationId } from '#app/shared/ids.ts'
import { finishImport } from './finish-import.ts'
import { findImport, lockImport } from './import-queries.server.ts'
import { fileOf } from './read-files.ts'
import { stageFileIn } from './stage-file.ts'
import { emptyFile, findNextFile } from './staging-queries.server.ts'
import { destinationOf, writeImport } from './write-import.ts'

// A job has two minutes; after half of one it hands on to the next, so that a worker that dies costs little.
const sliceSeconds = 30

// An import that still fails after this long is ended with what it has.
const patienceHours = 1

/** Answers `import.requested`: reads what was sent and writes it, as far as one job may take, and asks for the next job until all is done. */
export async function readImport(world: World, job: Job): Promise<void> {
  const importId = job.id as ImportId
  const organizationId = job.organizationId as OrganizationId
  const until = performance.now() + sliceSeconds * 1000
  const goOn = () => performance.now() < until
  try {
    let all = true
    while (await stageNext(world, organizationId, importId)) {
      all = goOn()
      if (!all) break
    }
    if (all) all = await writeImport(world, organizationId, importId, goOn)
    if (all) {
      await finishImport(world, organizationId, importId)
      return
    }
  } catch (error) {
    if (!(await isOverdue(world, organizationId, importId))) throw error
    world.log.error({ err: error, importId }, 'an import could not be read to its end')
    await finishImport(world, organizationId, importId, 'unexpected')
    return
  }
  await inOrganization(world, asImport(organizationId, importId), (scope) =>
    announce(scope, 'import.requested', importId),
  )
}

/** Reads one file: what is staged and what was sent change together. False when there is none left. */
async function stageNext(world: World, organizationId: OrganizationId, importId: ImportId): Promise<boolean> {
  return inOrganization(world, asImport(organizationId, importId), async (scope) => {
    const found = await lockImport(scope, importId)
    if (found?.state !== 'reading') return false
    const file = await findNextFile(scope, importId)
    if (!file) return false
    const { zone, source } = await destinationOf(scope, found)
    await stageFileIn(scope, importId, fileOf(file.name, file.content), file.seq, { zone, source })
    await emptyFile(scope, importId, file.seq)
    return true
  })
}

async function isOverdue(world: World, organizationId: OrganizationId, importId: ImportId): Promise<boolean> {
  return inOrganization(world, asImport(organizationId, importId), async (scope) => {
    const found = await findImport(scope, importId)
    return found !== undefined && scope.now.minus({ hours: patienceHours }).toJSDate() > found.startedAt
  })
}
