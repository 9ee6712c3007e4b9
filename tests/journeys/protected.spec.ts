import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { readDisclosures } from '#app/features/cases/server/consent-page.server.ts'
import { listConsents } from '#app/features/cases/server/consent-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, PersonId } from '#app/shared/ids.ts'
import { sessionFor } from '#tests/support/browser.ts'
import { makeCanaries } from '#tests/support/canaries.ts'
import { openStream } from '#tests/support/open-stream.ts'
import { anOrganization } from '#tests/support/people.ts'
import { aProtectedTeam, letSee, type ProtectedTeam } from '#tests/support/protected.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { visit } from '#tests/support/visits.ts'
import { dataPathOf } from '#tests/support/walk.ts'

// A patient has let one person alone see what is under 42 CFR Part 2. A word that occurs nowhere else stands in every text of it: it
// may be on that person's pages, with the notice of 2.32, and nowhere else. SECURITY.md 1, holes 12 and 13, and 2c.

const notice = '42 CFR part 2 prohibits unauthorized use or disclosure of these records.'
const canaries = makeCanaries()

let server: TestServer
let team: ProtectedTeam
let cookies: Record<'covered' | 'clinician' | 'staff', string>

beforeAll(async () => {
  server = await aServer({ at: '2026-12-01 13:50', running: true })
  team = await aProtectedTeam(server, await anOrganization(server.world), canaries.at)
  const cookie = (personId: PersonId) => sessionFor(server, personId)
  cookies = {
    covered: await cookie(team.covered.personId),
    clinician: await cookie(team.clinician.personId),
    staff: await cookie(team.staff.personId),
  }
  await server.settle()
})

afterAll(() => server.close())

