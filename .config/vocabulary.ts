// The checks of the house that no bought tool does: its closed list of names, where SQL may be written, and
// that the lockfile names no registry.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import vocabulary from './rooms.json' with { type: 'json' }

const { rooms, insideARoom, topLevel } = vocabulary
const made = ['node_modules/', 'build/']

/** Names that are not in the list: at the top, among the rooms, inside a room. One sentence each. */
export function findUnknownNames(home: string): string[] {
  const features = join(home, 'app/features')
  const top = namesIn(home).filter(
    (name) => !name.startsWith('.') && !topLevel.includes(name) && !made.includes(name),
  )
  const unknownRooms = namesIn(features).filter((name) => !rooms.includes(name.replace(/[/]$/, '')))
  const insides = rooms.flatMap((room) =>
    namesIn(join(features, room))
      .filter((name) => !insideARoom.includes(name))
      .map(
        (name) =>
          `app/features/${room}/${name} is not a name for a part of a room: ${insideARoom.join(', ')}`,
      ),
  )
  return [
    ...top.map((name) => `${name} does not belong at the top: ${topLevel.join(', ')}`),
    ...unknownRooms.map((name) => `app/features/${name} is not a room: ${rooms.join(', ')}`),
    ...insides,
  ]
}

/** Lines of feature files that speak to the database outside the query modules. Tests may. */
export function findStraySql(home: string): string[] {
  const sql =
    /[.](insertInto|selectFrom|updateTable|deleteFrom|mergeInto)\(|\bsql`|\bsql<|\bsql[.](raw|ref|table|lit)\(/
  return filesIn(join(home, 'app/features'))
    .filter((file) => /[.]tsx?$/.test(file) && !/-queries[.]server[.]ts$|[.]test[.]tsx?$/.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          sql.test(line) && !/^\s*([*]|[/][/*])/.test(line)
            ? [`${file.slice(home.length)}:${index + 1} ${line.trim()}`]
            : [],
        ),
    )
}

/**
 * What is wrong with the lockfile: an address (it must install from whichever registry there is), or a wish of
 * package.json that it does not know.
 */
export function findLockfileFaults(home: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(home, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Wishes & { resolved?: string }>
  }
  const wishes = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Wishes
  const kinds = ['dependencies', 'devDependencies'] as const
  const addresses = Object.entries(packages)
    .filter(([, about]) => about.resolved !== undefined)
    .map(([path]) => `${path} has a "resolved" address in package-lock.json`)
  const unknown = kinds.flatMap((kind) =>
    Object.entries(wishes[kind] ?? {})
      .filter(([name, version]) => packages['']?.[kind]?.[name] !== version)
      .map(([name, version]) => `${name} ${version} is in package.json and not in package-lock.json`),
  )
  return [...addresses, ...unknown]
}

type Wishes = { dependencies?: Record<string, string>; devDependencies?: Record<string, string> }

function namesIn(directory: string): string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory, { withFileTypes: true }).map((entry) =>
    entry.isDirectory() ? `${entry.name}/` : entry.name,
  )
}

function filesIn(directory: string): string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
