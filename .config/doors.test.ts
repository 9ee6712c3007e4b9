import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import vocabulary from './rooms.json' with { type: 'json' }
import { findLockfileFaults, findStraySql, findUnknownNames } from './vocabulary.ts'

// Shows that the checkers check: a small house is built elsewhere, with a violation planted for every rule.

const home = fileURLToPath(new URL('..', import.meta.url))

/** From where to where, and the rule that must object. */
const forbidden: [rule: string, from: string, to: string][] = [
  ['core-is-pure', 'app/features/cases/core/score.ts', 'node:fs'],
  ['core-is-pure', 'app/features/cases/core/scale.ts', 'kysely'],
  ['core-is-pure', 'app/features/cases/core/world.ts', 'app/platform/world.ts'],
  ['core-is-pure', 'app/features/cases/core/rows.ts', 'app/features/cases/server/case-queries.server.ts'],
  ['core-is-pure', 'app/time/spans.ts', 'app/platform/world.ts'],
  [
    'server-knows-no-routes',
    'app/features/cases/server/open-case.server.ts',
    'app/features/cases/routes/case.tsx',
  ],
  [
    'server-knows-no-routes',
    'app/features/cases/server/show-case.server.ts',
    'app/features/cases/ui/banner.tsx',
  ],
  ['server-knows-no-routes', 'app/features/cases/server/draw-case.server.ts', 'app/ui/button.tsx'],
  ['server-knows-no-routes', 'app/features/cases/server/hook-case.server.ts', 'react'],
  ['sql-only-in-queries', 'app/features/cases/server/close-case.server.ts', 'kysely'],
  ['sql-only-in-queries', 'app/features/cases/routes/cases.tsx', 'pg'],
  ['only-routes-are-doors', 'app/features/home/routes/today.tsx', 'app/features/cases/routes/case.tsx'],
  ['only-routes-are-doors', 'app/jobs.ts', 'app/features/cases/routes/case.tsx'],
  ['ui-knows-no-rooms', 'app/ui/case-button.tsx', 'app/features/cases/core/phase.ts'],
  ['ui-knows-no-rooms', 'app/ui/world-button.tsx', 'app/platform/world.ts'],
  [
    'room-ui-knows-no-server',
    'app/features/cases/ui/list.tsx',
    'app/features/cases/server/case-queries.server.ts',
  ],
  ['platform-knows-no-rooms', 'app/platform/mail.ts', 'app/features/cases/core/phase.ts'],
  ['product-knows-no-tests', 'app/features/cases/server/cheat.server.ts', 'tests/support/database.ts'],
  ['no-unknown-imports', 'app/platform/ghost.ts', 'app/platform/not-there.ts'],
  ['no-cycles', 'app/time/egg.ts', 'app/time/hen.ts'],
  // Each room with each room after it.
  ...vocabulary.rooms.flatMap((room, index): [string, string, string][] =>
    vocabulary.rooms
      .slice(index + 1)
      .map((later) => [
        `${room}-comes-before`,
        `app/features/${room}/core/uses-${later}.ts`,
        `app/features/${later}/core/phase.ts`,
      ]),
  ),
]

const allowed: [from: string, to: string][] = [
  ['app/features/flags/core/urgency.ts', 'app/features/cases/core/phase.ts'],
  ['app/features/flags/core/weeks.ts', 'app/time/weeks.ts'],
  ['app/features/flags/core/dates.ts', 'luxon'],
  ['app/features/flags/server/flag-queries.server.ts', 'kysely'],
  ['app/features/flags/server/raise-flag.server.ts', 'app/features/cases/server/case-queries.server.ts'],
  ['app/features/flags/server/raise-flag.test.ts', 'tests/support/database.ts'],
  ['app/features/flags/routes/flags.tsx', 'app/features/flags/server/raise-flag.server.ts'],
  ['app/features/flags/ui/flag-list.tsx', 'app/ui/button.tsx'],
  ['app/routes.ts', 'app/features/cases/routes/case.tsx'],
  ['app/platform/clock.ts', 'app/time/weeks.ts'],
]

type Violation = {
  readonly rule: { readonly name: string }
  readonly from: string
  readonly to: string
}

describe('the direction of imports', () => {
  let house = ''
  let violations: Violation[] = []

  beforeAll(() => {
    house = build()
    violations = cruise(house)
  }, 60_000)
  afterAll(() => rmSync(house, { recursive: true, force: true }))

  test.each(forbidden)('%s: %s may not import %s', (rule, from, to) => {
    const found = violations
      .filter((each) => each.from === from && goesTo(each.to, to))
      .map((each) => each.rule.name)
    expect(found).toContain(rule)
  })

  test.each(allowed)('%s may import %s', (from, to) => {
    expect(violations.filter((each) => each.from === from && goesTo(each.to, to))).toEqual([])
  })

  test('every rule has a planted violation', () => {
    const config = JSON.parse(
      spawnSync(
        process.execPath,
        ['-p', 'JSON.stringify(require("./.config/dependency-cruiser.cjs").forbidden)'],
        {
          cwd: home,
          encoding: 'utf8',
        },
      ).stdout,
    ) as { name: string }[]
    const planted = new Set(forbidden.map(([rule]) => rule))
    expect(config.map((rule) => rule.name).filter((name) => !planted.has(name))).toEqual([])
  })
})

