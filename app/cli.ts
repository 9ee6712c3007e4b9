import './platform/little-memory.ts'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { answerAgenda } from './features/agendas/server/agenda-command.ts'
import { importFhirCommand } from './features/exchange/server/import-command.ts'
import { answerOpenings } from './features/huddles/server/openings-command.ts'
import { publishedMeasures } from './features/insights/core/published-measures.ts'
import { runMeasure } from './features/insights/server/measure-command.ts'
import {
  type CreateOrganizationProblem,
  createOrganization,
} from './features/people/server/create-organization.ts'
import { jobs } from './jobs.ts'
import { signHeads, verifyAudit } from './platform/audit-heads.server.ts'
import { parsed, readOptions, WrongUse } from './platform/command-options.ts'
import { readEnv } from './platform/env.ts'
import { makeLog } from './platform/log.ts'
import { openWorld } from './platform/make-world.server.ts'
import type { World } from './platform/world.ts'

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
