import { readOptions, WrongUse } from '#app/platform/command-options.ts'
import type { World } from '#app/platform/world.ts'
import { type ImportId, readId } from '#app/shared/ids.ts'
import { onlyCounted, skipReasons } from '../core/skips.ts'
import { findImportPlace, findOrganizationNamed, type PlaceProblem } from './find-import-place.ts'
import {
  type ImportFhirProblem,
  type ImportRun,
  importFhir,
  type ResumeFhirProblem,
  resumeFhir,
} from './import-fhir.ts'
import type { Import } from './import-queries.server.ts'
import { listRecordFiles } from './read-files.ts'

/**
 * `import fhir`: reads files into a caseload, or goes on with an import, and says what came of it. 0 when it was read to its end, 1 when
 * it was stopped.
 */
export async function importFhirCommand(world: World, args: string[]): Promise<number> {
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

// What one press of Ctrl-C, passed on by npm and by the terminal, can take to arrive twice.
const samePressMs = 1000

/** Ctrl-C, or the machine going down, stops an import after the piece it is at; a second time ends it at once, as ever. */
function untilInterrupted() {
  let asked: number | undefined
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const stop = (signal: NodeJS.Signals) => {
    const at = performance.now()
    if (asked === undefined) {
      asked = at
      console.error('stopping after this piece; once more to end at once')
    } else if (at - asked > samePressMs) {
      close()
      process.kill(process.pid, signal)
    }
  }
  const close = () => {
    for (const signal of signals) process.off(signal, stop)
  }
  for (const signal of signals) process.on(signal, stop)
  return { goOn: () => asked === undefined, close }
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
