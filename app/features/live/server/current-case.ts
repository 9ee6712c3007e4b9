import type { Item } from '#app/features/agendas/server/item-queries.server.ts'
import type { BriefPartName } from '#app/features/cases/core/brief.ts'
import { type Chart, chartsOf } from '#app/features/cases/core/charts.ts'
import { withheldWords } from '#app/features/cases/core/labels.ts'
import { readBrief } from '#app/features/cases/server/case-page.server.ts'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { readChartSurroundings } from '#app/features/cases/server/chart-surroundings.ts'
import { listMedications } from '#app/features/cases/server/clinical-queries.server.ts'
import { readShownCourse } from '#app/features/cases/server/course-queries.server.ts'
import { listUncovered } from '#app/features/cases/server/cover.ts'
import { type Banner, findBanner } from '#app/features/cases/server/find-banner.ts'
import type { Why } from '#app/features/flags/core/flag.ts'
import { findFlag, listFlagsOfEntry } from '#app/features/flags/server/flag-queries.server.ts'
import type { QueueEntry } from '#app/features/flags/server/queue-queries.server.ts'
import { listAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import { listMembers, type NameOf } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import type { Decision } from '#app/features/tasks/server/decision-queries.server.ts'
import { listDecisionsOfItem } from '#app/features/tasks/server/decision-queries.server.ts'
import { listOpenTasksOfCase } from '#app/features/tasks/server/task-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { clockOf } from '../core/clock.ts'
import { type ChangesSince, listChangesSince } from './changes-since.ts'
import { findDraft } from './live-queries.server.ts'

/** The case that is being discussed, with all that a huddle needs about it. Instants are ISO texts, days `2026-12-01`. */
export interface CurrentCase {
  readonly itemId: string
  readonly caseId: string
  readonly clock: { readonly endsAt: string; readonly minutes: number } | null
  readonly banner: Banner
  readonly question: string | null
  /** Why it is flagged: first what asks the question, then what has joined it since, each with a question of its own. */
  readonly flags: readonly {
    readonly flagId: string
    readonly question: string | null
    readonly why: Why
    readonly raisedBy: string | null
    readonly raisedAt: string
  }[]
  /** Who is there and not covered by the patient's consent for what the case is on the agenda for. */
  readonly uncovered: readonly string[]
  /** Whether the patient's consent keeps what the case is on the agenda for from whoever looks. */
  readonly withheld: boolean
  readonly urgency: Urgency
  readonly safety: boolean
  readonly respondBy: string | null
  readonly carried: number
  readonly presenter: string | null
  readonly brief: readonly {
    readonly part: BriefPartName
    readonly label: string
    readonly text: string | null
    readonly author: string | null
    readonly writtenAt: string | null
  }[]
  readonly medications: readonly string[]
  readonly charts: readonly Chart[]
  readonly changes: ChangesSince | null
  readonly openTasks: readonly {
    readonly taskId: string
    readonly title: string
    readonly owner: string
    readonly dueOn: string
    readonly state: string
    readonly safety: boolean
  }[]
  readonly decisions: readonly ShownDecision[]
  readonly draft: {
    readonly text: string
    readonly version: number
    readonly writtenBy: string
    readonly mine: boolean
  } | null
  readonly owners: readonly {
    readonly personId: string
    readonly name: string
    readonly discipline: string
  }[]
}

/** A decision as the live views and the minutes show it. */
export interface ShownDecision {
  readonly decisionId: string
  readonly text: string | null
  readonly rationale: string | null
  readonly dissent: string | null
  readonly noActionReason: string | null
  readonly recordedBy: string
  readonly recordedById: string
  readonly tasks: readonly {
    readonly taskId: string
    readonly title: string
    readonly owner: string
    readonly dueOn: string
  }[]
}

/** Reads the open case of a running huddle. That the patient was seen is noted. */
export async function readCurrentCase(
  scope: Scope,
  viewer: Viewer,
  teamId: TeamId,
  item: Item,
  entry: QueueEntry | undefined,
  nameOf: NameOf,
): Promise<CurrentCase | null> {
  const banner = await findBanner(scope, item.caseId)
  if (!banner) return null
  const course = (await readShownCourse(scope, [item.caseId])).get(item.caseId)
  const brief = await readBrief(scope, item.caseId, course?.zone ?? 'utc', nameOf)
  const decisions = await listDecisionsOfItem(scope, item.itemId)
  const draft = await findDraft(scope, item.itemId, { caseId: item.caseId, labels: entry?.labels ?? [] })
  const found = await findCase(scope, item.caseId)
  const around = { caseId: item.caseId, patientId: banner.patientId }
  const surroundings = await readChartSurroundings(scope, around, course?.zone ?? 'utc')
  const clock = clockOf(
    {
      minutes: item.minutes,
      extraMinutes: item.extraMinutes,
      spentSeconds: item.spentSeconds,
      openedAt: item.openedAt?.toMillis() ?? null,
    },
    scope.now.toMillis(),
  )
  audit(scope, {
    action: 'case.viewed',
    entity: 'case',
    entityId: item.caseId,
    patientId: banner.patientId,
    detail: 'live',
  })
  return {
    itemId: item.itemId,
    caseId: item.caseId,
    clock: clock
      ? { endsAt: new Date(clock.endsAt).toISOString(), minutes: item.minutes + item.extraMinutes }
      : null,
    banner,
    question: entry?.question ?? null,
    flags: await whysOf(scope, entry, nameOf),
    withheld: entry?.withheld ?? false,
    uncovered: await namesOfUncovered(scope, item, entry, nameOf),
    urgency: entry?.urgency ?? 'routine',
    safety: entry?.safety ?? false,
    respondBy: entry?.respondBy ?? null,
    carried: entry?.carried ?? 0,
    presenter: nameOf(entry?.presenterId),
    brief: brief
      .filter(({ text, required, withheld }) => text !== '' || required || withheld)
      .map(({ part, label, text, withheld, author, writtenAt }) => ({
        part,
        label,
        text: withheld ? withheldWords : text || null,
        author,
        writtenAt,
      })),
    medications: (await listMedications(scope, banner.patientId)).flatMap((one) =>
      one.active && one.text !== undefined ? [one.text] : [],
    ),
    charts: course
      ? chartsOf(course, banner.today, surroundings).filter(({ points }) => points.length > 0)
      : [],
    changes: found ? await listChangesSince(scope, found) : null,
    openTasks: (await listOpenTasksOfCase(scope, item.caseId)).map((task) => ({
      taskId: task.taskId,
      title: task.title,
      owner: nameOf(task.ownerId),
      dueOn: task.dueOn,
      state: task.state,
      safety: task.safety,
    })),
    decisions: showDecisions(decisions, nameOf),
    draft:
      draft?.text !== undefined
        ? {
            text: draft.text,
            version: draft.version,
            writtenBy: nameOf(draft.writtenBy),
            mine: draft.writtenBy === viewer.personId,
          }
        : null,
    owners: (await listMembers(scope, teamId)).map(({ personId, name, discipline }) => ({
      personId,
      name,
      discipline,
    })),
  }
}

async function whysOf(
  scope: Scope,
  entry: QueueEntry | undefined,
  nameOf: NameOf,
): Promise<CurrentCase['flags']> {
  if (!entry) return []
  const asks = await findFlag(scope, entry.flagId)
  const joined = (await listFlagsOfEntry(scope, entry.queueEntryId)).filter(
    ({ flagId }) => flagId !== entry.flagId,
  )
  return [...(asks ? [asks] : []), ...joined].map((flag) => ({
    flagId: flag.flagId,
    question: flag.flagId === entry.flagId ? null : flag.question,
    why: flag.why,
    raisedBy: nameOf(flag.raisedBy),
    raisedAt: flag.raisedAt,
  }))
}

async function namesOfUncovered(
  scope: Scope,
  { huddleId }: Item,
  entry: QueueEntry | undefined,
  nameOf: NameOf,
): Promise<string[]> {
  if (!entry || entry.labels.length === 0) return []
  const there = (await listAttendees(scope, huddleId)).filter(({ attended }) => attended === true)
  const [uncovered] = await listUncovered(
    scope,
    [entry],
    there.map(({ personId }) => personId),
  )
  return (uncovered ?? []).map((personId) => nameOf(personId))
}

/** Decisions with their tasks, in the words that are shown. */
export function showDecisions(decisions: readonly Decision[], nameOf: NameOf): ShownDecision[] {
  return decisions.map((decision) => ({
    decisionId: decision.decisionId,
    text: decision.text,
    rationale: decision.rationale,
    dissent: decision.dissent,
    noActionReason: decision.noActionReason,
    recordedBy: nameOf(decision.recordedBy),
    recordedById: decision.recordedBy,
    tasks: decision.tasks.map((task) => ({
      taskId: task.taskId,
      title: task.title,
      owner: nameOf(task.ownerId),
      dueOn: task.dueOn,
    })),
  }))
}
