import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { invitePerson } from '#app/features/people/server/invite-person.ts'
import { asSystem } from '#app/platform/in-organization.ts'
import type { OrganizationId, TeamId } from '#app/shared/ids.ts'
import { aBrowser, aContext, giveAuthenticator } from '#tests/support/browser.ts'
import {
  alive,
  askForCode,
  comeInFirst,
  heading,
  pressPasskey,
  signOut,
  typeCode,
} from '#tests/support/doors.ts'
import { codeIn, linkIn, mailTo, nextMail } from '#tests/support/mailbox.ts'
import { anOrganization, aPerson, aTeam } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { listenForComplaints } from '#tests/support/watching.ts'

const CODE_MAIL = 'Your sign-in code'
const ZONE = 'Asia/Kathmandu'
const wrongCode = /This code is not right, or no longer good/

let browser: Browser
let server: TestServer
let organizationId: OrganizationId
let teamId: TeamId
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  browser = await aBrowser()
  server = await aServer({ at: '2026-12-01 03:15' })
  organizationId = await anOrganization(server.world, { name: 'Bagmati Clinic', zone: ZONE })
  teamId = await aTeam(server.world, organizationId, { zone: ZONE })
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  context = await aContext(browser, server, { zone: ZONE })
  complaints = listenForComplaints(context)
  page = await context.newPage()
  await giveAuthenticator(page)
})
afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})

test('an invited person finds the door in their mail, and comes in by a code and a new passkey', async () => {
  const mail = 'nell@clinic.test'
  await invitePerson(server.world, asSystem(organizationId), {
    mail,
    name: 'Nell Newcomer',
    discipline: 'nurse',
    zone: ZONE,
    admin: false,
    roles: new Map([[teamId, 'staff']]),
    hours: [],
  })

  await page.goto(linkIn(await nextMail(server, mail, 'You are invited to Huddle')))
  await askForCode(page, mail)
  await typeCode(page, codeIn(await nextMail(server, mail, CODE_MAIL)))
  await heading(page, 'Make a passkey')
  await pressPasskey(page, 'Make a passkey')

  await heading(page, 'Today')
  await page.getByRole('heading', { name: 'My tasks' }).waitFor()
})

test('a mailed code alone opens nothing, and the passkey then leads to the page that was asked for', async () => {
  const mail = await member('tara')
  await page.goto('/profile')
  await askForCode(page, mail)
  await typeCode(page, codeIn(await nextMail(server, mail, CODE_MAIL)))
  await heading(page, 'Make a passkey')

  for (const path of ['/', `/teams/${teamId}/cases`, '/tasks', '/profile']) {
    await page.goto(path)
    await heading(page, 'Make a passkey')
  }
  await pressPasskey(page, 'Make a passkey')

  await heading(page, 'Robin Example')
  await page.getByText('On a device').waitFor()
})

test('a wrong code says so, and after five of them the right one is no longer good', async () => {
  const mail = await member('wanda')
  await page.goto('/sign-in')
  await askForCode(page, mail)
  const code = codeIn(await nextMail(server, mail, CODE_MAIL))
  const wrong = code.startsWith('1') ? '2222 2222' : '1111 1111'

  await typeCode(page, '12')
  await page.getByRole('alert').getByText('Type the eight digits from the mail').waitFor()
  for (let tries = 1; tries <= 5; tries += 1) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await typeCode(page, wrong)
    expect((await answered).status()).toBe(422)
    await page.getByRole('alert').getByText(wrongCode).waitFor()
  }
  await typeCode(page, code)
  await page.getByRole('alert').getByText(wrongCode).waitFor()

  await page.goto('/')
  await heading(page, 'Sign in')
})

test('only the newest code is good', async () => {
  const mail = await member('rita')
  await page.goto('/sign-in')
  await askForCode(page, mail)
  const first = codeIn(await nextMail(server, mail, CODE_MAIL))
  await page.getByRole('link', { name: 'ask for a new code' }).click()
  await askForCode(page, mail)
  const second = codeIn(await nextMail(server, mail, CODE_MAIL, 2))

  await typeCode(page, first)
  await page.getByRole('alert').getByText(wrongCode).waitFor()
  await typeCode(page, second)
  await heading(page, 'Make a passkey')
})

test('a code is good only in the browser that asked for it', async () => {
  const mail = await member('otto')
  await page.goto('/sign-in')
  await askForCode(page, mail)
  const code = codeIn(await nextMail(server, mail, CODE_MAIL))

  const other = await aContext(browser, server, { zone: 'America/St_Johns' })
  const elsewhere = await other.newPage()
  await elsewhere.goto('/sign-in/code')
  await typeCode(elsewhere, code)
  await elsewhere.getByRole('alert').getByText(wrongCode).waitFor()
  await other.close()

  await typeCode(page, code)
  await heading(page, 'Make a passkey')
})

