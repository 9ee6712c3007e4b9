import { mkdir } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { recordScore } from '#app/features/cases/server/record-score.ts'
import { findFlag } from '#app/features/flags/server/flag-queries.server.ts'
import { triageFlag } from '#app/features/flags/server/triage-flag.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { FlagId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { aBrowser, giveCookie, sessionFor } from '#tests/support/browser.ts'
import { aCase } from '#tests/support/cases.ts'
import { alive } from '#tests/support/doors.ts'
import { aFlag } from '#tests/support/flags.ts'
import { axeFaults, keyboardFaults, shapeFaults } from '#tests/support/looks.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { aVisitor, keepPictures, type Visitor } from '#tests/support/visitors.ts'

const pictures = '.cache/looks'
const zone = 'America/St_Johns'

let browser: Browser
let server: TestServer
let teamId: TeamId
let lead: Viewer
let second: Viewer
let manager: Viewer
const visitors: Visitor[] = []

beforeAll(async () => {
  browser = await aBrowser()
})
afterAll(async () => {
  await browser.close()
})

// Tuesday, 07:50 in St Johns: ten minutes before the huddle.
beforeEach(async () => {
  server = await aServer({ at: '2026-12-01 11:20' })
  const { world } = server
  const organizationId = await anOrganization(world, { zone })
  teamId = await aTeam(world, organizationId, { zone })
  const member = async (name: string, role: 'lead' | 'staff') =>
    viewerOf(world, await aPerson(world, organizationId, { name, zone, roles: { [teamId]: role } }))
  lead = await member('Joan Whelan', 'lead')
  second = await member('Otto Osei', 'lead')
  manager = await member('Mara Manager', 'staff')
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPictures(task.name, visitors)
  for (const { context } of visitors) await context.close()
  await server.close()
  expect(visitors.splice(0).flatMap((visitor) => visitor.complaints)).toEqual([])
})

async function comeIn(
  viewer: Viewer,
  how: { phone?: boolean; javaScript?: boolean } = {},
  search = '',
): Promise<Page> {
  const visitor = await aVisitor(browser, server, { zone, ...how })
  visitors.push(visitor)
  await giveCookie(visitor.context, server, await sessionFor(server, viewer.personId))
  await visitor.page.goto(`/teams/${teamId}/inbox${search}`)
  if (how.javaScript !== false) await alive(visitor.page)
  return visitor.page
}

async function flagged(family: string, urgency: Urgency = 'soon', question = 'Switch, or add something?') {
  const { caseId } = await aCase(server.world, lead, { teamId, family, careManagerId: manager.personId })
  return aFlag(server.world, manager, caseId, { urgency, question })
}

const row = (page: Page, flagId: FlagId) => page.locator(`[data-flag="${flagId}"]`)
const line = (page: Page, flagId: FlagId) => page.locator(`[data-triaged="${flagId}"]`)
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-flag]')?.getAttribute('data-flag'))

/** The flag under the focus; the page gives it there after the answer has come. */
async function onFlag(page: Page, flagId: FlagId) {
  await expect.poll(() => focused(page)).toBe(flagId)
}

