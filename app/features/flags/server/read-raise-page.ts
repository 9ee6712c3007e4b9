import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { type Banner, findBanner } from '#app/features/cases/server/find-banner.ts'
import { findTeam, listMembers, listTeamWeekdays } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import { type Urgency, urgencies } from '#app/shared/urgency.ts'
import { respondBy } from '../core/respond-by.ts'
import { listFlagsOfCase } from './flag-queries.server.ts'
import { readClocks } from './rule-settings.ts'

/** What somebody needs to flag a case. */
export interface RaisePage {
  readonly teamId: TeamId
  readonly banner: Banner
  readonly closed: boolean
  readonly teamZone: string
  /** Until when the team would have to answer, by urgency, if the case were flagged now. */
  readonly dues: readonly { readonly urgency: Urgency; readonly respondBy: string }[]
  readonly people: readonly { readonly value: string; readonly label: string }[]
  /** Questions that are open about the case already. */
  readonly open: readonly string[]
  readonly crisisInstruction: string | null
}

/** What the page that flags a case shows, or undefined for a case the viewer may not see. */
export async function readRaisePage(
  scope: Scope,
  viewer: Viewer,
  caseId: CaseId,
): Promise<RaisePage | undefined> {
  const found = await findCase(scope, caseId)
  const banner = found && (await findBanner(scope, caseId))
  const team = found && (await findTeam(scope, found.teamId))
  if (!banner || !team) return undefined
  audit(scope, { action: 'case.viewed', entity: 'case', entityId: caseId, patientId: banner.patientId })
  const workingDays = await listTeamWeekdays(scope, found.teamId)
  const clocks = await readClocks(scope, found.teamId)
  const members = await listMembers(scope, found.teamId)
  const flags = await listFlagsOfCase(scope, caseId)
  return {
    teamId: found.teamId,
    banner,
    closed: found.phase === 'closed',
    teamZone: team.zone,
    dues: (Object.keys(urgencies) as Urgency[]).map((urgency) => ({
      urgency,
      respondBy: respondBy(urgency, scope.now, team.zone, workingDays, clocks).toUTC().toISO() ?? '',
    })),
    people: members.map((member) => ({
      value: member.personId,
      label: `${member.name}, ${disciplines[member.discipline]}`,
    })),
    open: flags.filter((flag) => flag.state !== 'closed').map((flag) => flag.question),
    crisisInstruction: viewer.organization.crisisInstruction,
  }
}
