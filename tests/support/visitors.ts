import { mkdir } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { aContext, giveAuthenticator } from './browser.ts'
import type { TestServer } from './server.ts'
import { listenForComplaints } from './watching.ts'

/** Somebody with a browser of their own, in their own zone. */
export interface Visitor {
  readonly context: BrowserContext
  /** The page they use; it has an authenticator for their passkeys. */
  readonly page: Page
  /** What their browser had to complain about so far. */
  readonly complaints: readonly string[]
}

/** Gives somebody a browser. A phone is 390 px wide and has a touch screen. */
export async function aVisitor(
  browser: Browser,
  server: Pick<TestServer, 'origin'>,
  { zone, phone = false, javaScript = true }: { zone: string; phone?: boolean; javaScript?: boolean },
): Promise<Visitor> {
  const context = await aContext(browser, server, { zone, width: phone ? 390 : 1280, javaScript })
  const complaints = listenForComplaints(context)
  const page = await context.newPage()
  if (javaScript) await giveAuthenticator(page)
  return { context, page, complaints }
}

/** Keeps what everybody sees in a folder that git leaves alone: for whoever looks into a test that failed. */
export async function keepPictures(test: string, visitors: Iterable<Visitor>): Promise<void> {
  const folder = '.cache/failures'
  await mkdir(folder, { recursive: true })
  const name = test.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)
  let number = 0
  for (const { context } of visitors)
    for (const page of context.pages()) {
      number += 1
      await page
        .screenshot({ path: `${folder}/${name}-${number}.png`, fullPage: true })
        .catch(() => undefined)
    }
}
