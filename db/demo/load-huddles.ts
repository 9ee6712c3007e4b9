import type { DateTime } from 'luxon'
import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { planHuddle } from '#app/features/agendas/server/plan-huddle.ts'
import { listQueue } from '#app/features/flags/server/queue-queries.server.ts'
import { answerInvitation } from '#app/features/huddles/server/answer-invitation.ts'
import { chooseFacilitator } from '#app/features/huddles/server/choose-facilitator.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { scheduleHuddle } from '#app/features/huddles/server/schedule-huddle.ts'
import { endLiveHuddle } from '#app/features/live/server/end-huddle.ts'
import { goOnInHuddle } from '#app/features/live/server/go-on.ts'
import { joinHuddle } from '#app/features/live/server/join-huddle.ts'
import { recordDecision } from '#app/features/live/server/record-decision.ts'
import { startHuddle } from '#app/features/live/server/start-huddle.ts'
import { listDecisionsOfHuddle } from '#app/features/tasks/server/decision-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { weekdayOf, workingDayOnOrBefore, workingDaysBefore } from './days.ts'
import type {
  DemoHuddle,
  DemoOrganization,
  DiscussionSketch,
  PersonKey,
  TaskSketch,
  TeamKey,
  TopicSketch,
} from './demo.ts'
import { leadOf, raisedAt, triagedAt } from './load-flags.ts'
import { tasksOn } from './load-tasks.ts'
import { made, of, type Past } from './past.ts'
import { people, teamOf } from './people.ts'
import { clockAt, type Timeline } from './timeline.ts'

/** The huddles that were held and the one to come, each from the flags that led to it to the tasks that came of it. */
export function huddlesOn(past: Past, demo: DemoOrganization): Timeline {
  const { next } = demo
  return [
    ...demo.huddles.flatMap((huddle) => {
      const carried = demo.huddles
        .filter((before) => before.team === huddle.team && before.on < huddle.on)
        .flatMap(({ discussions }) => discussions.filter(({ decision }) => !decision))
      return [
        ...flagged(past, demo, huddle.team, huddle.discussions, huddle.on, carried),
        ...held(past, huddle, demo.today),
      ]
    }),
    ...flagged(
      past,
      demo,
      next.team,
      next.topics,
      demo.today,
      demo.huddles.flatMap((huddle) => huddle.discussions),
    ),
    {
      at: clockAt(workingDaysBefore(demo.today, 1), 16, 10, teamOf(next.team).zone),
      async happen() {
        const huddleId = await plan(past, next.team, next.topics, next.on, leadOf(next.team), next.scribe)
        for (const { by, answer } of next.answers) await answerAs(past, by, huddleId, answer)
        await past.workOff()
      },
    },
  ]
}

/** Its flags were raised in the days before `day` and triaged in the same afternoon; carried-over cases are in the queue already. */
function flagged(
  past: Past,
  demo: DemoOrganization,
  team: TeamKey,
  topics: readonly TopicSketch[],
  day: string,
  carried: readonly DiscussionSketch[],
): Timeline {
  const { zone } = teamOf(team)
  const again = new Set(carried.filter(({ decision }) => !decision).map((topic) => topic.case))
  return topics.flatMap(({ case: key, flag }, index) => {
    if (!flag && again.has(key)) return []
    const on = workingDaysBefore(day, flag?.before ?? 2)
    const raised = flag ? [raisedAt(past, demo, key, flag, clockAt(on, 13, index * 4, zone))] : []
    return [...raised, triagedAt(past, key, team, 'discuss', clockAt(on, 15, 50, zone))]
  })
}

/** Puts the cases on an agenda in this order, and gives it its time. */
async function plan(
  past: Past,
  team: TeamKey,
  topics: readonly TopicSketch[],
  on: string,
  facilitator: PersonKey,
  scribe: PersonKey,
): Promise<HuddleId> {
  const { world } = past
  const { minutes, setupMinutes, meetsAt, zone } = teamOf(team)
  const teamId = of(past.teams, team)
  const lead = await past.as(leadOf(team))
  const queue = await inOrganization(world, lead, (scope) => listQueue(scope, teamId))
  const entries = new Map(queue.map(({ caseId, queueEntryId }) => [caseId, queueEntryId]))
  const queueEntryIds = topics.map((topic) => of(entries, of(past.cases, topic.case)))
  const huddleId = made(
    await planHuddle(world, lead, { teamId, minutes, setupMinutes, queueEntryIds }),
    'a plan',
  )
  const version = async () =>
    (await inOrganization(world, lead, (scope) => findHuddle(scope, huddleId)))?.version ?? 0
  const chosen = await chooseFacilitator(world, lead, {
    huddleId,
    version: await version(),
    facilitatorId: of(past.people, facilitator),
    scribeId: of(past.people, scribe),
  })
  made(chosen, 'who moves it')
  const [hour = 0, minute = 0] = meetsAt.split(':').map(Number)
  const startsAt = clockAt(on, hour, minute, zone)
  made(await scheduleHuddle(world, lead, { huddleId, version: await version(), startsAt }), 'a time')
  await past.workOff()
  return huddleId
}

