import { expect, test } from 'vitest'
import { endAccess } from '#app/features/people/server/end-access.ts'
import { invitePerson } from '#app/features/people/server/invite-person.ts'
import { findPerson } from '#app/features/people/server/people-queries.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { newToken } from '#app/platform/secrets.ts'
import { resolveSession } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId, PersonId } from '#app/shared/ids.ts'
import { anOrganization, aPerson, mailOf, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { askForCode } from './ask-for-code.ts'
import type { Browser } from './browser.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { enterByCode, listChoices } from './enter-by-code.ts'
import { letIn } from './let-in.ts'
import { tryCode } from './try-code.ts'

test('a mailed code opens a session, once, in the browser that asked for it', async () => {
  const { world, mail, personId, organizationId } = await aPersonWithMail()
  const browser = aBrowser()

  const code = await mailedCode(world, browser, mail)
  const elsewhere = await tryCode(world, aBrowser(), { code })
  const proved = await tryCode(world, browser, { code: `${code.slice(0, 4)} ${code.slice(4)}` })
  const entered = await enterByCode(world, browser, organizationId)
  const again = await enterByCode(world, browser, organizationId)
  const twice = await tryCode(world, browser, { code })

  expect(elsewhere).toEqual({ ok: false, problem: 'wrong-code' })
  expect(proved).toEqual({ ok: true, value: [{ organizationId, personId }] })
  expect(again).toEqual({ ok: false, problem: 'not-proved' })
  expect(twice).toEqual({ ok: false, problem: 'wrong-code' })
  if (!entered.ok) throw new Error(entered.problem)
  expect(await sessionOf(world, entered.value)).toMatchObject({ personId, level: 'code' })
})

test('the mail holds the code and nothing about anyone', async () => {
  const { world, mail } = await aPersonWithMail('Zelda Quixote')
  const code = await mailedCode(world, aBrowser(), mail)

  const [letter] = world.sent
  expect(letter?.to).toBe(mail)
  expect(letter?.subject).not.toMatch(/\d/)
  expect(letter?.text.replaceAll(' ', '')).toContain(code)
  expect(letter?.text).not.toMatch(/Zelda|Quixote|Clinic/)
})

test('an address that nobody has gets the same answer, and no mail', async () => {
  const { world } = await aPersonWithMail()
  const asked = await askForCode(world, aBrowser(), { mail: 'nobody@clinic.test' })
  await Promise.all(world.pending)

  expect(asked).toEqual({ ok: true, value: 'asked' })
  expect(world.sent).toEqual([])
})

test('five wrong tries end a code, four codes are all there is in an hour, and 10,000 guesses open nothing', async () => {
  const { world, mail } = await aPersonWithMail()
  const browser = aBrowser()
  let guesses = 0
  let openings = 0
  let codes = 0
  for (let hour = 0; guesses < 10_000 && hour < 4; hour += 1) {
    world.setNow(`2026-12-01 ${String(9 + hour).padStart(2, '0')}:00`)
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const asked = await askForCode(world, aBrowserAt(browser.secret, attempt), { mail })
      if (!asked.ok) {
        expect(asked.problem).toBe('too-many-codes')
        continue
      }
      codes += 1
      await Promise.all(world.pending)
      const right = codeIn(world)
      for (let guess = 0; guess < 7; guess += 1) {
        const wrong = String((Number(right) + 1 + guess) % 10 ** 8).padStart(8, '0')
        const tried = await tryCode(world, aBrowserAt(browser.secret, guesses), { code: wrong })
        guesses += 1
        if (tried.ok) openings += 1
      }
      // After five wrong ones even the right one is worth nothing.
      expect((await tryCode(world, aBrowserAt(browser.secret, guesses), { code: right })).ok).toBe(false)
    }
  }
  // What is left of the 10,000 meets no code at all.
  for (; guesses < 10_000; guesses += 250) {
    const tried = await Promise.all(
      Array.from({ length: 250 }, (_, index) =>
        tryCode(world, aBrowserAt(browser.secret, guesses + index), {
          code: String(guesses + index).padStart(8, '0'),
        }),
      ),
    )
    openings += tried.filter((answer) => answer.ok).length
  }

  expect(codes).toBe(16)
  expect(openings).toBe(0)
}, 120_000)

