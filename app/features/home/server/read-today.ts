import { DateTime } from 'luxon'
import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { listPatientNames, type PatientName } from '#app/features/cases/server/patient-queries.server.ts'
import { countInbox } from '#app/features/flags/server/flag-queries.server.ts'
import { countQueue, findQueueEntries } from '#app/features/flags/server/queue-queries.server.ts'
import { type Answer, findAttendee } from '#app/features/huddles/server/attendee-queries.server.ts'
import { listHuddles, listHuddlesOfPerson } from '#app/features/huddles/server/huddle-queries.server.ts'
import { doorsOf } from '#app/features/live/core/doors.ts'
import { teamsWhere } from '#app/features/people/core/rights.ts'
import { listPersons, listTeams } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { type DueGroup, dueGroup } from '#app/features/tasks/core/due.ts'
import type { Task } from '#app/features/tasks/core/task.ts'
import { listSafetyTasksOfTeam, listTasksForToday } from '#app/features/tasks/server/task-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'

/** A task on somebody's first page. Instants are ISO texts, days `2026-12-01`. */
export interface TodayTask {
  readonly taskId: string
  readonly title: string
  readonly dueOn: string
  readonly dueAt: string | null
  readonly state: Task['state']
  readonly safety: boolean
  readonly owner: string
  readonly mine: boolean
  readonly patient: {
    readonly family: string
    readonly given: string
    readonly born?: string
    readonly mrn?: string
  } | null
}

/** A huddle that somebody is asked to. */
export interface TodayHuddle {
  readonly huddleId: string
  readonly team: string
  readonly startsAt: string
  readonly endsAt: string
  readonly live: boolean
  /** Whether its door is open: it can be joined, or waited for. */
  readonly open: boolean
  readonly answer: Answer
  readonly cases: number
  /** How many of its cases this person presents. */
  readonly presenting: number
}

/** What a lead has to see to in one team. */
export interface TodayTeam {
  readonly teamId: string
  readonly name: string
  readonly inbox: number
  readonly queue: number
  readonly drafts: readonly string[]
  readonly next: { readonly huddleId: string; readonly startsAt: string } | null
}

/** Everything that needs somebody today, for whoever is looking. */
export interface Today {
  readonly now: string
  readonly zone: string
  /** Safety tasks of all teams of theirs that nobody has done yet, whoever owns them. */
  readonly safety: readonly TodayTask[]
  readonly huddles: readonly TodayHuddle[]
  /** By when they are due; those due later that nobody has answered yet have a place of their own. */
  readonly tasks: Readonly<Record<DueGroup | 'unanswered', readonly TodayTask[]>>
  readonly teams: readonly TodayTeam[]
  /** For admins: people who were invited and have not come yet. */
  readonly invited: number
  readonly inTeams: boolean
}

const DAYS_AHEAD = 14

/** Reads somebody's first page: nothing that needs them today is anywhere else only. */
export async function readToday(scope: Scope, viewer: Viewer): Promise<Today> {
  const persons = await listPersons(scope)
  const teams = new Map((await listTeams(scope)).map((team) => [team.teamId, team]))
  const mine = await listTasksForToday(scope, viewer.personId)
  const safety = (
    await Promise.all(teamsWhere(viewer, 'task.work').map((teamId) => listSafetyTasksOfTeam(scope, teamId)))
  ).flat()
  const names = await listPatientNames(scope, [...new Set([...mine, ...safety].map((task) => task.caseId))])
  for (const { patientId } of names.values())
    audit(scope, {
      action: 'patient.listed',
      entity: 'patient',
      entityId: patientId,
      patientId,
      detail: 'today',
    })
  const ownerOf = new Map<string, string>(persons.map((person) => [person.personId, person.name]))
  const show = (task: Task): TodayTask => ({
    taskId: task.taskId,
    title: task.title,
    dueOn: task.dueOn,
    dueAt: task.dueAt,
    state: task.state,
    safety: task.safety,
    owner: ownerOf.get(task.ownerId) ?? 'Not known',
    mine: task.ownerId === viewer.personId,
    patient: patientOf(names.get(task.caseId)),
  })
  const grouped = (group: DueGroup) =>
    mine.filter((task) => !task.safety && dueGroup(task, scope.now, viewer.zone) === group).map(show)

  return {
    now: scope.now.toISO() ?? '',
    zone: viewer.zone,
    safety: safety.map(show),
    huddles: await readHuddles(scope, viewer, (teamId) => teams.get(teamId as never)?.name ?? ''),
    tasks: {
      overdue: grouped('overdue'),
      today: grouped('today'),
      week: grouped('week'),
      unanswered: grouped('later').filter((task) => task.state !== 'accepted'),
      later: grouped('later').filter((task) => task.state === 'accepted'),
    },
    teams: await Promise.all(
      teamsWhere(viewer, 'flag.triage').map(async (teamId) => {
        const [next] = await listHuddles(scope, teamId, 'coming', 1)
        return {
          teamId,
          name: teams.get(teamId)?.name ?? '',
          inbox: await countInbox(scope, teamId),
          queue: await countQueue(scope, teamId),
          drafts: (await listHuddles(scope, teamId, 'draft', 5)).map((draft) => draft.huddleId),
          next: next?.startsAt ? { huddleId: next.huddleId, startsAt: next.startsAt.toISO() ?? '' } : null,
        }
      }),
    ),
    invited: viewer.admin ? persons.filter((person) => person.state === 'invited').length : 0,
    inTeams: viewer.roles.size > 0,
  }
}

async function readHuddles(
  scope: Scope,
  viewer: Viewer,
  teamName: (teamId: string) => string,
): Promise<TodayHuddle[]> {
  const until = scope.now.plus({ days: DAYS_AHEAD })
  const huddles = (await listHuddlesOfPerson(scope, viewer.personId, scope.now.minus({ hours: 1 }))).filter(
    (huddle) => huddle.startsAt < until && (huddle.state === 'live' || huddle.endsAt > scope.now),
  )
  const shown: TodayHuddle[] = []
  for (const huddle of huddles) {
    const items = await listItems(scope, huddle.huddleId)
    const entries = await findQueueEntries(
      scope,
      items.map((item) => item.queueEntryId),
    )
    const doors = doorsOf(huddle.startsAt, huddle.endsAt)
    shown.push({
      huddleId: huddle.huddleId,
      team: teamName(huddle.teamId),
      startsAt: huddle.startsAt.toISO() ?? '',
      endsAt: huddle.endsAt.toISO() ?? '',
      live: huddle.state === 'live',
      open: scope.now >= doors.open && scope.now < doors.close,
      answer: (await findAttendee(scope, huddle.huddleId, viewer.personId))?.answer ?? 'none',
      cases: items.length,
      presenting: entries.filter((entry) => entry.presenterId === viewer.personId).length,
    })
  }
  return shown.sort(
    (one, other) => DateTime.fromISO(one.startsAt).toMillis() - DateTime.fromISO(other.startsAt).toMillis(),
  )
}

function patientOf(name: PatientName | undefined): TodayTask['patient'] {
  if (!name) return null
  return {
    family: name.family,
    given: name.given.join(' '),
    ...(name.bornOn && { born: name.bornOn }),
    ...(name.mrn && { mrn: name.mrn }),
  }
}
