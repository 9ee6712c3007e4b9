import { cookie, readCookie } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'

const YEAR_SECONDS = 365 * 24 * 3600

/** Light or dark when this browser was told so; otherwise it follows the device. */
export function readTheme(world: World, request: Request): 'light' | 'dark' | undefined {
  const theme = readCookie(world, request, 'theme')
  return theme === 'light' || theme === 'dark' ? theme : undefined
}

/** The cookie that tells this browser so. */
export function themeCookie(world: World, theme: 'light' | 'dark' | 'device'): string {
  return theme === 'device' ? cookie(world, 'theme', '', 0) : cookie(world, 'theme', theme, YEAR_SECONDS)
}
