import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { suggestOrder } from '#app/features/agendas/server/suggest-order.ts'
import { findInvitation } from '#app/features/calendar/server/invitation-queries.server.ts'
import { addContact } from '#app/features/cases/server/add-contact.ts'
import { listConsents } from '#app/features/cases/server/consent-queries.server.ts'
import { recordConsent } from '#app/features/cases/server/record-consent.ts'
import { recordScore } from '#app/features/cases/server/record-score.ts'
import { writeBriefPart } from '#app/features/cases/server/write-brief-part.ts'
import { importFhir } from '#app/features/exchange/server/import-fhir.ts'
import { fileOf } from '#app/features/exchange/server/read-files.ts'
import { findFlag } from '#app/features/flags/server/flag-queries.server.ts'
import { findQueueEntries } from '#app/features/flags/server/queue-queries.server.ts'
import { raiseFlag } from '#app/features/flags/server/raise-flag.ts'
import { listEarlierAnswers } from '#app/features/flags/server/rule-queries.server.ts'
import { snoozeFlag } from '#app/features/flags/server/snooze-flag.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { endLiveHuddle } from '#app/features/live/server/end-huddle.ts'
import { goOnInHuddle } from '#app/features/live/server/go-on.ts'
import { recordDecision } from '#app/features/live/server/record-decision.ts'
import { saveDraft } from '#app/features/live/server/save-draft.ts'
import { startHuddle } from '#app/features/live/server/start-huddle.ts'
import { acceptTask } from '#app/features/tasks/server/accept-task.ts'
import { listOpenTasksOfCase } from '#app/features/tasks/server/task-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { FlagId, OrganizationId } from '#app/shared/ids.ts'
import { aCase } from './cases.ts'
import { aDepth } from './depth.ts'
import { aDraft, aScheduledHuddle, aWaitingCase } from './huddles.ts'
import { importLines, type Words } from './import-lines.ts'
import { aPerson, aTeam, viewerOf } from './people.ts'
import { aQueuedCase } from './queue.ts'
import type { TestServer } from './server.ts'

/** One team with one of everything: what the walls stand around. */
export type Floor = Awaited<ReturnType<typeof aFloor>>

/** The day all floors are made on: a Tuesday in winter, when London's clocks show UTC. */
export const floorDay = '2026-12-01'
/** A day until which its flags can be put off. */
const snoozeDay = '2026-12-03'

