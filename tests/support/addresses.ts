import { join } from 'node:path'
import type { ServerBuild } from '@remix-run/node'

/** One address of the site map, as it was built. */
export interface Address {
  /** As written in `routes.ts`: `/huddles/:huddleId/live`. */
  readonly path: string
  /** The room that answers it. */
  readonly room: string
  /** Whether it is a page, and not data or a stream. */
  readonly page: boolean
  /** Whether it takes changes. */
  readonly writes: boolean
}

/** Every address that the built server answers to, from its own list: nothing can be added to the site map and be missing here. */
export async function listAddresses(): Promise<Address[]> {
  const build = (await import(join(process.cwd(), 'build/server/index.js'))) as ServerBuild
  return Object.values(build.routes).flatMap((route) => {
    if (!route || route.id === 'root') return []
    const parents: string[] = []
    for (let at: typeof route | undefined = route; at; at = build.routes[at.parentId ?? ''])
      if (at.path) parents.unshift(at.path)
    const room = /^features[/]([^/]+)/.exec(route.id)?.[1] ?? ''
    const { module } = route
    return [
      {
        path: `/${parents.join('/')}`,
        room,
        page: 'default' in module && module.default !== undefined,
        writes: module.action !== undefined,
      },
    ]
  })
}

/** An address with its parts filled in: `/huddles/:huddleId` and `{ huddleId: '…' }`. Throws when one is not given. */
export function fill(path: string, parts: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)|[*]/g, (whole, name = whole) => {
    const part = parts[String(name)]
    if (part === undefined) throw new Error(`The walk does not say which ${name} to use in ${path}.`)
    return part
  })
}
