// Makes ready, then runs: every npm command goes through here. Plain JavaScript on whatever Node (>= 20) the
// machine has and without any package, because it is what brings the packages, and the right Node among them.
// Whatever it says itself goes to stderr, so that stdout holds the answer of the command and nothing else.
import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('..', import.meta.url))
const modules = join(home, 'node_modules')
const lockfile = join(home, 'package-lock.json')
const stamp = join(modules, '.huddle-installed')
// npm writes this list when it has finished, and not before.
const npmsOwnList = join(modules, '.package-lock.json')
const neededNode = 24

/**
 * What each command runs. `served`: in production too, where only what the product itself needs is installed.
 * `guarded`: lives long, so it must not outlive the terminal it was started from.
 */
const commands = {
  demo: { script: 'db/demo/run.ts', guarded: true },
  dev: { script: 'db/demo/run.ts', options: ['--dev'], guarded: true },
  test: { script: '.config/test.mjs', guarded: true },
  check: { script: '.config/check.mjs' },
  build: { script: '.config/build.mjs', options: ['--always'] },
  start: {
    script: 'app/server.ts',
    served: true,
    env: { NODE_ENV: 'production' },
  },
  migrate: { script: 'db/migrate.ts', served: true },
  // package.json starts it by `exec`: npm passes a signal on to its shell only, and an import must hear that it is to stop.
  // Young garbage is collected sooner: an import of any size then needs little memory, and is no slower.
  cli: { script: 'app/cli.ts', served: true, node: ['--max-semi-space-size=4'], guarded: true },
  format: {
    script: 'node_modules/@biomejs/biome/bin/biome',
    options: ['check', '--write'],
  },
  schema: { script: 'db/generate-schema.ts' },
  bench: { script: 'tests/bench/run.ts' },
}

const [name = '', ...passedOn] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command) giveUp(`Unknown command "${name}". There is: ${Object.keys(commands).join(', ')}.`)

// The one process that runs for us at the moment: npm first, then the command.
let current
let signalled = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => passOn(signal))
if (command.guarded) whenOrphaned(() => signalled || passOn('SIGTERM'))

process.chdir(home)
if (!isInstalled(command.served === true)) await install()
run(findNode(), command)

function passOn(signal) {
  signalled = true
  current?.kill(signal)
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function giveUp(sentence) {
  say(sentence)
  // Whoever reads the last line of the tests must find it there, whatever went wrong.
  if (name === 'test') process.stdout.write('0 passed, 1 failed\n')
  process.exit(1)
}

function run(node, { script, options = [], env = {}, node: flags = [] }) {
  if (!existsSync(join(home, script)))
    giveUp(`${script} is not here, so there is nothing to run for "${name}".`)
  current = spawn(node, [...flags, script, ...options, ...passedOn], {
    cwd: home,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...env,
      PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
      // By these a process that must not outlive us notices that it did, and a later start knows it again.
      HUDDLE_PARENT: String(process.pid),
      HUDDLE_RUN: randomBytes(16).toString('hex'),
    },
  })
  current.once('error', (error) => giveUp(`${node} cannot be run: ${error.message}`))
  current.once('exit', (code, signal) => {
    if (code !== null) process.exit(code)
    for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(each)
    process.kill(process.pid, signal)
  })
}

/**
 * Calls back once the one who started us has ended. npm starts commands through a shell, and some shells stay
 * between npm and us, where they would outlive npm: then it is the shell's parent that counts as well.
 */
function whenOrphaned(callBack) {
  const parent = process.ppid
  const first = lookAt(parent)
  const viaShell =
    process.env.npm_lifecycle_event && /(^|\/|-)(sh|dash|bash|ash|zsh|ksh|busybox)$/.test(first?.name ?? '')
  const timer = setInterval(() => {
    const left = process.ppid !== parent || (viaShell && lookAt(parent)?.parent !== first.parent)
    if (!left) return
    clearInterval(timer)
    callBack()
  }, 400)
  timer.unref()
}

function lookAt(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const end = stat.lastIndexOf(')')
      return {
        name: stat.slice(stat.indexOf('(') + 1, end),
        parent: stat.slice(end + 2).split(' ')[1],
      }
    }
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
    const [parent, ...words] = stdout.trim().split(/\s+/)
    return { name: words.join(' '), parent }
  } catch {
    return undefined
  }
}

/** The Node of the lockfile; else our own, if it is new enough, as in an image that brings its own. */
function findNode() {
  const own = join(modules, '.bin', 'node')
  const version = existsSync(own)
    ? spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout?.trim()
    : undefined
  if (major(version) === neededNode) return own
  if (major(process.version) >= neededNode) return process.execPath
  const found = version
    ? `the one in node_modules is ${version}`
    : 'the one from npm does not run on this machine'
  return giveUp(
    `Huddle runs on Node ${neededNode}, but ${found} and yours is ${process.version}. ` +
      `Install Node ${neededNode} and try again, or remove node_modules if an install was interrupted.`,
  )
}

function major(version) {
  return Number(/^v(\d+)\./.exec(version ?? '')?.[1] ?? 0)
}

function fingerprint() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}

function isInstalled(served) {
  if (!existsSync(join(modules, '.bin')) || !existsSync(lockfile)) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return true
  return isInstalledByHand(served)
}

/**
 * npm writes its own list of what it installed when it has finished. When that list holds everything the
 * lockfile asks for, somebody ran npm themselves, and there is nothing left to do.
 */
function isInstalledByHand(served) {
  if (!existsSync(npmsOwnList)) return false
  try {
    const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages
    const present = JSON.parse(readFileSync(npmsOwnList, 'utf8')).packages
    return Object.entries(wanted).every(([path, about]) => {
      if (path === '' || about.optional || about.devOptional || (served && about.dev)) return true
      return present[path]?.integrity === about.integrity && present[path]?.version === about.version
    })
  } catch {
    return false
  }
}

/**
 * Installs what the lockfile says, and leaves the lockfile as it is.
 *
 * Not `npm ci`: that refuses a lockfile without the packages of other systems, which a registry that mirrors only
 * some systems cannot name. What npm did not finish is removed first, since it repairs no half-written package.
 */
async function install() {
  say('Installing what is missing. The first time this takes a minute or two.')
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  rmSync(stamp, { force: true })
  if (!existsSync(npmsOwnList)) rmSync(modules, { recursive: true, force: true })
  const still = setInterval(() => say(`  still installing (${seconds()} s)`), 10_000)
  // The production setting of a server must not leave out the tools that build it.
  const options = ['install', '--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  options.push('--loglevel=error')
  const viaNpm = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined
  const settings = { cwd: home, stdio: ['ignore', 2, 2] }
  current = viaNpm ? spawn(process.execPath, [viaNpm, ...options], settings) : spawn('npm', options, settings)
  const code = await new Promise((resolve) => {
    current.once('error', (error) => resolve(error.message))
    current.once('exit', (code, signal) => resolve(code ?? signal))
  })
  clearInterval(still)
  if (signalled) process.exit(130)
  if (code !== 0) giveUp(`Installing failed (npm: ${code}). What npm said is above.`)
  // Written aside and moved into place: a stamp is there whole or not at all.
  writeFileSync(`${stamp}.new`, fingerprint())
  renameSync(`${stamp}.new`, stamp)
  say(`Installed in ${seconds()} s.`)
}
