import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { ImportId, OrganizationId } from '#app/shared/ids.ts'
import { everythingOf } from '#tests/support/importing.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { settingsFor } from '#tests/support/settings.ts'
import { linesOfPatient } from '#tests/support/synthetic-records.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { endImport } from './end-import.ts'
import { importFhir, resumeFhir } from './import-fhir.ts'
import { findImport } from './import-queries.server.ts'
import { fileOf, listRecordFiles } from './read-files.ts'
import { readImport } from './read-import.ts'
import { resumeImport } from './resume-import.ts'
import { startImport } from './start-import.ts'
import { stopImport } from './stop-import.ts'

async function aClinic() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  const lead = await viewerOf(world, await aPerson(world, organizationId, { roles: { [teamId]: 'lead' } }))
  const find = (importId: ImportId) =>
    inOrganization(world, asSystem(organizationId), (scope) => findImport(scope, importId))
  return { world, organizationId, teamId, lead, find }
}

/** A folder of records: two files of lines, one of them packed, in which patients come after what is said about them. */
async function aFolder(patients: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huddle-import-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const lines = Array.from({ length: patients }, (_, number) => linesOfPatient(number))
    .flat()
    .reverse()
  const half = Math.floor(lines.length / 2)
  await writeFile(join(folder, 'a.ndjson'), lines.slice(0, half).join('\n'))
  await writeFile(join(folder, 'b.ndjson.gz'), gzipSync(lines.slice(half).join('\n')))
  await writeFile(join(folder, 'README.txt'), 'left alone')
  return folder
}

const counts = (found: Awaited<ReturnType<typeof findImport>>) =>
  found && {
    recordsRead: found.recordsRead,
    recordsWritten: found.recordsWritten,
    recordsUnchanged: found.recordsUnchanged,
    recordsSkipped: found.recordsSkipped,
    casesOpened: found.casesOpened,
    skipCounts: found.skipCounts,
    filesRead: found.filesRead,
    flagsProposed: found.flagsProposed,
  }

test('stopped after every piece and gone on with, an import ends like one that nobody disturbed', {
  timeout: 120_000,
}, async () => {
  const files = await listRecordFiles(await aFolder(150))
  const calm = await aClinic()
  const whole = await importFhir(calm.world, { ...calm, source: 'clinic', files })
  if (!whole.ok) throw new Error(whole.problem)

  const { world, organizationId, teamId } = await aClinic()
  const aFewSteps = () => {
    let asked = 0
    return () => ++asked < 5
  }
  const begun = await importFhir(world, {
    organizationId,
    teamId,
    source: 'clinic',
    files,
    goOn: () => false,
  })
  if (!begun.ok) throw new Error(begun.problem)
  const { importId } = begun.value
  expect(begun.value.state).toBe('stopped')
  let state: string = begun.value.state
  let rounds = 0
  for (; state === 'stopped' && rounds < 100; rounds++) {
    const next = await resumeFhir(world, { organizationId, importId, files, goOn: aFewSteps() })
    if (!next.ok) throw new Error(next.problem)
    state = next.value.state
  }
  expect(rounds).toBeGreaterThan(2)
  const ended = await inOrganization(world, asSystem(organizationId), (scope) => findImport(scope, importId))
  expect(counts(ended)).toEqual(counts(whole.value))
  expect(await everythingOf(world, organizationId)).toEqual(
    await everythingOf(calm.world, calm.organizationId),
  )
})

test('an import goes on with the files it was begun with, and with no others', async () => {
  const { world, organizationId, teamId } = await aClinic()
  const folder = await aFolder(3)
  const files = await listRecordFiles(folder)
  const begun = await importFhir(world, {
    organizationId,
    teamId,
    source: 'clinic',
    files,
    goOn: () => false,
  })
  if (!begun.ok) throw new Error(begun.problem)
  const { importId } = begun.value
  const resume = async () =>
    resumeFhir(world, { organizationId, importId, files: await listRecordFiles(folder) })

  await writeFile(join(folder, 'c.ndjson'), '')
  expect(await resume()).toEqual({ ok: false, problem: 'other-files' })
  await rm(join(folder, 'c.ndjson'))
  await writeFile(join(folder, 'a.ndjson'), 'something else')
  // The first file is read already; but who changes one may have changed the other.
  expect(await resume()).toEqual({ ok: false, problem: 'other-files' })
  expect(
    await inOrganization(world, asSystem(organizationId), (scope) => findImport(scope, importId)),
  ).toMatchObject({
    state: 'stopped',
  })
})

