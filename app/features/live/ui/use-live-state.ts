import { useFetcher } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import type { LiveState } from '../server/live-state.ts'

/** How the page hears of changes: at once by the stream, every few seconds by asking, or not at all. */
export type Connection = 'live' | 'asking' | 'ended'

const ASK_MS = 5_000
const STREAM_AGAIN_MS = 15_000

/**
 * The state of a huddle, kept up to date: the stream says that something moved, and the state is read anew.
 *
 * One stream a tab. Where no stream can be held, the state is asked for every five seconds, and the stream is tried again. Of two
 * states the one with the higher event number is shown, so that a slow answer never turns the page back.
 */
export function useLiveState(initial: LiveState): { state: LiveState; connection: Connection } {
  const { huddleId } = initial.huddle
  const fetcher = useFetcher<{ state: LiveState }>()
  const load = useRef(fetcher.load)
  load.current = fetcher.load
  const [connection, setConnection] = useState<Connection>('live')
  const fetched = fetcher.data?.state
  const state =
    fetched && fetched.seq >= initial.seq && fetched.serverNow > initial.serverNow ? fetched : initial
  const first = useRef(initial.seq)

  useEffect(() => {
    const refresh = () => load.current(`/huddles/${huddleId}/live/state`)
    let source: EventSource | undefined
    let asking: ReturnType<typeof setInterval> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let over = false

    const askInstead = () => {
      if (over || asking) return
      setConnection('asking')
      asking = setInterval(refresh, ASK_MS)
    }
    const hear = () => {
      source?.close()
      source = new EventSource(`/huddles/${huddleId}/stream?after=${first.current}`)
      source.addEventListener('open', () => {
        clearInterval(asking)
        asking = undefined
        setConnection('live')
        refresh()
      })
      source.addEventListener('moved', refresh)
      // The right to see has ended: the state's address says so too, and leads to the sign-in.
      source.addEventListener('ended', () => {
        over = true
        source?.close()
        setConnection('ended')
        refresh()
      })
      source.addEventListener('error', () => {
        askInstead()
        if (source?.readyState === EventSource.CLOSED) {
          clearTimeout(again)
          again = setTimeout(hear, STREAM_AGAIN_MS)
        }
      })
    }
    hear()
    return () => {
      over = true
      source?.close()
      clearInterval(asking)
      clearTimeout(again)
    }
  }, [huddleId])

  return { state, connection }
}
