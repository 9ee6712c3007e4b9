import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changePerson } from '#app/features/people/server/change-person.ts'
import { endAccess } from '#app/features/people/server/end-access.ts'
import { asSystem } from '#app/platform/in-organization.ts'
import { type Address, listAddresses } from '#tests/support/addresses.ts'
import { sessionFor } from '#tests/support/browser.ts'
import { type Canaries, makeCanaries } from '#tests/support/canaries.ts'
import { aFloor, type Floor } from '#tests/support/clinic.ts'
import { changedTables, fingerprint, keep } from '#tests/support/fingerprint.ts'
import { anOrganization, aPerson } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { type Change, type Maker, type Readers, type Stop, stops } from '#tests/support/stops.ts'
import { type Answer, type Visit, visit } from '#tests/support/visits.ts'
import {
  changeOn,
  cookiesFor,
  dataPathOf,
  type Makers,
  makersOn,
  pathOf,
  stopAt,
} from '#tests/support/walk.ts'

// Every address, by every method, as everyone who has no business there. SECURITY.md: holes 1, 6, 9 and 12.

const addresses = await listAddresses()
const walked = addresses.map((address) => [address.path, address] as const)

let server: TestServer
let victim: Floor
let neighbour: Floor
let foreign: Floor
let canaries: Canaries
let makers: Makers
let strangers: Stranger[]
let kept: Awaited<ReturnType<typeof keep>>

/** Somebody who is not of the team, or not any more, or has not proved enough. */
interface Stranger {
  readonly who: string
  readonly cookie: string | undefined
  /** How the door answers: sign in first, use your passkey first, or nothing here. */
  readonly door: 'sign-in' | 'passkey' | 'nothing'
  /** Whose pages are theirs. */
  readonly floor?: () => Floor
  readonly admin?: boolean
  /** What they may hear about the team they are not in: nothing, unless said. */
  readonly hears?: RegExp
}

beforeAll(async () => {
  server = await aServer({ at: '2026-12-01 08:00', worker: false })
  const { world } = server
  canaries = makeCanaries()
  const organizationId = await anOrganization(world)
  const otherOrganizationId = await anOrganization(world, { name: 'Southern Clinic' })
  const admin = await aPerson(world, organizationId, { admin: true })
  const otherAdmin = await aPerson(world, otherOrganizationId, { admin: true })
  neighbour = await aFloor(server, organizationId, makeCanaries('xw').at)
  foreign = await aFloor(server, otherOrganizationId, makeCanaries('xw').at)
  victim = await aFloor(server, organizationId, canaries.at)

  const { lead, former, ended } = victim.people
  const formerCookie = await sessionFor(server, former.personId)
  const endedCookie = await sessionFor(server, ended.personId)
  const everyone = asSystem(organizationId)
  const { name, discipline, zone } = former.person
  const facts = { name, discipline, zone, admin: false, roles: new Map(), hours: [] }
  const removed = await changePerson(world, everyone, {
    ...facts,
    personId: former.personId,
    version: former.person.version,
  })
  const out = await endAccess(world, everyone, { personId: ended.personId })
  if (!removed.ok || !out.ok) throw new Error('The former members are still there.')
  await server.settle()

  makers = await makersOn(server, victim, admin)
  const nobody = `${(makers.lead ?? '').split('=')[0]}=${'A'.repeat(43)}`
  strangers = [
    { who: 'a stranger', cookie: undefined, door: 'sign-in' },
    { who: 'a cookie that nobody gave', cookie: nobody, door: 'sign-in' },
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
      hears: /^name of the former member$/,
    },
    {
      who: 'the lead of another team',
      cookie: await sessionFor(server, neighbour.people.lead.personId),
      door: 'nothing',
      floor: () => neighbour,
    },
    {
      who: 'the lead of another organization',
      cookie: await sessionFor(server, foreign.people.lead.personId),
      door: 'nothing',
      floor: () => foreign,
    },
    {
      who: 'the admin of another organization',
      cookie: await sessionFor(server, otherAdmin),
      door: 'nothing',
      floor: () => foreign,
      admin: true,
    },
    { who: 'the admin of the organization', cookie: makers.admin, door: 'nothing', admin: true },
  ]
  kept = await keep(server.admin)
})

afterAll(() => server.close())

test('the walk knows every address, and none that is not there', () => {
  expect(Object.keys(stops).sort()).toEqual(addresses.map(({ path }) => path).sort())
  const unsaid = addresses
    .filter(({ path, writes }) => writes && !stops[path]?.changes)
    .map(({ path }) => path)
  expect(unsaid, 'addresses that take changes, and the walk sends none').toEqual([])
})

