import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changePerson } from '#app/features/people/server/change-person.ts'
import { endAccess } from '#app/features/people/server/end-access.ts'
import { findPerson } from '#app/features/people/server/people-queries.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { OrganizationId, PersonId } from '#app/shared/ids.ts'
import { listAddresses } from '#tests/support/addresses.ts'
import { sessionFor } from '#tests/support/browser.ts'
import { makeCanaries } from '#tests/support/canaries.ts'
import { aFloor, type Floor } from '#tests/support/clinic.ts'
import { changedTables, fingerprint, keep } from '#tests/support/fingerprint.ts'
import { openStream } from '#tests/support/open-stream.ts'
import { anOrganization, aPerson, mailOf } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { visit } from '#tests/support/visits.ts'
import { changeOn, cookiesFor, type Makers, makeRoom, makersOn, stopAt } from '#tests/support/walk.ts'

// Who somebody is comes from their session alone, and a session ends when it should. SECURITY.md: holes 2, 3, 5, 6, 7, 11 and 13.

const addresses = await listAddresses()

let server: TestServer
let organizationId: OrganizationId
let floor: Floor
let makers: Makers

beforeAll(async () => {
  server = await aServer({ at: '2026-12-01 08:00', worker: false })
  organizationId = await anOrganization(server.world)
  floor = await aFloor(server, organizationId, makeCanaries().at)
  makers = await makersOn(server, floor, await aPerson(server.world, organizationId, { admin: true }))
})

afterAll(() => server.close())

