import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { beFetchedPatiently } from '#app/ui/patient-fetch.ts'

trustDrawingAnew()
beFetchedPatiently()
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  )
})

/**
 * Lets React draw the whole document anew, as it must after an error and whenever an extension of the browser has put something of
 * its own into the page. Without this the policy of trusted types stops it at the first script, and the page stays blank.
 *
 * An empty script element and text in which no element can begin are let through, and nothing else: neither can do anything, since
 * a script made in this way never runs.
 */
function trustDrawingAnew(): void {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes }
  trustedTypes?.createPolicy('default', {
    createHTML: (markup) => (markup === '<script></script>' || !markup.includes('<') ? markup : null),
  })
}

// What is used here of a part of browsers that TypeScript's own library does not describe yet.
interface TrustedTypes {
  createPolicy(name: 'default', rules: { createHTML(markup: string): string | null }): unknown
}
