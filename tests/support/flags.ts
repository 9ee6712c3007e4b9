import { raiseFlag } from '#app/features/flags/server/raise-flag.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, FlagId, OrganizationId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from './people.ts'

/** A team of three: a lead, a care manager and a psychiatrist, each as they would come in. */
export interface Trio {
  readonly organizationId: OrganizationId
  readonly teamId: TeamId
  readonly lead: Viewer
  readonly manager: Viewer
  readonly doctor: Viewer
}

/** A team of a lead (Lee), a care manager (Mara) and a psychiatrist (Dov), in an organization of its own unless one is given. */
export async function aTrio(
  world: World,
  { zone = 'Europe/London', organizationId }: { zone?: string; organizationId?: OrganizationId } = {},
): Promise<Trio> {
  const home = organizationId ?? (await anOrganization(world, { zone }))
  const teamId = await aTeam(world, home, { zone })
  const lead = await aPerson(world, home, { name: 'Lee Lead', zone, roles: { [teamId]: 'lead' } })
  const manager = await aPerson(world, home, { name: 'Mara Manager', zone, roles: { [teamId]: 'staff' } })
  const doctor = await aPerson(world, home, {
    name: 'Dov Doctor',
    zone,
    discipline: 'psychiatrist',
    roles: { [teamId]: 'clinician' },
  })
  return {
    organizationId: home,
    teamId,
    lead: await viewerOf(world, lead),
    manager: await viewerOf(world, manager),
    doctor: await viewerOf(world, doctor),
  }
}

/** Flags a case by hand. */
export async function aFlag(
  world: World,
  viewer: Viewer,
  caseId: CaseId,
  { urgency = 'soon', question = 'What next?' }: { urgency?: Urgency; question?: string } = {},
): Promise<FlagId> {
  const raised = await raiseFlag(world, viewer, { caseId, question, reason: 'Sleeps badly', urgency })
  if (!raised.ok) throw new Error(raised.problem)
  return raised.value
}
