import { type ContactWay, contactWays } from '#app/features/cases/core/phases.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { elmFirst } from './cases/elm-first.ts'
import { elmSecond } from './cases/elm-second.ts'
import { ridge } from './cases/ridge.ts'
import { courseOf } from './courses.ts'
import { nextWorkingDay, workingDayOnOrBefore, workingDaysBefore } from './days.ts'
import type {
  CaseSketch,
  DemoBriefPart,
  DemoCase,
  DemoContact,
  DemoHuddle,
  DemoOrganization,
  DemoScore,
} from './demo.ts'
import { nextHuddle, waiting } from './huddles/coming.ts'
import { elmLastWeek } from './huddles/elm-last-week.ts'
import { elmThreeWeeksAgo } from './huddles/elm-three-weeks-ago.ts'
import { elmTwoWeeksAgo } from './huddles/elm-two-weeks-ago.ts'
import { ridgeLastWeek } from './huddles/ridge-last-week.ts'
import { people, teamOf, teams } from './people.ts'
import { seeded } from './seeded.ts'

/**
 * The demo organization as it stands on the day `today`: the same for the same day, every time.
 *
 * Nothing in it is by chance or from a clock. What lies in the past does so in days before `today`, so that the demo never ages.
 */
export function makeDemo(today: string): DemoOrganization {
  const nextDay = nextWorkingDay(today)
  const huddles = [elmThreeWeeksAgo, elmTwoWeeksAgo, elmLastWeek, ridgeLastWeek]
    .map((huddle): DemoHuddle => ({ ...huddle, on: dayOfHuddle(huddle, nextDay) }))
    .sort((one, other) => (one.on < other.on ? -1 : 1))
  return {
    name: 'Larkfield Clinic',
    zone: teamOf('elm').zone,
    crisisInstruction:
      'A patient in danger now: call 911 and stay on the line with the patient. In a crisis: call or text 988, the Suicide and Crisis Lifeline, day and night. Then tell the clinic’s duty clinician, 202-555-0142.',
    onCall: 'ngozi',
    today,
    foundedOn: workingDaysBefore(addDays(today, -40 * 7), 0),
    people,
    teams,
    cases: [...elmFirst, ...elmSecond, ...ridge].map((sketch, index) =>
      caseOf(sketch, index, today, huddles),
    ),
    huddles,
    next: { ...nextHuddle, on: nextDay },
    waiting,
  }
}

// Elm Street meets on the weekday of its next huddle, Ridgeline on the day after.
function dayOfHuddle(huddle: { team: string; weeksBefore: number }, nextDay: string): string {
  const sameDay = addDays(nextDay, -7 * huddle.weeksBefore)
  return huddle.team === 'elm' ? sameDay : workingDayOnOrBefore(addDays(sameDay, 1))
}

function caseOf(sketch: CaseSketch, index: number, today: string, huddles: readonly DemoHuddle[]): DemoCase {
  const chance = seeded(sketch.key)
  const length = sketch.weeks * 7 + (sketch.days ?? chance.whole(0, 5))
  const episodeStart = workingDayOnOrBefore(addDays(today, -length))
  const scores = courseOf(sketch, episodeStart, length, today)
  return {
    ...sketch,
    // Seven digits, none twice: the place in the list is in them.
    mrn: String(4_100_000 + index * 1_753 + chance.whole(0, 1_700)),
    episodeStart,
    scores,
    contacts: contactsOf(sketch, episodeStart, today),
    briefParts: briefOf(sketch, episodeStart, scores, today, askedBefore(sketch, huddles)),
  }
}

function contactsOf(sketch: CaseSketch, start: string, today: string): DemoContact[] {
  const chance = seeded(`contacts of ${sketch.key}`)
  const contacts: DemoContact[] = []
  // Every week at first, then every second, then monthly: as the caseload allows.
  for (let day = chance.whole(1, 4); ; day += day < 35 ? 7 : day < 112 ? 14 : 28) {
    const on = workingDayOnOrBefore(addDays(start, day))
    if (on >= today) return contacts
    const reached = contacts.length === 0 || chance.whole(1, 10) <= sketch.reachedOfTen
    contacts.push({
      on,
      // Between a quarter past twelve and a quarter to four, by the clocks of the team.
      minuteOfDay: 12 * 60 + 15 + chance.whole(0, 200),
      by: chance.whole(1, 6) === 1 ? sketch.writer : sketch.careManager,
      way: reached && contacts.length === 0 ? 'visit' : wayOf(chance.whole(1, 20)),
      reached,
      minutes: reached ? chance.whole(8, 35) : chance.whole(1, 4),
    })
  }
}

function wayOf(number: number): ContactWay {
  const [visit, phone, video, message] = Object.keys(contactWays) as ContactWay[]
  const way = number <= 12 ? phone : number <= 15 ? video : number <= 18 ? visit : message
  return way ?? 'phone'
}

function briefOf(
  sketch: CaseSketch,
  start: string,
  scores: readonly DemoScore[],
  today: string,
  askedOn: string | undefined,
): DemoBriefPart[] {
  const chance = seeded(`brief of ${sketch.key}`)
  const { brief, careManager, writer } = sketch
  const early = (days: number) =>
    earlier(workingDayOnOrBefore(addDays(start, days)), workingDaysBefore(today, 1))
  const late = (days: number) => later(workingDaysBefore(today, days), start)
  const lastScored = scores.filter((score) => score.on < today).at(-1)?.on ?? start
  const parts: (DemoBriefPart | undefined)[] = [
    part('situation', brief.situation, writer, early(chance.whole(1, 6))),
    part('goal', brief.goal, careManager, early(chance.whole(2, 9))),
    part('if-worse-then', brief.ifWorse, careManager, early(chance.whole(8, 16))),
    part('trend', brief.trend && trendOf(brief.trend, scores, today), writer, later(lastScored, start)),
    part('medication', brief.medication, writer, late(chance.whole(3, 8))),
    part('changed', brief.changed, careManager, late(chance.whole(2, 6))),
    part('question', brief.question, writer, askedOn ?? late(chance.whole(2, 4))),
  ]
  return parts.filter((one) => one !== undefined)
}

// The question to a huddle that was held is as old as the huddle.
function askedBefore({ key }: CaseSketch, huddles: readonly DemoHuddle[]): string | undefined {
  const held = huddles.find(({ discussions }) => discussions.some((one) => one.case === key && one.decision))
  return held && workingDaysBefore(held.on, 2)
}

function part(
  name: DemoBriefPart['part'],
  text: string | undefined,
  by: DemoBriefPart['by'],
  on: string,
): DemoBriefPart | undefined {
  return text === undefined ? undefined : { part: name, text, by, on }
}

// The numbers come from the scores themselves, so that the words can never say anything else.
function trendOf(note: string, scores: readonly DemoScore[], today: string): string {
  const said = (['phq-9', 'gad-7'] as const).flatMap((instrument) => {
    const totals = scores
      .filter((score) => score.instrument === instrument && score.on < today && score.arrivedOn === score.on)
      .map((score) => score.total)
    const [first, last] = [totals[0], totals.at(-1)]
    if (first === undefined || last === undefined || totals.length < 2) return []
    return [`${instrument.toUpperCase()} ${first} at the start, ${last} now.`]
  })
  return [...said, note].join(' ')
}

function earlier(one: string, other: string): string {
  return one < other ? one : other
}

function later(one: string, other: string): string {
  return one > other ? one : other
}
