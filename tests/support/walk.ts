import type { PersonId } from '#app/shared/ids.ts'
import { type Address, fill } from './addresses.ts'
import { sessionFor } from './browser.ts'
import type { Floor } from './clinic.ts'
import type { TestServer } from './server.ts'
import { type Change, type Maker, type Stop, stops } from './stops.ts'
import { type Answer, type Visit, visit } from './visits.ts'

/** Cookies of a floor's own people, by what they may. Nobody carries one for what anyone may. */
export type Makers = Readonly<Record<Maker, string | undefined>>

/** Signs in the people of a floor, and the admin. */
export async function makersOn(server: TestServer, floor: Floor, admin: PersonId): Promise<Makers> {
  const { lead, clinician, staff } = floor.people
  return {
    lead: await sessionFor(server, lead.personId),
    clinician: await sessionFor(server, clinician.personId),
    staff: await sessionFor(server, staff.personId),
    admin: await sessionFor(server, admin),
    anyone: undefined,
  }
}

/** Sends a change as whoever may make it, after what has to make room for it. `form` is sent instead of a new one. */
export async function sendRightly(
  server: Pick<TestServer, 'origin'>,
  makers: Makers,
  floor: Floor,
  address: Pick<Address, 'path'>,
  change: Change,
  form?: Visit['form'],
): Promise<Answer> {
  await makeRoom(server, makers, floor, change)
  const stop = stopAt(address)
  const sent = changeOn(address, stop, change, floor)
  const cookie = cookiesFor(makers, floor, stop, change)
  return visit(server, sent.path, { method: 'POST', ...sent, cookie, ...(form && { form }) })
}

/** Does what has to make room for a change. */
export async function makeRoom(
  server: Pick<TestServer, 'origin'>,
  makers: Makers,
  floor: Floor,
  { after }: Change,
): Promise<void> {
  if (!after) return
  const [path, name] = after
  const first = stops[path]?.changes?.[name]
  if (!first) throw new Error(`The walk does not know ${name} at ${path}.`)
  await sendRightly(server, makers, floor, { path }, first)
}

/** The cookies that a change is sent with by whoever may make it. */
export function cookiesFor(makers: Makers, floor: Floor, stop: Stop, change: Change): string {
  return [makers[change.by], stop.pass?.(floor)].filter(Boolean).join('; ')
}

/** What the walk knows of an address. */
export function stopAt(address: Pick<Address, 'path'>): Stop {
  const stop = stops[address.path]
  if (!stop) throw new Error(`The walk does not know ${address.path}.`)
  return stop
}

/** A change as it is sent about the things of one floor, to where the things of another (or the same) are. */
export function changeOn(
  address: Pick<Address, 'path'>,
  stop: Stop,
  change: Change,
  about: Floor,
  where = about,
) {
  return {
    path: pathOf(address, { ...stop, parts: change.parts ?? stop.parts }, where),
    form: change.form(about),
    files: change.files?.(about),
  }
}

/** An address on a floor, with its question. */
export function pathOf(address: Pick<Address, 'path'>, stop: Stop, floor: Floor): string {
  const path = fill(address.path, stop.parts?.(floor) ?? {})
  return stop.query ? `${path}?${stop.query(floor)}` : path
}

/** Where the same is asked for as data: `/path.data`, and `/_root.data` for the first page. */
export function dataPathOf(path: string): string {
  const [name = '', query] = path.split('?')
  return `${name === '/' ? '/_root' : name}.data${query ? `?${query}` : ''}`
}