test('files that were sent can be stopped, gone on with and ended on the page; another lead can do nothing of it', async () => {
  const { world, organizationId, teamId, lead, find } = await aClinic()
  const south = await aTeam(world, organizationId, { name: 'South' })
  const other = await viewerOf(world, await aPerson(world, organizationId, { roles: { [south]: 'lead' } }))
  const content = Buffer.from(linesOfPatient(1).join('\n')).toString('base64')
  const start = async (name: string) => {
    const started = await startImport(world, lead, { teamId, source: 'clinic', files: [{ name, content }] })
    if (!started.ok) throw new Error(started.problem)
    return started.value
  }
  const importId = await start('a.ndjson')
  expect(await stopImport(world, other, { importId })).toEqual({ ok: false, problem: 'no-such-import' })
  expect(await resumeImport(world, lead, { importId })).toEqual({ ok: false, problem: 'not-stopped' })
  expect(await stopImport(world, lead, { importId })).toMatchObject({ ok: true })
  await world.settle()
  expect(await find(importId)).toMatchObject({ state: 'stopped', recordsRead: 0 })
  expect(await resumeImport(world, other, { importId })).toEqual({ ok: false, problem: 'no-such-import' })
  expect(await endImport(world, other, { importId })).toEqual({ ok: false, problem: 'no-such-import' })
  expect(await resumeImport(world, lead, { importId })).toMatchObject({ ok: true })
  await world.settle()
  expect(await find(importId)).toMatchObject({ recordsRead: 10, casesOpened: 1, failure: null })

  const second = await start('b.ndjson')
  await stopImport(world, lead, { importId: second })
  expect(await endImport(world, lead, { importId: second })).toMatchObject({ ok: true })
  expect(await find(second)).toMatchObject({ state: 'finished', failure: 'given-up' })
  expect(await stopImport(world, lead, { importId: second })).toEqual({ ok: false, problem: 'not-reading' })
})

test('an import that comes no further for a day is ended, and the rules look at its cases again', async () => {
  const { world, organizationId, teamId, find } = await aClinic()
  let pieces = 0
  const files = [fileOf('a.ndjson', linesOfPatient(1).join('\n'))]
  const begun = await importFhir(world, {
    organizationId,
    teamId,
    source: 'c',
    files,
    goOn: () => ++pieces < 3,
  })
  if (!begun.ok) throw new Error(begun.problem)
  expect(begun.value).toMatchObject({ state: 'stopped', casesOpened: 1 })
  const held = async () =>
    inOrganization(world, asSystem(organizationId), async ({ trx }) =>
      (await trx.selectFrom('case').select('rules_held').execute()).map((row) => row.rules_held),
    )
  await world.settle()
  expect(await held()).toEqual([true])

  world.setNow('2026-12-02 10:00')
  await world.settle()
  const ended = await find(begun.value.importId)
  expect(ended?.failure).toBe('given-up')
  expect(['read', 'finished']).toContain(ended?.state)
  if (ended?.state === 'finished') expect(await held()).toEqual([false])
})

test('two workers with the same files read each record once', async () => {
  const { world, organizationId, teamId, lead, find } = await aClinic()
  const lines = Array.from({ length: 120 }, (_, number) => linesOfPatient(number)).flat()
  const content = Buffer.from(lines.join('\n')).toString('base64')
  const started = await startImport(world, lead, {
    teamId,
    source: 'c',
    files: [{ name: 'a.ndjson', content }],
  })
  if (!started.ok) throw new Error(started.problem)
  const job = { organizationId, id: started.value }
  await Promise.all([readImport(world, job), readImport(world, job)])
  await world.settle()
  expect(await find(started.value)).toMatchObject({ recordsRead: 1200, casesOpened: 120, filesRead: 1 })
})

test('killed in the middle, again and again, and gone on with, it ends like one that nobody disturbed', {
  timeout: 180_000,
}, async () => {
  const folder = await aFolder(400)
  const calm = await aClinic()
  const undisturbed = runCommand(calm.world, [
    folder,
    ...['--organization', calm.organizationId, '--team', calm.teamId, '--source', 'clinic'],
  ])
  expect((await once(undisturbed, 'exit'))[0]).toBe(0)
  const whole = await theImport(calm.world, calm.organizationId)

  const { world, organizationId, teamId } = await aClinic()
  const arrived = () => theImport(world, organizationId)
  let kills = 0
  for (let life = 0; life < 40; life++) {
    const known = await arrived()
    const how = known ? ['--resume', known.importId] : ['--team', teamId, '--source', 'clinic']
    const child = runCommand(world, [folder, '--organization', organizationId, ...how])
    const ended = once(child, 'exit').then(([code]) => code as number | null)
    // Let it come a little further than it was, and kill it wherever it then is.
    const before = steps(known)
    while (child.exitCode === null && steps(await arrived()) <= before + (life % 3)) await pause(5)
    child.kill('SIGKILL')
    if ((await ended) === 0) break
    kills += 1
  }
  const found = await arrived()
  console.info(`killed ${kills} times`)
  expect(kills).toBeGreaterThan(3)
  expect(found?.state).not.toBe('reading')
  expect(counts(found)).toEqual(counts(whole))
  expect(await everythingOf(world, organizationId)).toEqual(
    await everythingOf(calm.world, calm.organizationId),
  )
})

/** The one import of an organization. */
function theImport(world: TestWorld, organizationId: OrganizationId) {
  return inOrganization(world, asSystem(organizationId), async (scope) => {
    const row = await scope.trx.selectFrom('import').select('import_id').executeTakeFirst()
    return row && findImport(scope, row.import_id as ImportId)
  })
}

/** How many steps of an import are done, as far as its counts show. */
function steps(found: Awaited<ReturnType<typeof findImport>>): number {
  return found ? 1 + found.recordsRead / 500 + (found.recordsWritten + found.recordsUnchanged) / 300 : 0
}

function runCommand(world: TestWorld, args: readonly string[]) {
  const settings = settingsFor({ url: String(world.env.DATABASE_URL) }, { AUDIT_DIR: world.env.AUDIT_DIR })
  return spawn(process.execPath, ['app/cli.ts', 'import', 'fhir', ...args], {
    env: { PATH: process.env.PATH ?? '', ...settings, NODE_ENV: 'test' },
    stdio: 'ignore',
  })
}
