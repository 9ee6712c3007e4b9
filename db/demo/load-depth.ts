import { writeBriefPart } from '#app/features/cases/server/write-brief-part.ts'
import { writeCirclePerson } from '#app/features/cases/server/write-circle-person.ts'
import { writeGoal } from '#app/features/cases/server/write-goal.ts'
import { writeNeed } from '#app/features/cases/server/write-need.ts'
import { writeService } from '#app/features/cases/server/write-service.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { workingDayOnOrBefore } from './days.ts'
import type { DemoOrganization } from './demo.ts'
import { type DemoDepth, demoDepth, demoServices } from './depth.ts'
import { made, of, type Past } from './past.ts'
import { teamOf } from './people.ts'
import { clockAt, type Timeline } from './timeline.ts'

/** How many weeks ago the lead wrote the directory of services. */
const DIRECTORY_WEEKS = 20
/** How many weeks ago needs and people were asked about where nothing else says when. */
const ASKED_WEEKS = 2

/** What the team knows of its patients beyond scores and brief: goals, needs and who helps with them, the people around, own words. */
export function depthOn(past: Past, demo: DemoOrganization): Timeline {
  const services = new Map<string, string>()
  const weeksAgo = (weeks: number) => addDays(demo.today, -7 * weeks)
  const at = (weeks: number, hour: number) =>
    clockAt(workingDayOnOrBefore(weeksAgo(weeks)), hour, 10, teamOf('elm').zone)
  const directory = {
    at: at(DIRECTORY_WEEKS, 10),
    async happen() {
      const lead = demo.people.find(({ roles }) => roles.elm === 'lead')?.key ?? 'rosalind'
      for (const { key, name, kinds, ...rest } of demoServices) {
        const details = { phone: '', address: '', hours: '', web: '', languages: '', note: '', ...rest, name }
        services.set(key, made(await writeService(past.world, await past.as(lead), { kinds, details }), key))
      }
    },
  }
  const known = demoDepth.flatMap((one) => {
    const { careManager } = demo.cases.find(({ key }) => key === one.case) ?? {
      careManager: 'kwame' as const,
    }
    const by = () => past.as(careManager)
    return [
      ...(one.goal
        ? [{ at: at(one.goal.setWeeksAgo, 13), happen: () => setGoal(past, one, by, weeksAgo) }]
        : []),
      { at: at(ASKED_WEEKS, 14), happen: () => noteRest(past, one, by, services) },
    ]
  })
  return [directory, ...known]
}

type By = () => ReturnType<Past['as']>

async function setGoal(past: Past, one: DemoDepth, by: By, weeksAgo: (weeks: number) => string) {
  if (!one.goal) return
  const { text, target, measure, steps, targetWeeksAgo, reviewWeeksAgo } = one.goal
  const goal = {
    caseId: of(past.cases, one.case),
    text,
    target: target ?? null,
    measure: measure ?? null,
    targetOn: weeksAgo(targetWeeksAgo),
    reviewOn: weeksAgo(reviewWeeksAgo),
    labels: [],
    milestones: steps.map((step) => ({
      milestoneId: null,
      text: step.text,
      dueOn: null,
      reachedOn: step.reachedWeeksAgo === undefined ? null : weeksAgo(step.reachedWeeksAgo),
    })),
  }
  made(await writeGoal(past.world, await by(), goal), one.case)
}

async function noteRest(past: Past, one: DemoDepth, by: By, services: ReadonlyMap<string, string>) {
  const caseId = of(past.cases, one.case)
  for (const { kind, state, text, service } of one.needs ?? []) {
    const need = { caseId, kind, state, text, serviceId: service ? of(services, service) : null, labels: [] }
    made(await writeNeed(past.world, await by(), need), one.case)
  }
  for (const { kind, name, role, phone, organization = '' } of one.circle ?? []) {
    const person = { caseId, kind, active: true, details: { name, role, phone, organization } }
    made(await writeCirclePerson(past.world, await by(), person), one.case)
  }
  if (one.ownWords) {
    const words = { caseId, part: 'own-words', version: 0, text: one.ownWords } as const
    made(await writeBriefPart(past.world, await by(), words), one.case)
  }
}
