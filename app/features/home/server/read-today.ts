import { countItems } from '#app/features/agendas/server/item-queries.server.ts'
import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { listMissed } from '#app/features/flags/server/escalation-queries.server.ts'
import { countInbox } from '#app/features/flags/server/inbox-queries.server.ts'
import { countPresented, countQueue } from '#app/features/flags/server/queue-queries.server.ts'
import { type Answer, listAnswers } from '#app/features/huddles/server/attendee-queries.server.ts'
import { listHuddles, listHuddlesOfPerson } from '#app/features/huddles/server/huddle-queries.server.ts'
import { doorsOf } from '#app/features/live/core/doors.ts'
import { may, teamsWhere } from '#app/features/people/core/rights.ts'
import {
  listMembers,
  listPersons,
  listTeams,
  namesOfPeople,
} from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { type DueGroup, dueGroup } from '#app/features/tasks/core/due.ts'
import type { Task } from '#app/features/tasks/core/task.ts'
import { listSafetyTasks, listTasksForToday } from '#app/features/tasks/server/task-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'

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
  readonly patient: ShownPatient
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

/** Flags of a team that nobody answered in time, for whoever was told: how many, since when, and who can decide. */
export interface TodayMissed {
  readonly teamId: string
  readonly team: string
  readonly flags: number
  readonly since: string
  readonly leads: readonly string[]
  /** Whether the one who looks leads the team, and so can decide. */
  readonly mine: boolean
}

/** Everything that needs somebody today, for whoever is looking. */
export interface Today {
  readonly now: string
  readonly zone: string
  /** Safety tasks that nobody has done yet: of all teams of theirs, whoever owns them, and their own of any team. */
  readonly safety: readonly TodayTask[]
  readonly missed: readonly TodayMissed[]
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
  const teams = new Map((await listTeams(scope)).map((team) => [team.teamId, team.name]))
  const mine = await listTasksForToday(scope, viewer.personId)
  const ofTeams = await listSafetyTasks(scope, teamsWhere(viewer, 'task.work'))
  // Whoever is on call owns one of a team they are not in.
  const known = new Set(ofTeams.map((task) => task.taskId))
  const safety = [...mine.filter((task) => task.safety && !known.has(task.taskId)), ...ofTeams]
  // Who owns a task sees whose it is, also where the patient's team is not theirs: whoever is on call.
  const patientOf = await showPatients(
    { ...scope, teams: 'every' },
    [...mine, ...safety].map((task) => task.caseId),
    'tasks.listed',
  )
  const nameOf = await namesOfPeople(scope)
  const show = (task: Task): TodayTask => ({
    taskId: task.taskId,
    title: task.title,
    dueOn: task.dueOn,
    dueAt: task.dueAt,
    state: task.state,
    safety: task.safety,
    owner: nameOf(task.ownerId),
    mine: task.ownerId === viewer.personId,
    patient: patientOf(task.caseId),
  })
  const grouped = (group: DueGroup) =>
    mine.filter((task) => !task.safety && dueGroup(task, scope.now, viewer.zone) === group).map(show)

  return {
    now: scope.now.toISO() ?? '',
    zone: viewer.zone,
    safety: safety.map(show),
    missed: await readMissed(scope, viewer, (teamId) => teams.get(teamId) ?? ''),
    huddles: await readHuddles(scope, viewer, (teamId) => teams.get(teamId) ?? ''),
    tasks: {
      overdue: grouped('overdue'),
      today: grouped('today'),
      week: grouped('week'),
      unanswered: grouped('later').filter((task) => task.state !== 'accepted'),
      later: grouped('later').filter((task) => task.state === 'accepted'),
    },
    teams: await readTeams(scope, teamsWhere(viewer, 'flag.triage'), (teamId) => teams.get(teamId) ?? ''),
    invited: viewer.admin
      ? (await listPersons(scope)).filter((person) => person.state === 'invited').length
      : 0,
    inTeams: viewer.roles.size > 0,
  }
}

async function readMissed(
  scope: Scope,
  viewer: Viewer,
  teamName: (teamId: TeamId) => string,
): Promise<TodayMissed[]> {
  const missed = await listMissed(scope, teamsWhere(viewer, 'flag.triage'), viewer.personId)
  const shown: TodayMissed[] = []
  for (const { teamId, flags, since } of missed) {
    const leads = (await listMembers(scope, teamId)).filter((member) => member.role === 'lead')
    shown.push({
      teamId,
      team: teamName(teamId),
      flags,
      since,
      leads: leads.map(({ name }) => name),
      mine: may(viewer, 'flag.triage', teamId),
    })
  }
  return shown
}

async function readHuddles(
  scope: Scope,
  viewer: Viewer,
  teamName: (teamId: TeamId) => string,
): Promise<TodayHuddle[]> {
  const until = scope.now.plus({ days: DAYS_AHEAD })
  const huddles = (await listHuddlesOfPerson(scope, viewer.personId, scope.now.minus({ hours: 1 }))).filter(
    (huddle) => huddle.startsAt < until && (huddle.state === 'live' || huddle.endsAt > scope.now),
  )
  const ids = huddles.map((huddle) => huddle.huddleId)
  const items = await countItems(scope, ids)
  const presented = await countPresented(scope, viewer.personId, ids)
  const answers = await listAnswers(scope, viewer.personId, ids)
  return huddles.map((huddle) => {
    const doors = doorsOf(huddle.startsAt, huddle.endsAt)
    return {
      huddleId: huddle.huddleId,
      team: teamName(huddle.teamId),
      startsAt: huddle.startsAt.toISO() ?? '',
      endsAt: huddle.endsAt.toISO() ?? '',
      live: huddle.state === 'live',
      open: scope.now >= doors.open && scope.now < doors.close,
      answer: answers.get(huddle.huddleId) ?? 'none',
      cases: items.get(huddle.huddleId)?.items ?? 0,
      presenting: presented.get(huddle.huddleId) ?? 0,
    }
  })
}

async function readTeams(
  scope: Scope,
  teamIds: readonly TeamId[],
  teamName: (teamId: TeamId) => string,
): Promise<TodayTeam[]> {
  const inbox = await countInbox(scope, teamIds)
  const queue = await countQueue(scope, teamIds)
  const shown: TodayTeam[] = []
  for (const teamId of teamIds) {
    const [next] = await listHuddles(scope, teamId, 'coming', 1)
    const drafts = await listHuddles(scope, teamId, 'draft', 5)
    shown.push({
      teamId,
      name: teamName(teamId),
      inbox: inbox.get(teamId) ?? 0,
      queue: queue.get(teamId) ?? 0,
      drafts: drafts.map((draft) => draft.huddleId),
      next: next?.startsAt ? { huddleId: next.huddleId, startsAt: next.startsAt.toISO() ?? '' } : null,
    })
  }
  return shown
}
