import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { answerAgenda } from './features/agendas/server/agenda-command.ts'
import { onlyCounted, skipReasons } from './features/exchange/core/skips.ts'
import {
  findImportPlace,
  findOrganizationNamed,
  type PlaceProblem,
} from './features/exchange/server/find-import-place.ts'
import {
  type ImportFhirProblem,
  type ImportRun,
  importFhir,
  type ResumeFhirProblem,
  resumeFhir,
} from './features/exchange/server/import-fhir.ts'
import type { Import } from './features/exchange/server/import-queries.server.ts'
import { listRecordFiles } from './features/exchange/server/read-files.ts'
import { answerOpenings } from './features/huddles/server/openings-command.ts'
import { publishedMeasures } from './features/insights/core/published-measures.ts'
import { runMeasure } from './features/insights/server/measure-command.ts'
import {
  type CreateOrganizationProblem,
  createOrganization,
} from './features/people/server/create-organization.ts'
import { jobs } from './jobs.ts'
import { signHeads, verifyAudit } from './platform/audit-heads.server.ts'
import { readEnv } from './platform/env.ts'
import { makeLog } from './platform/log.ts'
import { openWorld } from './platform/make-world.server.ts'
import type { World } from './platform/world.ts'
import { type ImportId, readId } from './shared/ids.ts'

/** One of the operator's commands. `run` gives the exit code: 0 when all is well, 1 when it was refused or found something wrong. */
interface Command {
  readonly usage: string
  run(args: string[]): Promise<number>
}

/** Every command, by its words. What it prints for other programs goes to stdout, everything else to stderr. */
const commands: Readonly<Record<string, Command>> = {
  // people
  'organization create': {
    usage: '--name NAME --zone ZONE --admin-email ADDRESS [--admin-name NAME] [--crisis "WHAT TO DO"]',
    run: (args) => inWorld((world) => createOrganizationCommand(world, args)),
  },

  // huddles, agendas: the contracts, without settings or a database
  openings: {
    usage: '[--ndjson] < request.json',
    run: (args) => contractCommand(args, answerOpenings),
  },
  agenda: {
    usage: '[--ndjson] < request.json',
    run: (args) => contractCommand(args, answerAgenda),
  },

  // exchange
  'import fhir': {
    usage:
      'PATH --organization NAME-OR-ID --team NAME-OR-ID [--source NAME] [--part2] [--agree] | PATH --organization NAME-OR-ID --resume IMPORT [--agree]',
    run: (args) => inWorld((world) => importFhirCommand(world, args)),
  },

  // insights, from files, without settings or a database
  measure: {
    usage: `${Object.keys(publishedMeasures).join('|')} PATH... [--from 2024-01-01 --to 2024-12-31] [--compare] [--ndjson]`,
    run: measureCommand,
  },

  // platform
  'audit verify': {
    usage: '',
    run: (args) => {
      readOptions(args, {})
      return inWorld(verifyAuditCommand)
    },
  },
  'audit sign': {
    usage: '',
    run: (args) => {
      readOptions(args, {})
      return inWorld(async (world) => {
        console.log(`${await signHeads(world)} heads signed`)
        return 0
      })
    },
  },
}

/** What is wrong with how a command was called, in one line. */
class WrongUse extends Error {}

async function createOrganizationCommand(world: World, args: string[]): Promise<number> {
  const options = readOptions(args, {
    name: 'needed',
    zone: 'needed',
    'admin-email': 'needed',
    crisis: 'optional',
    'admin-name': 'optional',
  })
  const adminMail = options['admin-email'] ?? ''
  const created = await createOrganization(world, {
    name: options.name ?? '',
    zone: options.zone ?? '',
    crisisInstruction: options.crisis,
    adminMail,
    adminName: options['admin-name'] ?? adminMail.slice(0, adminMail.indexOf('@')),
  })
  if (!created.ok) throw new WrongUse(createSayings[created.problem])
  console.log(created.value.organizationId)
  console.error(`An invitation to ${adminMail} is on its way as soon as Huddle runs.`)
  return 0
}

