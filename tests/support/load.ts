import { setTimeout as pause } from 'node:timers/promises'
import { DateTime } from 'luxon'
import type pg from 'pg'
import { findInvitation } from '#app/features/calendar/server/invitation-queries.server.ts'
import { listContacts } from '#app/features/cases/server/clinical-queries.server.ts'
import { findPatientOfCase, listPatientNames } from '#app/features/cases/server/patient-queries.server.ts'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, HuddleId, PersonId, TeamId } from '#app/shared/ids.ts'
import { visit } from './visits.ts'

/** Where the load is put, and by whom. */
interface Place {
  readonly origin: string
  readonly world: World
  readonly admin: pg.Pool
  readonly teamId: TeamId
  readonly people: Record<'lead' | 'clinician' | 'staff', Viewer>
  readonly cookies: Record<'lead' | 'staff', string>
  readonly random: () => number
}

/** What came of it all. */
interface Findings {
  /** Each thing that was acknowledged and is not there once, as it was said. */
  readonly wrong: string[]
  readonly counts: {
    acknowledged: number
    sentAgain: number
    cutOff: number
    brokenAnswers: number
    huddles: number
  }
}

/** People at work, all at once: each sends a form again, with the same key, until it is acknowledged. */
export interface Load {
  begin(): void
  /** Lets everybody finish what they are at. */
  end(): Promise<void>
  look(): Promise<Findings>
}

/** A patient's way from the caseload to a huddle, as one worker brought it about. */
interface Way {
  readonly family: string
  readonly note: string
  readonly question: string
  readonly alarm: string
  readonly caseId: CaseId
  readonly taskId: string
  readonly huddleId: HuddleId
  readonly startsAt: string
}

const workers = 4

/** A load of forms on a server that may die at any moment. */
export function aLoad(place: Place): Load {
  const { world, admin, teamId, people, cookies, random } = place
  const counts = { acknowledged: 0, sentAgain: 0, cutOff: 0, brokenAnswers: 0, huddles: 0 }
  const wrong: string[] = []
  const ways: Way[] = []
  const answered = new Set<HuddleId>()
  const firstStart = DateTime.utc().plus({ days: 1 }).startOf('hour')
  let going = false
  let number = 0
  let running: Promise<void>[] = []

  async function insist(path: string, cookie: string, form: Record<string, string>): Promise<string> {
    const once = { method: 'POST', cookie, form: { key: crypto.randomUUID(), ...form } }
    const first = await untilAnswered(path, once)
    counts.acknowledged += 1
    // Whoever is not sure presses again.
    if (random() < 0.3) {
      counts.sentAgain += 1
      const second = await untilAnswered(path, once)
      if (second !== first) wrong.push(`${path} led to ${first} and, sent again, to ${second}`)
    }
    return first
  }

  async function untilAnswered(path: string, request: Parameters<typeof visit>[2]): Promise<string> {
    for (;;) {
      try {
        const answer = await visit(place, path, { ...request, withinMs: 8_000 })
        if (answer.status >= 500) counts.brokenAnswers += 1
        else if (answer.status !== 302) throw new Refused(`${path} was refused with ${answer.status}`)
        else return answer.location ?? ''
      } catch (error) {
        if (error instanceof Refused) throw error
        counts.cutOff += 1
      }
      await pause(40)
    }
  }

  async function work(): Promise<void> {
    while (going) {
      number += 1
      try {
        ways.push(await walk(number))
      } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error))
      }
    }
  }

  async function walk(count: number): Promise<Way> {
    const { lead, clinician, staff } = people
    const [family, note, question, alarm] = ['Family', 'Note', 'Question', 'Alarm'].map(
      (word) => `${word}-${count}`,
    )
    const words = { family: family ?? '', note: note ?? '', question: question ?? '', alarm: alarm ?? '' }
    const opened = await insist(`/teams/${teamId}/cases/new`, cookies.staff, {
      family: words.family,
      given: 'Ana',
      birthDate: '1990-05-06',
      gender: 'female',
      episodeStart: '2026-01-01',
      careManagerId: staff.personId,
    })
    const caseId = opened.split('/')[2] as CaseId
    await insist(`/cases/${caseId}/contacts/new`, cookies.staff, {
      on: '2026-01-02',
      time: '10:00',
      way: 'phone',
      reached: 'yes',
      note: words.note,
    })
    const task = await insist(`/cases/${caseId}/flags/new`, cookies.lead, {
      question: words.alarm,
      reason: 'In danger',
      urgency: 'emergency',
    })
    const taskId = task.split('/')[2] ?? ''
    await insist(`/tasks/${taskId}`, cookies.staff, { intent: 'accept' })
    await insist(`/tasks/${taskId}`, cookies.staff, { intent: 'done', outcome: 'She is safe' })

    await insist(`/cases/${caseId}/flags/new`, cookies.staff, {
      question: words.question,
      reason: 'No better',
      urgency: 'soon',
    })
    const flags = await inOrganization(world, lead, (scope) => listFlagsOfCase(scope, caseId))
    const flag = flags.find((one) => one.question === words.question)
    if (!flag) throw new Error(`${words.question} was acknowledged and is not there`)
    await insist(`/teams/${teamId}/inbox`, cookies.lead, {
      intent: 'discuss',
      flagId: flag.flagId,
      version: String(flag.version),
      changes: 'yes',
      minutes: '10',
      'needs[0]': clinician.personId,
      'needs[1]': staff.personId,
    })
    const { rows } = await admin.query<{ queue_entry_id: string }>(
      `select queue_entry_id from queue_entry where case_id = $1 and state = 'waiting'`,
      [caseId],
    )
    if (rows.length !== 1) throw new Error(`${words.question} is in the queue ${rows.length} times`)
    const planned = await insist('/huddles/new', cookies.lead, {
      teamId,
      minutes: '20',
      setupMinutes: '2',
      'entry[0]': rows[0]?.queue_entry_id ?? '',
    })
    const huddleId = planned.split('/')[2] as HuddleId
    const startsAt = firstStart.plus({ minutes: 30 * count }).toISO({ suppressMilliseconds: true }) ?? ''
    await insist(`/huddles/${huddleId}/time`, cookies.lead, {
      intent: 'schedule',
      version: '1',
      startsAt,
      minutes: '20',
    })
    counts.huddles += 1
    return { ...words, caseId, taskId, huddleId, startsAt }
  }

  /** Opens the links of those who are asked, as soon as they are made, and says yes. */
  async function answerLinks(): Promise<void> {
    while (going) {
      const next = ways.find(({ huddleId }) => !answered.has(huddleId))
      const invitation =
        next &&
        (await inOrganization(world, people.lead, (scope) =>
          findInvitation(scope, next.huddleId, people.clinician.personId),
        ))
      if (!next || !invitation) {
        await pause(50)
        continue
      }
      try {
        const opened = await visit(place, `/j/${invitation.token}`, { withinMs: 8_000 })
        const pass = opened.headers.get('set-cookie')?.split(';')[0]
        if (!opened.location || !pass) throw new Error('cut off')
        await untilAnswered(opened.location, { method: 'POST', cookie: pass, form: { answer: 'yes' } })
        counts.acknowledged += 1
        answered.add(next.huddleId)
      } catch {
        await pause(50)
      }
    }
  }

  return {
    begin() {
      going = true
      running = [...Array.from({ length: workers }, work), answerLinks()]
    },
    async end() {
      going = false
      await Promise.all(running)
    },
    async look() {
      wrong.push(...(await lookAtWays(place, ways, answered)))
      return { wrong, counts }
    },
  }
}