describe('nobody but its own people finds', () => {
  test.each(walked)('%s', async (_path, address) => {
    const stop = stopAt(address)
    const before = await fingerprint(server.admin)
    const wrong: string[] = []
    await Promise.all(
      strangers.map(async (stranger) => {
        for (const request of requestsTo(address, stop, stranger)) {
          const answer = await visit(server, request.path, { ...request, cookie: stranger.cookie })
          const why = whyWrong(answer, request, address, stop, stranger)
          if (why) wrong.push(`${stranger.who}: ${request.method} ${request.path} ${why}`)
        }
      }),
    )
    expect(wrong.join('\n')).toBe('')
    expect(changedTables(before, await fingerprint(server.admin))).toEqual([])
  })
})

describe("in the team, what is not one's own to do is not there", () => {
  test.each(walked)('%s', async (_path, address) => {
    const stop = stopAt(address)
    const before = await fingerprint(server.admin)
    const wrong: string[] = []
    const ask = async (who: Maker, request: Request, told = notThere) => {
      const answer = await visit(server, request.path, { ...request, cookie: makers[who] })
      if (!told.includes(answer.status))
        wrong.push(`${who}: ${request.method} ${request.path} was answered ${answer.status}`)
    }
    const path = pathOf(address, stop, victim)
    // Whoever tries links that do not exist is told to wait after a while.
    const notThere = stop.pass ? [404, 429] : [404]
    for (const who of ['lead', 'clinician', 'staff'] as const) {
      if (!isAllowed(who, stop.readers)) {
        await ask(who, { method: 'GET', path })
        await ask(who, { method: 'GET', path: dataPathOf(path) })
      }
      for (const change of Object.values(stop.changes ?? {})) {
        if (change.by === 'anyone' || isAllowed(who, change.least ?? change.by)) continue
        const request = { method: 'POST', ...changeOn(address, stop, change, victim) }
        const told = change.refusedInWords ? [404, 409, 422] : notThere
        await ask(who, request, told)
        await ask(who, { ...request, path: dataPathOf(request.path) }, told)
      }
    }
    expect(wrong.join('\n')).toBe('')
    expect(changedTables(before, await fingerprint(server.admin))).toEqual([])
  })
})

describe('its own people find, and looking changes nothing', () => {
  test.each(walked)('%s', async (_path, address) => {
    const stop = stopAt(address)
    const before = await fingerprint(server.admin)
    const found: string[] = []
    const path = pathOf(address, stop, victim)
    for (const who of ['lead', 'clinician', 'staff', 'admin'] as const) {
      if (!isAllowed(who, stop.readers) || stop.onlyTakes) continue
      for (const request of [
        { method: 'GET', path },
        { method: 'HEAD', path },
        ...(stop.endless ? [] : [{ method: 'GET', path: dataPathOf(path) }]),
      ]) {
        const { status } = await visit(server, request.path, { ...request, cookie: makers[who] })
        if (status !== 200 && !(stop.leadsOn && status < 400))
          found.push(`${who}: ${request.method} ${status}`)
      }
    }
    expect(found.join('\n')).toBe('')
    expect(changedTables(before, await fingerprint(server.admin))).toEqual([])
  })
})

describe("a change is one, and another team's things do not fit into it", () => {
  const changes = walked.flatMap(([path, address]) =>
    Object.entries(stopAt(address).changes ?? {}).map(
      ([name, change]) => [`${path}: ${name}`, address, change] as const,
    ),
  )

  test.each(changes)('%s', async (_name, address, change) => {
    const stop = stopAt(address)
    const before = await fingerprint(server.admin)
    for (const stranger of strangers) {
      const floor = stranger.floor?.()
      if (!floor || change.by === 'anyone' || !needsIds(change, floor)) continue
      // Their own address, with ids of the team they are not in.
      const request = changeOn(address, stop, change, victim, floor)
      const answer = await visit(server, request.path, {
        method: 'POST',
        ...request,
        cookie: stranger.cookie,
      })
      expect(answer.status, stranger.who).toBeLessThan(500)
      expect(canaries.heardIn(answer.body), stranger.who).toEqual([])
    }
    // What has nothing to do is remembered as done.
    const touched = changedTables(before, await fingerprint(server.admin))
    expect(touched.filter((name) => name !== 'public.idempotency')).toEqual([])
    await kept.putBack(touched)

    const request = changeOn(address, stop, change, victim)
    const cookie = cookiesFor(makers, victim, stop, change)
    const answer = await visit(server, request.path, { method: 'POST', ...request, cookie })
    const changed = changedTables(before, await fingerprint(server.admin))
    await kept.putBack(changed)
    if (!change.stays) expect(answer.status).toBeLessThan(400)
    expect(changed.length > 0).toBe(!change.traceless)
  })
})

