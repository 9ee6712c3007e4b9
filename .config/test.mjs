// `npm test`: everything, one part after the other, and how much of it held. The last line is always
// `N passed, N failed`.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('..', import.meta.url))
const results = join(home, '.cache')
const vitest = 'node_modules/vitest/vitest.mjs'

const parts = [
  { name: 'check', options: ['.config/check.mjs'], count: countSteps },
  {
    name: 'core and database',
    options: [vitest, 'run', '--config', '.config/vitest.config.ts', ...reporters('tests')],
    count: countTests,
  },
  {
    name: 'build',
    options: ['.config/build.mjs'],
    count: (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  },
  {
    name: 'journeys',
    options: [vitest, 'run', '--config', '.config/vitest.journeys.config.ts', ...reporters('journeys')],
    count: countTests,
  },
]

let running
let stopped = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopped = true
    running?.kill(signal)
  })
}
endWithParent()

mkdirSync(results, { recursive: true })
const total = { passed: 0, failed: 0 }
const summary = []
for (const { name, options, count } of parts) {
  const file = join(results, `${name.split(' ')[0] === 'core' ? 'tests' : name}.json`)
  rmSync(file, { force: true })
  console.log(`\n== ${name}`)
  const began = Date.now()
  const code = await run(options, file)
  const found = stopped ? { passed: 0, failed: 1 } : count(code, file)
  // A part that broke down without saying which test it was has failed all the same.
  if (code !== 0 && found.failed === 0) found.failed = 1
  total.passed += found.passed
  total.failed += found.failed
  summary.push(
    `${name}: ${found.passed} passed, ${found.failed} failed in ${((Date.now() - began) / 1000).toFixed(1)} s`,
  )
  if (stopped) break
}

console.log(`\n${summary.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0

function reporters(name) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, `${name}.json`)}`]
}

function run(options, tally) {
  running = spawn(process.execPath, options, {
    cwd: home,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, HUDDLE_TALLY: tally, HUDDLE_PARENT: undefined },
  })
  return new Promise((resolve) => {
    running.once('error', (error) => resolve(error.message))
    running.once('exit', (code, signal) => resolve(code ?? signal))
  })
}

function countSteps(_code, file) {
  return read(file) ?? { passed: 0, failed: 1 }
}

function countTests(_code, file) {
  const found = read(file)
  if (!found) return { passed: 0, failed: 1 }
  // A file that could not even be loaded has no tests to count.
  const broken = found.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.length === 0,
  ).length
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + broken,
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function endWithParent() {
  const parent = Number(process.env.HUDDLE_PARENT ?? process.ppid)
  setInterval(() => {
    if (process.ppid === parent || stopped) return
    stopped = true
    running?.kill('SIGTERM')
  }, 300).unref()
}
