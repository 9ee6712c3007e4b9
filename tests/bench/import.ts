import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { jobs } from '#app/jobs.ts'
import { makeLog } from '#app/platform/log.ts'
import { openWorld } from '#app/platform/make-world.server.ts'
import { startEmbedded } from '#db/embedded.ts'
import { readyTemplate } from '#db/template.ts'
import { anOrganization, aTeam } from '#tests/support/people.ts'
import { readSettings, settingsFor } from '#tests/support/settings.ts'
import { linesOfPatient } from '#tests/support/synthetic-records.ts'

/** How long a run of the command took, and how much memory it ever held. */
interface Run {
  readonly seconds: number
  readonly megabytes: number
}

/**
 * The command reading one NDJSON file of a size, as records a second, beside parsing the same lines and nothing else; and the memory it
 * holds at most, beside the same command with one patient.
 */
export async function benchImport(megabytes = 20): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'huddle-bench-'))
  const cluster = await startEmbedded({ home: process.cwd(), purpose: 'test', fsync: false })
  const name = `bench_import_${process.pid}`
  try {
    const [large, small] = [join(folder, 'large.ndjson'), join(folder, 'small.ndjson')]
    const patients = await writeRecords(large, megabytes * 1024 * 1024)
    await writeRecords(small, 1)
    await cluster.ensureDatabase(name, await readyTemplate(cluster))
    const settings = settingsFor({ url: cluster.appUrl(name) }, { AUDIT_DIR: join(folder, 'audit') })
    const { world, close } = await openWorld(readSettings(settings), jobs, { log: makeLog('silent') })
    const organizationId = await anOrganization(world)
    const teamId = await aTeam(world, organizationId)
    await close()

    const command = (path: string) =>
      runCommand(settings, ['import', 'fhir', path, '--organization', organizationId, '--team', teamId])
    const parsing = await parseLines(large)
    const least = await command(small)
    const first = await command(large)
    // Twice only what is small: a gigabyte takes long enough.
    const again = megabytes > 100 ? undefined : await command(large)

    const size = (await stat(large)).size / 1024 / 1024
    const rate = (run: Run) => `${Math.round(parsing.lines / run.seconds)} records/s`
    console.log(`\nImport: ${parsing.lines} records of ${patients} patients, ${size.toFixed(0)} MB of NDJSON`)
    console.log(`parsing the lines alone   ${parsing.seconds.toFixed(1)} s`)
    for (const [what, run] of Object.entries({
      'first import': first,
      ...(again && { 'the same again': again }),
    }))
      console.log(
        `${what.padEnd(26)}${run.seconds.toFixed(1)} s, ${rate(run)}, ${(run.seconds / parsing.seconds).toFixed(0)}x parsing, ${run.megabytes.toFixed(0)} MB at most (${(run.megabytes - least.megabytes).toFixed(0)} MB more than for one patient)`,
      )
  } finally {
    await cluster.dropDatabase(name)
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes patients until the file has that many bytes, and says how many there are. */
async function writeRecords(path: string, bytes: number): Promise<number> {
  const file = createWriteStream(path)
  let [written, number] = [0, 0]
  while (written < bytes) {
    const text = `${linesOfPatient(number).join('\n')}\n`
    number += 1
    written += text.length
    if (!file.write(text)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  return number
}

async function parseLines(path: string): Promise<{ readonly seconds: number; readonly lines: number }> {
  const began = performance.now()
  let lines = 0
  for await (const line of createInterface({ input: createReadStream(path) })) {
    JSON.parse(line)
    lines += 1
  }
  return { seconds: (performance.now() - began) / 1000, lines }
}

// As `npm run cli` starts it. It says how much memory the process has held at most, when it ends.
const watch = `process.on('exit', () => process._rawDebug('maxRSS ' + process.resourceUsage().maxRSS))`

async function runCommand(settings: Readonly<Record<string, string>>, args: readonly string[]): Promise<Run> {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(watch)}`, 'app/cli.ts', ...args],
    { env: { PATH: process.env.PATH ?? '', ...settings, NODE_ENV: 'production' }, stdio: 'pipe' },
  )
  child.stdin.end()
  child.stdout.resume()
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The command ended with ${code}: ${said.slice(-500)}`)
  return {
    seconds: (performance.now() - began) / 1000,
    megabytes: Number(/maxRSS (\d+)/.exec(said)?.[1]) / 1024,
  }
}