test('the old way to ask for data is gone, for whoever asks', async () => {
  for (const address of addresses) {
    const path = pathOf(address, stopAt(address), victim)
    const asked = `${path}${path.includes('?') ? '&' : '?'}_data=root`
    for (const method of ['GET', 'POST'])
      expect((await visit(server, asked, { method, cookie: makers.lead })).status).toBe(410)
  }
})

/** One request of the walk. */
interface Request extends Visit {
  readonly method: string
  readonly path: string
}

/** Everything that can be sent to an address: as a page, as data, by every method, with every form it takes. */
function requestsTo(address: Address, stop: Stop, stranger: Stranger): Request[] {
  const path = pathOf(address, stop, victim)
  const dataPath = dataPathOf(path)
  // Whoever may look at their own things here may change them too; the doors, which are everyone's, have tests of their own.
  const changes = Object.values(stop.changes ?? {}).map((change) => changeOn(address, stop, change, victim))
  const sent = mayRead(stranger, stop)
    ? []
    : address.writes
      ? changes
      : [{ path, form: {}, files: undefined }]
  const [first] = sent
  return [
    { method: 'GET', path },
    { method: 'HEAD', path },
    { method: 'GET', path: dataPath },
    { method: 'GET', path: `${dataPath}${dataPath.includes('?') ? '&' : '?'}_routes=root` },
    ...sent.flatMap((change) => [
      { method: 'POST', ...change },
      { method: 'POST', ...change, path: dataPathOf(change.path) },
    ]),
    ...(first ? ['PUT', 'PATCH', 'DELETE'].map((method) => ({ method, ...first })) : []),
    { method: 'OPTIONS', path },
  ]
}

/** What is wrong with an answer to somebody who may not be here, or undefined. */
function whyWrong(
  answer: Answer,
  request: Request,
  address: Address,
  stop: Stop,
  stranger: Stranger,
): string | undefined {
  const told = `was answered ${answer.status} ${answer.location ?? ''}`
  const heard = canaries
    .heardIn(`${answer.body}${[...answer.headers].join()}`)
    .filter((place) => !mayHear(stranger, stop, place))
  if (heard.length > 0) return `${told} and showed ${heard.join(', ')}`
  if (answer.status >= 500) return told
  if (mayRead(stranger, stop)) return undefined
  // The frame around a page says who looks, and nothing else.
  if (request.path.includes('_routes=root')) return undefined
  if (answer.status === 404 || (stop.pass && answer.status === 429)) return undefined
  if (answer.status === 405 && (!address.writes || request.method === 'OPTIONS')) return undefined
  if (stranger.door !== 'nothing') {
    const door = `/${stranger.door}`
    if (answer.status === 302 && answer.location?.startsWith(door)) return undefined
    if (answer.status === 202 && request.path.includes('.data') && answer.body.includes(`"${door}`))
      return undefined
  }
  return told
}

/** Whether an address is everyone's, or everybody's own, so that a stranger to this team finds their own things there. */
function mayRead(stranger: Stranger, stop: Stop): boolean {
  if (stop.readers === 'everyone') return true
  if (stranger.door === 'sign-in') return false
  if (stop.readers === 'signed-in') return stranger.door === 'nothing' || stop.codeIsEnough === true
  if (stop.readers === 'importers' && stranger.floor) return !stop.parts
  if ((stop.readers !== 'admin' && stop.readers !== 'importers') || !stranger.admin) return false
  return stranger.cookie === makers.admin || !stop.parts
}

/** Nobody hears of a patient; who works in a team, and what was imported, is known to the admin, and to each of themselves. */
function mayHear(stranger: Stranger, stop: Stop, place: string): boolean {
  if (stranger.hears?.test(place)) return true
  const known =
    /^(name of the|team name|name of an import file$|id of a bad record$|id of a record of no type$)/
  return stranger.cookie === makers.admin && /^(admin|importers)$/.test(stop.readers) && known.test(place)
}

/** Whether somebody of the team may do what asks for `least`. */
function isAllowed(who: Exclude<Maker, 'anyone'>, least: Readers | Maker): boolean {
  switch (least) {
    case 'nobody':
      return false
    case 'everyone':
    case 'anyone':
    case 'signed-in':
      return true
    case 'admin':
      return who === 'admin'
    case 'importers':
      return who === 'admin' || who === 'lead'
    case 'team':
    case 'staff':
      return who !== 'admin'
    case 'clinical':
    case 'clinician':
      return who === 'lead' || who === 'clinician'
    case 'lead':
      return who === 'lead'
  }
  least satisfies never
  return false
}

/** Whether a form names things of a floor: then those of another do not belong in it. */
function needsIds({ form }: Change, floor: Floor): boolean {
  const fieldsOn = (one: Floor) => JSON.stringify({ ...form(one), key: '' })
  return fieldsOn(floor) !== fieldsOn(victim)
}