const createSayings = {
  'no-such-zone': '--zone must be the full name of a time zone, such as America/St_Johns',
  'not-an-address': '--admin-email must be one plain mail address',
} satisfies Record<CreateOrganizationProblem, string>

async function contractCommand(
  args: string[],
  answer: (text: string, ndjson: boolean) => { out: string; err: string; code: number },
): Promise<number> {
  const other = args.find((arg) => arg !== '--ndjson')
  if (other) throw new WrongUse(`${other} means nothing here`)
  const { out, err, code } = answer(await text(process.stdin), args.includes('--ndjson'))
  process.stdout.write(out)
  process.stderr.write(err)
  return code
}

async function measureCommand(args: string[]): Promise<number> {
  const { positionals, values } = parsed(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        compare: { type: 'boolean', default: false },
        ndjson: { type: 'boolean', default: false },
      },
    }),
  )
  const answer = await runMeasure(positionals, values, {
    out: (text) => process.stdout.write(text),
    err: (line) => console.error(line),
  })
  if (!answer.ok) throw new WrongUse(answer.problem)
  return answer.value
}

async function importFhirCommand(world: World, args: string[]): Promise<number> {
  const flags = ['--agree', '--part2']
  const [path, ...rest] = args.filter((arg) => !flags.includes(arg))
  if (!path || path.startsWith('--')) throw new WrongUse('missing: the file or folder to import')
  const options = readOptions(rest, {
    organization: 'needed',
    team: 'optional',
    source: 'optional',
    resume: 'optional',
  })
  const files = await listRecordFiles(path).catch(() => {
    throw new WrongUse(`${path} cannot be read`)
  })
  const interrupted = untilInterrupted()
  const run = {
    files,
    agree: args.includes('--agree'),
    goOn: interrupted.goOn,
    onProgress: (step: string) => console.error(step),
  }
  const imported = await (options.resume
    ? resumeCommand(world, options.organization ?? '', options.resume, run)
    : beginCommand(world, options, args.includes('--part2'), run)
  ).finally(interrupted.close)
  if (!imported.ok) throw new WrongUse(importSayings[imported.problem])
  sayImported(imported.value)
  return imported.value.state === 'stopped' ? 1 : 0
}

async function beginCommand(
  world: World,
  options: Readonly<Partial<Record<'organization' | 'team' | 'source', string>>>,
  part2: boolean,
  run: ImportRun,
) {
  if (!options.team) throw new WrongUse('missing: --team')
  const source = options.source ?? 'health-record'
  if (!/^[a-z0-9-]{1,40}$/.test(source))
    throw new WrongUse('--source takes letters a to z, digits and hyphens, 40 at most')
  const place = await findImportPlace(world, options.organization ?? '', options.team)
  if (!place.ok) throw new WrongUse(importSayings[place.problem])
  return importFhir(world, { ...place.value, source, part2, ...run })
}

async function resumeCommand(world: World, organization: string, id: string, run: ImportRun) {
  const importId = readId<ImportId>(id)
  if (!importId) throw new WrongUse('--resume takes the number of an import')
  const found = await findOrganizationNamed(world, organization)
  if (!found.ok) throw new WrongUse(importSayings[found.problem])
  return resumeFhir(world, { organizationId: found.value, importId, ...run })
}

