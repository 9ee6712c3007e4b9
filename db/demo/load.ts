import { sql } from 'kysely'
import { DateTime } from 'luxon'
import pg from 'pg'
import { importFhir } from '#app/features/exchange/server/import-fhir.ts'
import { fileOf } from '#app/features/exchange/server/read-files.ts'
import { workingDaysBefore } from './days.ts'
import type { DemoOrganization } from './demo.ts'
import { extractOf } from './extract.ts'
import { makeDemo } from './generate.ts'
import { casesOn } from './load-cases.ts'
import { depthOn } from './load-depth.ts'
import { waitingOn } from './load-flags.ts'
import { huddlesOn } from './load-huddles.ts'
import { snoozedOn } from './load-inbox.ts'
import { loadPeople } from './load-people.ts'
import { rulesOn } from './load-rules.ts'
import { made, of, openPast, type Past } from './past.ts'
import { teamOf, teams } from './people.ts'
import { clockAt, runThrough, type Timeline } from './timeline.ts'

/**
 * Loads the demo organization into a migrated database without organizations, as it would have come about: through the use cases of
 * the rooms, with a clock that is moved through the past nine months up to now.
 *
 * Throws when an organization is there already, since a half-made one cannot be told from a whole one: start over with a new database.
 */
export async function loadDemo({
  databaseUrl,
  ownerUrl,
  env,
  say,
  now = DateTime.utc(),
}: {
  readonly databaseUrl: string
  readonly ownerUrl: string
  readonly env: Readonly<Record<string, string>>
  say(line: string): void
  readonly now?: DateTime
}): Promise<void> {
  const demo = makeDemo(now.setZone(teamOf('elm').zone).toISODate() ?? '')
  const past = await openPast(env, databaseUrl, now)
  try {
    await refuseOrganizations(past)
    past.setClock(clockAt(demo.foundedOn, 9, 0, demo.zone))
    await loadPeople(past, demo)
    say(`${demo.people.length} people in ${demo.teams.length} teams`)
    const timeline = [
      ...casesOn(past, demo),
      ...waitingOn(past, demo),
      ...snoozedOn(past),
      ...huddlesOn(past, demo),
      ...depthOn(past, demo),
      ...rulesOn(past, demo),
      ...extractsOn(past, demo),
    ]
    await runThrough(past, timeline, say)
    past.setClock(now)
    await past.workOff()
    say(`${demo.cases.length} cases, ${demo.huddles.length} huddles held, one to come`)
  } finally {
    await past.close()
  }
  await takeStock(ownerUrl)
}

/** Two nights ago the record system sent its extract, one file a team. */
function extractsOn(past: Past, demo: DemoOrganization): Timeline {
  return teams.map(({ key, zone }) => ({
    at: clockAt(workingDaysBefore(demo.today, 2), 5, 30, zone),
    async happen() {
      const theirs = demo.cases.filter((one) => one.team === key)
      const imported = await importFhir(past.world, {
        organizationId: past.organizationId,
        teamId: of(past.teams, key),
        source: 'clinic-records',
        files: [fileOf(`${key}.ndjson`, extractOf(theirs, demo.today))],
        agree: true,
      })
      made(imported, 'the extract')
    },
  }))
}

async function refuseOrganizations({ world }: Past): Promise<void> {
  const { rows } = await sql`select control.list_organizations()`.execute(world.db)
  if (rows.length > 0) {
    throw new Error(
      'The database holds an organization already. The demo is loaded into an empty one: npm run demo -- --fresh',
    )
  }
}

/** Lets the database count what it was given, so that it plans its first queries well. */
async function takeStock(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
