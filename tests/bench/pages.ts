import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '#app/server.ts'
import { loadDemo } from '#db/demo/load.ts'
import { startEmbedded } from '#db/embedded.ts'
import { readyTemplate } from '#db/template.ts'
import { settingsFor } from '#tests/support/settings.ts'
import { measure, table } from './measure.ts'

const RUNS = 60

/** Each main page of the demo organization as its lead sees it, beside the emptiest page of the same server. */
export async function benchPages(): Promise<void> {
  // React's own choice of build hangs on it, and is made when the pages are loaded.
  process.env.NODE_ENV = 'production'
  const cluster = await startEmbedded({ home: process.cwd(), purpose: 'test', fsync: false })
  const name = `bench_${process.pid}`
  const mailDir = await mkdtemp(join(tmpdir(), 'huddle-bench-'))
  try {
    await cluster.ensureDatabase(name, await readyTemplate(cluster))
    const port = 3900 + (process.pid % 90)
    const env = settingsFor(
      { url: cluster.appUrl(name) },
      {
        APP_ORIGIN: `http://localhost:${port}`,
        PORT: String(port),
        MAIL_DIR: mailDir,
        AUDIT_DIR: join(mailDir, 'audit'),
        NODE_ENV: 'production',
        LOG_LEVEL: 'silent',
        WORKER: '0',
        DEMO: '1',
      },
    )
    await loadDemo({
      databaseUrl: cluster.appUrl(name),
      ownerUrl: cluster.ownerUrl(name),
      env,
      say: () => undefined,
    })
    const server = await startServer(env)
    try {
      await measurePages(server.origin, server.signInLinks.find((link) => link.role === 'Lead')?.url ?? '')
    } finally {
      await server.close()
    }
  } finally {
    await cluster.dropDatabase(name)
    await cluster.stop()
    await rm(mailDir, { recursive: true, force: true })
  }
}

async function measurePages(origin: string, door: string): Promise<void> {
  const entered = await fetch(door, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const read = async (path: string, withCookie = true) => {
    const answer = await fetch(`${origin}${path}`, {
      headers: withCookie ? { cookie } : {},
      redirect: 'manual',
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return text
  }
  const firstLink = (html: string, pattern: RegExp) => {
    const found = pattern.exec(html)?.[1]
    if (!found) throw new Error(`no link like ${pattern}`)
    return found
  }
  const today = await read('/')
  const team = firstLink(today, /href="(\/teams\/[0-9a-f-]{36})\/inbox"/)
  const aCase = firstLink(await read(`${team}/cases`), /href="(\/cases\/[0-9a-f-]{36})"/)
  const huddle = firstLink(await read(`${team}/huddles`), /href="(\/huddles\/[0-9a-f-]{36})"/)
  const pages = {
    Today: '/',
    Inbox: `${team}/inbox`,
    Caseload: `${team}/cases`,
    'Case page': aCase,
    Queue: `${team}/queue`,
    'My tasks': '/tasks',
    Agenda: `${huddle}/agenda`,
    'Find a time': `${huddle}/time`,
    Live: `${huddle}/live`,
  }
  const empty = await measure('the emptiest page (sign-in)', RUNS, () => read('/sign-in', false))
  const measured = []
  for (const [name, path] of Object.entries(pages))
    measured.push(await measure(name, RUNS, () => read(path), 5))
  table('pages of the demo organization, one after the other', empty, measured)
}