async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES !== '1') return
  await mkdir(pictures, { recursive: true })
  for (const [width, how] of [
    [1920, 'wide'],
    [390, 'narrow'],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({
        path: `${pictures}/inbox-${name}.${how}-${colorScheme}.png`,
        fullPage: true,
        animations: 'disabled',
      })
    }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

test('five flags are triaged with the keyboard alone, and the last is taken back after a reload', async () => {
  const [first, next, third, fourth, fifth, last] = [
    await flagged('Archer', 'urgent'),
    await flagged('Baxter', 'soon'),
    await flagged('Carver', 'soon'),
    await flagged('Draper', 'soon'),
    await flagged('Easton', 'routine'),
    await flagged('Fisher', 'routine'),
  ]
  const page = await comeIn(lead)
  const { keyboard } = page
  await keyboard.press('j')
  await onFlag(page, first)
  await row(page, first).getByText('3 working days left, by Thu 03-Dec-2026').waitFor()
  await keyboard.press('1')
  await line(page, first).getByText('will be discussed').waitFor()
  await onFlag(page, next)
  await keyboard.press('2')
  await line(page, next).getByText('is on the list').waitFor()
  await onFlag(page, third)
  await keyboard.press('3')
  // A digit typed into a field is a digit.
  await keyboard.type('A PHQ-9 of these 2 weeks')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await line(page, third).getByText('A PHQ-9 of these 2 weeks').waitFor()
  await onFlag(page, fourth)
  await keyboard.press('4')
  await keyboard.type('Call before noon')
  await keyboard.press('Tab')
  await keyboard.type('Mara')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await line(page, fourth).getByText('has a task for today').waitFor()
  await onFlag(page, fifth)
  server.setNow('2026-12-01 11:21')
  await keyboard.press('h')
  // The next working day is chosen already; an arrow chooses another.
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowUp')
  await keyboard.press('Tab')
  await keyboard.type('The lab comes first')
  await keyboard.press('Enter')
  await line(page, fifth).getByText('is snoozed until Wed 02-Dec-2026: The lab comes first').waitFor()
  await onFlag(page, last)

  await page.reload()
  await alive(page)
  await keyboard.press('z')
  await row(page, fifth).getByRole('button', { name: 'Discuss', exact: true }).first().waitFor()
  await onFlag(page, fifth)

  // The list of keys, and their switch.
  await keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys of the inbox' }).waitFor()
  await page.getByRole('button', { name: 'Switch them off' }).press('Enter')
  await keyboard.press('Escape')
  await row(page, fifth).focus()
  await keyboard.press('1')
  await page.reload()
  await alive(page)
  await row(page, fifth).focus()
  await keyboard.press('2')
  await row(page, fifth).getByRole('button', { name: 'Discuss', exact: true }).first().waitFor()
})

test('a new flag waits until it is asked for, and what another lead decides keeps its place', async () => {
  const one = await flagged('Archer', 'soon')
  const two = await flagged('Baxter', 'soon')
  const page = await comeIn(lead)
  await row(page, two).focus()
  const placeOf = async () => (await row(page, two).boundingBox())?.y
  const before = await placeOf()

  server.setNow('2026-12-01 11:21')
  const fresh = await flagged('Zeal', 'urgent')
  await page.getByRole('button', { name: '1 new flag: show it' }).waitFor()
  expect(await row(page, fresh).count()).toBe(0)
  await onFlag(page, two)
  const { version } = await seeFlag(one)
  await triageFlag(server.world, second, { flagId: one, version, verdict: 'list-only' })
  await line(page, one).getByText('Otto Osei, just now').waitFor()
  await onFlag(page, two)
  expect(before).toBeDefined()

  await page.getByRole('button', { name: '1 new flag: show it' }).click()
  await onFlag(page, fresh)
  // Urgent comes first once it is shown.
  expect(await page.locator('[data-flag]').first().getAttribute('data-flag')).toBe(fresh)
})

test('who decides second is told who was first, and what became of it', async () => {
  const flagId = await flagged('Archer')
  const page = await comeIn(lead)
  await row(page, flagId).locator('summary', { hasText: 'Not ready' }).click()
  await row(page, flagId).getByLabel('What else is missing').fill('A PHQ-9 of this month')
  // What is being filled in is left alone, though the page has heard of it.
  await triageFlag(server.world, second, { flagId, version: 1, verdict: 'list-only' })
  await page.waitForTimeout(500)
  await row(page, flagId).getByRole('button', { name: 'Put back as not ready' }).click()
  await page
    .getByText('Otto Osei was here before you: ARCHER, Ada is on the list, without being discussed (07:50).')
    .first()
    .waitFor()
  await page.getByText('What you had typed', { exact: true }).waitFor()
  await page.getByText('A PHQ-9 of this month').first().waitFor()
  await line(page, flagId).waitFor()
})

test('on a phone a flag is snoozed, found, and woken', async () => {
  const flagId = await flagged('Archer', 'routine')
  await flagged('Baxter', 'urgent')
  const page = await comeIn(lead, { phone: true })
  await row(page, flagId).locator('summary', { hasText: 'Snooze' }).click()
  await row(page, flagId).getByText('One week').click()
  await row(page, flagId).getByRole('button', { name: 'Snooze' }).click()
  await row(page, flagId).getByText('Say why it can wait.').waitFor()
  await row(page, flagId).getByLabel('Why it can wait').fill('The lab comes first')
  await picture(page, 'snooze-form')
  await row(page, flagId).getByRole('button', { name: 'Snooze' }).click()
  await line(page, flagId).getByText('is snoozed until Tue 08-Dec-2026').waitFor()
  expect(await shapeFaults(page, ['Archer'])).toEqual([])
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main button, main summary, main select')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
      .map((one) => one.innerText),
  )
  // The one exception folds where a rule comes from, in running text.
  expect(small.filter((text) => text !== 'Where this rule comes from')).toEqual([])

  await page.getByRole('link', { name: /^Snoozed/ }).click()
  await row(page, flagId).getByText('Snoozed by Joan Whelan').waitFor()
  await picture(page, 'snoozed')
  await row(page, flagId).getByRole('button', { name: 'Wake now' }).click()
  await page.getByText('Nothing is snoozed').waitFor()
  await page.getByRole('link', { name: /^To decide/ }).click()
  await row(page, flagId).getByText('Was snoozed by Joan Whelan').waitFor()
})

