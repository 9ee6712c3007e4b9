import { useEffect, useState } from 'react'
import { Notice } from './notice.tsx'
import { reachedEvent } from './patient-fetch.ts'

/** Says that the server cannot be reached, for as long as something waits for it. */
export function Unreachable() {
  const [reached, setReached] = useState(true)
  useEffect(() => {
    const hear = (event: Event) => setReached(event instanceof CustomEvent && event.detail === true)
    window.addEventListener(reachedEvent, hear)
    return () => window.removeEventListener(reachedEvent, hear)
  }, [])
  if (reached) return null
  return (
    <div className="fixed inset-x-4 bottom-20 z-40 mx-auto max-w-[34rem] lg:bottom-6 print:hidden">
      <Notice tone="warn" announce title="No connection at the moment">
        What you did last is sent as soon as there is one. Leave this page open.
      </Notice>
    </div>
  )
}
