import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { aBrowser, aContext, sessionFor } from '#tests/support/browser.ts'
import { alive, heading } from '#tests/support/doors.ts'
import { anOrganization, aPerson, aTeam } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { listenForComplaints } from '#tests/support/watching.ts'

let browser: Browser
let server: TestServer
let context: BrowserContext

beforeAll(async () => {
  browser = await aBrowser()
  server = await aServer({ at: '2026-12-01 12:00' })
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  const organizationId = await anOrganization(server.world)
  const teamId = await aTeam(server.world, organizationId)
  const personId = await aPerson(server.world, organizationId, { roles: { [teamId]: 'lead' } })
  context = await aContext(browser, server, { cookie: await sessionFor(server, personId) })
})
afterEach(() => context.close())

test('an address that leads nowhere says so, in the frame of whoever is signed in', async () => {
  const complaints = listenForComplaints(context)
  const page = await context.newPage()
  for (const path of [
    '/nowhere',
    '/teams/nobody/nothing',
    '/huddles/01a20025-3b08-7309-99a2-5ec7c199537d/live',
  ]) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await heading(page, 'There is nothing here')
    await alive(page)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Today' }).click()
    await heading(page, 'Today')
  }
  expect(complaints).toEqual([])
})

test('a link that leads nowhere by now says so as well, and leads back', async () => {
  const complaints = listenForComplaints(context)
  const page = await context.newPage()
  await page.goto('/profile')
  await alive(page)
  // As a link to something that has gone meanwhile: followed within the page, not by loading a new one.
  await page.evaluate(() => history.pushState({}, '', '/teams/gone/inbox'))
  await page.evaluate(() => history.pushState({}, '', '/profile'))
  await page.goBack()
  await heading(page, 'There is nothing here')
  await page.getByRole('link', { name: 'Go to Today' }).click()
  await heading(page, 'Today')
  expect(complaints).toEqual([])
})

test('without a network a form waits with what was typed, and is sent when there is one', async () => {
  const page = await context.newPage()
  await page.goto('/profile')
  await alive(page)
  await context.setOffline(true)
  await page.getByLabel('Time zone').selectOption('Asia/Kathmandu')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByText('No connection at the moment').waitFor()
  await page.waitForTimeout(1_000)
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Kathmandu')

  const saved = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await context.setOffline(false)
  await page.getByText('No connection at the moment').waitFor({ state: 'detached' })
  // That it was reached says the notice; that it was saved, the answer.
  await saved
  await page.reload()
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Kathmandu')
})

test('what a browser’s extension writes into a page does not stop the page', async () => {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.body) return
      watch.disconnect()
      document.body.prepend(document.createElement('aside'))
    })
    watch.observe(document, { childList: true, subtree: true })
  })
  await page.goto('/')
  await alive(page)
  await page.waitForTimeout(500)
  await page.getByRole('link', { name: 'Profile', includeHidden: true }).waitFor({ state: 'attached' })
  await page.getByRole('banner').locator('summary').click()
  await page.getByRole('link', { name: 'Profile' }).click()
  await heading(page, 'Robin Example')
})
