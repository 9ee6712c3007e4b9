import { useNavigation, useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/**
 * Reads the inbox anew when more has moved in it than the page shows (`moves`), as the team's stream says. Not while the page is out of
 * sight, the device offline or a form being filled in: then once, afterwards.
 */
export function useInboxNews(teamId: string, moves: number): void {
  const { revalidate, state: reading } = useRevalidator()
  const { state } = useNavigation()
  const page = useRef({ revalidate, moves, idle: true })
  page.current = { revalidate, moves, idle: state === 'idle' && reading === 'idle' }

  useEffect(() => {
    let heard = page.current.moves
    let again: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      clearTimeout(again)
      // What the reader has done is on the page already.
      if (heard <= page.current.moves) return
      // Where the network is away the framework would load the whole page anew, with everything that was typed gone.
      if (document.hidden || !navigator.onLine) return
      // What is being filled in is not taken away; it is read when the reader leaves the field.
      if (document.activeElement?.closest('[data-more] form')) return
      if (page.current.idle) page.current.revalidate()
      else again = setTimeout(read, 300)
    }
    const source = new EventSource(`/teams/${teamId}/inbox/stream?after=${heard}`)
    source.addEventListener('moved', ({ lastEventId }) => {
      heard = Math.max(heard, Number(lastEventId))
      read()
    })
    source.addEventListener('ended', () => source.close())
    // The focus has gone where it goes only after this turn.
    const left = () => setTimeout(read)
    document.addEventListener('focusout', left)
    document.addEventListener('visibilitychange', read)
    window.addEventListener('online', read)
    return () => {
      clearTimeout(again)
      source.close()
      document.removeEventListener('focusout', left)
      document.removeEventListener('visibilitychange', read)
      window.removeEventListener('online', read)
    }
  }, [teamId])
}
