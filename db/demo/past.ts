import type { DateTime } from 'luxon'
import { activatePerson } from '#app/features/people/server/activate-person.ts'
import { readViewer, type Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { jobs } from '#app/jobs.ts'
import { readEnv } from '#app/platform/env.ts'
import { queueOf, sweepDue } from '#app/platform/facts.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { makeLog } from '#app/platform/log.ts'
import { makeMailer } from '#app/platform/mail.server.ts'
import { openWorld } from '#app/platform/make-world.server.ts'
import { resolveSession, startSession } from '#app/platform/sessions.server.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { CaseId, OrganizationId, PersonId, TaskId, TeamId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import type { PersonKey, TeamKey } from './demo.ts'

/** Mail of before this many days would have been read long ago: it is written, and goes nowhere. */
const MAIL_DAYS = 3

// What the rules answer as it happens.
const unanswered = Object.fromEntries(
  ['score.recorded', 'contact.added', 'goal.changed', 'case.opened', 'case.changed', 'case.discussed'].map(
    (fact) => [fact, []],
  ),
)

/** A world whose clock is moved through the past, and what has been made in it so far. */
export interface Past {
  /** Nobody in it answers what happens to a case as it happens: the rules are asked where a day or a score can have changed their answer. */
  readonly world: World
  readonly now: DateTime
  readonly people: Map<PersonKey, PersonId>
  readonly teams: Map<TeamKey, TeamId>
  readonly cases: Map<string, CaseId>
  readonly tasks: Map<string, TaskId>
  organizationId: OrganizationId
  /** The clock then stands at `at`, never later than the real one. */
  setClock(at: DateTime): void
  /** A person as they come in at the door. */
  as(key: PersonKey): Promise<Viewer>
  /** Does everything that is due and every job, until nothing is left to do. */
  workOff(): Promise<void>
  close(): Promise<void>
}

/** Opens the past of an empty database. `now` is the real moment, where it ends. */
export async function openPast(
  settings: Readonly<Record<string, string>>,
  databaseUrl: string,
  now: DateTime,
): Promise<Past> {
  const read = readEnv({ ...settings, DATABASE_URL: databaseUrl, WORKER: '0' })
  if (!read.ok) throw new Error(read.mistakes.join('\n'))
  let clock = now
  const mailer = makeMailer(read.value)
  const oldest = now.minus({ days: MAIL_DAYS })
  const opened = await openWorld(read.value, jobs, {
    now: () => clock,
    log: makeLog('warn'),
    mail: {
      ...mailer,
      send: async (...mail) => (clock < oldest ? undefined : mailer.send(...mail)),
    },
  })
  const world: World = { ...opened.world, facts: { ...opened.world.facts, ...unanswered } }
  const viewers = new Map<PersonKey, Viewer>()
  const past: Past = {
    world,
    now,
    people: new Map(),
    teams: new Map(),
    cases: new Map(),
    tasks: new Map(),
    organizationId: '' as OrganizationId,
    setClock(at) {
      clock = at > now ? now : at.toUTC()
    },
    async as(key) {
      const known = viewers.get(key)
      if (known) return known
      const viewer = await comeIn(past, of(past.people, key))
      viewers.set(key, viewer)
      return viewer
    },
    workOff: () => workOff(opened.world),
    close: () => opened.close(),
  }
  return past
}

/** What was made under that key. */
export function of<Key, Value>(made: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = made.get(key)
  if (value === undefined) throw new Error(`${String(key)} has not been made yet.`)
  return value
}

/** The value of a use case that cannot be refused here: a refusal is a mistake in the demo. */
export function made<Value>(result: Result<Value, string>, what: string): Value {
  if (result.ok) return result.value
  throw new Error(`${what}: ${result.problem}`)
}

async function comeIn({ world, organizationId }: Past, personId: PersonId): Promise<Viewer> {
  const caller = asSystem(organizationId)
  await inOrganization(world, caller, (scope) => activatePerson(scope, personId))
  const cookie = await startSession(world, {
    organizationId,
    personId,
    level: 'demo',
    idleMinutes: 30,
    ip: '127.0.0.1',
    userAgent: 'sample',
  })
  const [pair = ''] = cookie.split(';')
  const session = await resolveSession(
    world,
    new Request(world.env.APP_ORIGIN, { headers: { cookie: pair } }),
  )
  const viewer = session && (await inOrganization(world, caller, (scope) => readViewer(scope, session)))
  if (!viewer) throw new Error('Nobody came in.')
  return viewer
}

async function workOff(world: World): Promise<void> {
  for (let worked = 1; worked > 0; ) {
    worked = await sweepDue(world)
    for (const [fact, handlers] of Object.entries(jobs)) {
      for (const [name, handle] of Object.entries(handlers)) {
        const queue = queueOf(fact, name)
        const batch = await world.boss.fetch<Job>(queue, { batchSize: 500, ignoreStartAfter: true })
        for (const job of batch) await handle(world, job.data)
        if (batch.length > 0)
          await world.boss.complete(
            queue,
            batch.map(({ id }) => id),
          )
        worked += batch.length
      }
    }
  }
}
