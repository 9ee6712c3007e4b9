import type { TestServer } from './server.ts'

/** A request as a browser of ours would send it. */
export interface Visit {
  readonly method?: string
  /** `name=value`, as `sessionFor` gives it. */
  readonly cookie?: string | undefined
  /** Fields of a form. A name may come more than once. */
  readonly form?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** Files that go with the form. */
  readonly files?: Readonly<Record<string, { readonly name: string; readonly content: string }>> | undefined
  /** Any other body. */
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly withinMs?: number
}

/** What came back, with its redirect not followed. */
export interface Answer {
  readonly status: number
  readonly location: string | null
  readonly type: string
  readonly body: string
  readonly headers: Headers
}

/** Sends one request. A change carries the origin a browser would name, unless `headers` has another; an empty one is left out. */
export async function visit(
  server: Pick<TestServer, 'origin'>,
  path: string,
  { method = 'GET', cookie, form, files, json, headers = {}, withinMs = 15_000 }: Visit = {},
): Promise<Answer> {
  const changes = !['GET', 'HEAD'].includes(method)
  const all = {
    accept: 'text/html',
    ...(changes && { origin: server.origin }),
    ...(cookie && { cookie }),
    ...(changes && json !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  }
  const response = await fetch(new URL(path, server.origin), {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(withinMs),
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
    ...(changes && { body: json !== undefined ? JSON.stringify(json) : bodyOf(form, files) }),
  })
  return {
    status: response.status,
    location: response.headers.get('location'),
    type: response.headers.get('content-type') ?? '',
    body: await readBody(response),
    headers: response.headers,
  }
}

// A stream never ends by itself: that it was opened is all there is to see here.
async function readBody(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}

function bodyOf(form: Visit['form'] = {}, files: Visit['files']): URLSearchParams | FormData {
  const body = files ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(form))
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
  if (body instanceof FormData)
    for (const [name, file] of Object.entries(files ?? {}))
      body.append(name, new File([file.content], file.name))
  return body
}