describe('the closed list of names', () => {
  test('finds what does not belong at the top, among the rooms and inside a room', () => {
    const house = aHouse({
      'notes.txt': '',
      'src/main.ts': '',
      'app/features/billing/core/price.ts': '',
      'app/features/cases/utils/text.ts': '',
      'app/features/cases/helpers.ts': '',
      'app/features/cases/README.md': '',
      'app/features/cases/forms.ts': '',
      'package.json': '{}',
      '.config/anything.cjs': '',
    })
    expect(findUnknownNames(house).map((sentence: string) => sentence.split(' ')[0])).toEqual([
      'notes.txt',
      'src/',
      'app/features/billing/',
      'app/features/cases/helpers.ts',
      'app/features/cases/utils/',
    ])
    rmSync(house, { recursive: true })
  })

  test('finds nothing in this house', () => {
    expect(findUnknownNames(home)).toEqual([])
  })
})

describe('SQL only in query modules', () => {
  test('finds builders and raw SQL in features, and leaves queries, tests and comments alone', () => {
    const house = aHouse({
      'app/features/cases/server/close-case.server.ts': `await trx.updateTable('case').execute()`,
      'app/features/cases/server/count.server.ts': 'const n = sql<number>`count(*)`',
      'app/features/cases/routes/case.tsx': 'const n = sql`now()`',
      'app/features/cases/server/case-queries.server.ts': `scope.trx.selectFrom('case')`,
      'app/features/cases/server/close-case.test.ts': `db.selectFrom('case')`,
      'app/features/cases/core/note.ts': `// nobody calls .deleteFrom('case') here`,
    })
    expect(
      findStraySql(house)
        .map((finding: string) => finding.split(':')[0])
        .sort(),
    ).toEqual([
      '/app/features/cases/routes/case.tsx',
      '/app/features/cases/server/close-case.server.ts',
      '/app/features/cases/server/count.server.ts',
    ])
    rmSync(house, { recursive: true })
  })
})

test('a lockfile that names a registry, or does not know a package, is found', () => {
  const house = aHouse({
    'package.json': JSON.stringify({ dependencies: { b: '1.0.0' }, devDependencies: { c: '2.0.0' } }),
    'package-lock.json': JSON.stringify({
      packages: {
        '': { dependencies: { b: '1.0.0' } },
        'node_modules/a': { resolved: 'https://example.org/a.tgz' },
        'node_modules/b': {},
      },
    }),
  })
  expect(findLockfileFaults(house)).toEqual([
    'node_modules/a has a "resolved" address in package-lock.json',
    'c 2.0.0 is in package.json and not in package-lock.json',
  ])
  rmSync(house, { recursive: true })
})

function build(): string {
  const packages = [...new Set([...forbidden.map(([, , to]) => to), ...allowed.map(([, to]) => to)])].filter(
    isPackage,
  )
  const files: Record<string, string> = {
    'package.json': JSON.stringify({
      type: 'module',
      dependencies: Object.fromEntries(packages.map((name) => [name, '*'])),
    }),
    'app/time/hen.ts': `import './egg.ts'\n`,
  }
  for (const name of packages) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({
      name,
      version: '1.0.0',
      main: 'index.js',
    })
    files[`node_modules/${name}/index.js`] = ''
  }
  for (const [from, to] of [...forbidden.map(([, from, to]) => [from, to] as const), ...allowed]) {
    if (!isPackage(to) && !to.startsWith('node:') && !to.endsWith('not-there.ts')) files[to] ??= 'export {}\n'
    files[from] = `${files[from] ?? ''}import '${addressOf(from, to)}'\n`
  }
  const house = aHouse(files)
  cpSync(join(home, '.config'), join(house, '.config'), { recursive: true })
  cpSync(join(home, 'tsconfig.json'), join(house, 'tsconfig.json'))
  return house
}

function isPackage(name: string): boolean {
  return !name.includes('/') && !name.includes(':')
}

function addressOf(from: string, to: string): string {
  if (isPackage(to) || to.startsWith('node:')) return to
  return `${'../'.repeat(dirname(from).split('/').length)}${to}`
}

function goesTo(found: string, to: string): boolean {
  const plain = to.replace('node:', '')
  return found === plain || found.startsWith(`node_modules/${plain}/`) || found.endsWith(plain)
}

function cruise(house: string): Violation[] {
  const cli = join(home, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const options = ['--config', '.config/dependency-cruiser.cjs', '--output-type', 'json', 'app']
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...options], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations
}

function aHouse(files: Record<string, string>): string {
  const house = mkdtempSync(join(tmpdir(), 'huddle-house-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  return house
}
