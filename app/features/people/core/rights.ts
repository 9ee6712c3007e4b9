import type { Role } from '#app/shared/disciplines.ts'
import type { TeamId } from '#app/shared/ids.ts'

/** Everything a right is asked for. A new deed must be placed here, or the compiler refuses. */
export type Deed =
  | 'case.read'
  | 'case.write'
  | 'consent.record'
  | 'disclosures.read'
  | 'flag.raise'
  | 'flag.triage'
  | 'rules.edit'
  | 'agenda.edit'
  | 'huddle.schedule'
  | 'huddle.join'
  | 'huddle.facilitate'
  | 'decision.record'
  | 'task.work'
  | 'task.reassign'
  | 'import.run'
  | 'service.edit'
  | 'measures.read'

const everyone: readonly Role[] = ['lead', 'clinician', 'staff']
const clinical: readonly Role[] = ['lead', 'clinician']
const leads: readonly Role[] = ['lead']

/** Which roles in a team may do what there. The one place that says so. */
const rights: Record<Deed, readonly Role[]> = {
  'case.read': everyone,
  'case.write': everyone,
  // Whoever takes a signed paper over the counter records it, and a patient's no counts from whoever hears it.
  'consent.record': everyone,
  'disclosures.read': leads,
  'flag.raise': everyone,
  'flag.triage': leads,
  'rules.edit': leads,
  'agenda.edit': leads,
  'huddle.schedule': leads,
  'huddle.join': everyone,
  'huddle.facilitate': clinical,
  'decision.record': everyone,
  'task.work': everyone,
  'task.reassign': leads,
  'import.run': leads,
  'service.edit': leads,
  'measures.read': clinical,
}

/** Someone's place in an organization: what rights follow from. */
export interface Standing {
  readonly admin: boolean
  readonly roles: ReadonlyMap<TeamId, Role>
}

/**
 * Whether someone may do something in a team.
 *
 * Rights in a team come from the role there alone: an admin lets people in and out, and sees no case by that. The one exception is
 * an import, which an admin may run for any team, since it shows counts and no case.
 */
export function may(standing: Standing, deed: Deed, teamId: TeamId): boolean {
  if (deed === 'import.run' && standing.admin) return true
  const role = standing.roles.get(teamId)
  return role !== undefined && rights[deed].includes(role)
}

/** The teams in which someone may do something. */
export function teamsWhere(standing: Standing, deed: Deed): TeamId[] {
  return [...standing.roles.keys()].filter((teamId) => may(standing, deed, teamId))
}

/** Whether someone keeps the organization's directory of services: an admin, and whoever leads a team. */
export function mayEditServices(standing: Standing): boolean {
  return standing.admin || teamsWhere(standing, 'service.edit').length > 0
}
