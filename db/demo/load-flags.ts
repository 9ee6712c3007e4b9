import type { DateTime } from 'luxon'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import { raiseFlag } from '#app/features/flags/server/raise-flag.ts'
import { triageFlag } from '#app/features/flags/server/triage-flag.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { workingDaysBefore } from './days.ts'
import type { DemoOrganization, FlagSketch, PersonKey, TeamKey, WaitingSketch } from './demo.ts'
import { labelsOf } from './load-consents.ts'
import { made, of, type Past } from './past.ts'
import { personOf, teamOf } from './people.ts'
import { clockAt, type Timeline } from './timeline.ts'

/** Minutes before now that a flag of today was raised. */
const TODAY_MINUTES = 40

/** The flags that are on no agenda: those nobody has looked at, and those that wait. */
export function waitingOn(past: Past, demo: DemoOrganization): Timeline {
  return demo.waiting.flatMap((one) => {
    const team = demo.cases.find(({ key }) => key === one.case)?.team ?? 'elm'
    const { zone } = teamOf(team)
    const { flag, verdict } = one
    const day = workingDaysBefore(demo.today, one.daysAgo)
    const raised = one.daysAgo === 0 ? past.now.minus({ minutes: TODAY_MINUTES }) : clockAt(day, 13, 20, zone)
    return [
      ...(flag ? [raisedAt(past, demo, one.case, flag, raised)] : []),
      ...(verdict ? [triagedAt(past, one.case, team, verdict, clockAt(day, 15, 50, zone), one.note)] : []),
    ]
  })
}

/** A flag that a person raises at a moment. */
export function raisedAt(past: Past, demo: DemoOrganization, key: string, flag: FlagSketch, at: DateTime) {
  const about = demo.cases.find((one) => one.key === key)
  return {
    at,
    async happen() {
      const raised = await raiseFlag(past.world, await past.as(flag.by), {
        caseId: of(past.cases, key),
        question: flag.question,
        reason: flag.reason,
        urgency: flag.urgency,
        labels: about ? labelsOf(about, flag.question, flag.reason) : [],
        ...(flag.minutes && { minutes: flag.minutes }),
        ...(flag.needs && { needs: flag.needs.map((person) => of(past.people, person)) }),
        ...(flag.presenter && { presenterId: of(past.people, flag.presenter) }),
      })
      made(raised, key)
    },
  }
}

/** What the team's lead makes of a case's open flag, whoever raised it. */
export function triagedAt(
  past: Past,
  key: string,
  team: TeamKey,
  verdict: NonNullable<WaitingSketch['verdict']>,
  at: DateTime,
  note?: string,
) {
  return {
    at,
    async happen() {
      const lead = await past.as(leadOf(team))
      const flags = await inOrganization(past.world, lead, (scope) =>
        listFlagsOfCase(scope, of(past.cases, key)),
      )
      const flag = flags.find(({ state }) => state === 'open')
      if (!flag) throw new Error(`${key} has no open flag.`)
      const { flagId, version } = flag
      const triaged = await triageFlag(past.world, lead, {
        flagId,
        version,
        verdict,
        ...(note && { missing: [note] }),
      })
      made(triaged, key)
    },
  }
}

/** Who leads a team. */
export function leadOf(team: TeamKey): PersonKey {
  const leads: Record<TeamKey, PersonKey> = { elm: 'rosalind', ridge: 'anselm' }
  if (personOf(leads[team]).roles[team] !== 'lead') throw new Error('That is not the lead.')
  return leads[team]
}
