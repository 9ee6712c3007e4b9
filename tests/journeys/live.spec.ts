import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { addMinutes } from '#app/features/live/server/add-minutes.ts'
import { goOnInHuddle } from '#app/features/live/server/go-on.ts'
import { recordDecision } from '#app/features/live/server/record-decision.ts'
import { startHuddle } from '#app/features/live/server/start-huddle.ts'
import { endAccess } from '#app/features/people/server/end-access.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem } from '#app/platform/in-organization.ts'
import type { HuddleId, ItemId, OrganizationId } from '#app/shared/ids.ts'
import { aBrowser, aContext, sessionFor } from '#tests/support/browser.ts'
import { alive } from '#tests/support/doors.ts'
import { aScheduledHuddle, aWaitingCase, seeAgenda } from '#tests/support/huddles.ts'
import { aLine } from '#tests/support/line.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { clocksApart, secondsLeft } from '#tests/support/screens.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { listenForComplaints } from '#tests/support/watching.ts'

const families = ['Abbott', 'Barnes', 'Cooper', 'Dillon', 'Ellery', 'Foster', 'Garner']

let browser: Browser
let server: TestServer
let organizationId: OrganizationId
let lead: Viewer
let doctor: Viewer
let huddleId: HuddleId
let items: readonly ItemId[]

beforeAll(async () => {
  browser = await aBrowser()
})
afterAll(() => browser.close())

beforeEach(async () => {
  server = await aServer({ at: '2026-12-02 10:58', running: true })
  const { world } = server
  organizationId = await anOrganization(world, { zone: 'America/St_Johns' })
  const teamId = await aTeam(world, organizationId, { zone: 'America/St_Johns' })
  const member = async (name: string, zone: string, role: 'lead' | 'clinician') =>
    viewerOf(world, await aPerson(world, organizationId, { name, zone, roles: { [teamId]: role } }))
  lead = await member('Joan Whelan', 'America/St_Johns', 'lead')
  doctor = await member('Pema Sherpa', 'Asia/Kathmandu', 'clinician')
  const entries = []
  for (const family of families)
    entries.push((await aWaitingCase(world, lead, teamId, { family, minutes: 5 })).queueEntryId)
  huddleId = await aScheduledHuddle(world, lead, teamId, '2026-12-02T11:00:00Z', entries)
  items = (await seeAgenda(world, lead, huddleId)).map(({ item }) => item.itemId)
  await startHuddle(world, lead, { huddleId })
})
afterEach(() => server.close())

test('three screens show the same case and the same clock, 20 times over', async () => {
  const contexts = [await desk(), await phone(), await desk()]
  const complaints = contexts.map(listenForComplaints)
  const [atDesk, onPhone, inRoom] = [
    await open(contexts[0], 'live'),
    await open(contexts[1], 'live'),
    await open(contexts[2], 'room'),
  ]
  const screens = [atDesk, onPhone, inRoom]
  const apart: number[] = []
  const late: number[] = []

  async function event(deed: () => Promise<{ ok: boolean }>, shows: (screen: Page) => Promise<unknown>) {
    const began = performance.now()
    const done = deed()
    const seen = await Promise.all(
      screens.map(async (screen) => {
        await shows(screen)
        return performance.now() - began
      }),
    )
    expect(await done).toMatchObject({ ok: true })
    apart.push(Math.max(...seen) - Math.min(...seen))
    late.push(Math.max(...seen))
  }

  let from: ItemId | null = null
  for (const [index, itemId] of items.entries()) {
    const before = from
    await event(
      () => goOnInHuddle(server.world, lead, { huddleId, from: before }),
      (screen) => screen.getByText(nameOf(index)).first().waitFor(),
    )
    expect(await clocksApart(screens)).toBeLessThanOrEqual(1)
    await event(
      () => addMinutes(server.world, lead, { huddleId, itemId }),
      (screen) =>
        expect.poll(() => secondsLeft(screen), { interval: 20, timeout: 15_000 }).toBeGreaterThan(6 * 60),
    )
    expect(await clocksApart(screens)).toBeLessThanOrEqual(1)
    const reason = `All is well with number ${index + 1}.`
    await event(
      () => recordDecision(server.world, doctor, { huddleId, itemId, noActionReason: reason, tasks: [] }),
      (screen) => screen.getByText(reason).first().waitFor(),
    )
    from = itemId
  }

  const worst = (values: number[]) => `${Math.round(Math.max(...values))} ms`
  console.log(
    `${apart.length} events on three screens: at worst ${worst(apart)} apart, ${worst(late)} after the deed`,
  )
  expect(apart.length).toBeGreaterThanOrEqual(20)
  expect(Math.max(...apart)).toBeLessThanOrEqual(1000)
  expect(complaints.flat()).toEqual([])
  for (const context of contexts) await context.close()
})

