import { DateTime } from 'luxon'
import type { z } from 'zod'
import { type ShownPatient, showPatients } from '#app/features/cases/server/show-patients.ts'
import { dayGrid } from '#app/features/huddles/core/day-grid.ts'
import { explainOpening } from '#app/features/huddles/core/explain-opening.ts'
import type { Opening } from '#app/features/huddles/core/openings-request.ts'
import { type FoundTime, findTime, openingAt } from '#app/features/huddles/server/find-time.ts'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import type { CaseId } from '#app/shared/ids.ts'
import type { timeQuestion } from '../forms.ts'
import { neededFor } from './put-item.ts'
import { readAgenda } from './read-agenda.ts'

const LEAD_TIME = { hours: 1 }
const HORIZON_DAYS = 14
const MOST_DAYS = 92
const MOST_OPENINGS = 8

/** Everything the time page shows: the openings, the one looked at, and a day of everybody; on the clock of `zone`. */
export async function showTimes(
  scope: Scope,
  huddle: Huddle,
  zone: string,
  question: z.output<typeof timeQuestion>,
) {
  const { topics } = await readAgenda(scope, huddle)
  const coming = topics.filter(({ item }) => item.state === 'planned')
  const patientOf = await showPatients(
    scope,
    coming.map(({ item }) => item.caseId),
    'case.listed',
  )
  const minutes = question.minutes ?? huddle.minutes
  const { from, to } = horizon(scope.now, zone, question)
  const found = await findTime(
    scope,
    huddle,
    coming.map(({ item, entry }) => ({
      id: item.itemId,
      urgency: entry.urgency,
      respondBy: Date.parse(entry.respondBy),
      minutes: item.minutes,
      needs: neededFor(entry),
      carried: Math.min(entry.carried, 3),
    })),
    { from, to, minutes, limit: MOST_OPENINGS },
  )
  const at = question.at && DateTime.fromISO(question.at, { zone: 'utc' })
  // One of the openings comes with all its starts, any other time as itself.
  const asked =
    at &&
    (found.answer.openings.find((opening) => opening.start === at.toMillis()) ?? openingAt(found.request, at))
  const chosen = asked ?? found.answer.openings[0]
  const caseOf = new Map<string, CaseId>(coming.map(({ item }) => [item.itemId, item.caseId]))
  const patientOfItem = (id: string): ShownPatient | undefined => {
    const caseId = caseOf.get(id)
    return caseId && patientOf(caseId)
  }
  const day =
    question.day ??
    (chosen ? DateTime.fromMillis(chosen.start, { zone }) : from.setZone(zone)).toISODate() ??
    ''
  return {
    from: from.setZone(zone).toISODate() ?? '',
    to: to.minus({ milliseconds: 1 }).setZone(zone).toISODate() ?? '',
    minutes,
    step: found.request.step,
    gone: question.at !== undefined && !asked,
    openings: found.answer.openings.map((opening) => showOpening(found, opening, patientOfItem)),
    chosen: chosen ? showOpening(found, chosen, patientOfItem) : null,
    none: found.answer.none && {
      why: found.answer.none.why,
      blocking: found.answer.none.blocking.map((one) => ({
        name: 'id' in one ? nameIn(found, one.id) : disciplineWords(one.discipline),
        starts: one.starts,
      })),
    },
    withoutHours: found.people.filter((person) => !person.hasHours).map((person) => person.name),
    grid: showGrid(found, day, zone),
  }
}

export type OpeningRow = NonNullable<Awaited<ReturnType<typeof showTimes>>['chosen']>

function horizon(now: DateTime, zone: string, question: z.output<typeof timeQuestion>) {
  const soonest = now.plus(LEAD_TIME)
  const first = question.from ? DateTime.fromISO(question.from, { zone }).startOf('day') : soonest
  const from = DateTime.max(first, soonest)
  const last = question.to
    ? DateTime.fromISO(question.to, { zone }).startOf('day').plus({ days: 1 })
    : undefined
  const usual = from.plus({ days: HORIZON_DAYS })
  const to = last && last > from ? last : usual
  const latest = from.plus({ days: MOST_DAYS })
  return { from, to: DateTime.min(to, latest) }
}

function showOpening(
  found: FoundTime,
  opening: Opening,
  patientOfItem: (id: string) => ShownPatient | undefined,
) {
  return {
    startsAt: iso(opening.start),
    lastStart: iso(opening.lastStart),
    endsAt: iso(opening.end),
    ...explainOpening(opening, found.request, (id) => nameIn(found, id)),
    unserved: opening.unserved.flatMap(({ id, why, missing }) => {
      const patient = patientOfItem(id)
      return patient ? [{ itemId: id, patient, why, missing: missing.map((one) => nameIn(found, one)) }] : []
    }),
  }
}

function showGrid(found: FoundTime, day: string, zone: string) {
  const { columns, rows } = dayGrid(
    // The day is the viewer's, so that every time on the page is on one clock.
    { ...found.request, zone },
    Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000),
  )
  const cells = new Map(rows.map((row) => [row.id, row.cells]))
  return {
    day,
    columns: columns.map(({ start, free, state }) => ({ startsAt: iso(start), free, state })),
    rows: found.people.map((person) => ({
      id: person.personId,
      name: person.name,
      detail: disciplines[person.discipline],
      required: person.required,
      cells: cells.get(person.personId) ?? [],
    })),
  }
}

function nameIn(found: FoundTime, id: string): string {
  return found.people.find((person) => person.personId === id)?.name ?? 'Somebody who is not asked'
}

function disciplineWords(discipline: string): string {
  return Object.entries(disciplines).find(([name]) => name === discipline)?.[1] ?? discipline
}

function iso(millis: number): string {
  return new Date(millis).toISOString()
}
