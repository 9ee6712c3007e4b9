// Builds the product, unless the last build was made from these very sources. `--always` builds in any case.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(home, 'build', '.sources')
const sources = fingerprint([
  'app',
  'db',
  'public',
  '.config/vite.config.ts',
  'package-lock.json',
  'tsconfig.json',
])

const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
if (!fresh || process.argv.includes('--always')) {
  const began = Date.now()
  console.log('Building.')
  rmSync(stamp, { force: true })
  const remix = join(home, 'node_modules/@remix-run/dev/dist/cli.js')
  const child = spawn(
    process.execPath,
    [remix, 'vite:build', '--config', '.config/vite.config.ts', '--logLevel', 'warn'],
    {
      cwd: home,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name))
  const status = await new Promise((resolve) => child.once('exit', (code, name) => resolve(code ?? name)))
  if (status !== 0) {
    console.error(`Building failed (${status}).`)
    process.exit(1)
  }
  mkdirSync(join(home, 'build'), { recursive: true })
  writeFileSync(stamp, sources)
  console.log(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}

// By content, not by date: a checkout or a copy changes dates and nothing else.
function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesIn(path))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(home, file)))
        .update('\0')
  }
  return hash.digest('hex')
}

function filesIn(path) {
  if (!existsSync(join(home, path))) return []
  if (path.includes('.') && !path.startsWith('public')) return [path]
  return readdirSync(join(home, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[.]test[.]tsx?$|[.]md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(home.length))
    .sort()
}