describe.each(['clinician', 'staff'] as const)('%s, whom no consent covers', (who) => {
  test('finds no protected word on any page, in its data, or in the state of the huddle', async () => {
    const heard: string[] = []
    let withheld = 0
    const met = await walk(cookies[who], (path, body) => {
      heard.push(...canaries.heardIn(body).map((place) => `${path}: ${place}`))
      if (body.includes('Withheld: needs the patient')) withheld += 1
    })
    expect(heard).toEqual([])
    expect(withheld).toBeGreaterThan(6)
    expect(met).toBeGreaterThan(25)
  })

  test('is told on the case page how many are withheld', async () => {
    const { body } = await ask(`/cases/${team.caseId}`, cookies[who])
    expect(textOf(body)).toMatch(/\d+ records are withheld: the patient's consent does not cover you\./)
    expect(body).not.toContain(notice)
  })
})

test('the owner of a task who is not covered sees that there is one, and whom to ask', async () => {
  const { body } = await ask('/tasks', cookies.staff)
  expect(textOf(body)).toContain("Withheld: needs the patient's consent")
  expect(textOf(body)).toContain('Ask Lena Covered')
})

test('whoever is covered finds every word, and the notice on each page that has one', async () => {
  const heard = new Set<string>()
  const without: string[] = []
  await walk(cookies.covered, (path, body) => {
    const here = canaries.heardIn(body)
    for (const place of here) heard.add(place)
    const isPage = body.includes('<html') || path.endsWith('state')
    if (here.length > 0 && isPage && !(body.includes(notice) || body.includes('"part2":true')))
      without.push(path)
  })
  expect(without).toEqual([])
  expect([...heard].sort()).toEqual(everyPlace)
})

test('the lead is told who of the huddle is not covered', async () => {
  for (const page of [`/huddles/${team.huddleId}/agenda`, `/huddles/${team.huddleId}`]) {
    const { body } = await ask(page, cookies.covered)
    expect(textOf(body), page).toContain('Cleo Clinician, Sami Staff')
  }
})

test('a screen in the room shows it only while everybody there is covered', async () => {
  const room = `/huddles/${team.huddleId}/room`
  const state = `/huddles/${team.huddleId}/live/state`
  expect(canaries.heardIn((await ask(room, cookies.covered)).body)).toContain('question of the queued flag')
  expect(canaries.heardIn((await ask(`${state}?room`, cookies.covered)).body)).toContain('decision')

  const live = `/huddles/${team.huddleId}/live`
  await visit(server, live, { method: 'POST', cookie: cookies.staff, form: { intent: 'join' } })

  expect(canaries.heardIn((await ask(room, cookies.covered)).body)).toEqual([])
  expect(canaries.heardIn((await ask(`${state}?room`, cookies.covered)).body)).toEqual([])
  // Their own screen shows it still, and whoever facilitates reads who is there and not covered.
  const own = await ask(`/huddles/${team.huddleId}/live`, cookies.covered)
  expect(canaries.heardIn(own.body)).toContain('decision')
  expect(textOf(own.body)).toContain("Not covered by the patient's consent: Sami Staff")
})

test('the report of disclosures names who was shown what, and nobody else', async () => {
  const report = await inOrganization(server.world, team.covered, async (scope) => {
    const found = await findCase(scope, team.caseId)
    return found ? readDisclosures(scope, found.patientId) : []
  })
  expect(new Set(report.map(({ reader }) => reader))).toEqual(new Set(['Lena Covered']))
  expect(new Set(report.flatMap(({ kinds }) => kinds))).toContain('decision')
  const { body } = await ask(`/cases/${team.caseId}/disclosures`, cookies.covered)
  expect(textOf(body)).toContain('Lena Covered')
  expect((await ask(`/cases/${team.caseId}/disclosures`, cookies.staff)).status).toBe(404)
})

describe('in force within 5 s, while a screen is open', () => {
  const live = () => `/huddles/${team.huddleId}`
  // Their own draft stays theirs; what the team decided is what goes.
  const shown = async () =>
    canaries.heardIn((await ask(`${live()}/live/state`, cookies.covered)).body).includes('decision')

  test('a revocation: the stream says so, and the next look withholds', async () => {
    expect(await shown()).toBe(true)
    const stream = await openStream(server, `${live()}/stream?after=1000`, cookies.covered)
    await pause(300)
    const before = stream.events.length
    const [consent] = await consentsOf(team.caseId)
    const sent = await visit(server, `/cases/${team.caseId}/consents`, {
      method: 'POST',
      cookie: cookies.staff,
      form: { key: crypto.randomUUID(), consentId: consent?.consentId ?? '', version: '1' },
    })
    expect(sent.status).toBe(302)
    // The very next look, whether or not anything was heard: nothing is kept from before.
    expect(await shown()).toBe(false)
    expect(await heardAfter(stream.events, before)).toBeLessThan(5_000)
    stream.close()
  })

  test('a consent that ends by its time', async () => {
    await letSee(server, team.covered, team.caseId, 2)
    const stream = await openStream(server, `${live()}/stream?after=1000`, cookies.covered)
    await pause(300)
    expect(await shown()).toBe(true)
    const before = stream.events.length
    expect(await heardAfter(stream.events, before)).toBeLessThan(5_000)
    expect(await shown()).toBe(false)
    stream.close()
  })
})

/** Milliseconds until the stream said `moved` after what it had said before. */
async function heardAfter(events: readonly string[], before: number): Promise<number> {
  const began = performance.now()
  while (!events.slice(before).includes('moved')) {
    if (performance.now() - began > 6_000) return Number.POSITIVE_INFINITY
    await pause(20)
  }
  return performance.now() - began
}

async function consentsOf(caseId: CaseId) {
  return inOrganization(server.world, team.covered, async (scope) => {
    const found = await findCase(scope, caseId)
    return found ? listConsents(scope, found.patientId) : []
  })
}

/** Goes wherever a page leads, and hears each page and its data. Answers with how many pages there were. */
async function walk(cookie: string, hear: (path: string, body: string) => void): Promise<number> {
  const live = `/huddles/${team.huddleId}`
  const waiting = ['/', '/teams', '/tasks', `${live}/live`, `${live}/room`, `${live}/minutes`]
  for (const caseId of [team.caseId, team.importedCaseId])
    waiting.push(`/cases/${caseId}/minutes`, `/cases/${caseId}/flags/new`, `/cases/${caseId}/brief`)
  const met = new Set(waiting)
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const { body } = await ask(path, cookie)
    hear(path, body)
    hear(dataPathOf(path), (await ask(dataPathOf(path), cookie)).body)
    for (const [, href = ''] of body.matchAll(/\bhref="([^"#]*)/g)) {
      const next = href.replaceAll('&amp;', '&').split('?')[0] ?? ''
      if (!next.startsWith('/') || /^\/(assets|demo|sign-out)/.test(next) || met.has(next)) continue
      met.add(next)
      waiting.push(next)
    }
  }
  for (const question of ['', '?room']) {
    const path = `${live}/live/state`
    hear(path, (await ask(`${path}${question}`, cookie)).body)
  }
  return met.size
}

async function ask(path: string, cookie: string) {
  return visit(server, path, { cookie })
}

/** What a page says, without its tags. */
function textOf(body: string): string {
  return body
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ')
}

const everyPlace = [
  'brief, changed',
  'brief, goal',
  'brief, medication',
  'brief, question',
  'brief, situation',
  'decision',
  'dissent',
  'draft',
  'imported condition',
  'imported medication',
  'note of a contact',
  'question of the open flag',
  'question of the queued flag',
  'rationale',
  'reason of the open flag',
  'reason to decline',
  'title of the accepted task',
  'title of the declined task',
]
