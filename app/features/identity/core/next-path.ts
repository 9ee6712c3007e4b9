/**
 * Where to go after signing in, from what an address or a form says: a path of ours, or `/`.
 *
 * Never another site (`//evil`, `/\evil`, `https:`), never a query, and never back to a door, which would lead round in circles.
 */
export function nextPath(text: string | null | undefined): string {
  if (!text?.startsWith('/') || !URL.canParse(text, here)) return '/'
  const { origin, pathname } = new URL(text, here)
  if (origin !== here || pathname.startsWith('//')) return '/'
  return doors.some((door) => pathname === door || pathname.startsWith(`${door}/`)) ? '/' : pathname
}

const here = 'https://here.invalid'

const doors = ['/sign-in', '/sign-out', '/passkey', '/organizations', '/demo/enter']
