import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { jobs } from '#app/jobs.ts'
import { asSystem } from '#app/platform/in-organization.ts'
import { makeLog } from '#app/platform/log.ts'
import { openWorld } from '#app/platform/make-world.server.ts'
import { startSession } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import { startServer } from '#app/server.ts'
import type { OrganizationId, PersonId, TeamId } from '#app/shared/ids.ts'
import { startEmbedded } from '#db/embedded.ts'
import { readyTemplate } from '#db/template.ts'
import { anOrganization, aPerson, aTeam } from '#tests/support/people.ts'
import { readSettings, settingsFor } from '#tests/support/settings.ts'
import { fillWard, type Ward } from './large-clinic.ts'
import { type Measured, measureInTurns, table } from './measure.ts'

const RUNS = Number(process.env.RUNS ?? 60)

/** The first three teams, which have 2,000 cases together; then eighteen of 1,000 more. */
const first = [500, 500, 1000]
const more = Array.from({ length: 18 }, () => 1000)

/**
 * A team's caseload and the page of a case in an organization of 2,000 and then of 20,000 cases, beside the emptiest page of the same
 * server for the same person, in turns. The teams keep their sizes: 500 cases in the one that is looked at, 1,000 in the largest.
 */
export async function benchCases(): Promise<void> {
  // React's own choice of build hangs on it, and is made when the pages are loaded.
  process.env.NODE_ENV = 'production'
  const cluster = await startEmbedded({ home: process.cwd(), purpose: 'test', fsync: false })
  const name = `test_${process.pid}_bench`
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
      },
    )
    const { world, close } = await openWorld(readSettings(env), jobs, { log: makeLog('silent') })
    const server = await startServer(env)
    try {
      await measureBothSizes(world, server.origin, () => takeStock(cluster.ownerUrl(name)))
    } finally {
      await server.close()
      await close()
    }
  } finally {
    await cluster.dropDatabase(name)
    await cluster.stop()
    await rm(mailDir, { recursive: true, force: true })
  }
}

async function measureBothSizes(world: World, origin: string, counted: () => Promise<void>): Promise<void> {
  const organizationId = await anOrganization(world)
  const fill = async (sizes: readonly number[], seed: number) => {
    const wards: Ward[] = []
    for (const [index, size] of sizes.entries()) {
      const ward = await aWard(world, organizationId)
      await fillWard(world, asSystem(organizationId), ward, size, seed + index)
      wards.push(ward)
    }
    await counted()
    return wards
  }
  const [looked, , largest] = await fill(first, 1)
  if (!looked || !largest) throw new Error('No team to look at.')
  const [manager] = looked.people
  const [other] = largest.people
  if (!manager || !other) throw new Error('Nobody to look.')
  const eyes = {
    looked: await anEye(world, origin, organizationId, manager, looked.teamId),
    largest: await anEye(world, origin, organizationId, other, largest.teamId),
  }
  const small = await measureSize(eyes, 'an organization of 2,000 cases')
  await fill(more, 100)
  const large = await measureSize(eyes, 'an organization of 20,000 cases')
  console.log('\ngrowth from 2,000 to 20,000 cases, each as a ratio to the emptiest page of its own run')
  const [smallEmpty, largeEmpty] = [small[0], large[0]]
  for (const [index, one] of large.entries()) {
    const before = small[index]
    if (!before || !smallEmpty || !largeEmpty || index === 0) continue
    const growth = one.median / largeEmpty.median / (before.median / smallEmpty.median)
    console.log(`${one.name.padEnd(46)}${growth.toFixed(2).padStart(10)}x`)
  }
}

async function aWard(world: World, organizationId: OrganizationId): Promise<Ward> {
  const teamId = await aTeam(world, organizationId)
  const people: PersonId[] = []
  for (const role of ['lead', 'clinician', 'staff', 'staff'] as const)
    people.push(await aPerson(world, organizationId, { roles: { [teamId]: role } }))
  return { teamId, people }
}

type Eye = Awaited<ReturnType<typeof anEye>>

/** Somebody who looks at a team's pages. */
async function anEye(
  world: World,
  origin: string,
  organizationId: OrganizationId,
  personId: PersonId,
  teamId: TeamId,
) {
  const session = await startSession(world, {
    organizationId,
    personId,
    level: 'passkey',
    idleMinutes: 30,
    ip: '127.0.0.1',
    userAgent: 'bench',
  })
  const cookie = session.split(';')[0] ?? ''
  const read = async (path: string, form?: Record<string, string>, signedIn = true) => {
    const answer = await fetch(`${origin}${path}`, {
      redirect: 'manual',
      headers: { ...(signedIn && { cookie }), ...(form && { origin }) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return text
  }
  const caseload = `/teams/${teamId}/cases`
  const aCase = /href="(\/cases\/[0-9a-f-]{36})"/.exec(await read(caseload))?.[1]
  if (!aCase) throw new Error('no case on the caseload')
  return { read, caseload, aCase }
}

async function measureSize(
  { looked, largest }: Record<'looked' | 'largest', Eye>,
  title: string,
): Promise<Measured[]> {
  const { read, caseload } = looked
  const page = (search: string) => () => read(`${caseload}${search}`)
  const measured = await measureInTurns(RUNS, {
    'the emptiest page (in a crisis), signed in': () => read('/crisis'),
    'sign-in, without a session': () => looked.read('/sign-in', undefined, false),
    'caseload of 500': page(''),
    'caseload of 500, by change in PHQ-9': page('?sort=phq-9-change&dir=desc'),
    'caseload of 500, not improved, one manager': page('?manager=me&course=not-improved'),
    'caseload of 500, page 2': page('?page=2'),
    'caseload of 500, a name searched for': () => read(caseload, { words: 'okaf' }),
    'case page': () => read(looked.aCase),
    'caseload of 1,000': () => largest.read(largest.caseload),
    'caseload of 1,000, by change in PHQ-9': () =>
      largest.read(`${largest.caseload}?sort=phq-9-change&dir=desc`),
  })
  const [empty, ...others] = measured
  if (empty) table(title, empty, others)
  return measured
}

/** Lets the database count what it was given, so that it plans well. */
async function takeStock(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
