import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { findInvitation } from '#app/features/calendar/server/invitation-queries.server.ts'
import { addContact } from '#app/features/cases/server/add-contact.ts'
import { writeBriefPart } from '#app/features/cases/server/write-brief-part.ts'
import { importFhir } from '#app/features/exchange/server/import-fhir.ts'
import { fileOf, type RecordFile } from '#app/features/exchange/server/read-files.ts'
import { findFlag } from '#app/features/flags/server/flag-queries.server.ts'
import { raiseFlag } from '#app/features/flags/server/raise-flag.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { endLiveHuddle } from '#app/features/live/server/end-huddle.ts'
import { goOnInHuddle } from '#app/features/live/server/go-on.ts'
import { recordDecision } from '#app/features/live/server/record-decision.ts'
import { saveDraft } from '#app/features/live/server/save-draft.ts'
import { startHuddle } from '#app/features/live/server/start-huddle.ts'
import { acceptTask } from '#app/features/tasks/server/accept-task.ts'
import { listOpenTasksOfCase } from '#app/features/tasks/server/task-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { OrganizationId } from '#app/shared/ids.ts'
import { aCase } from './cases.ts'
import { aDraft, aScheduledHuddle } from './huddles.ts'
import { aPerson, aTeam, viewerOf } from './people.ts'
import { aQueuedCase } from './queue.ts'
import type { TestServer } from './server.ts'

/** Gives the text for a place: a name, a question, a note. */
export type Words = (place: string) => string

/** One team with one of everything: what the walls stand around. */
export type Floor = Awaited<ReturnType<typeof aFloor>>

/** The day all floors are made on: a Tuesday in winter, when London's clocks show UTC. */
export const floorDay = '2026-12-01'

/**
 * Makes a team of four with one of everything in it: cases, flags, a queue, huddles (draft, scheduled, live, ended), decisions, tasks,
 * an import. Its texts come from `words`. The server's clock is moved through the day and left at 13:50, ten minutes before the live
 * huddle's planned start.
 */
export async function aFloor(server: TestServer, organizationId: OrganizationId, words: Words) {
  const { world } = server
  server.setNow(`${floorDay} 08:00`)
  const teamId = await aTeam(world, organizationId, { name: words('team name') })
  const member = async (name: string, role: 'lead' | 'clinician' | 'staff') =>
    viewerOf(
      world,
      await aPerson(world, organizationId, { name: words(`name of ${name}`), roles: { [teamId]: role } }),
    )
  const lead = await member('the lead', 'lead')
  const clinician = await member('the clinician', 'clinician')
  const staff = await member('the staff member', 'staff')
  const former = await member('the former member', 'lead')
  const ended = await member('the person whose access will end', 'lead')
  const caseOf = (place: string) =>
    aCase(world, lead, {
      teamId,
      family: words(`family name of ${place}`),
      given: [words(`given name of ${place}`)],
      mrn: words(`record number of ${place}`),
      episodeStart: '2026-09-01',
      careManagerId: staff.personId,
      scores: [{ on: '2026-09-01', total: 18, safetyAnswer: 0 }],
    })

  const plain = await caseOf('the case with a brief')
  for (const part of [
    'question',
    'situation',
    'trend',
    'medication',
    'changed',
    'goal',
    'if-worse-then',
  ] as const)
    worked(
      await writeBriefPart(world, staff, {
        caseId: plain.caseId,
        part,
        version: 0,
        text: words(`brief, ${part}`),
      }),
    )
  worked(
    await addContact(world, staff, {
      caseId: plain.caseId,
      at: world.now().minus({ days: 1 }).toJSDate(),
      way: 'phone',
      reached: true,
      minutes: 5,
      note: words('note of a contact'),
    }),
  )
  const flag = async (caseId: typeof plain.caseId, urgency: 'soon' | 'emergency', place: string) =>
    worked(
      await raiseFlag(world, staff, {
        caseId,
        urgency,
        question: words(`question of ${place}`),
        reason: words(`reason of ${place}`),
      }),
    )
  const openFlagId = await flag(plain.caseId, 'soon', 'the open flag')
  const inDanger = await caseOf('the case in danger')
  const safetyFlagId = await flag(inDanger.caseId, 'emergency', 'the safety flag')

  const queued = async (place: string) => {
    const { caseId } = await caseOf(place)
    const question = words(`question of ${place}`)
    return {
      caseId,
      queueEntryId: await aQueuedCase(world, lead, caseId, { question, needs: [clinician.personId] }),
    }
  }
  const waiting = await queued('the waiting case')
  const [first, second, third, fourth, fifth] = [
    await queued('the discussed case'),
    await queued('the current case'),
    await queued('the next case'),
    await queued('the case on the next huddle'),
    await queued('the case on the draft'),
  ]

  const endedHuddleId = await aScheduledHuddle(world, lead, teamId, `${floorDay}T10:00:00Z`, [
    first.queueEntryId,
  ])
  const liveHuddleId = await aScheduledHuddle(world, lead, teamId, `${floorDay}T14:00:00Z`, [
    second.queueEntryId,
    third.queueEntryId,
  ])
  const scheduledHuddleId = await aScheduledHuddle(world, lead, teamId, '2026-12-03T10:00:00Z', [
    fourth.queueEntryId,
  ])
  const draftHuddleId = await aDraft(world, lead, teamId, [fifth.queueEntryId])
  await server.settle()

  const itemsOf = (huddleId: typeof liveHuddleId) =>
    inOrganization(world, lead, async (scope) =>
      (await listItems(scope, huddleId)).map((item) => item.itemId),
    )
  const itemOf = async (huddleId: typeof liveHuddleId, index = 0) => there((await itemsOf(huddleId))[index])

  server.setNow(`${floorDay} 10:00`)
  worked(await startHuddle(world, lead, { huddleId: endedHuddleId }))
  worked(await goOnInHuddle(world, lead, { huddleId: endedHuddleId, from: null }))
  const decisionId = worked(
    await recordDecision(world, lead, {
      huddleId: endedHuddleId,
      itemId: await itemOf(endedHuddleId),
      text: words('text of a decision'),
      rationale: words('rationale of a decision'),
      dissent: words('dissent to a decision'),
      tasks: [
        {
          ownerId: staff.personId,
          kind: 'call-patient',
          title: words('title of the offered task'),
          dueOn: '2026-12-02',
        },
        {
          ownerId: staff.personId,
          kind: 'other',
          title: words('title of the accepted task'),
          dueOn: '2026-12-04',
        },
      ],
    }),
  )
  server.setNow(`${floorDay} 10:12`)
  worked(await endLiveHuddle(world, lead, { huddleId: endedHuddleId }))
  await server.settle()

  const tasks = await inOrganization(world, lead, (scope) => listOpenTasksOfCase(scope, first.caseId))
  const [offeredTaskId, acceptedTaskId] = tasks.map((task) => task.taskId)
  worked(await acceptTask(world, staff, { taskId: there(acceptedTaskId) }))
  const [safetyTask] = await inOrganization(world, lead, (scope) =>
    listOpenTasksOfCase(scope, inDanger.caseId),
  )

  const imported = worked(
    await importFhir(world, {
      organizationId,
      teamId,
      source: 'clinic-ehr',
      files: [anImportFile(words)],
    }),
  )
  await server.settle()

  server.setNow(`${floorDay} 13:50`)
  worked(await startHuddle(world, lead, { huddleId: liveHuddleId }))
  worked(await goOnInHuddle(world, lead, { huddleId: liveHuddleId, from: null }))
  const currentItemId = await itemOf(liveHuddleId)
  worked(
    await saveDraft(world, lead, {
      huddleId: liveHuddleId,
      itemId: currentItemId,
      text: words('draft of a decision'),
      version: 0,
    }),
  )
  await server.settle()

  const scheduled = await inOrganization(world, lead, (scope) => findHuddle(scope, scheduledHuddleId))
  const invitation = await inOrganization(world, lead, (scope) =>
    findInvitation(scope, scheduledHuddleId, clinician.personId),
  )
  const openFlag = await inOrganization(world, lead, (scope) => findFlag(scope, openFlagId))
  return {
    organizationId,
    teamId,
    people: { lead, clinician, staff, former, ended },
    caseId: plain.caseId,
    patientId: plain.patientId,
    waitingCaseId: waiting.caseId,
    queueEntryId: waiting.queueEntryId,
    openFlagId,
    openFlagVersion: there(openFlag).version,
    safetyFlagId,
    safetyTaskId: there(safetyTask).taskId,
    offeredTaskId: there(offeredTaskId),
    acceptedTaskId: there(acceptedTaskId),
    decisionId,
    draftHuddleId,
    draftItemId: await itemOf(draftHuddleId),
    scheduledHuddleId,
    scheduledVersion: there(scheduled).version,
    scheduledItemId: await itemOf(scheduledHuddleId),
    liveHuddleId,
    currentItemId,
    nextItemId: await itemOf(liveHuddleId, 1),
    endedHuddleId,
    linkToken: there(invitation).token,
    importId: imported.importId,
  }
}

