import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { everythingOf } from '#tests/support/importing.ts'
import { anOrganization, aTeam } from '#tests/support/people.ts'
import { settingsFor } from '#tests/support/settings.ts'
import { linesOfPatient } from '#tests/support/synthetic-records.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'

// The command that imports, told to stop as an operator or a machine going down tells it: it ends by itself, says how to go on, and does.

const patients = 600
/** From the signal to the end of the process: the piece it is at, and saying goodbye to the database. */
const mostSeconds = 6

const direct = [process.execPath, 'app/cli.ts']
const throughNpm = ['npm', 'run', '-s', 'cli', '--']

const cases = [
  { signal: 'SIGINT', during: 'the first pass', at: /^import /m, start: direct },
  { signal: 'SIGTERM', during: 'the second pass', at: /^writing/m, start: direct },
  { signal: 'SIGINT', during: 'the second pass', at: /^writing/m, start: throughNpm },
  { signal: 'SIGTERM', during: 'the first pass', at: /^import /m, start: throughNpm },
  { signal: 'SIGINT', during: 'the first pass', at: /^import /m, start: throughNpm, asTerminal: true },
] as const

test('told to stop, however it was started, it ends soon, says how to go on, and then brings the same', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const folder = await aFolder()
  const whole = await aPlace(world)
  await importFhir(world, [folder, ...whole.options]).ended
  const everything = await everythingOf(world, whole.organizationId)
  for (const told of cases) {
    const place = await aPlace(world)
    const stopped = importFhir(world, [folder, ...place.options], told.start)
    await stopped.says(told.at)
    const asked = performance.now()
    stopped.tell(told.signal, 'asTerminal' in told)
    const { code, out, err } = await stopped.ended
    const seconds = (performance.now() - asked) / 1000
    console.info(`${told.start[0]} ${told.signal} during ${told.during}: ended after ${seconds.toFixed(1)} s`)
    expect(seconds).toBeLessThan(mostSeconds)
    expect(err).toContain('stopping after this piece')
    const [, importId = ''] = /^import (\S+)$/m.exec(out) ?? []
    expect(out).toContain(`Stopped. Go on with the same files and --resume ${importId}`)
    // Of what a terminal has interrupted npm says that it was interrupted, and not how it ended.
    if (!('asTerminal' in told)) expect(code).toBe(1)
    expect(await stateOf(world, place.organizationId)).toBe('stopped')

    const resumed = await importFhir(world, [
      folder,
      '--organization',
      place.organizationId,
      '--resume',
      importId,
    ]).ended
    expect(resumed.code).toBe(0)
    expect(await everythingOf(world, place.organizationId)).toEqual(everything)
  }
})

async function aPlace(world: TestWorld) {
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  return { organizationId, options: ['--organization', organizationId, '--team', teamId] }
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huddle-import-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const lines = Array.from({ length: patients }, (_, number) => linesOfPatient(number)).flat()
  await writeFile(join(folder, 'all.ndjson'), lines.join('\n'))
  return folder
}

/** The command in a process group of its own, as a terminal starts it. */
function importFhir(
  world: TestWorld,
  args: readonly string[],
  [program, ...before]: readonly string[] = direct,
) {
  const settings = settingsFor({ url: world.env.DATABASE_URL }, { AUDIT_DIR: world.env.AUDIT_DIR })
  const env = { PATH: process.env.PATH ?? '', ...settings, NODE_ENV: 'production' as const }
  const child = spawn(program ?? '', [...before, 'import', 'fhir', ...args], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  return {
    ended: once(child, 'close').then(([code]) => ({ code, out, err })),
    async says(words: RegExp) {
      while (!words.test(err)) {
        if (child.exitCode !== null) throw new Error(`It ended before it said ${words}: ${err}`)
        await once(child.stderr, 'data')
      }
    },
    // A terminal tells everybody of the group, a service manager the one it started.
    tell(signal: NodeJS.Signals, everybody: boolean) {
      if (child.pid) process.kill(everybody ? -child.pid : child.pid, signal)
    },
  }
}

async function stateOf(world: TestWorld, organizationId: Parameters<typeof asSystem>[0]) {
  const found = await inOrganization(world, asSystem(organizationId), ({ trx }) =>
    trx.selectFrom('import').select('state').executeTakeFirstOrThrow(),
  )
  return found.state
}
