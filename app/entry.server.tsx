import { PassThrough } from 'node:stream'
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { harmless } from '#app/platform/log.ts'
import { NonceContext } from '#app/ui/nonce.tsx'

export { mintDemoDoors } from '#app/features/identity/server/demo-doors.server.ts'
export { jobs } from './jobs.ts'

const GIVE_UP_MS = 5_000

/** Writes a page. The nonce travels by React context and not by loader data, so that it is never part of what a page fetches. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let wholePage = false
    const ready = isbot(request.headers.get('user-agent') ?? '') ? 'onAllReady' : 'onShellReady'
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={context.nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={GIVE_UP_MS} nonce={context.nonce} />
      </NonceContext.Provider>,
      {
        nonce: context.nonce,
        [ready]() {
          wholePage = true
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
          pipe(body)
        },
        onShellError: reject,
        onError(error: unknown) {
          if (wholePage)
            context.world.log.error(
              { err: error, requestId: context.requestId },
              'a page broke while it was written',
            )
        },
      },
    )
    setTimeout(abort, GIVE_UP_MS + 1_000)
  })
}

/** Notes what went wrong in a loader or action, without a word of what was in it. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (request.signal.aborted) return
  // That an address does not exist is an answer, not a fault of ours.
  if (isRouteErrorResponse(error) && error.status < 500) return
  context.world.log.error(
    { err: harmless(error), requestId: context.requestId },
    'a page could not be answered',
  )
}
