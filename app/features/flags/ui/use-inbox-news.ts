import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/**
 * Reads the inbox anew when something in it has moved, as the team's stream says, and when the reader comes back to the page. Not
 * while the page is out of sight or the device offline: then once, when it is looked at again.
 */
export function useInboxNews(teamId: string): void {
  const { revalidate, state } = useRevalidator()
  const now = useRef({ revalidate, idle: true })
  now.current = { revalidate, idle: state === 'idle' }

  useEffect(() => {
    let missed = false
    let again: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      clearTimeout(again)
      // Where the network is away the framework would load the whole page anew, with everything that was typed gone.
      if (document.hidden || !navigator.onLine) missed = true
      else if (now.current.idle) now.current.revalidate()
      // What moved while the page was being read may not be in it.
      else again = setTimeout(read, 500)
    }
    const lookedAt = () => {
      if (document.hidden || !navigator.onLine || !missed) return
      missed = false
      read()
    }
    const source = new EventSource(`/teams/${teamId}/inbox/stream`)
    source.addEventListener('moved', read)
    source.addEventListener('ended', () => source.close())
    document.addEventListener('visibilitychange', lookedAt)
    window.addEventListener('online', lookedAt)
    return () => {
      clearTimeout(again)
      source.close()
      document.removeEventListener('visibilitychange', lookedAt)
      window.removeEventListener('online', lookedAt)
    }
  }, [teamId])
}