/** Ctrl-C, or the machine going down, stops an import after the piece it is at; a second time ends it at once, as ever. */
function untilInterrupted() {
  let asked = false
  const stop = () => {
    asked = true
    console.error('stopping after this piece; once more to end at once')
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return { goOn: () => !asked, close: () => void process.off('SIGINT', stop).off('SIGTERM', stop) }
}

function sayImported({ importId, state, flagsProposed, skipCounts, ...counts }: Import): void {
  console.log(`import ${importId}`)
  console.log(
    `${counts.recordsRead} records read: ${counts.recordsWritten} new or changed, ${counts.recordsUnchanged} unchanged, ${counts.recordsSkipped} skipped; ${counts.casesOpened} cases opened`,
  )
  for (const [reason, words] of Object.entries(skipReasons)) {
    const count = skipCounts[reason as keyof typeof skipReasons] ?? 0
    const named = onlyCounted.some((one) => one === reason) ? '' : ' (named on the import page)'
    if (count > 0) console.log(`  ${count} skipped: ${words}${named}`)
  }
  if (state === 'stopped')
    console.log(`Stopped. Go on with the same files and --resume ${importId}, or end it on its page.`)
  else if (flagsProposed === 0) console.log('It raises no flags.')
  else if (state === 'read')
    console.log(
      `It would raise ${flagsProposed} flags. Look at them on /admin/imports/${importId} and agree, or import with --agree.`,
    )
  else console.log(`${flagsProposed} flags were agreed to.`)
}

const importSayings = {
  'no-such-organization': '--organization names no organization here',
  'several-organizations': '--organization names more than one; give its id',
  'no-such-team': '--team names no team of the organization',
  'several-teams': '--team names more than one; give its id',
  'no-files': 'there is no .json, .ndjson or .gz file of records at this path',
  'no-such-import': '--resume names no import of the organization',
  'not-stopped': 'this import has ended',
  'other-files': 'these are not the files it was begun with',
} satisfies Record<PlaceProblem | ImportFhirProblem | ResumeFhirProblem, string>

async function verifyAuditCommand(world: World): Promise<number> {
  const findings = await verifyAudit(world)
  for (const { organizationId, rows, heads, wrong } of findings) {
    console.log(
      `${organizationId} ${rows} rows, ${heads} signed heads: ${wrong.length === 0 ? 'right' : 'WRONG'}`,
    )
    for (const line of wrong) console.log(`  ${line}`)
  }
  return findings.some(({ wrong }) => wrong.length > 0) ? 1 : 0
}

// The options of a command, each given at most once and none that it does not know.
function readOptions<Name extends string>(
  args: string[],
  wanted: Readonly<Record<Name, 'needed' | 'optional'>>,
): Partial<Record<Name, string>> {
  const names = Object.keys(wanted) as Name[]
  const { values }: { values: Partial<Record<string, string | boolean>> } = parsed(() =>
    parseArgs({
      args,
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    }),
  )
  const missing = names.filter((name) => wanted[name] === 'needed' && !values[name])
  if (missing.length > 0) throw new WrongUse(`missing: ${missing.map((name) => `--${name}`).join(', ')}`)
  return values as Partial<Record<Name, string>>
}

function parsed<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse()
  } catch (error) {
    throw new WrongUse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable')
  }
}

// Only a command that touches data needs settings and a database.
async function inWorld(work: (world: World) => Promise<number>): Promise<number> {
  const read = readEnv(process.env)
  if (!read.ok) throw new WrongUse(`the settings are not right: ${read.mistakes.join('; ')}`)
  const { world, close } = await openWorld({ ...read.value, WORKER: false }, jobs, { log: makeLog('silent') })
  try {
    return await work(world)
  } finally {
    await close()
  }
}

function usage(): string {
  const lines = Object.entries(commands).map(
    ([words, command]) => `  npm run -s cli -- ${words} ${command.usage}`,
  )
  return `The commands:\n${lines.join('\n')}`
}

// A command is one word or two.
function findCommand(
  argv: readonly string[],
): { command: Command; words: string; rest: string[] } | undefined {
  for (const count of [2, 1]) {
    const words = argv.slice(0, count).join(' ')
    const command = commands[words]
    if (command) return { command, words, rest: argv.slice(count) }
  }
  return undefined
}

/** Runs the command that the arguments name, and gives the exit code. Wrong use is one line on stderr and 2. */
async function main(argv: readonly string[]): Promise<number> {
  const found = findCommand(argv)
  if (!found) {
    console.error(usage())
    return 2
  }
  try {
    return await found.command.run(found.rest)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    console.error(error instanceof WrongUse ? `${found.words}: ${error.message}` : error.message)
    return error instanceof WrongUse ? 2 : 1
  }
}

process.exitCode = await main(process.argv.slice(2))
