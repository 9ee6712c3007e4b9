// How long to wait before asking again; a device that comes back online is not kept waiting.
const AGAIN_MS = 1_500
// What a proxy answers while the server behind it starts anew.
const away = new Set([502, 503, 504])

/** Said on the window when the server cannot be reached, and when it can again: `detail` is whether it can. */
export const reachedEvent = 'huddle:reached'

/**
 * Makes what the pages fetch wait for a connection instead of failing.
 *
 * Otherwise a form that is sent, or a page that is asked for, in a moment without network ends on a page of an error, and what was
 * typed is gone. Sending again is safe: a form's key makes a second arrival of it one deed. Whoever goes elsewhere meanwhile is not
 * held up, since that aborts what waits.
 */
export function beFetchedPatiently(): void {
  const impatient = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    if (!isPageData(input)) return impatient(input, init)
    for (;;) {
      const answer = await tried(() => impatient(input, init), init?.signal)
      tell(answer !== undefined)
      if (answer) return answer
      await pause(init?.signal)
    }
  }
}

let reached = true

function tell(now: boolean): void {
  if (now === reached) return
  reached = now
  window.dispatchEvent(new CustomEvent<boolean>(reachedEvent, { detail: now }))
}

// What the framework fetches by itself: data of pages, what forms send, and its list of addresses.
function isPageData(input: RequestInfo | URL): boolean {
  const { origin, pathname } = new URL(input instanceof Request ? input.url : input, window.location.href)
  return origin === window.location.origin && (pathname.endsWith('.data') || pathname === '/__manifest')
}

async function tried(
  ask: () => Promise<Response>,
  signal: AbortSignal | null | undefined,
): Promise<Response | undefined> {
  try {
    const answer = await ask()
    return away.has(answer.status) ? undefined : answer
  } catch (error) {
    // A TypeError is how a browser says that nothing came back.
    if (signal?.aborted || !(error instanceof TypeError)) throw error
    return undefined
  }
}

function pause(signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      signal?.removeEventListener('abort', end)
      if (signal?.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(end, AGAIN_MS)
    window.addEventListener('online', end)
    signal?.addEventListener('abort', end)
  })
}