/** One patient with an early safety answer and a bad record beside it, as a hospital's system would hand it over. */
function anImportFile(words: Words): RecordFile {
  const patient = {
    resourceType: 'Patient',
    id: words('id of an imported patient'),
    name: [
      {
        family: words('family name of an imported patient'),
        given: [words('given name of an imported patient')],
      },
    ],
    gender: 'female',
    birthDate: '1970-02-03',
    identifier: [
      {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
        value: words('record number of an imported patient'),
      },
    ],
  }
  const subject = { reference: `Patient/${patient.id}` }
  const records = [
    patient,
    {
      resourceType: 'Condition',
      id: words('id of an imported condition'),
      subject,
      code: { text: words('text of an imported condition') },
    },
    {
      resourceType: 'MedicationRequest',
      id: words('id of an imported medication'),
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: words('text of an imported medication') },
    },
    {
      resourceType: 'Observation',
      id: words('id of an imported score'),
      status: 'final',
      subject,
      code: { coding: [{ system: 'http://loinc.org', code: '44261-6' }] },
      effectiveDateTime: '2026-11-20T10:00:00Z',
      valueInteger: 21,
    },
    {
      resourceType: 'Observation',
      id: words('id of a bad record'),
      status: words('status of a bad record'),
      subject: { reference: `Patient/${words('reference of a bad record')}` },
      code: {
        coding: [{ system: words('code system of a bad record'), code: words('code of a bad record') }],
      },
      effectiveDateTime: words('date of a bad record'),
      valueString: words('value of a bad record'),
    },
    { resourceType: words('type of a bad record'), id: words('id of a record of no type') },
  ]
  const lines = records.map((record) => JSON.stringify(record))
  lines.push(`{"resourceType": "Patient", "${words('line that is no JSON')}`)
  return fileOf(`${words('name of an import file')}.ndjson`, lines.join('\n'))
}

function worked<Value>(result: { ok: true; value: Value } | { ok: false; problem: unknown }): Value {
  if (!result.ok) throw new Error(`The floor could not be made: ${JSON.stringify(result.problem)}`)
  return result.value
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The floor lacks something it should have.')
  return value
}
