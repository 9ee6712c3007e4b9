import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { chromium } from 'playwright-core'

/**
 * How the browser is started: as root there is no sandbox, a container has no graphics card, and a browser
 * that calls home makes journeys slow where there is no network.
 */
export const launchFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

/**
 * The path of a Chromium that runs here: `CHROMIUM_PATH`, Playwright's own, or one that the system has.
 *
 * Where there is none it is installed: by Playwright, else by Debian's package manager when we are root.
 * Throws a sentence that says how to get one when neither works. A wrong `CHROMIUM_PATH` is never passed over.
 */
export async function findChromium(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (runs(chosen)) return chosen
    throw new Error(
      `CHROMIUM_PATH is ${chosen}, and that does not run. It must be the path of a Chromium or Chrome.`,
    )
  }
  return findPresent() ?? (await installWithPlaywright()) ?? (await installWithApt()) ?? refuse()
}

function findPresent(): string | undefined {
  return [chromium.executablePath(), ...onPath()].find(runs)
}

function onPath(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const mac = [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...mac].filter(existsSync)
}

/** A downloaded browser may lack libraries of the system: only one that starts counts. */
function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    return false
  }
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 30_000, stdio: 'ignore' }).status === 0
}

async function installWithPlaywright(): Promise<string | undefined> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  console.log("No Chromium here. Downloading Playwright's.")
  await finishes(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000',
  })
  return findPresent()
}

async function installWithApt(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined
  console.log('Installing the system package chromium.')
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  // What the package lists say may be old and good enough, so a failed update is no reason to stop.
  await finishes('apt-get', ['update'], quiet)
  await finishes(
    'apt-get',
    ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    quiet,
  )
  return findPresent()
}

function refuse(): never {
  throw new Error(
    'The journeys need Chromium, and it could be neither found nor installed. Install the package chromium (or ' +
      'Chrome), or run `npx playwright-core install --with-deps chromium`, or set CHROMIUM_PATH to one you have.',
  )
}

/** Runs a program to its end, or ends it when it has said nothing for 45 s or has taken eight minutes. */
function finishes(program: string, options: string[], env: Record<string, string>): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, options, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let silence = setTimeout(giveUp, 45_000)
    const limit = setTimeout(giveUp, 480_000)
    function giveUp() {
      child.kill('SIGKILL')
    }
    function heard() {
      clearTimeout(silence)
      silence = setTimeout(giveUp, 45_000)
    }
    function end(ok: boolean) {
      clearTimeout(silence)
      clearTimeout(limit)
      resolve(ok)
    }
    child.stdout.on('data', heard)
    child.stderr.on('data', heard)
    child.once('error', () => end(false))
    child.once('close', (code) => end(code === 0))
  })
}
