import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { environmentOf, identityOf, until } from '../processes.ts'
import { claimRun, releaseRun } from './run-record.ts'

let folder = ''
let other: ChildProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huddle-run-'))
})
afterEach(() => {
  other?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

test('writes who runs here, and takes it back', async () => {
  const file = join(folder, 'run.json')

  expect(await claimRun(file, 3000)).toBeUndefined()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid, port: 3000 })

  releaseRun(file)
  expect(existsSync(file)).toBe(false)
})

test('leaves one alone that still has its terminal, and says where it is', async () => {
  const pid = await startOther('s3cret')
  const file = recordOf({ ...identityOf(pid), parent: identityOf(process.pid), secret: 's3cret', port: 4000 })

  expect(await claimRun(file, 3000)).toBe(4000)
  expect(identityOf(pid)).toBeDefined()
})

test('stops an orphan of ours', async () => {
  const pid = await startOther('s3cret')
  const file = recordOf({
    ...identityOf(pid),
    parent: { pid: 1, startedAt: 'long ago' },
    secret: 's3cret',
    port: 4000,
  })

  expect(await claimRun(file, 3000)).toBeUndefined()
  expect(identityOf(pid)).toBeUndefined()
})

test('never stops a stranger who was given the pid, even one that began at the same moment', async () => {
  const pid = await startOther('something else')
  const later = recordOf({ pid, startedAt: 'another time', secret: 's3cret', port: 4000 })
  expect(await claimRun(later, 3000)).toBeUndefined()
  expect(identityOf(pid)).toBeDefined()

  // Only Linux tells the environment of a process, by which even that can be told apart.
  if (environmentOf(pid) === undefined) return
  const same = recordOf({ ...identityOf(pid), secret: 's3cret', port: 4000 })
  expect(await claimRun(same, 3000)).toBeUndefined()
  expect(identityOf(pid)).toBeDefined()
})

async function startOther(secret: string): Promise<number> {
  const child = spawn('sleep', ['60'], { env: { ...process.env, HUDDLE_RUN: secret } })
  other = child
  const pid = child.pid ?? 0
  // Between fork and exec a process still shows the environment of its parent.
  await until(() => environmentOf(pid)?.includes(`HUDDLE_RUN=${secret}`) ?? true, 5_000)
  return pid
}

function recordOf(record: object): string {
  const file = join(folder, 'run.json')
  writeFileSync(file, JSON.stringify(record))
  return file
}
