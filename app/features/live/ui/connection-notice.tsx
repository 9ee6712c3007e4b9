import { Link } from '@remix-run/react'
import { Notice } from '#app/ui/notice.tsx'
import type { Connection } from './use-live-state.ts'

/** Says when the page hears of news late, or not any more. Nothing while it is connected. */
export function ConnectionNotice({ connection }: { connection: Connection }) {
  if (connection === 'live') return null
  return (
    <div className="mb-4">
      {connection === 'asking' ? (
        <Notice tone="warn" announce>
          The connection is being made again. This page asks for news every few seconds meanwhile.
        </Notice>
      ) : (
        <Notice tone="warn" title="You are no longer signed in here" announce>
          <Link to="/sign-in" reloadDocument>
            Sign in again
          </Link>{' '}
          to go on. What you have typed stays on this page until you leave it.
        </Notice>
      )}
    </div>
  )
}