describe('a change that another site sends is refused before anybody looks at it', () => {
  const own = () => server.origin
  const senders: [string, () => Record<string, string>][] = [
    ['another origin', () => ({ origin: 'https://evil.example' })],
    ['no origin that a browser would say', () => ({ origin: 'null' })],
    ['no origin at all', () => ({ origin: '' })],
    ['no origin, and the word of another site', () => ({ origin: '', 'sec-fetch-site': 'same-site' })],
    ['our host by another scheme', () => ({ origin: own().replace('http:', 'https:') })],
    ['our host on another port', () => ({ origin: 'http://localhost:1' })],
    ['our name in front of another', () => ({ origin: `${own()}.evil.example` })],
    [
      'another origin that says it was forwarded',
      () => ({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', host: 'evil.example' }),
    ],
    ['our origin with a way behind it', () => ({ origin: `${own()}/` })],
  ]
  const targets = ['/profile', '/profile.data', '/session', '/passkey/options', '/sign-out', '/sign-in']

  test.each(senders)('%s', async (_name, headers) => {
    const before = await fingerprint(server.admin)
    for (const path of targets) {
      const form = { key: crypto.randomUUID(), intent: 'zone', zone: 'Asia/Tokyo' }
      const answer = await visit(server, path, {
        method: 'POST',
        form,
        headers: headers(),
        cookie: makers.staff,
      })
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect(changedTables(before, await fingerprint(server.admin))).toEqual([])
  })

  test('ours is taken, also from a browser that says itself that it is the same site', async () => {
    const form = { intent: 'theme', theme: 'dark' }
    const senders: Record<string, string>[] = [{}, { origin: '', 'sec-fetch-site': 'same-origin' }]
    for (const headers of senders) {
      const answer = await visit(server, '/profile', { method: 'POST', form, headers, cookie: makers.staff })
      expect(answer.status).toBe(302)
    }
  })

  test('nothing but a form is read, and no other site may fetch', async () => {
    const change = { method: 'POST', cookie: makers.staff }
    const json = await visit(server, '/profile', { ...change, json: { intent: 'theme', theme: 'dark' } })
    const text = await visit(server, '/profile', { ...change, headers: { 'content-type': 'text/plain' } })
    const fetched = await visit(server, `/huddles/${floor.liveHuddleId}/live/state`, {
      cookie: makers.staff,
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    })
    expect([json.status, text.status, fetched.status]).toEqual([415, 415, 403])
  })
})

test('whoever writes into a form who they are, stays who they are', async () => {
  const kept = await keep(server.admin)
  const { lead, staff } = floor.people
  const said = {
    personId: lead.personId,
    userId: lead.personId,
    actorId: lead.personId,
    ownerId: lead.personId,
    organizationId: '00000000-0000-7000-8000-000000000000',
    email: 'evil@clinic.test',
    mail: 'evil@clinic.test',
    role: 'lead',
    'roles[x]': 'lead',
    [`roles.${floor.teamId}`]: 'lead',
    admin: 'yes',
    state: 'active',
    auth_level: 'passkey',
    sessionRef: 'x',
  }
  const before = await fingerprint(server.admin)
  const whoTheyAre = ['public.person', 'public.member', 'control.login', 'control.session', 'control.passkey']
  for (const address of addresses) {
    const stop = stopAt(address)
    for (const [name, change] of Object.entries(stop.changes ?? {})) {
      if (change.by !== 'staff' || address.room === 'identity') continue
      await makeRoom(server, makers, floor, change)
      const sent = changeOn(address, stop, change, floor)
      const form = { ...said, ...sent.form }
      const cookie = `${cookiesFor(makers, floor, stop, change)}; personId=${lead.personId}; role=lead; admin=1`
      const headers = { 'x-user-id': lead.personId, 'x-forwarded-user': lead.personId, 'x-role': 'lead' }
      const { status } = await visit(server, sent.path, { method: 'POST', ...sent, form, cookie, headers })
      expect(status, `${address.path}: ${name}`).toBeLessThan(500)
      const changed = changedTables(before, await fingerprint(server.admin))
      expect([name, changed.filter((table) => whoTheyAre.includes(table))]).toEqual([name, []])
      await kept.putBack(changed)
    }
  }
  const form = { ...said, key: crypto.randomUUID(), intent: 'zone', zone: 'Asia/Tokyo' }
  expect((await visit(server, '/profile', { method: 'POST', form, cookie: makers.staff })).status).toBe(302)
  const after = await personNow(staff.personId)
  expect(after).toEqual({ ...staff.person, zone: 'Asia/Tokyo', version: after.version })
  expect(
    (await visit(server, `/huddles/${floor.scheduledHuddleId}/cancel`, { cookie: makers.staff })).status,
  ).toBe(404)
})

test('inviting an address that is somebody elsewhere changes nothing there', async () => {
  const { world } = server
  const otherId = await anOrganization(world, { name: 'Southern Clinic' })
  const otherAdmin = await sessionFor(server, await aPerson(world, otherId, { admin: true }))
  const before = await fingerprint(server.admin, organizationId)
  const form = {
    key: crypto.randomUUID(),
    name: 'Robin Taken Over',
    mail: await mailOf(world, floor.people.lead.personId),
    discipline: 'nurse',
    zone: 'Asia/Tokyo',
    admin: 'yes',
  }
  const invited = await visit(server, '/admin/people/new', { method: 'POST', form, cookie: otherAdmin })

  expect(invited.status).toBe(302)
  expect(changedTables(before, await fingerprint(server.admin, organizationId))).toEqual([])
  const theirs = invited.location?.split('/').at(-1) ?? ''
  expect((await visit(server, `/admin/people/${theirs}`, { cookie: makers.admin })).status).toBe(404)
  // And the lead is still who they were, in the session they had.
  expect((await visit(server, `/cases/${floor.caseId}`, { cookie: makers.lead })).status).toBe(200)
})

test("another person's link says when the huddle is and shows nobody, and opens nothing for whoever is signed in", async () => {
  const { world } = server
  const otherId = await anOrganization(world, { name: 'Eastern Clinic' })
  const stranger = await sessionFor(server, await aPerson(world, otherId, { admin: true }))
  const opened = await visit(server, `/j/${floor.linkToken}`, { cookie: stranger })
  const pass = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await visit(server, opened.location ?? '', { cookie: `${stranger}; ${pass}` })

  expect([opened.status, page.status]).toEqual([302, 200])
  expect(opened.location).not.toContain(floor.linkToken)
  expect(page.body).not.toContain(floor.linkToken)
  for (const path of ['live', 'live/state', 'stream', 'room', 'agenda', 'minutes', ''])
    for (const huddleId of [floor.scheduledHuddleId, floor.liveHuddleId]) {
      const cookie = `${stranger}; ${pass}`
      expect((await visit(server, `/huddles/${huddleId}/${path}`, { cookie })).status).toBe(404)
      const alone = await visit(server, `/huddles/${huddleId}/${path}`, { cookie: pass })
      expect(alone.location).toMatch(/^\/sign-in/)
    }
})

describe('a stream ends with the right to read it', () => {
  const live = () => `/huddles/${floor.liveHuddleId}`

  test('within five seconds of the end of access', async () => {
    const { personId, cookie } = await aMember()
    const stream = await openStream(server, `${live()}/stream`, cookie)
    expect(stream.status).toBe(200)
    expect((await endAccess(server.world, asSystem(organizationId), { personId })).ok).toBe(true)

    expect(await stream.ended(5_000)).toBeLessThan(5_000)
    expect(stream.events.at(-2)).toBe('ended')
    expect((await visit(server, `${live()}/live`, { cookie })).location).toMatch(/^\/sign-in/)
  })

  test('within five seconds of the end of a role, which is gone with the next request', async () => {
    const { personId, cookie } = await aMember()
    const stream = await openStream(server, `${live()}/stream`, cookie)
    const { name, discipline, zone, version } = await personNow(personId)
    const facts = { name, discipline, zone, admin: false, roles: new Map(), hours: [] }
    expect(
      (await changePerson(server.world, asSystem(organizationId), { ...facts, personId, version })).ok,
    ).toBe(true)

    expect((await visit(server, `${live()}/live/state`, { cookie })).status).toBe(404)
    expect((await visit(server, `/cases/${floor.caseId}`, { cookie })).status).toBe(404)
    expect(await stream.ended(5_000)).toBeLessThan(5_000)
  })

  test('with a session that nobody used for longer than it may be idle, whatever asks in the background', async () => {
    const { cookie } = await aMember()
    const joined = await aMember()
    const { location } = await visit(server, `${live()}/live`, {
      method: 'POST',
      form: { intent: 'join' },
      cookie: joined.cookie,
    })
    expect(location).toBe(`${live()}/live`)
    const stream = await openStream(server, `${live()}/stream`, cookie)
    const granted = await openStream(server, `${live()}/stream`, joined.cookie)

    // Three times as long as a session may be idle, with a page that goes on asking by itself.
    const began = server.world.now()
    const stayed: number[] = []
    for (let minutes = 5; minutes <= 45; minutes += 5) {
      server.setNow(began.plus({ minutes }).toFormat('yyyy-MM-dd HH:mm'))
      for (const path of [
        `${live()}/live/state`,
        `${live()}/live.data`,
        '/session',
        '/teams.data?_routes=root',
      ])
        await visit(server, `${path}${path.includes('?') ? '&' : '?'}skip_timeout_reset=1&background=0`, {
          cookie,
        })
      if (minutes === 25)
        for (const path of [`${live()}/live`, '/'])
          stayed.push((await visit(server, path, { cookie: joined.cookie })).status)
    }
    expect((await visit(server, '/', { cookie })).location).toMatch(/^\/sign-in/)
    expect((await visit(server, `${live()}/live`, { cookie })).location).toMatch(/^\/sign-in/)
    expect(stayed).toEqual([200, 302])
    // Whoever joined is let stay by the huddle until a quarter of an hour after its planned end, on its pages alone: it ended at 14:30.
    expect((await visit(server, '/', { cookie: joined.cookie })).location).toMatch(/^\/sign-in/)
    expect((await visit(server, `${live()}/live`, { cookie: joined.cookie })).location).toMatch(/^\/sign-in/)
    expect(await stream.ended(16_000)).toBeDefined()
    expect(await granted.ended(16_000)).toBeDefined()
  })
})

async function aMember(): Promise<{ personId: PersonId; cookie: string }> {
  const personId = await aPerson(server.world, organizationId, { roles: { [floor.teamId]: 'clinician' } })
  return { personId, cookie: await sessionFor(server, personId) }
}

async function personNow(personId: PersonId) {
  const person = await inOrganization(server.world, asSystem(organizationId), (scope) =>
    findPerson(scope, personId),
  )
  if (!person) throw new Error('There is no such person.')
  return person
}
