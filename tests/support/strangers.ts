import { changePerson } from '#app/features/people/server/change-person.ts'
import { endAccess } from '#app/features/people/server/end-access.ts'
import { asSystem } from '#app/platform/in-organization.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { sessionFor } from './browser.ts'
import type { Floor } from './clinic.ts'
import type { TestServer } from './server.ts'
import type { Stop } from './stops.ts'
import type { Makers } from './walk.ts'

/** Somebody who is not of the team, or not any more, or has not proved enough. */
export interface Stranger {
  readonly who: string
  readonly cookie: string | undefined
  /** How the door answers: sign in first, use your passkey first, or nothing here. */
  readonly door: 'sign-in' | 'passkey' | 'nothing'
  /** The floor where their own things are. */
  readonly floor?: Floor
  /** Of which organization they are an admin: the team's own, or another. */
  readonly admin?: 'own' | 'other'
  /** What they may hear about the team they are not in: nothing, unless said. */
  readonly hears?: RegExp
}

/** Everybody who has no business on a floor. Its former member is taken off the team here, and the access of one more is ended. */
export async function strangersTo(
  server: TestServer,
  {
    victim,
    neighbour,
    foreign,
    makers,
    otherAdmin,
  }: { victim: Floor; neighbour: Floor; foreign: Floor; makers: Makers; otherAdmin: PersonId },
): Promise<Stranger[]> {
  const { lead, former, ended } = victim.people
  // They had come in while they still might.
  const formerCookie = await sessionFor(server, former.personId)
  const endedCookie = await sessionFor(server, ended.personId)
  await letGo(server, victim)
  const [name] = formerCookie.split('=')
  return [
    { who: 'a stranger', cookie: undefined, door: 'sign-in' },
    { who: 'a cookie that nobody gave', cookie: `${name}=${'A'.repeat(43)}`, door: 'sign-in' },
    { who: 'a person whose access has ended', cookie: endedCookie, door: 'sign-in' },
    {
      who: 'a session of the demo where there is none',
      cookie: await sessionFor(server, lead.personId, 'demo'),
      door: 'sign-in',
    },
    {
      who: 'the lead by a mailed code alone',
      cookie: await sessionFor(server, lead.personId, 'code'),
      door: 'passkey',
      // The frame of every page says who is there.
      hears: /^(name of the lead|team name)$/,
    },
    {
      who: 'a former member',
      cookie: formerCookie,
      door: 'nothing',
      // The directory of services is the organization's, and names no patient.
      hears: /^name of the former member$| of a service$/,
    },
    {
      who: 'the lead of another team',
      cookie: await sessionFor(server, neighbour.people.lead.personId),
      door: 'nothing',
      floor: neighbour,
      hears: / of a service$/,
    },
    {
      who: 'the lead of another organization',
      cookie: await sessionFor(server, foreign.people.lead.personId),
      door: 'nothing',
      floor: foreign,
    },
    {
      who: 'the admin of another organization',
      cookie: await sessionFor(server, otherAdmin),
      door: 'nothing',
      floor: foreign,
      admin: 'other',
    },
    {
      who: 'the admin of the organization',
      cookie: makers.admin,
      door: 'nothing',
      admin: 'own',
      hears: / of a service$/,
    },
  ]
}

async function letGo(server: TestServer, { organizationId, people }: Floor): Promise<void> {
  const { personId, person } = people.former
  const everyone = asSystem(organizationId)
  const removed = await changePerson(server.world, everyone, {
    personId,
    version: person.version,
    name: person.name,
    discipline: person.discipline,
    zone: person.zone,
    admin: false,
    roles: new Map(),
    hours: [],
  })
  const out = await endAccess(server.world, everyone, { personId: people.ended.personId })
  if (!removed.ok || !out.ok) throw new Error('The former members are still there.')
  await server.settle()
}

/** Whether an address is everyone's, or everybody's own, so that a stranger to this team finds their own things there. */
export function mayRead(stranger: Stranger, stop: Stop): boolean {
  if (stop.readers === 'everyone') return true
  if (stranger.door === 'sign-in') return false
  if (stop.readers === 'signed-in') return stranger.door === 'nothing' || stop.codeIsEnough === true
  if (stop.readers === 'keepers') return stranger.admin !== undefined || stranger.floor !== undefined
  if (stop.readers !== 'admin' && stop.readers !== 'importers') return false
  if (stranger.admin === 'own') return true
  const isTheirs =
    stranger.admin === 'other' || (stop.readers === 'importers' && stranger.floor !== undefined)
  return isTheirs && !stop.parts
}

/** Nobody hears of a patient; who works in a team, and what was imported, is known to the admin, and to each of themselves. */
export function mayHear(stranger: Stranger, stop: Stop, place: string): boolean {
  if (stranger.hears?.test(place)) return true
  const known =
    /^(name of the|team name|name of an import file$|id of a bad record$|id of a record of no type$)/
  return stranger.admin === 'own' && /^(admin|importers)$/.test(stop.readers) && known.test(place)
}
