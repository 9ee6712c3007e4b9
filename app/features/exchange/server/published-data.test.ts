import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { anOrganization, aTeam } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { importFhir } from './import-fhir.ts'
import { listRecordFiles } from './read-files.ts'

// Published test data beside the repository; a clone by itself has none.
const folder = ['..', '../..']
  .map((up) => join(process.cwd(), up, 'shared/data/fhir'))
  .find((path) => existsSync(path))
if (!folder) console.info('Skipped: ../shared/data/fhir is not there.')

test.runIf(folder)(
  'everything published beside the repository comes in, and coming again changes nothing',
  { timeout: 240_000 },
  async () => {
    const world = await worldAt('2026-12-01 09:00')
    const organizationId = await anOrganization(world)
    const teamId = await aTeam(world, organizationId)
    const files = await listRecordFiles(folder ?? '')
    const bring = async () => {
      const began = performance.now()
      const ended = await importFhir(world, { organizationId, teamId, source: 'published', files })
      if (!ended.ok) throw new Error(ended.problem)
      return { ...ended.value, seconds: (performance.now() - began) / 1000 }
    }

    const first = await bring()
    const second = await bring()

    expect(first.filesRead).toBe(files.length)
    expect(first.recordsWritten).toBeGreaterThan(1000)
    expect(first.casesOpened).toBeGreaterThan(20)
    expect(second).toMatchObject({
      recordsWritten: 0,
      recordsUnchanged: first.recordsWritten + first.recordsUnchanged,
      recordsSkipped: first.recordsSkipped,
      casesOpened: 0,
      flagsProposed: 0,
    })
    expect(Math.max(first.seconds, second.seconds)).toBeLessThan(100)
    const rows = await inOrganization(world, asSystem(organizationId), async ({ trx }) => ({
      patients: await trx.selectFrom('patient').selectAll().execute(),
      staged: await trx.selectFrom('import_fact').selectAll().execute(),
    }))
    expect(rows.staged).toEqual([])
    const { seconds, recordsRead, recordsWritten, recordsSkipped, casesOpened, flagsProposed } = first
    console.info({ files: files.length, patients: rows.patients.length, seconds, again: second.seconds })
    console.info({
      recordsRead,
      recordsWritten,
      recordsSkipped,
      casesOpened,
      flagsProposed,
      skips: first.skipCounts,
    })
  },
)
