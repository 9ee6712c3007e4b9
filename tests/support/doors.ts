import type { Page } from 'playwright-core'
import { codeIn, nextMail } from './mailbox.ts'
import type { TestServer } from './server.ts'

/** Types an address on the sign-in page that is open, and waits for the code's page. */
export async function askForCode(page: Page, mail: string): Promise<void> {
  await page.getByLabel('Mail address').fill(mail)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await heading(page, 'Type the code')
}

/** Types a code on its page and sends it. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Comes in for the first time: by the newest code mailed to the address, and with a passkey made on the spot. `page` has an authenticator. */
export async function comeInFirst(
  server: Pick<TestServer, 'mailDir'>,
  page: Page,
  mail: string,
): Promise<void> {
  await page.goto('/sign-in')
  await askForCode(page, mail)
  await typeCode(page, codeIn(await nextMail(server, mail, 'Your sign-in code')))
  await pressPasskey(page, 'Make a passkey')
  await heading(page, 'Today')
}

/** Waits for the page with this heading at its top. */
export async function heading(page: Page, words: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: words, exact: true }).waitFor()
}

/** Signs out by the account's menu. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').locator('summary').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await heading(page, 'Sign in')
}

/** Presses a button that asks the browser for a passkey: it does nothing before the page is alive. */
export async function pressPasskey(page: Page, words: string): Promise<void> {
  const button = page.getByRole('button', { name: words })
  await button.waitFor()
  await alive(page)
  await button.click()
}

/** Waits until the scripts of the page have taken it over. */
export async function alive(page: Page): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await page.evaluate(() => Object.keys(document).some((key) => key.startsWith('__reactContainer'))))
      return
    await page.waitForTimeout(25)
  }
  throw new Error(`The page ${new URL(page.url()).pathname} never came alive.`)
}

/** Comes in again, with the passkey this page's authenticator has. */
export async function comeBack(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await pressPasskey(page, 'Sign in with a passkey')
  await heading(page, 'Today')
}
