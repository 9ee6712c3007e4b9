import { parseArgs } from 'node:util'

/** What is wrong with how a command was called, in one line. */
export class WrongUse extends Error {}

/** The options of a command, each given at most once and none that it does not know. Otherwise it throws `WrongUse`. */
export function readOptions<Name extends string>(
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

/** What parsing gives; what it throws about the arguments becomes `WrongUse`. */
export function parsed<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse()
  } catch (error) {
    throw new WrongUse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable')
  }
}