test('tries are counted one by one, even when they come at once', async () => {
  const { world, mail } = await aPersonWithMail()
  const browser = aBrowser()
  const code = await mailedCode(world, browser, mail)
  const wrong = code === '00000000' ? '00000001' : '00000000'

  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      tryCode(world, aBrowserAt(browser.secret, index), { code: wrong }),
    ),
  )

  expect((await tryCode(world, browser, { code })).ok).toBe(false)
})

test('one network address may not go on trying for ever', async () => {
  const { world, mail } = await aPersonWithMail()
  const browser = aBrowser()
  await mailedCode(world, browser, mail)
  const answers = []
  for (let guess = 0; guess < 62; guess += 1)
    answers.push(await tryCode(world, browser, { code: '12345678' }))

  expect(answers.at(-1)).toEqual({ ok: false, problem: 'slow-down' })
})

test('a new code ends the one before it, and each ends after ten minutes', async () => {
  const { world, mail } = await aPersonWithMail()
  const browser = aBrowser()
  const first = await mailedCode(world, browser, mail)
  const second = await mailedCode(world, browser, mail)

  expect((await tryCode(world, browser, { code: first })).ok).toBe(false)
  world.setNow('2026-12-01 09:10')
  expect((await tryCode(world, browser, { code: second })).ok).toBe(false)
})

test('an invited person is active from the first sign-in on', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const personId = await invited(world, organizationId, 'new@clinic.test')
  const browser = aBrowser()
  const code = await mailedCode(world, browser, 'New@Clinic.test ')

  await tryCode(world, browser, { code })
  expect(await stateOf(world, organizationId, personId)).toBe('invited')
  await enterByCode(world, browser, organizationId)
  expect(await stateOf(world, organizationId, personId)).toBe('active')
})

test('one address in two organizations is two people, and one chooses', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const north = await anOrganization(world, { name: 'North' })
  const south = await anOrganization(world, { name: 'South' })
  await aPerson(world, north, { mail: 'both@clinic.test', name: 'Robin North' })
  const inSouth = await aPerson(world, south, { mail: 'both@clinic.test', name: 'Robin South' })
  const browser = aBrowser()

  await tryCode(world, browser, { code: await mailedCode(world, browser, 'both@clinic.test') })
  expect((await listChoices(world, browser)).map((choice) => choice.name)).toEqual(['North', 'South'])
  const stranger = await anOrganization(world)
  expect(await enterByCode(world, browser, stranger)).toEqual({ ok: false, problem: 'not-proved' })
  const entered = await enterByCode(world, browser, south)

  if (!entered.ok) throw new Error(entered.problem)
  expect(await sessionOf(world, entered.value)).toMatchObject({ organizationId: south, personId: inSouth })
  expect(await enterByCode(world, browser, north)).toEqual({ ok: false, problem: 'not-proved' })
})

test('a quiet session ends, and asking in the background does not keep it alive', async () => {
  const { world, personId, organizationId } = await aPersonWithMail()
  const cookie = await signedIn(world, organizationId, personId)

  world.setNow('2026-12-01 09:10')
  expect(await sessionOf(world, cookie)).toBeDefined()
  for (const minute of [12, 15, 18, 21, 24]) {
    world.setNow(`2026-12-01 09:${minute}`)
    expect(await sessionOf(world, cookie, { background: true })).toBeDefined()
  }
  world.setNow('2026-12-01 09:25')
  expect(await sessionOf(world, cookie, { background: true })).toBeUndefined()
  expect(await sessionOf(world, cookie)).toBeUndefined()
})

