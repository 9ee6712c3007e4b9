import { tokenHash } from '#app/platform/secrets.ts'
import type { World } from '#app/platform/world.ts'

/** The browser at the door, before anyone is known: its own secret, where it is, and what it says it is. */
export interface Browser {
  readonly secret: string
  readonly ip: string
  readonly userAgent: string
}

/** What is stored of the browser's secret. */
export function browserHash(browser: Browser): Buffer {
  return tokenHash(browser.secret)
}

/** What is stored of a code. It differs for each browser, so a copy of the table shows no equal codes. */
export function codeHash(world: World, browser: Browser, code: string): Buffer {
  return world.secrets.pepperedHash('code', `${browser.secret}:${code}`)
}
