import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { ConsentNotice, consentIn } from '#app/features/cases/ui/consent-notice.tsx'
import { type FrameViewer, readFrame } from '#app/features/identity/server/read-frame.server.ts'
import { readTheme } from '#app/features/identity/server/theme.server.ts'
import { Frame } from '#app/features/identity/ui/frame.tsx'
import { Wrong } from '#app/features/identity/ui/wrong.tsx'
import { type HuddleId, readId } from '#app/shared/ids.ts'
import { FormSeedContext } from '#app/ui/form-key.tsx'
import { useNonce } from '#app/ui/nonce.tsx'
import { Unreachable } from '#app/ui/unreachable.tsx'
import './styles.css'

export const meta: MetaFunction = () => [{ title: 'Huddle' }, { name: 'robots', content: 'noindex' }]

export const links: LinksFunction = () => [{ rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }]

/** What every page stands in: who looks, and the seed of its forms' keys. It never counts as a person's activity: the page does. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return {
    formSeed: context.world.newId(),
    requestId: context.requestId,
    theme: readTheme(context.world, request),
    demo: context.world.env.DEMO,
    viewer: await readFrame(context, request, readId<HuddleId>(params.huddleId)),
  }
}

/** The document around a page and around an error alike. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  const root = useRouteLoaderData<typeof loader>('root')
  return (
    <html lang="en" data-theme={root?.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <FormSeedContext.Provider value={root?.formSeed ?? ''}>{children}</FormSeedContext.Provider>
        <Unreachable />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  const { viewer, demo } = useLoaderData<typeof loader>()
  return (
    <InFrame viewer={viewer} demo={demo}>
      <Outlet />
    </InFrame>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const root = useRouteLoaderData<typeof loader>('root')
  return (
    <Frame viewer={root?.viewer ?? null} demo={root?.demo ?? false} plain={!root?.viewer}>
      <Wrong
        status={isRouteErrorResponse(error) ? error.status : 500}
        requestId={root?.requestId}
        signedIn={Boolean(root?.viewer)}
      />
    </Frame>
  )
}

function InFrame({
  viewer,
  demo,
  children,
}: {
  viewer: FrameViewer | null
  demo: boolean
  children: ReactNode
}) {
  useFocusOnNewPage()
  const matches = useMatches()
  if (matches.some(({ handle }) => isBare(handle))) return children
  const consents = matches.flatMap(({ data }) => consentIn(data) ?? [])
  return (
    <Frame viewer={viewer} demo={demo}>
      {consents.map((consent, index) => (
        <ConsentNotice key={index} consent={consent} />
      ))}
      {children}
    </Frame>
  )
}

// With another page the focus goes to its content: whoever hears the page, or goes by keys, begins there as after a full load.
// A page that has put the focus into itself keeps it.
function useFocusOnNewPage(): void {
  const { pathname, hash } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    const main = document.getElementById('main')
    if (!hash && !main?.contains(document.activeElement)) main?.focus({ preventScroll: true })
  }, [pathname, hash])
}

// A route says `export const handle = { bare: true }` when it brings a frame of its own, or needs none.
function isBare(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'bare' in handle && handle.bare === true
}
