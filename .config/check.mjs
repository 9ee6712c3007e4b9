// Everything that can be known about the source without running the product. Each step passes or fails.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findLockfileFaults, findStraySql, findUnknownNames } from './vocabulary.ts'

const home = fileURLToPath(new URL('..', import.meta.url))

// The longest first: two run at a time.
const steps = [
  {
    name: 'types',
    work: () => tool('typescript/bin/tsc', '--noEmit', '--pretty'),
  },
  {
    name: 'schema up to date',
    work: () => node('db/generate-schema.ts', '--check'),
  },
  {
    name: 'doors open one way',
    work: () =>
      tool(
        'dependency-cruiser/bin/dependency-cruiser.mjs',
        '--config',
        '.config/dependency-cruiser.cjs',
        'app',
        'db',
        'tests',
      ),
  },
  {
    name: 'nothing unused',
    work: () => tool('knip/bin/knip.js', '--config', '.config/knip.json', '--no-progress'),
  },
  {
    name: 'form and lint',
    work: () =>
      tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', 'app', 'db', 'tests', '.config'),
  },
  {
    name: 'names are in the vocabulary',
    work: () => none(findUnknownNames(home)),
  },
  { name: 'SQL only in query modules', work: () => none(findStraySql(home)) },
  {
    name: 'lockfile in order',
    work: () => none(findLockfileFaults(home)),
  },
]

const children = new Set()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
    process.exit(130)
  })
}

const waiting = [...steps]
const failed = []
await Promise.all([work(), work()])
const passed = steps.length - failed.length
if (failed.length > 0) console.log(`\nNot in order: ${failed.join(', ')}.`)
// For the test run, which adds up.
if (process.env.HUDDLE_TALLY)
  writeFileSync(process.env.HUDDLE_TALLY, JSON.stringify({ passed, failed: failed.length }))
process.exitCode = failed.length > 0 ? 1 : 0

async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const began = Date.now()
    const { ok, said } = await step.work()
    if (!ok) failed.push(step.name)
    console.log(`${ok ? '✓' : '✗'} ${step.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    if (!ok) console.log(said.trimEnd().replace(/^/gm, '    '))
  }
}

function none(findings) {
  return { ok: findings.length === 0, said: findings.join('\n') }
}

function tool(path, ...options) {
  return node(join('node_modules', path), ...options)
}

function node(...options) {
  const child = spawn(process.execPath, options, {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ ok: false, said: error.message }))
    child.once('close', (code) => {
      children.delete(child)
      resolve({ ok: code === 0, said })
    })
  })
}
