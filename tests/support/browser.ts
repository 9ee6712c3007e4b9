import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type AuthLevel, startSession } from '#app/platform/sessions.server.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { findChromium, launchFlags } from './chromium.ts'
import { organizationOf } from './people.ts'
import type { TestServer } from './server.ts'

/** Starts a browser. Whoever starts it closes it. */
export async function aBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: [...launchFlags], headless: true })
}

/** A person's own browser: their zone, and signed in already when `cookie` is given. */
export async function aContext(
  browser: Browser,
  server: Pick<TestServer, 'origin'>,
  {
    zone = 'Asia/Kathmandu',
    cookie,
    dark = false,
    width = 1280,
    javaScript = true,
  }: { zone?: string; cookie?: string; dark?: boolean; width?: number; javaScript?: boolean } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: server.origin,
    timezoneId: zone,
    locale: 'en-GB',
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height: 900 },
    javaScriptEnabled: javaScript,
  })
  context.setDefaultTimeout(15_000)
  if (cookie) await giveCookie(context, server, cookie)
  return context
}

/** Puts a session's cookie into a browser. */
export async function giveCookie(
  context: BrowserContext,
  server: Pick<TestServer, 'origin'>,
  cookie: string,
): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: server.origin, httpOnly: true, sameSite: 'Lax' }])
}

/** Gives a page an authenticator of its own, as a phone's screen lock is: it makes passkeys and says yes by itself. */
export async function giveAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Starts a session without the pages of sign-in, and gives its cookie as a request carries it: `name=value`. */
export async function sessionFor(
  server: Pick<TestServer, 'world'>,
  personId: PersonId,
  level: AuthLevel = 'passkey',
): Promise<string> {
  const { world } = server
  const organizationId = await organizationOf(world, personId)
  const setCookie = await startSession(world, {
    organizationId,
    personId,
    level,
    idleMinutes: 15,
    ip: '127.0.0.1',
    userAgent: 'test',
  })
  return setCookie.split(';')[0] ?? ''
}
