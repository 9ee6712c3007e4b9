import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { answerAgenda } from './features/agendas/server/agenda-command.ts'
import { type ImportFhirProblem, importFhir } from './features/exchange/server/import-fhir.ts'
import { listRecordFiles } from './features/exchange/server/read-files.ts'
import { answerOpenings } from './features/huddles/server/openings-command.ts'
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
import { type OrganizationId, readId, type TeamId } from './shared/ids.ts'

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
    usage: 'PATH --organization ID --team ID [--source NAME] [--agree]',
    run: (args) => inWorld((world) => importCommand(world, args)),
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
  const { values } = read(() => parseArgs({ args, options: { ndjson: { type: 'boolean' } } }))
  const { out, err, code } = answer(await text(process.stdin), values.ndjson ?? false)
  process.stdout.write(out)
  process.stderr.write(err)
  return code
}

async function importCommand(world: World, args: string[]): Promise<number> {
  const { values, positionals } = read(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        organization: { type: 'string' },
        team: { type: 'string' },
        source: { type: 'string', default: 'command-line' },
        agree: { type: 'boolean', default: false },
      },
    }),
  )
  const [path] = positionals
  const organizationId = readId<OrganizationId>(values.organization)
  const teamId = readId<TeamId>(values.team)
  if (!path || positionals.length > 1) throw new WrongUse('say which one file or folder is to be read')
  if (!organizationId || !teamId)
    throw new WrongUse('--organization and --team must be ids, as the admin pages show them')
  const files = await listRecordFiles(path).catch(() => {
    throw new WrongUse('there is no such file or folder')
  })
  const imported = await importFhir(world, {
    organizationId,
    teamId,
    files,
    source: values.source,
    agree: values.agree,
    onProgress: (step) => console.error(step),
  })
  if (!imported.ok) throw new WrongUse(importSayings[imported.problem])
  console.log(JSON.stringify(imported.value, null, 2))
  return 0
}

const importSayings = {
  'no-such-team': '--team must be a team of that organization',
  'no-files': 'there are no .json or .ndjson files there',
} satisfies Record<ImportFhirProblem, string>

// What cannot be read of the arguments is wrong use, said in one line.
function read<Value>(parse: () => Value): Value {
  try {
    return parse()
  } catch (error) {
    throw new WrongUse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable')
  }
}

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
  const { values } = read(() =>
    parseArgs({
      args,
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    }),
  )
  const missing = names.filter((name) => wanted[name] === 'needed' && !values[name])
  if (missing.length > 0) throw new WrongUse(`missing: ${missing.map((name) => `--${name}`).join(', ')}`)
  return values as Partial<Record<Name, string>>
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
