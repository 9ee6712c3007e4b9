import { readdir } from 'node:fs/promises'
import { sql } from 'kysely'
import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { planHuddle } from '#app/features/agendas/server/plan-huddle.ts'
import { findInvitation } from '#app/features/calendar/server/invitation-queries.server.ts'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { findCases } from '#app/features/cases/server/find-cases.ts'
import { importFhir } from '#app/features/exchange/server/import-fhir.ts'
import { fileOf } from '#app/features/exchange/server/read-files.ts'
import { listQueue } from '#app/features/flags/server/queue-queries.server.ts'
import { listHuddles } from '#app/features/huddles/server/huddle-queries.server.ts'
import { scheduleHuddle } from '#app/features/huddles/server/schedule-huddle.ts'
import { goOnInHuddle } from '#app/features/live/server/go-on.ts'
import { recordDecision } from '#app/features/live/server/record-decision.ts'
import { startHuddle } from '#app/features/live/server/start-huddle.ts'
import { listPersons, listTeams } from '#app/features/people/server/people-queries.server.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { OrganizationId } from '#app/shared/ids.ts'
import { loadDemo } from '#db/demo/load.ts'
import { aDepth } from './depth.ts'
import { fhirNdjson } from './fhir-clinic.ts'
import { instant } from './huddles.ts'
import { viewerOf } from './people.ts'
import { aServer, type TestServer } from './server.ts'
import { moment } from './world.ts'

/** The morning on which the sample clinic's data ends; its next huddle is a day later. */
const loadedAt = '2026-12-01 14:00'

/** The sample clinic, and where to look at what in it. */
export interface SampleClinic {
  readonly server: TestServer
  readonly people: Readonly<
    Record<'lead' | 'clinician' | 'staff' | 'other', { personId: string; name: string }>
  >
  /** The ids of one thing of every kind, as addresses name them. */
  readonly ids: Readonly<Record<string, string>>
  /** Every name of a patient or person that may stand on no title. */
  readonly names: readonly string[]
}

/**
 * A server with the demo organization, a day after it was loaded: a huddle is running in its second case, one is planned for
 * Thursday and a third has no time yet, and an import waits for agreement.
 */
export async function aSampleClinic(): Promise<SampleClinic> {
  const server = await aServer({
    at: loadedAt,
    demo: true,
    fill: (database, settings) =>
      loadDemo({
        databaseUrl: database.url,
        ownerUrl: database.ownerUrl,
        env: settings,
        say: () => undefined,
        now: moment(loadedAt),
      }),
  })
  const { world } = server
  const { rows } = await sql<{ id: OrganizationId }>`select control.list_organizations() as id`.execute(
    world.db,
  )
  const organizationId = there(rows[0]).id
  const look = <Found>(work: (scope: Scope) => Promise<Found>) =>
    inOrganization(world, asSystem(organizationId), work)
  const persons = await look(listPersons)
  const teams = await look(listTeams)
  const personOf = (name: string) => there(persons.find((person) => person.name.startsWith(name)))
  const elm = there(teams.find((team) => team.name === 'Elm Street')).teamId
  const people = {
    lead: personOf('Rosalind'),
    clinician: personOf('Tomasz'),
    staff: personOf('Kwame'),
    other: personOf('Ingrid'),
  }
  const lead = await viewerOf(world, people.lead.personId)

  const queue = await look((scope) => listQueue(scope, elm))
  const plan = async (some: typeof queue, minutes: number) =>
    worked(
      await planHuddle(world, lead, {
        teamId: elm,
        minutes,
        setupMinutes: 3,
        queueEntryIds: some.map((entry) => entry.queueEntryId),
      }),
    )
  const scheduledId = await plan(queue.slice(0, 1), 45)
  worked(
    await scheduleHuddle(world, lead, {
      huddleId: scheduledId,
      version: 1,
      startsAt: instant('2026-12-03T19:00:00Z'),
    }),
  )
  const draftId = await plan(queue.slice(1, 3), 10)
  const imported = worked(
    await importFhir(world, {
      organizationId,
      teamId: elm,
      source: 'second-clinic',
      files: [fileOf('records.ndjson', fhirNdjson(world.now()))],
    }),
  )
  await server.settle()

  const [live] = await look((scope) => listHuddles(scope, elm, 'coming'))
  const liveId = there(live).huddleId
  server.setNow(there(live?.startsAt).plus({ minutes: 1 }).toSQL() ?? '')
  worked(await startHuddle(world, lead, { huddleId: liveId }))
  worked(await goOnInHuddle(world, lead, { huddleId: liveId, from: null }))
  const [first, second] = await look((scope) => listItems(scope, liveId))
  worked(
    await recordDecision(world, lead, {
      huddleId: liveId,
      itemId: there(first).itemId,
      text: 'Go on as it is for four weeks, and see each other weekly.',
      rationale: 'Half of the symptoms are gone, and the last change was two weeks ago.',
      tasks: [
        {
          title: 'Ask for the next PHQ-9 at the visit',
          ownerId: people.staff.personId,
          kind: 'other',
          dueOn: '2026-12-09',
        },
      ],
    }),
  )
  server.setNow(there(live?.startsAt).plus({ minutes: 9 }).toSQL() ?? '')
  worked(await goOnInHuddle(world, lead, { huddleId: liveId, from: there(first).itemId }))
  server.setNow(there(live?.startsAt).plus({ minutes: 12 }).toSQL() ?? '')
  await server.settle()

  const patientId = there(await look((scope) => findCase(scope, there(second).caseId))).patientId
  const depth = await aDepth(world, lead, { caseId: there(second).caseId, patientId }, (place) => place)
  const [ended] = await look((scope) => listHuddles(scope, elm, 'past'))
  const one = async (text: string) => {
    const { rows: found } = await server.admin.query<{ id: string }>(text, [elm])
    return there(found[0]).id
  }
  const invitation = await look((scope) => findInvitation(scope, scheduledId, people.clinician.personId))
  return {
    server,
    people,
    ids: {
      teamId: elm,
      personId: people.clinician.personId,
      caseId: there(second).caseId,
      ...depth,
      decidedCaseId: there(first).caseId,
      protectedCaseId: there((await look((scope) => findCases(scope, 'dovecourt'))).rows[0]).caseId,
      taskId: await one(
        `select task_id as id from task where team_id = $1 and state = 'offered' and not safety limit 1`,
      ),
      safetyTaskId: await one(
        `select task_id as id from task where team_id = $1 and safety order by created_at desc limit 1`,
      ),
      liveId,
      scheduledId,
      draftId,
      endedId: there(ended).huddleId,
      importId: imported.importId,
      token: there(invitation).token,
      name: there((await readdir(server.mailDir)).sort().findLast((file) => file.endsWith('.json'))).replace(
        /[.]json$/,
        '',
      ),
      ref: 'nobody-asked',
    },
    names: persons.flatMap((person) => person.name.split(/[\s-]+/)).filter((part) => part.length > 3),
  }
}

function worked<Value>(result: { ok: true; value: Value } | { ok: false; problem: unknown }): Value {
  if (!result.ok) throw new Error(`The sample clinic could not be made: ${JSON.stringify(result)}`)
  return result.value
}

function there<Value>(value: Value | null | undefined): Value {
  if (value === undefined || value === null)
    throw new Error('The sample clinic lacks something it should have.')
  return value
}