test('the clock warns in the last minute, ends softly, and then counts what is over time', async () => {
  const context = await desk()
  const page = await open(context, 'live')
  await goOnInHuddle(server.world, lead, { huddleId, from: null })
  await page.getByText('time left').waitFor()

  // Five minutes were planned: the next look at the server's clock finds half a minute left of them, and then none.
  server.setNow('2026-12-02 11:02:30')
  await page.reload()
  await page.getByText('last minute', { exact: true }).waitFor()
  server.setNow('2026-12-02 11:05:00')
  await page.reload()
  await page.getByText('over time by', { exact: true }).waitFor()
  expect(await secondsLeft(page)).toBeLessThan(0)
  await page.getByText(nameOf(0)).first().waitFor()
  await page.getByRole('button', { name: '+2 min' }).click()
  await context.close()
})

test('a stream that was cut goes on after the last event that was heard, without loss or repetition', async () => {
  const line = await aLine(server)
  const context = await aContext(browser, line, {
    zone: 'America/St_Johns',
    cookie: await sessionFor(server, lead.personId),
  })
  const page = await open(context, 'live')
  await goOnInHuddle(server.world, lead, { huddleId, from: null })
  await page.getByText(nameOf(0)).first().waitFor()

  line.cut()
  await page.getByText('The connection is being made again.').waitFor()
  // Long enough for the page to have asked in vain: it stays what it is, with what is typed on it.
  await page.getByLabel('Dissent').evaluate((field) => field.closest('details')?.setAttribute('open', ''))
  await page.getByLabel('Dissent').fill('Typed without a line')
  await page.waitForEvent('requestfailed', (request) => request.url().endsWith('/live/state'))
  await addMinutes(server.world, lead, { huddleId, itemId: items[0] ?? nothing() })
  await recordDecision(server.world, doctor, {
    huddleId,
    itemId: items[0] ?? nothing(),
    noActionReason: 'Said while the line was cut.',
    tasks: [],
  })
  expect(await page.getByText('Said while the line was cut.').count()).toBe(0)
  // Started and opened had been heard; the browser says so, and gets the two that came meanwhile.
  const resumed = page.waitForRequest((request) => request.url().includes('/stream'))
  line.mend()

  await page.getByText('Said while the line was cut.').first().waitFor()
  await page.getByText('The connection is being made again.').waitFor({ state: 'detached' })
  expect(await page.getByLabel('Dissent').inputValue()).toBe('Typed without a line')
  const last = Number((await (await resumed).allHeaders())['last-event-id'])
  expect(await heardAfter(last)).toEqual([
    [last + 1, 'minutes-added'],
    [last + 2, 'decision-recorded'],
  ])
  await context.close()
  await line.close()
})

test('a device that goes offline says so at once, and a line that falls silent is made again', async () => {
  const context = await desk()
  const page = await open(context, 'live')
  await context.setOffline(true)
  await page.getByText('The connection is being made again.').waitFor({ timeout: 4_000 })
  const again = page.waitForRequest((request) => request.url().includes('/stream'))
  await context.setOffline(false)
  await again
  await page.getByText('The connection is being made again.').waitFor({ state: 'detached' })

  // In a page whose time runs ahead, no sign of life arrives in forty of its seconds.
  const hurried = await context.newPage()
  await hurried.clock.install()
  await hurried.goto(`/huddles/${huddleId}/live`)
  await alive(hurried)
  const once = hurried.waitForRequest((request) => request.url().includes('/stream'))
  await hurried.clock.fastForward(41_000)
  await once
  await context.close()
})