async function answerAs(
  past: Past,
  by: PersonKey,
  huddleId: HuddleId,
  answer: 'yes' | 'maybe' | 'no',
): Promise<void> {
  made(await answerInvitation(past.world, await past.as(by), { huddleId, answer }), `the answer of ${by}`)
}

/** A huddle of the past: planned the working day before, held, and what its owners did about its tasks since. */
function held(past: Past, huddle: DemoHuddle, today: string): Timeline {
  const { meetsAt, minutes, zone } = teamOf(huddle.team)
  const [hour = 0, minute = 0] = meetsAt.split(':').map(Number)
  const startsAt = clockAt(huddle.on, hour, minute, zone)
  const present = people.filter(({ key, roles }) => roles[huddle.team] && !huddle.absent.includes(key))
  let huddleId: HuddleId | undefined
  return [
    {
      at: clockAt(workingDaysBefore(huddle.on, 1), 16, 10, zone),
      async happen() {
        const { team, discussions, on, facilitator, scribe } = huddle
        huddleId = await plan(past, team, discussions, on, facilitator, scribe)
        for (const { key } of present) await answerAs(past, key, huddleId, 'yes')
        for (const key of huddle.absent) await answerAs(past, key, huddleId, 'no')
      },
    },
    {
      at: startsAt.plus({ minutes: 1 }),
      async happen() {
        if (!huddleId) throw new Error('It was not planned.')
        await hold(
          past,
          huddle,
          huddleId,
          startsAt,
          present.map(({ key }) => key),
          today,
        )
        await past.workOff()
      },
    },
    ...tasksOn(past, huddle, startsAt.plus({ minutes })),
  ]
}

async function hold(
  past: Past,
  huddle: DemoHuddle,
  huddleId: HuddleId,
  startsAt: DateTime,
  present: readonly PersonKey[],
  today: string,
): Promise<void> {
  const { world } = past
  const facilitator = await past.as(huddle.facilitator)
  made(await startHuddle(world, facilitator, { huddleId }), 'the start')
  for (const key of present)
    made(await joinHuddle(world, await past.as(key), huddleId), `${key} at the huddle`)

  let clock = startsAt.plus({ minutes: teamOf(huddle.team).setupMinutes })
  let current: ItemId | null = null
  for (const discussion of huddle.discussions) {
    if (!discussion.decision) continue
    past.setClock(clock)
    made(await goOnInHuddle(world, facilitator, { huddleId, from: current }), 'the next case')
    const items = await inOrganization(world, facilitator, (scope) => listItems(scope, huddleId))
    const item = items.find(({ state }) => state === 'current')
    if (!item || item.caseId !== of(past.cases, discussion.case))
      throw new Error('The order is not the one planned.')
    current = item.itemId
    clock = clock.plus({ minutes: discussion.spokenMinutes ?? item.minutes })
    // Written down half a minute before the next case is opened.
    past.setClock(clock.minus({ seconds: 30 }))
    await decide(past, huddle, huddleId, item.itemId, discussion, today)
  }
  past.setClock(clock)
  made(await endLiveHuddle(world, facilitator, { huddleId }), 'the end')
}

async function decide(
  past: Past,
  huddle: DemoHuddle,
  huddleId: HuddleId,
  itemId: ItemId,
  { decision, case: key }: DiscussionSketch,
  today: string,
): Promise<void> {
  if (!decision) return
  const scribe = await past.as(huddle.scribe)
  const tasks = decision.tasks.map((task) => ({
    ownerId: of(past.people, task.owner),
    kind: task.kind,
    title: task.title,
    dueOn: dueOf(task, huddle.on, today),
    ...(task.urgency && { urgency: task.urgency }),
  }))
  made(await recordDecision(past.world, scribe, { ...decision, huddleId, itemId, tasks }), key)
  const decisions = await inOrganization(past.world, scribe, (scope) =>
    listDecisionsOfHuddle(scope, huddleId),
  )
  for (const task of decisions.flatMap((one) => one.tasks)) past.tasks.set(task.title, task.taskId)
}

function dueOf({ end, due }: TaskSketch, on: string, today: string): string {
  if (end.as === 'done') return addDays(on, due)
  const day = addDays(today, due)
  if (due === 0 || weekdayOf(day) <= 5) return day
  return due < 0 ? workingDayOnOrBefore(day) : addDays(day, 8 - weekdayOf(day))
}
