import { useEffect, useRef, useState } from 'react'
import type { readLivePage } from '../server/live-page.server.ts'

/** What a screen of a huddle shows, with what is to be said about protected records on it. */
export type ShownState = Awaited<ReturnType<typeof readLivePage>>

/** How the page hears of changes: at once by the stream, every few seconds by asking, or not at all. */
export type Connection = 'live' | 'asking' | 'ended'

const ASK_MS = 5_000
const STREAM_AGAIN_MS = 15_000
// The stream says something at least every 15 seconds. A line can be dead without the browser knowing: then it only falls silent.
const SILENCE_MS = 40_000

/**
 * The state of a huddle, kept up to date: the stream says that something moved, and the state is read anew.
 *
 * One stream a tab. Where no stream can be held, or it has fallen silent, or the device says that it is offline, the state is asked for
 * every five seconds, and the stream is tried again; it goes on after the last event that was heard. Of two
 * states the one with the higher event number is shown, so that a slow answer never turns the page back.
 */
export function useLiveState(
  initial: ShownState,
  screen: 'own' | 'room' = 'own',
): { state: ShownState; connection: Connection } {
  const { huddleId } = initial.huddle
  const [connection, setConnection] = useState<Connection>('live')
  const [fetched, setFetched] = useState<ShownState>()
  const state =
    fetched && fetched.seq >= initial.seq && fetched.serverNow > initial.serverNow ? fetched : initial
  const heard = useRef(initial.seq)

  useEffect(() => {
    const refresh = async () => {
      const answer = await readState(huddleId, screen)
      if (answer === 'shut') setConnection('ended')
      else if (answer) setFetched((before) => (before && isNewer(before, answer) ? before : answer))
    }
    let source: EventSource | undefined
    let asking: ReturnType<typeof setInterval> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let silence: ReturnType<typeof setTimeout> | undefined
    let over = false

    const askInstead = () => {
      if (over || asking) return
      setConnection('asking')
      asking = setInterval(refresh, ASK_MS)
    }
    const lost = () => {
      askInstead()
      hear()
    }
    const listen = () => {
      clearTimeout(silence)
      silence = setTimeout(lost, SILENCE_MS)
    }
    const hear = () => {
      if (over) return
      source?.close()
      listen()
      source = new EventSource(`/huddles/${huddleId}/stream?after=${heard.current}`)
      source.addEventListener('ping', listen)
      source.addEventListener('open', () => {
        listen()
        // A line that was being made while the device went offline may still say that it stands; being online again makes a new one.
        if (!navigator.onLine) return
        clearInterval(asking)
        asking = undefined
        setConnection('live')
        refresh()
      })
      source.addEventListener('moved', ({ lastEventId }) => {
        heard.current = Math.max(heard.current, Number(lastEventId))
        listen()
        refresh()
      })
      // The right to see has ended: the state's address says so too, and leads to the sign-in.
      source.addEventListener('ended', () => {
        over = true
        source?.close()
        clearTimeout(silence)
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
    if (!navigator.onLine) askInstead()
    window.addEventListener('offline', askInstead)
    window.addEventListener('online', lost)
    return () => {
      over = true
      source?.close()
      clearInterval(asking)
      clearTimeout(again)
      clearTimeout(silence)
      window.removeEventListener('offline', askInstead)
      window.removeEventListener('online', lost)
    }
  }, [huddleId, screen])

  return { state, connection }
}

// Of two with the same last event the later look counts: a consent may have ended in between, which is no event.
function isNewer(one: ShownState, other: ShownState): boolean {
  return one.seq === other.seq ? one.serverNow > other.serverNow : one.seq > other.seq
}

// Asked for directly and not as the framework's data: that would load a part of the program first, and where the network is away just
// then the framework loads the whole page anew, into the browser's own page about being offline, with everything that was typed.
async function readState(huddleId: string, screen: 'own' | 'room'): Promise<ShownState | 'shut' | undefined> {
  try {
    const answer = await fetch(`/huddles/${huddleId}/live/state${screen === 'room' ? '?room' : ''}`, {
      cache: 'no-store',
    })
    // Whoever may not see it any more is led to the sign-in, or finds nothing.
    if (answer.redirected || answer.status === 404) return 'shut'
    if (!answer.ok) return undefined
    const { state } = (await answer.json()) as { state: ShownState }
    return state
  } catch {
    // No network: the next round asks again.
    return undefined
  }
}
