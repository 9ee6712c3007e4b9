import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { setup as startPostgres, teardown } from './postgres.ts'

export { teardown }

/** Makes the build that the servers under test answer from, unless it is there, and starts the tests' own Postgres. */
export async function setup(project: TestProject): Promise<void> {
  await Promise.all([build(), startPostgres(project)])
}

function build(): Promise<void> {
  const home = fileURLToPath(new URL('../..', import.meta.url))
  const child = spawn(process.execPath, ['.config/build.mjs'], { cwd: home, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`Building failed (${code}).`))))
  })
}
