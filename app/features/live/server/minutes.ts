import { type Banner, findBanner } from '#app/features/cases/server/find-banner.ts'
import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { findQueueEntries } from '#app/features/flags/server/queue-queries.server.ts'
import { listAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import { findHuddle, type Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { findTeam, listPersons, namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import {
  listDecisionsOfCase,
  listDecisionsOfHuddle,
} from '#app/features/tasks/server/decision-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { Discipline } from '#app/shared/disciplines.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { courseOf } from './course-of.ts'
import { type ShownDecision, showDecisions } from './current-case.ts'

/** What a huddle did, to be read and printed. Instants are ISO texts. */
export interface Minutes {
  readonly huddleId: string
  readonly team: string
  readonly state: Huddle['state']
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly facilitator: string | null
  readonly there: readonly { readonly name: string; readonly discipline: Discipline }[]
  readonly missing: readonly { readonly name: string; readonly discipline: Discipline }[]
  readonly items: readonly {
    readonly itemId: string
    readonly caseId: string
    readonly patient: ShownPatient
    readonly question: string | null
    readonly state: 'planned' | 'current' | 'discussed' | 'carried'
    readonly minutes: number
    readonly spentSeconds: number
    readonly decisions: readonly ShownDecision[]
  }[]
}

/** The minutes of a huddle. Each patient in them counts as seen. */
export async function readMinutes(scope: Scope, huddle: Huddle): Promise<Minutes> {
  const persons = new Map(
    (await listPersons(scope)).map(({ personId, name, discipline }) => [personId, { name, discipline }]),
  )
  const nameOf = await namesOfPeople(scope)
  const attendees = await listAttendees(scope, huddle.huddleId)
  const people = (there: boolean) =>
    attendees
      .filter((attendee) => (attendee.attended === true) === there && (there || attendee.required))
      .flatMap((attendee) => persons.get(attendee.personId) ?? [])
  const course = (await courseOf(scope, huddle.huddleId)).filter(
    (item) => item.closedAt !== null || item.state === 'current',
  )
  const decisions = await listDecisionsOfHuddle(scope, huddle.huddleId)
  const entries = new Map(
    (
      await findQueueEntries(
        scope,
        course.map((item) => item.queueEntryId),
      )
    ).map((entry) => [entry.queueEntryId, entry]),
  )
  const patientOf = await showPatients(
    scope,
    course.map((item) => item.caseId),
    'minutes.viewed',
  )
  const items = course.map((item) => ({
    itemId: item.itemId,
    caseId: item.caseId,
    patient: patientOf(item.caseId),
    question: entries.get(item.queueEntryId)?.question ?? null,
    state: item.state,
    minutes: item.minutes + item.extraMinutes,
    spentSeconds: item.spentSeconds,
    decisions: showDecisions(
      decisions.filter((one) => one.itemId === item.itemId),
      nameOf,
    ),
  }))
  return {
    huddleId: huddle.huddleId,
    team: (await findTeam(scope, huddle.teamId))?.name ?? '',
    state: huddle.state,
    startedAt: huddle.startedAt?.toISO() ?? null,
    endedAt: huddle.endedAt?.toISO() ?? null,
    facilitator: nameOf(huddle.facilitatorId),
    there: people(true),
    missing: people(false),
    items,
  }
}

/** What was decided about one case in all its huddles, the latest first. */
export interface CaseMinutes {
  readonly banner: Banner
  readonly entries: readonly {
    readonly decision: ShownDecision
    readonly decidedAt: string
    readonly huddleId: string | null
  }[]
}

/** The minutes of a case, to paste into a record; undefined for a case the scope may not see. */
export async function readCaseMinutes(scope: Scope, caseId: CaseId): Promise<CaseMinutes | undefined> {
  const banner = await findBanner(scope, caseId)
  if (!banner) return undefined
  audit(scope, {
    action: 'case.viewed',
    entity: 'case',
    entityId: caseId,
    patientId: banner.patientId,
    detail: 'minutes',
  })
  const nameOf = await namesOfPeople(scope)
  const decisions = await listDecisionsOfCase(scope, caseId)
  const huddles = new Map<string, Huddle | undefined>()
  for (const { huddleId } of decisions) {
    if (huddleId && !huddles.has(huddleId)) huddles.set(huddleId, await findHuddle(scope, huddleId))
  }
  return {
    banner,
    entries: decisions.flatMap((decision) => {
      const [shown] = showDecisions([decision], nameOf)
      const visible = decision.huddleId ? huddles.get(decision.huddleId) : undefined
      return shown
        ? [{ decision: shown, decidedAt: decision.decidedAt, huddleId: visible?.huddleId ?? null }]
        : []
    }),
  }
}
