import { useParams, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button, buttonLook } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** What /session says: whose session this browser has, and how long it may still be idle. */
interface SessionState {
  readonly personId: string | null
  readonly secondsLeft: number
}

const WARN_SECONDS = 120
const TELL_EVERY_MS = 60_000

/**
 * Warns before a quiet session ends, and covers the page when it has ended: what was typed stays behind the cover.
 *
 * Only what a person does with key or pointer keeps the session alive. The server decides when it is over; this only asks it.
 */
export function IdleLock({ personId, idleSeconds }: { personId: string; idleSeconds: number }) {
  const { huddleId } = useParams()
  const revalidator = useRevalidator()
  const cover = useRef<HTMLDialogElement>(null)
  const lastTold = useRef(0)
  const [secondsLeft, setSecondsLeft] = useState(idleSeconds)
  const locked = secondsLeft <= 0

  const ask = useCallback(
    async (method: 'GET' | 'POST') => {
      const state = await askSession(method, huddleId)
      if (!state) return
      // Somebody else has signed in here meanwhile: nothing of this page is for them.
      if (state.personId !== null && state.personId !== personId) window.location.assign('/')
      setSecondsLeft(state.personId === personId ? state.secondsLeft : 0)
    },
    [huddleId, personId],
  )

  useEffect(() => {
    const wait = locked
      ? undefined
      : Math.max(1, secondsLeft > WARN_SECONDS ? secondsLeft - WARN_SECONDS : secondsLeft)
    const timer = wait && window.setTimeout(() => ask('GET'), wait * 1000 + 500)
    const lookAgain = () => document.visibilityState === 'visible' && ask('GET')
    document.addEventListener('visibilitychange', lookAgain)
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('visibilitychange', lookAgain)
    }
  }, [ask, locked, secondsLeft])

  useEffect(() => {
    if (locked) return
    function tell(event: Event) {
      if (!event.isTrusted || Date.now() - lastTold.current < TELL_EVERY_MS) return
      lastTold.current = Date.now()
      ask('POST')
    }
    for (const kind of ['keydown', 'pointerdown']) document.addEventListener(kind, tell)
    return () => {
      for (const kind of ['keydown', 'pointerdown']) document.removeEventListener(kind, tell)
    }
  }, [ask, locked])

  useEffect(() => {
    if (locked) cover.current?.showModal()
    else if (cover.current?.open) {
      cover.current.close()
      revalidator.revalidate()
    }
  }, [locked, revalidator.revalidate])

  return (
    <>
      {!locked && secondsLeft <= WARN_SECONDS && (
        <div className="fixed inset-x-4 bottom-20 z-40 mx-auto max-w-[34rem] lg:bottom-6">
          <Notice
            tone="warn"
            announce
            title="You will be signed out in two minutes"
            actions={
              <Button type="button" size="small" onClick={() => ask('POST')}>
                Stay signed in
              </Button>
            }
          >
            Nothing was touched here for a while. Any key keeps you signed in.
          </Notice>
        </div>
      )}
      <dialog
        ref={cover}
        aria-labelledby="locked"
        onCancel={(event) => event.preventDefault()}
        className="bg-canvas text-ink m-0 size-full max-h-none max-w-none p-6"
      >
        <div className="mx-auto flex max-w-[30rem] flex-col gap-4 pt-[15vh]">
          <h1 id="locked" className="text-xl font-semibold">
            This page is locked
          </h1>
          <p>
            Nothing was touched here for a while, so you were signed out. What you had typed is still here:
            sign in again in a new tab, then come back and go on.
          </p>
          <div className="flex flex-wrap gap-2">
            <a href="/sign-in" target="_blank" rel="noreferrer" className={buttonLook('primary')}>
              Sign in in a new tab
            </a>
            <Button type="button" variant="secondary" onClick={() => ask('GET')}>
              I have signed in
            </Button>
          </div>
        </div>
      </dialog>
    </>
  )
}

async function askSession(
  method: 'GET' | 'POST',
  huddleId: string | undefined,
): Promise<SessionState | undefined> {
  try {
    const query = huddleId ? `?huddle=${huddleId}` : ''
    const answer = await fetch(`/session${query}`, { method, headers: { Accept: 'application/json' } })
    return answer.ok ? ((await answer.json()) as SessionState) : undefined
  } catch {
    // The network is away: nothing is known, so nothing changes; the next question is asked when the page is looked at again.
    return undefined
  }
}
