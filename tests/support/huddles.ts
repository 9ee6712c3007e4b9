import { DateTime } from 'luxon'
import { planHuddle } from '#app/features/agendas/server/plan-huddle.ts'
import { readAgenda } from '#app/features/agendas/server/read-agenda.ts'
import { insertQueueEntry } from '#app/features/flags/server/queue-queries.server.ts'
import { raiseFlagIn } from '#app/features/flags/server/raise-flag.ts'
import { type Attendee, listAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import { findHuddle, type Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { scheduleHuddle } from '#app/features/huddles/server/schedule-huddle.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, HuddleId, OrganizationId, PersonId, QueueEntryId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { aCase } from './cases.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from './people.ts'

/** A team of three with a second lead: everybody works Monday to Friday, 9 to 17 in London. */
export interface PlannedTeam {
  readonly organizationId: OrganizationId
  readonly teamId: TeamId
  readonly lead: Viewer
  readonly otherLead: Viewer
  readonly osei: Viewer
}

export async function aPlannedTeam(world: World): Promise<PlannedTeam> {
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  const member = async (
    name: string,
    role: 'lead' | 'clinician',
    discipline: 'care-manager' | 'psychiatrist',
  ) => viewerOf(world, await aPerson(world, organizationId, { name, discipline, roles: { [teamId]: role } }))
  return {
    organizationId,
    teamId,
    lead: await member('Lea Lead', 'lead', 'care-manager'),
    otherLead: await member('Otto Other', 'lead', 'care-manager'),
    osei: await member('Dr Osei', 'clinician', 'psychiatrist'),
  }
}

/** A case with a flag, waiting in the team's queue. */
export async function aWaitingCase(
  world: World,
  viewer: Viewer,
  teamId: TeamId,
  {
    family = 'Okafor',
    urgency = 'soon',
    minutes = 10,
    needs = [],
    respondBy = world.now().plus({ days: 10 }).toISO() ?? '',
    safety = false,
    carried = 0,
  }: {
    family?: string
    urgency?: Urgency
    minutes?: number
    needs?: readonly PersonId[]
    respondBy?: string
    safety?: boolean
    carried?: number
  } = {},
): Promise<{ queueEntryId: QueueEntryId; caseId: CaseId }> {
  const { caseId } = await aCase(world, viewer, { teamId, family })
  return inOrganization(world, viewer, async (scope) => {
    const flag = await raiseFlagIn(scope, {
      caseId,
      question: 'What next?',
      why: { by: 'person', reason: 'No better after eight weeks' },
      urgency,
    })
    if (!flag.ok) throw new Error(flag.problem)
    const queueEntryId = world.newId() as QueueEntryId
    await insertQueueEntry(scope, {
      queueEntryId,
      teamId,
      caseId,
      flagId: flag.value,
      urgency,
      safety,
      respondBy,
      minutes,
      needs,
      presenterId: null,
      labels: [],
    })
    if (carried > 0)
      await scope.trx
        .updateTable('queue_entry')
        .set({ carried })
        .where('queue_entry_id', '=', queueEntryId)
        .execute()
    return { queueEntryId, caseId }
  })
}

/** A draft about these cases. */
export async function aDraft(
  world: World,
  viewer: Viewer,
  teamId: TeamId,
  queueEntryIds: readonly QueueEntryId[] = [],
  minutes = 30,
): Promise<HuddleId> {
  const planned = await planHuddle(world, viewer, { teamId, minutes, setupMinutes: 2, queueEntryIds })
  if (!planned.ok) throw new Error(planned.problem)
  return planned.value
}

/** A huddle that begins at `at` (an ISO text with an offset). */
export async function aScheduledHuddle(
  world: World,
  viewer: Viewer,
  teamId: TeamId,
  at: string,
  queueEntryIds: readonly QueueEntryId[] = [],
): Promise<HuddleId> {
  const huddleId = await aDraft(world, viewer, teamId, queueEntryIds)
  const scheduled = await scheduleHuddle(world, viewer, { huddleId, version: 1, startsAt: instant(at) })
  if (!scheduled.ok) throw new Error(scheduled.problem)
  return huddleId
}

export function instant(iso: string): DateTime {
  return DateTime.fromISO(iso, { zone: 'utc' })
}

/** The huddle as it stands, whoever may see it. */
export async function seeHuddle(world: World, viewer: Viewer, huddleId: HuddleId): Promise<Huddle> {
  const huddle = await inOrganization(world, asSystem(viewer.organizationId), (scope) =>
    findHuddle(scope, huddleId),
  )
  if (!huddle) throw new Error('There is no such huddle.')
  return huddle
}

export async function seeAttendees(world: World, viewer: Viewer, huddleId: HuddleId): Promise<Attendee[]> {
  return inOrganization(world, asSystem(viewer.organizationId), (scope) => listAttendees(scope, huddleId))
}

/** The agenda's items in order, each as its case and minutes. */
export async function seeAgenda(world: World, viewer: Viewer, huddleId: HuddleId) {
  return inOrganization(world, asSystem(viewer.organizationId), async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle) throw new Error('There is no such huddle.')
    return (await readAgenda(scope, huddle)).topics
  })
}