test('a session in use ends after twelve hours', async () => {
  const { world, personId, organizationId } = await aPersonWithMail()
  const cookie = await signedIn(world, organizationId, personId)
  for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
    world.setNow(
      `2026-12-01 ${String(9 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
    )
    expect(await sessionOf(world, cookie)).toBeDefined()
  }
  world.setNow('2026-12-01 21:00')
  expect(await sessionOf(world, cookie)).toBeUndefined()
})

test('whoever loses access loses their sessions and their codes at once, and streams are told', async () => {
  const { world, mail, personId, organizationId } = await aPersonWithMail()
  const cookie = await signedIn(world, organizationId, personId)
  const browser = aBrowser()
  const code = await mailedCode(world, browser, mail)
  let told = 0
  world.bus.on(`access:${organizationId}:${personId}`, () => {
    told += 1
  })

  await endAccess(world, asSystem(organizationId), { personId })

  expect(await sessionOf(world, cookie)).toBeUndefined()
  expect((await tryCode(world, browser, { code })).ok).toBe(false)
  await expect.poll(() => told).toBe(1)
  expect(await letIn(world, browser, { organizationId, personId }, 'code')).toBeUndefined()
})

test('signing out everywhere else leaves this session', async () => {
  const { world, personId, organizationId } = await aPersonWithMail()
  const here = await signedIn(world, organizationId, personId)
  const there = await signedIn(world, organizationId, personId)
  const viewer = await viewerOf(world, personId)
  const session = await sessionOf(world, here)
  if (!session) throw new Error('No session.')

  expect(await endOtherSessions(world, { ...viewer, session })).toBe(1)
  expect(await sessionOf(world, here)).toBeDefined()
  expect(await sessionOf(world, there)).toBeUndefined()
})

async function aPersonWithMail(name = 'Robin Example') {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const personId = await aPerson(world, organizationId, { name })
  return { world, organizationId, personId, mail: await mailOf(world, personId) }
}

function aBrowser(): Browser {
  return { secret: newToken(), ip: '192.0.2.1', userAgent: 'a test' }
}

// The same browser, seen from another network address each time.
function aBrowserAt(secret: string, place: number): Browser {
  return { secret, ip: `198.51.${Math.floor(place / 40) % 250}.${place % 40}`, userAgent: 'a test' }
}

async function mailedCode(world: TestWorld, browser: Browser, mail: string): Promise<string> {
  const asked = await askForCode(world, browser, { mail })
  if (!asked.ok) throw new Error(asked.problem)
  await Promise.all(world.pending)
  return codeIn(world)
}

function codeIn(world: TestWorld): string {
  const found = /(\d{4}) (\d{4})/.exec(world.sent.at(-1)?.text ?? '')
  if (!found) throw new Error('No code was mailed.')
  return `${found[1]}${found[2]}`
}

async function invited(world: World, organizationId: OrganizationId, mail: string): Promise<PersonId> {
  const answer = await invitePerson(world, asSystem(organizationId), {
    name: 'New Person',
    mail,
    discipline: 'nurse',
    zone: 'Asia/Kathmandu',
    admin: false,
    roles: new Map(),
    hours: [],
  })
  if (!answer.ok) throw new Error(answer.problem)
  return answer.value
}

async function stateOf(world: World, organizationId: OrganizationId, personId: PersonId) {
  return (await inOrganization(world, asSystem(organizationId), (scope) => findPerson(scope, personId)))
    ?.state
}

async function signedIn(world: World, organizationId: OrganizationId, personId: PersonId): Promise<string> {
  const cookie = await letIn(world, aBrowser(), { organizationId, personId }, 'passkey')
  if (!cookie) throw new Error('Not let in.')
  return cookie
}

function sessionOf(world: World, cookie: string, how: { background?: boolean } = {}) {
  const request = new Request('http://localhost:3000/', { headers: { Cookie: cookie.split(';')[0] ?? '' } })
  return resolveSession(world, request, how)
}
