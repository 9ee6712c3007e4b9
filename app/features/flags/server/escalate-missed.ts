import type { DateTime } from 'luxon'
import { findCase, noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import {
  findTeam,
  listMembers,
  listPersons,
  listTeamWeekdays,
} from '#app/features/people/server/people-queries.server.ts'
import { findOnCall } from '#app/features/tasks/server/safety-line.ts'
import { audit } from '#app/platform/audit.ts'
import { putDue } from '#app/platform/facts.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { owe } from '#app/platform/letters.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { FlagId, OrganizationId, PersonId, TeamId } from '#app/shared/ids.ts'
import { dayIn, endOfNextWorkingDay } from '../core/clock.ts'
import { nextStep } from '../core/escalation.ts'
import type { RaisedFlag } from '../core/flag.ts'
import { findAgendaOf } from './escalation-queries.server.ts'
import { findFlag, lockFlag, updateFlag } from './flag-queries.server.ts'
import { lockCase } from './rule-queries.server.ts'

/**
 * Answers `due.respond-by`: looks whether a flag was answered in time, tells whoever is next in line if not, and arranges when to look
 * again.
 *
 * The flag says itself how far it has gone and when it goes on, so that a job that runs twice, or days late, tells nobody twice; the
 * further working day begins when the leads were really told.
 */
export async function escalateMissed(world: World, job: Job): Promise<void> {
  await inOrganization(world, asSystem(job.organizationId as OrganizationId), async (scope) => {
    const seen = await findFlag(scope, job.id as FlagId)
    if (!seen) return
    await lockCase(scope, seen.caseId)
    const flag = await lockFlag(scope, seen.flagId)
    const found = await findCase(scope, seen.caseId)
    // Nobody is waited for about a closed case; a safety flag stays until somebody says what was found.
    if (!flag || !found || (found.phase === 'closed' && !flag.safety)) return
    const next = nextStep(flag, await findAgendaOf(scope, flag), scope.now)
    switch (next.step) {
      case 'nothing':
        return
      case 'wait':
        return putDue(scope, 'due.respond-by', flag.flagId, next.until)
      case 'tell-leads':
        return tellLeads(scope, flag)
      case 'tell-on-call':
        return tellOnCall(scope, flag)
      default:
        return next satisfies never
    }
  })
}

/** Inner step: a flag waits for an answer again, so its clock is looked at when it is next due; at once when that is past. */
export async function watchClock(
  scope: Scope,
  flag: Pick<RaisedFlag, 'flagId' | 'respondBy' | 'escalated' | 'escalatesAt'>,
): Promise<void> {
  const at = flag.escalated === 1 ? flag.escalatesAt : flag.respondBy
  if (flag.escalated === 2 || !at) return
  const due = scope.now.plus({ milliseconds: Date.parse(at) - scope.now.toMillis() })
  await putDue(scope, 'due.respond-by', flag.flagId, due)
}

async function tellLeads(scope: Scope, flag: RaisedFlag): Promise<void> {
  const leads = await listActiveLeads(scope, flag.teamId)
  // Nobody can be given a working day who is not there: then it goes straight on.
  if (leads.length === 0) return tellOnCall(scope, flag)
  const team = await findTeam(scope, flag.teamId)
  const zone = team?.zone ?? 'utc'
  const goesOnAt = endOfNextWorkingDay(scope.now, zone, await listTeamWeekdays(scope, flag.teamId))
  await escalate(scope, flag, 1, leads, goesOnAt, zone)
  await putDue(scope, 'due.respond-by', flag.flagId, goesOnAt)
}

// A safety flag's leads were not told before; where nobody is on call, the leads hear it a second time.
async function tellOnCall(scope: Scope, flag: RaisedFlag): Promise<void> {
  const team = await findTeam(scope, flag.teamId)
  const onCall = await findOnCall(scope)
  const leads = flag.safety || !onCall ? await listActiveLeads(scope, flag.teamId) : []
  const told = new Set([...(onCall ? [onCall.personId] : []), ...leads])
  const to = told.size > 0 ? [...told] : await listActiveAdmins(scope)
  await escalate(scope, flag, 2, to, null, team?.zone ?? 'utc')
}

async function escalate(
  scope: Scope,
  flag: RaisedFlag,
  step: 1 | 2,
  to: readonly PersonId[],
  goesOnAt: DateTime | null,
  zone: string,
): Promise<void> {
  await updateFlag(scope, flag.flagId, flag.version, {
    escalated: { step, to, goesOnAt: goesOnAt?.toJSDate() ?? null },
  })
  // One letter a day about a team, however many of its flags are missed.
  const edition = `${step === 1 ? 'leads' : 'on-call'}-${dayIn(scope.now, zone)}`
  for (const personId of to)
    await owe(scope, { letter: 'flags.missed', personId, subjectId: flag.teamId, edition })
  await noteCaseEvent(scope, flag.caseId, 'flag-escalated', flag.flagId)
  audit(scope, {
    action: 'flag.escalated',
    entity: 'flag',
    entityId: flag.flagId,
    detail: step === 1 ? 'leads' : 'on-call',
  })
}

// Who is only invited cannot come in, so telling them is telling nobody.
async function listActiveLeads(scope: Scope, teamId: TeamId): Promise<PersonId[]> {
  const members = await listMembers(scope, teamId)
  return members
    .filter(({ role, state }) => role === 'lead' && state === 'active')
    .map(({ personId }) => personId)
}

async function listActiveAdmins(scope: Scope): Promise<PersonId[]> {
  const people = await listPersons(scope)
  return people.filter(({ admin, state }) => admin && state === 'active').map(({ personId }) => personId)
}
