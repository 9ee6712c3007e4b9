import type { Context } from '#app/platform/context.ts'
import { browserSecret } from '#app/platform/sessions.server.ts'
import type { Browser } from './browser.ts'

/** The browser that asks, and the cookie to give it when it has no secret of its own yet. */
export function browserAtDoor(
  context: Context,
  request: Request,
): { browser: Browser; headers: Record<string, string> } {
  const { secret, setCookie } = browserSecret(context.world, request)
  return {
    browser: { secret, ip: context.ip, userAgent: request.headers.get('user-agent') ?? '' },
    headers: setCookie ? { 'Set-Cookie': setCookie } : {},
  }
}