/**
 * Makes a team of four with one of everything in it: cases, flags, a queue, huddles (draft, scheduled, live, ended), decisions, tasks,
 * an import. Its texts come from `words`. The server's clock is moved through the day and left at 14:16: one huddle is live,
 * and the next may start.
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
    'own-words',
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
  worked(
    await recordConsent(world, staff, {
      caseId: plain.caseId,
      decision: 'given',
      recipient: { kind: 'team', teamId },
      words: { discloser: words('discloser of a consent'), purpose: words('purpose of a consent') },
      scope: ['part2'],
      from: world.now(),
      until: null,
      documentHash: null,
    }),
  )
  const depth = await aDepth(world, staff, plain, words)
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
  const snoozedFlagId = await flag(
    (await caseOf('the case that is snoozed')).caseId,
    'soon',
    'the snoozed flag',
  )
  worked(
    await snoozeFlag(world, lead, {
      flagId: snoozedFlagId,
      version: 1,
      day: snoozeDay,
      reason: words('reason of the snooze'),
    }),
  )
  const answered = await caseOf('the case with an earlier answer')
  worked(
    await recordScore(world, staff, {
      caseId: answered.caseId,
      instrument: 'phq-9',
      takenOn: '2026-08-20',
      takenAt: null,
      total: 15,
      safetyAnswer: 2,
    }),
  )
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
  const tired = await aWaitingCase(world, lead, teamId, {
    family: words('family name of the case carried three times'),
    carried: 3,
  })
  const [first, second, third, fourth, fifth] = [
    await queued('the discussed case'),
    await queued('the current case'),
    await queued('the next case'),
    await queued('the first case on the next huddle'),
    await queued('the second case on the next huddle'),
  ]
  const sixth = await queued('the case on the draft')

  const endedHuddleId = await aScheduledHuddle(world, lead, teamId, `${floorDay}T10:00:00Z`, [
    first.queueEntryId,
  ])
  const liveHuddleId = await aScheduledHuddle(world, lead, teamId, `${floorDay}T14:00:00Z`, [
    second.queueEntryId,
    third.queueEntryId,
  ])
  const scheduledHuddleId = await aScheduledHuddle(world, lead, teamId, '2026-12-03T10:00:00Z', [
    fourth.queueEntryId,
    fifth.queueEntryId,
  ])
  const soonHuddleId = await aScheduledHuddle(world, lead, teamId, `${floorDay}T14:30:00Z`, [])
  const draftHuddleId = await aDraft(world, lead, teamId, [sixth.queueEntryId])
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
      files: [fileOf(`${words('name of an import file')}.ndjson`, importLines(words))],
    }),
  )
  await server.settle()

  server.setNow(`${floorDay} 13:50`)
  worked(await startHuddle(world, lead, { huddleId: liveHuddleId }))
  worked(await goOnInHuddle(world, lead, { huddleId: liveHuddleId, from: null }))
  const currentItemId = await itemOf(liveHuddleId)
  const current = { huddleId: liveHuddleId, itemId: currentItemId }
  const noActionReason = words('reason for no action')
  worked(await recordDecision(world, staff, { ...current, noActionReason, tasks: [] }))
  worked(await saveDraft(world, lead, { ...current, text: words('draft of a decision'), version: 0 }))
  server.setNow(`${floorDay} 14:16`)
  await server.settle()

  return inOrganization(world, lead, async (scope) => {
    const scheduled = there(await findHuddle(scope, scheduledHuddleId))
    const [earlier] = await listEarlierAnswers(scope, teamId)
    const entry = there((await findQueueEntries(scope, [waiting.queueEntryId]))[0])
    const tiredEntry = there((await findQueueEntries(scope, [tired.queueEntryId]))[0])
    const flagOf = async (flagId: FlagId) => {
      const { version } = there(await findFlag(scope, flagId))
      return { flagId: flagId as string, version: String(version) }
    }
    return {
      organizationId,
      teamId,
      people: { lead, clinician, staff, former, ended },
      caseId: plain.caseId,
      patientId: plain.patientId,
      depth,
      consentId: there((await listConsents(scope, plain.patientId))[0]).consentId,
      openFlag: await flagOf(openFlagId),
      snoozedFlag: await flagOf(snoozedFlagId),
      snoozeDay,
      safetyFlag: await flagOf(safetyFlagId),
      queuedFlag: await flagOf(entry.flagId),
      waiting: { queueEntryId: entry.queueEntryId as string, version: String(entry.version) },
      carriedThrice: { queueEntryId: tiredEntry.queueEntryId as string, version: String(tiredEntry.version) },
      earlierAnswer: { caseId: answered.caseId as string, scoreId: there(earlier).scoreId },
      safetyTaskId: there(safetyTask).taskId,
      offeredTaskId: there(offeredTaskId),
      acceptedTaskId: there(acceptedTaskId),
      decisionId,
      draftHuddleId,
      draftItemId: await itemOf(draftHuddleId),
      scheduledHuddleId,
      scheduledVersion: String(scheduled.version),
      scheduledItemIds: await itemsOf(scheduledHuddleId),
      suggestion: (await suggestOrder(scope, scheduled)).basis,
      soonHuddleId,
      liveHuddleId,
      currentItemId,
      nextItemId: await itemOf(liveHuddleId, 1),
      endedHuddleId,
      linkToken: there(await findInvitation(scope, scheduledHuddleId, clinician.personId)).token,
      importId: imported.importId,
    }
  })
}

function worked<Value>(result: { ok: true; value: Value } | { ok: false; problem: unknown }): Value {
  if (!result.ok) throw new Error(`The floor could not be made: ${JSON.stringify(result.problem)}`)
  return result.value
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The floor lacks something it should have.')
  return value
}