test('an address that nobody has gets the same answer, and no mail', async () => {
  await page.goto('/sign-in')
  await askForCode(page, 'nobody@clinic.test')
  await typeCode(page, '1234 5678')
  await page.getByRole('alert').getByText(wrongCode).waitFor()
  await server.settle()
  expect(await mailTo(server, 'nobody@clinic.test')).toEqual([])
})

test('whoever returns signs in with the passkey alone; after a code it is asked for as well', async () => {
  const mail = await member('pema')
  await comeInFirst(server, page, mail)
  await signOut(page)

  await pressPasskey(page, 'Sign in with a passkey')
  await heading(page, 'Today')
  await signOut(page)

  await askForCode(page, mail)
  await typeCode(page, codeIn(await nextMail(server, mail, CODE_MAIL, 2)))
  await heading(page, 'Use your passkey')
  await pressPasskey(page, 'Use your passkey')
  await heading(page, 'Today')
})

test('a second person with the first one’s mailbox cannot add a passkey of their own', async () => {
  const mail = await member('vera')
  await comeInFirst(server, page, mail)

  const other = await aContext(browser, server, { zone: 'America/St_Johns' })
  const elsewhere = await other.newPage()
  await giveAuthenticator(elsewhere)
  await elsewhere.goto('/sign-in')
  await askForCode(elsewhere, mail)
  await typeCode(elsewhere, codeIn(await nextMail(server, mail, CODE_MAIL, 2)))
  await heading(elsewhere, 'Use your passkey')
  expect(await elsewhere.getByRole('button', { name: 'Make a passkey' }).count()).toBe(0)
  await pressPasskey(elsewhere, 'Use your passkey')
  await elsewhere.getByText('That did not work').waitFor()
  await other.close()
})

test('signing out ends the session on the server, in every tab and for a cookie that was kept', async () => {
  await comeInFirst(server, page, await member('sita'))
  const secondTab = await context.newPage()
  await secondTab.goto('/profile')
  await heading(secondTab, 'Robin Example')
  const kept = await context.cookies()

  await signOut(page)

  await secondTab.reload()
  await heading(secondTab, 'Sign in')
  await context.addCookies(kept)
  await page.goto('/')
  await heading(page, 'Sign in')
})

test('an address that two organizations know chooses where to go', async () => {
  const mail = await member('duo')
  const other = await anOrganization(server.world, { name: 'Signal Hill Clinic', zone: 'America/St_Johns' })
  await aPerson(server.world, other, { mail, zone: 'America/St_Johns', admin: true })

  await page.goto('/sign-in')
  await askForCode(page, mail)
  await typeCode(page, codeIn(await nextMail(server, mail, CODE_MAIL)))
  await heading(page, 'Where do you want to go?')
  await page.getByRole('button', { name: 'Signal Hill Clinic' }).click()
  await pressPasskey(page, 'Make a passkey')

  await heading(page, 'Today')
  await page.getByText('Signal Hill Clinic').first().waitFor()
})

test('a page that nobody touched is covered, keeps what was typed, and opens again after signing in', async () => {
  const quiet = await aServer({ at: '2026-12-01 03:15' })
  const admin = await aContext(browser, quiet, { zone: ZONE })
  const form = await admin.newPage()
  await giveAuthenticator(form)
  try {
    const home = await anOrganization(quiet.world, { zone: ZONE })
    await aPerson(quiet.world, home, { mail: 'amin@clinic.test', zone: ZONE, admin: true })
    await comeInFirst(quiet, form, 'amin@clinic.test')
    await form.goto('/admin/people/new')
    await alive(form)
    await form.getByLabel('Name', { exact: true }).fill('Half a na')

    quiet.setNow('2026-12-01 03:31')
    await form.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await heading(form, 'This page is locked')
    expect(await form.getByLabel('Name', { exact: true }).isVisible()).toBe(true)

    // The passkey lives in this tab's authenticator, so this tab stands for the new one as well.
    const door = await admin.newPage()
    await door.goto('/sign-in')
    await askForCode(door, 'amin@clinic.test')
    await typeCode(door, codeIn(await nextMail(quiet, 'amin@clinic.test', CODE_MAIL, 2)))
  } finally {
    await admin.close()
    await quiet.close()
  }
})

/** A member of the team with a mail address of this name. */
async function member(name: string): Promise<string> {
  const mail = `${name}@clinic.test`
  await aPerson(server.world, organizationId, { mail, zone: ZONE, roles: { [teamId]: 'staff' } })
  return mail
}
