import { addContact } from '#app/features/cases/server/add-contact.ts'
import { type Case, findCase, updateLastDiscussed } from '#app/features/cases/server/case-queries.server.ts'
import { changeCase } from '#app/features/cases/server/change-case.ts'
import { openCase } from '#app/features/cases/server/open-case.ts'
import { updateAllergyState } from '#app/features/cases/server/patient-queries.server.ts'
import { recordScore } from '#app/features/cases/server/record-score.ts'
import { writeBriefPart } from '#app/features/cases/server/write-brief-part.ts'
import { applyRules, applyRulesToCase } from '#app/features/flags/server/apply-rules.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { addDays, daysBetween } from '#app/time/calendar-days.ts'
import { workingDayOnOrBefore } from './days.ts'
import type { DemoBriefPart, DemoCase, DemoContact, DemoOrganization, DemoScore } from './demo.ts'
import { askForConsent, labelsOf } from './load-consents.ts'
import { made, of, type Past } from './past.ts'
import { teamOf } from './people.ts'
import { clockAt, type Timeline } from './timeline.ts'

/** From this day of an episode on the week-8 rule has something to say. */
const RULE_DAY = 56
/** A case that is well moves to relapse prevention in this week. */
const PREVENTION_WEEK = 24
/** How long before now the newest form was filled in: recently enough that nobody has taken its task on. */
const JUST_NOW_MINUTES = 8

/** Everything that was done about the patients one by one: opened, measured, called, written about. */
export function casesOn(past: Past, demo: DemoOrganization): Timeline {
  return demo.cases.flatMap((one) => [
    ...opened(past, one),
    ...one.scores.map((score) => measured(past, one, score, demo.today)),
    ...one.contacts.map((contact) => contacted(past, one, contact)),
    ...one.briefParts.map((part) => written(past, one, part)),
    ...askedByTheDay(past, one, demo.today),
    ...discussedBefore(past, one, demo.today),
  ])
}

function opened(past: Past, one: DemoCase): Timeline {
  const { zone } = teamOf(one.team)
  const { world } = past
  const open = async () => {
    const by = await past.as(one.careManager)
    const identity = {
      family: one.family,
      given: one.given,
      birthDate: one.born,
      gender: one.gender,
      recordNumber: one.mrn,
    }
    const { episodeStart } = one
    const careManagerId = of(past.people, one.careManager)
    const teamId = of(past.teams, one.team)
    const caseId = made(await openCase(world, by, { teamId, identity, episodeStart, careManagerId }), one.key)
    past.cases.set(one.key, caseId)
    await askForConsent(past, one)
    // Neither the hand nor the extract says so; it is what an interface that is down would leave behind.
    if (one.allergyState === 'unavailable') {
      await inOrganization(world, asSystem(past.organizationId), async (scope) => {
        const found = await findCase(scope, caseId)
        if (found) await updateAllergyState(scope, [found.patientId], 'unavailable')
      })
    }
  }
  const steady = {
    at: clockAt(addDays(one.episodeStart, PREVENTION_WEEK * 7), 15, 40, zone),
    happen: () => change(past, one, { phase: 'relapse-prevention' }),
  }
  return [
    { at: clockAt(one.episodeStart, 12, 0, zone), happen: open },
    ...(one.phase === 'relapse-prevention' ? [steady] : []),
  ]
}

async function change(past: Past, one: DemoCase, wanted: Partial<Pick<Case, 'phase'>>): Promise<void> {
  const by = await past.as(one.careManager)
  const caseId = of(past.cases, one.key)
  const before = await inOrganization(past.world, by, (scope) => findCase(scope, caseId))
  if (!before) throw new Error(`${one.key} is not there.`)
  made(await changeCase(past.world, by, { ...before, ...wanted }), one.key)
}

function measured(past: Past, one: DemoCase, score: DemoScore, today: string) {
  const { zone } = teamOf(one.team)
  const justNow = score.arrivedOn === today
  return {
    at: justNow ? past.now.minus({ minutes: JUST_NOW_MINUTES }) : clockAt(score.arrivedOn, 12, 5, zone),
    async happen() {
      const caseId = of(past.cases, one.key)
      const { instrument, total, safetyAnswer, on: takenOn } = score
      const recorded = await recordScore(past.world, await past.as(one.careManager), {
        caseId,
        instrument,
        takenOn,
        takenAt: null,
        total,
        safetyAnswer,
      })
      made(recorded, one.key)
      const late = daysBetween(one.episodeStart, score.arrivedOn) >= RULE_DAY
      if (justNow) await applyRulesToCase(past.world, { organizationId: past.organizationId, id: caseId })
      else if (late || safetyAnswer) await askRules(past, one)
    },
  }
}

// As the daily run would, on the day that makes the difference.
function askedByTheDay(past: Past, one: DemoCase, today: string): Timeline {
  const day = addDays(one.episodeStart, RULE_DAY)
  if (day >= today) return []
  return [{ at: clockAt(day, 6, 0, teamOf(one.team).zone), happen: () => askRules(past, one) }]
}

function discussedBefore(past: Past, one: DemoCase, today: string): Timeline {
  if (one.discussedWeeksAgo === undefined) return []
  const day = workingDayOnOrBefore(addDays(today, -7 * one.discussedWeeksAgo))
  const discuss = async () =>
    inOrganization(past.world, await past.as(one.careManager), (scope) =>
      updateLastDiscussed(scope, of(past.cases, one.key)),
    )
  return [{ at: clockAt(day, 16, 0, teamOf(one.team).zone), happen: discuss }]
}

async function askRules(past: Past, one: DemoCase): Promise<void> {
  await applyRules(past.world, asSystem(past.organizationId), [of(past.cases, one.key)])
}

function contacted(past: Past, one: DemoCase, contact: DemoContact) {
  const { by, minuteOfDay, on, way, reached, minutes } = contact
  const at = clockAt(on, 0, 0, teamOf(one.team).zone).set({
    hour: Math.floor(minuteOfDay / 60),
    minute: minuteOfDay % 60,
  })
  return {
    at: at.plus({ minutes }),
    async happen() {
      const caseId = of(past.cases, one.key)
      const what = { caseId, at: at.toJSDate(), way, reached, minutes, note: null }
      made(await addContact(past.world, await past.as(by), what), one.key)
    },
  }
}

function written(past: Past, one: DemoCase, part: DemoBriefPart) {
  return {
    at: clockAt(part.on, 15, 0, teamOf(one.team).zone),
    async happen() {
      const what = {
        caseId: of(past.cases, one.key),
        part: part.part,
        version: 0,
        text: part.text,
        labels: labelsOf(one, part.text),
      }
      made(await writeBriefPart(past.world, await past.as(part.by), what), one.key)
    },
  }
}