test('without JavaScript: snoozed, listed, woken, filtered, and a safety flag cannot be put off', async () => {
  const flagId = await flagged('Archer', 'routine')
  await flagged('Baxter', 'urgent')
  const safety = await flagged('Danger', 'emergency')
  const page = await comeIn(lead, { javaScript: false })
  await row(page, flagId).locator('summary', { hasText: 'Snooze' }).click()
  await row(page, flagId).getByText('Another day').first().click()
  await row(page, flagId).getByLabel('Which day').fill('2026-12-31')
  await row(page, flagId).getByLabel('Why it can wait').fill('The lab comes first')
  await row(page, flagId).getByRole('button', { name: 'Snooze' }).click()
  await row(page, flagId).getByText('A flag is snoozed for four weeks at most.').waitFor()
  expect(await row(page, flagId).getByLabel('Why it can wait').inputValue()).toBe('The lab comes first')
  await row(page, flagId).getByLabel('Which day').fill('2026-12-15')
  await row(page, flagId).getByRole('button', { name: 'Snooze' }).click()
  await page.locator('li', { hasText: 'is snoozed until Tue 15-Dec-2026' }).first().waitFor()

  await page.goto(`/teams/${teamId}/inbox?show=snoozed`)
  await row(page, flagId).getByRole('button', { name: 'Wake now' }).click()
  await page.goto(`/teams/${teamId}/inbox?urgency=urgent`)
  expect(await page.locator('[data-flag]').count()).toBe(2)
  expect((await page.goto(`/teams/${teamId}/inbox?urgency=very`))?.status()).toBe(400)

  // The form of another flag, sent for the safety flag.
  await page.goto(`/teams/${teamId}/inbox`)
  await row(page, flagId).locator('summary', { hasText: 'Snooze' }).click()
  for (const [name, value] of [
    ['flagId', safety],
    ['version', '1'],
  ] as const)
    await row(page, flagId)
      .locator(`[data-more=snooze] input[name=${name}]`)
      .evaluate((input, text) => input.setAttribute('value', text), value)
  await row(page, flagId).getByLabel('Why it can wait').fill('Later')
  await row(page, flagId).getByRole('button', { name: 'Snooze' }).click()
  await page.getByText('A safety flag cannot be put off.').first().waitFor()
  expect((await seeFlag(safety)).snooze).toBeNull()
})

test('twelve flags at ten to eight: what it looks like', async () => {
  server.setNow('2026-11-20 13:00')
  const { world } = server
  const late = [
    await flagged('Abernathy', 'urgent', 'Is the dose enough, or do we switch?'),
    await flagged('Birch', 'urgent'),
  ]
  await triageFlag(world, second, {
    flagId: late[1] as FlagId,
    version: 1,
    verdict: 'not-ready',
    missing: ['A recent PHQ-9', 'The pharmacy list'],
  })
  server.setNow('2026-11-25 03:31')
  await server.settle()
  server.setNow('2026-11-30 18:00')
  for (const [family, urgency] of [
    ['Castellanos', 'urgent'],
    ['Drummond', 'soon'],
    ['Eriksen', 'soon'],
    ['Fitzgerald', 'routine'],
    ['Gupta', 'routine'],
    ['Halloran', 'soon'],
    ['Ivanova', 'routine'],
  ] as const)
    await flagged(
      family,
      urgency,
      'Sleep is no better after six weeks on sertraline. Add something, or change?',
    )
  for (const family of ['Jurgens', 'Kowalczyk']) {
    const { caseId } = await aCase(world, lead, {
      teamId,
      family,
      episodeStart: '2026-09-28',
      careManagerId: manager.personId,
      scores: [{ on: '2026-09-28', total: 18 }],
    })
    await recordScore(world, manager, {
      caseId,
      instrument: 'phq-9',
      takenOn: '2026-11-30',
      takenAt: null,
      total: 17,
      safetyAnswer: family === 'Jurgens' ? 2 : 0,
    })
  }
  server.setNow('2026-12-01 11:20')
  await server.settle()
  const page = await comeIn(lead)
  await page.getByRole('heading', { name: 'To decide' }).waitFor()
  await page
    .locator('[data-flag]')
    .nth(2)
    .getByRole('button', { name: 'Discuss', exact: true })
    .first()
    .click()
  await page.locator('[data-triaged]').first().waitFor()
  await picture(page, 'ten-to-eight')
  expect(await axeFaults(page)).toEqual([])
  expect(await keyboardFaults(page)).toEqual([])
  await page.goto(`/teams/${teamId}/inbox?show=missed`)
  await alive(page)
  await page.getByText('Escalated').first().waitFor()
  await picture(page, 'missed')
  expect(await axeFaults(page)).toEqual([])
  await page.goto(`/teams/${teamId}/inbox?show=recent`)
  await alive(page)
  await picture(page, 'recent')
  await page.goto('/')
  await alive(page)
  await picture(page, 'today')
})

const seeFlag = (flagId: FlagId) =>
  inOrganization(server.world, lead, async (scope) => {
    const flag = await findFlag(scope, flagId)
    if (!flag) throw new Error('The flag is gone.')
    return flag
  })