class Refused extends Error {}

/** What is not there exactly once of what every way has acknowledged, looked up where it is kept. */
async function lookAtWays(
  { world, admin, people }: Place,
  ways: readonly Way[],
  answered: ReadonlySet<HuddleId>,
): Promise<string[]> {
  const count = async (query: string, ...values: unknown[]) => {
    const { rows } = await admin.query<{ count: number }>(query, values)
    return rows[0]?.count
  }
  const { rows: cases } = await admin.query<{ case_id: CaseId }>('select case_id from "case"')
  const names = await inOrganization(world, people.lead, (scope) =>
    listPatientNames(
      scope,
      cases.map((row) => row.case_id),
    ),
  )
  const families = [...names.values()].map(({ family }) => family)
  const wrong: string[] = []
  for (const way of ways) {
    const check = (what: string, found: unknown, wanted: unknown = 1) => {
      if (JSON.stringify(found) !== JSON.stringify(wanted))
        wrong.push(`${way.family}: ${what} is ${JSON.stringify(found)}`)
    }
    check('the case', families.filter((family) => family === way.family).length)
    const { flags, notes } = await inOrganization(world, people.lead, async (scope) => {
      const patient = await findPatientOfCase(scope, way.caseId)
      const contacts = patient ? await listContacts(scope, patient.patientId) : []
      return { flags: await listFlagsOfCase(scope, way.caseId), notes: contacts.map(({ note }) => note) }
    })
    check('the contact', notes, [way.note])
    // Rules look at the cases too, each in its own time.
    const raised = flags.filter(({ rule }) => rule === null)
    check('the flags', raised.map(({ question }) => question).sort(), [way.alarm, way.question])
    check('the verdict', flags.find(({ question }) => question === way.question)?.verdict, 'discuss')
    for (const kind of ['accepted', 'done'])
      check(
        `the task ${kind}`,
        await count(
          'select count(*)::int from task_event where task_id = $1 and kind = $2',
          way.taskId,
          kind,
        ),
      )
    check(
      'the place in the queue',
      await count('select count(*)::int from queue_entry where case_id = $1', way.caseId),
    )
    check('the item', await count('select count(*)::int from item where case_id = $1', way.caseId))
    check(
      'the huddle',
      await count(
        `select count(*)::int from huddle where huddle_id = $1 and state = 'scheduled' and starts_at = $2`,
        way.huddleId,
        way.startsAt,
      ),
    )
    if (answered.has(way.huddleId))
      check(
        'the answer',
        await count(
          `select count(*)::int from attendee where huddle_id = $1 and person_id = $2 and answer = 'yes'`,
          way.huddleId,
          people.clinician.personId satisfies PersonId,
        ),
      )
  }
  // Whatever was begun and never acknowledged may be there or not, but never twice.
  const twice = families.filter((family, index) => families.indexOf(family) !== index)
  wrong.push(...twice.map((family) => `${family} is there twice`))
  return wrong
}
