import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Address, listAddresses } from '#tests/support/addresses.ts'
import { type Canaries, makeCanaries } from '#tests/support/canaries.ts'
import { aFloor, type Floor } from '#tests/support/clinic.ts'
import { changedTables, fingerprint, keep } from '#tests/support/fingerprint.ts'
import { anOrganization, aPerson } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { type Change, type Maker, type Readers, type Stop, stops } from '#tests/support/stops.ts'
import { mayHear, mayRead, type Stranger, strangersTo } from '#tests/support/strangers.ts'
import { type Answer, type Visit, visit } from '#tests/support/visits.ts'
import {
  changeOn,
  dataPathOf,
  type Makers,
  makersOn,
  pathOf,
  sendRightly,
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

beforeAll(async () => {
  server = await aServer({ at: '2026-12-01 08:00', worker: false })
  const { world } = server
  canaries = makeCanaries()
  const organizationId = await anOrganization(world)
  const otherOrganizationId = await anOrganization(world, { name: 'Southern Clinic' })
  const admin = await aPerson(world, organizationId, { admin: true })
  const otherAdmin = await aPerson(world, otherOrganizationId, { admin: true })
  neighbour = await aFloor(server, organizationId, makeCanaries('xwq').at)
  foreign = await aFloor(server, otherOrganizationId, makeCanaries('xwq').at)
  victim = await aFloor(server, organizationId, canaries.at)

  makers = await makersOn(server, victim, admin)
  strangers = await strangersTo(server, { victim, neighbour, foreign, makers, otherAdmin })
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
      const { floor } = stranger
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

    const { form } = changeOn(address, stop, change, victim)
    const answer = await sendRightly(server, makers, victim, address, change, form)
    const after = await fingerprint(server.admin)
    const changed = changedTables(before, after)
    // Whoever is not sure presses again, and is told the same.
    const again = await sendRightly(server, makers, victim, address, change, form)
    const doubled = changedTables(after, await fingerprint(server.admin))
    await kept.putBack([...changed, ...doubled])
    if (!change.stays) expect(answer.status).toBeLessThan(400)
    expect(changed.length > 0).toBe(!change.traceless)
    if ('key' in form) {
      expect(doubled).toEqual([])
      expect({ status: again.status, location: again.location }).toEqual({
        status: answer.status,
        location: answer.location,
      })
    }
  })
})

test('the frame around every page says who looks, and nothing else', async () => {
  for (const stranger of strangers) {
    const path = `/cases/${victim.caseId}.data?_routes=root`
    const { status, body } = await visit(server, path, { cookie: stranger.cookie })
    expect([status, stranger.who]).toEqual([200, stranger.who])
    expect(canaries.heardIn(body).filter((place) => !stranger.hears?.test(place))).toEqual([])
  }
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
    ...sent.flatMap((change) => [
      { method: 'POST', ...change },
      { method: 'POST', ...change, path: dataPathOf(change.path) },
    ]),
    ...(first ? ['PUT', 'DELETE'].map((method) => ({ method, ...first })) : []),
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
  if (answer.status === 404 || (stop.pass && answer.status === 429)) return undefined
  if (answer.status === 405 && !address.writes) return undefined
  if (stranger.door !== 'nothing') {
    const door = `/${stranger.door}`
    if (answer.status === 302 && answer.location?.startsWith(door)) return undefined
    if (answer.status === 202 && request.path.includes('.data') && answer.body.includes(`"${door}`))
      return undefined
  }
  return told
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
    case 'keepers':
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
