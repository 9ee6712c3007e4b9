import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { AppLoadContext, ServerBuild } from '@remix-run/node'
import express, { type Express, type Request, type Response } from 'express'
import { sql } from 'kysely'
import type { ViteDevServer } from 'vite'
import type { Context } from './platform/context.ts'
import { readEnv } from './platform/env.ts'
import { refuseStrangers, securityHeaders } from './platform/http.server.ts'
import { openWorld } from './platform/make-world.server.ts'
import { startWorker } from './platform/worker.server.ts'
import type { DemoDoor, JobTable, World } from './platform/world.ts'

/** A running process: how to end it, where it is, and in the demo the links that let a visitor in. */
export interface RunningServer {
  readonly origin: string
  readonly port: number
  readonly signInLinks: readonly { readonly role: string; readonly url: string }[]
  close(): Promise<void>
}

/** What server.ts takes from the one server build: the pages, and the jobs through the server's entry module. */
interface EntryModule {
  readonly jobs: JobTable
  mintDemoDoors(world: World): Promise<Map<string, DemoDoor>>
}

const CLOSE_WITHIN_MS = 8_000

/**
 * Starts the process with the given settings. Throws an error with one line per mistake when a setting is wrong.
 * `overrides` lets a test give the process another clock.
 */
export async function startServer(
  source: Record<string, string | undefined>,
  overrides: Partial<Pick<World, 'now' | 'log'>> = {},
): Promise<RunningServer> {
  const read = readEnv(source)
  if (!read.ok)
    throw new Error(`The settings are not right:\n${read.mistakes.map((line) => `  ${line}`).join('\n')}`)
  const env = read.value
  const app = express()
  const server = createServer(app)
  const vite = env.DEV ? await startVite(server) : undefined
  const build = vite
    ? ((await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild)
    : ((await import(join(process.cwd(), env.BUILD_DIR, 'server/index.js'))) as ServerBuild)
  const entry = build.entry.module as unknown as EntryModule

  const doors = new Map<string, DemoDoor>()
  const { world, close: closeWorld } = await openWorld(env, entry.jobs, { ...overrides, demoDoors: doors })
  let closing = false

  answerHealth(app, world, () => closing)
  app.disable('x-powered-by')
  if (env.TRUST_PROXY) app.set('trust proxy', 1)
  app.use((_request, response, next) => {
    if (closing) response.setHeader('Connection', 'close')
    next()
  })
  app.use(securityHeaders(env))
  if (vite) app.use(vite.middlewares)
  else {
    app.use(
      '/assets',
      express.static(join(env.BUILD_DIR, 'client/assets'), {
        immutable: true,
        maxAge: '1y',
        setHeaders: cacheable,
      }),
    )
    app.use(
      express.static(join(env.BUILD_DIR, 'client'), {
        index: false,
        maxAge: '1h',
        setHeaders: cacheableShortly,
      }),
    )
  }
  app.use(refuseStrangers(env))
  app.use(noteRequests(world))
  app.all(
    '*',
    createRequestHandler({
      build: vite ? () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild> : build,
      mode: env.NODE_ENV,
      getLoadContext: (request, response): AppLoadContext => {
        const context = {
          world,
          nonce: response.locals.nonce as string,
          ip: request.ip ?? '',
          requestId: response.locals.requestId as string,
          read: new Map(),
        } satisfies Context
        return context
      },
    }),
  )

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(env.PORT, env.HOST, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : env.PORT
  const stopWorker = env.WORKER ? await startWorker(world, entry.jobs) : async () => undefined
  if (env.DEMO) for (const [token, door] of await entry.mintDemoDoors(world)) doors.set(token, door)
  world.log.info({ port, node: process.version, tz: process.versions.tz }, 'listening')

  return {
    origin: env.APP_ORIGIN,
    port,
    signInLinks: [...doors].map(([token, door]) => ({
      role: door.role,
      url: `${env.APP_ORIGIN}/demo/enter/${token}`,
    })),
    close: once(async () => {
      closing = true
      const late = setTimeout(() => process.exit(1), CLOSE_WITHIN_MS)
      // Open streams say goodbye and end; a page under way is finished.
      for (const end of world.streams) end()
      server.closeIdleConnections()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const hurry = setTimeout(() => server.closeAllConnections(), 3_000)
      await closed
      clearTimeout(hurry)
      await stopWorker()
      await vite?.close()
      await closeWorld()
      clearTimeout(late)
    }),
  }
}

function answerHealth(app: Express, world: World, closing: () => boolean): void {
  app.get('/livez', (_request, response) => {
    response.type('text').send('alive\n')
  })
  app.get('/readyz', async (_request, response) => {
    if (closing()) return void response.status(503).type('text').send('shutting down\n')
    if (!world.bus.listening())
      return void response.status(503).type('text').send('the live bus is not connected\n')
    try {
      await sql`select control.schema_version()`.execute(world.db)
      response.type('text').send('ready\n')
    } catch {
      response.status(503).type('text').send('the database does not answer\n')
    }
  })
}

function noteRequests(world: World) {
  return (request: Request, response: Response, next: () => void): void => {
    const started = performance.now()
    response.on('finish', () => {
      world.log.info(
        {
          requestId: response.locals.requestId as string,
          method: request.method,
          path: withoutSecrets(request.path),
          status: response.statusCode,
          ms: Math.round(performance.now() - started),
        },
        'answered',
      )
    })
    next()
  }
}

// The path alone, without its query; and of a personal link or a demo door not the secret.
function withoutSecrets(path: string): string {
  return path.replace(/^\/(j|demo\/enter)\/[^/.]+/, '/$1/…')
}

async function startVite(server: Server): Promise<ViteDevServer> {
  const { createServer: createViteServer } = await import('vite')
  return createViteServer({
    configFile: '.config/vite.config.ts',
    server: { middlewareMode: true, hmr: { server } },
  })
}

function cacheable(response: Response): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
}

function cacheableShortly(response: Response): void {
  response.setHeader('Cache-Control', 'public, max-age=3600')
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= work()
    return running
  }
}

if (import.meta.main) {
  try {
    const running = await startServer(process.env)
    const stop = () => running.close().then(() => process.exit(0))
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    console.error(`Huddle answers on ${running.origin}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  }
}
