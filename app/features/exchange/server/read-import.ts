import { announce } from '#app/platform/facts.ts'
import { asImport, inOrganization } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { ImportId, OrganizationId } from '#app/shared/ids.ts'
import { findFileContent, listFiles } from './file-queries.server.ts'
import { finishImport } from './finish-import.ts'
import { findImport } from './import-queries.server.ts'
import { fileOf } from './read-files.ts'
import { stageFile } from './stage-file.ts'
import { destinationOf, writeImport } from './write-import.ts'

// A job has two minutes; after half of one it hands on to the next, so that a worker that dies costs little.
const sliceSeconds = 30

// An import that has come no further for so long is ended with what it has.
const patienceHours = 1

/** What was sent may be so long unpacked: a small file can be packed from an endless one. */
const mostUnpacked = 1024 * 1024 * 1024

/** Answers `import.requested`: reads what was sent and writes it, as far as one job may take, and asks for the next job until all is done. */
export async function readImport(world: World, job: Job): Promise<void> {
  const importId = job.id as ImportId
  const organizationId = job.organizationId as OrganizationId
  const until = performance.now() + sliceSeconds * 1000
  const goOn = () => performance.now() < until
  try {
    const staged = await stageSent(world, organizationId, importId, goOn)
    if (staged === 'not-ours') return
    if (staged === 'finished' && (await writeImport(world, organizationId, importId, goOn))) {
      await finishImport(world, organizationId, importId)
      return
    }
  } catch (error) {
    if (!(await isOverdue(world, organizationId, importId))) throw error
    world.log.error({ err: error, importId }, 'an import could not be read to its end')
    await finishImport(world, organizationId, importId, 'unexpected')
    return
  }
  await inOrganization(world, asImport(organizationId, importId), async (scope) => {
    const found = await findImport(scope, importId)
    if (found?.state === 'reading') await announce(scope, 'import.requested', importId)
  })
}

/** Reads the files that were sent, one after the other. */
async function stageSent(
  world: World,
  organizationId: OrganizationId,
  importId: ImportId,
  goOn: () => boolean,
): Promise<'finished' | 'enough' | 'not-ours'> {
  const caller = asImport(organizationId, importId)
  const start = await inOrganization(world, caller, async (scope) => {
    const found = await findImport(scope, importId)
    if (found?.state !== 'reading') return undefined
    return { files: await listFiles(scope, importId), destination: await destinationOf(scope, found) }
  })
  if (!start) return 'not-ours'
  const { zone, source, today, labels } = start.destination
  for (const file of start.files) {
    if (file.finished) continue
    const content = await inOrganization(world, caller, (scope) => findFileContent(scope, importId, file.seq))
    // Files that the command reads lie where it runs: only that can read them on.
    if (content === null) return 'not-ours'
    const sent = fileOf(file.name, Buffer.from(content, 'base64'), mostUnpacked)
    const staged = await stageFile(
      world,
      organizationId,
      importId,
      sent,
      file,
      { zone, source, today, labels },
      goOn,
    )
    if (staged !== 'finished') return staged
  }
  return 'finished'
}

async function isOverdue(world: World, organizationId: OrganizationId, importId: ImportId): Promise<boolean> {
  return inOrganization(world, asImport(organizationId, importId), async (scope) => {
    const found = await findImport(scope, importId)
    return found !== undefined && scope.now.minus({ hours: patienceHours }).toJSDate() > found.touchedAt
  })
}