test('where no stream can be held the page asks every few seconds, and takes the stream again when it can', async () => {
  const context = await phone()
  await context.route('**/stream*', (route) => route.abort())
  const page = await context.newPage()
  await page.goto(`/huddles/${huddleId}/live`)
  await page.getByText('This page asks for news every few seconds meanwhile.').waitFor()

  await goOnInHuddle(server.world, lead, { huddleId, from: null })
  await page.getByText(nameOf(0)).first().waitFor({ timeout: 7_000 })

  await context.unroute('**/stream*')
  await page.getByText('This page asks for news').waitFor({ state: 'detached', timeout: 20_000 })
  await recordDecision(server.world, lead, {
    huddleId,
    itemId: items[0] ?? nothing(),
    noActionReason: 'Heard by the stream again.',
    tasks: [],
  })
  await page.getByText('Heard by the stream again.').first().waitFor({ timeout: 2_000 })
  await context.close()
})

test('access that ends, ends on the open screen within five seconds; what was typed stays there', async () => {
  const context = await phone()
  const page = await open(context, 'live')
  await goOnInHuddle(server.world, lead, { huddleId, from: null })
  await page.getByLabel('Decision', { exact: true }).fill('Half a sentence')

  const began = performance.now()
  await endAccess(server.world, asSystem(organizationId), { personId: doctor.personId })
  await page.getByText('You are no longer signed in here').waitFor({ timeout: 5_000 })

  console.log(`access ended on the open screen after ${Math.round(performance.now() - began)} ms`)
  expect(await page.getByLabel('Decision', { exact: true }).inputValue()).toBe('Half a sentence')
  const refused = await page.request.get(`/huddles/${huddleId}/live`, { maxRedirects: 0 })
  expect(refused.status()).toBe(302)
  await context.close()
})

test('the room view hides the patient at a key, and keeps the clock', async () => {
  const context = await desk()
  await goOnInHuddle(server.world, lead, { huddleId, from: null })
  const page = await open(context, 'room')
  await page.getByText(nameOf(0)).first().waitFor()
  await page.keyboard.press('p')
  await page.getByText(nameOf(0)).first().waitFor({ state: 'detached' })
  expect(await secondsLeft(page)).toBeGreaterThan(0)
  await page.keyboard.press('p')
  await page.getByText(nameOf(0)).first().waitFor()
  await context.close()
})

/** What the stream tells a reader who has heard everything up to `seq`: numbers and kinds. */
async function heardAfter(seq: number): Promise<[number, string][]> {
  const cut = new AbortController()
  const answer = await fetch(`${server.origin}/huddles/${huddleId}/stream`, {
    headers: { cookie: await sessionFor(server, lead.personId), 'last-event-id': String(seq) },
    signal: cut.signal,
  })
  const heard: [number, string][] = []
  const words = new TextDecoder()
  let text = ''
  setTimeout(() => cut.abort(), 700)
  try {
    for await (const chunk of Readable.fromWeb(answer.body as ReadableStream))
      text += words.decode(chunk, { stream: true })
  } catch {
    // Cut on purpose: a stream has no end of its own.
  }
  for (const [, id, data] of text.matchAll(/id: (\d+)\nevent: moved\ndata: (.*)/g))
    heard.push([Number(id), (JSON.parse(data ?? '{}') as { kind: string }).kind])
  return heard
}

function nameOf(index: number): string {
  return `${families[index]?.toUpperCase()}, Ada`
}

function nothing(): never {
  throw new Error('There is no such case.')
}

function desk(): Promise<BrowserContext> {
  return contextOf(lead, 1280, 'America/St_Johns')
}

function phone(): Promise<BrowserContext> {
  return contextOf(doctor, 390, 'Asia/Kathmandu')
}

async function contextOf(viewer: Viewer, width: number, zone: string): Promise<BrowserContext> {
  return aContext(browser, server, { width, zone, cookie: await sessionFor(server, viewer.personId) })
}

async function open(context: BrowserContext | undefined, view: 'live' | 'room'): Promise<Page> {
  const page = await (context ?? (await desk())).newPage()
  const streams = page.waitForResponse((response) => response.url().includes('/stream'))
  await page.goto(`/huddles/${huddleId}/${view}`)
  await alive(page)
  await streams
  return page
}
