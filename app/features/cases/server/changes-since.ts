import { DateTime } from 'luxon'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { briefParts } from '../core/brief.ts'
import { type Change, changesOfContacts, changesOfScores, isSince } from '../core/changes.ts'
import { marksOfMedications } from '../core/charts.ts'
import { sayEvent } from '../core/history.ts'
import { instrumentOf } from '../core/instruments.ts'
import { needKinds, needStates } from '../core/needs.ts'
import { baselineWindow } from '../core/scores.ts'
import { listBrief } from './brief-queries.server.ts'
import type { Case } from './case-queries.server.ts'
import { listContacts, listMedications } from './clinical-queries.server.ts'
import { readShownCourse } from './course-queries.server.ts'
import { listGoals } from './goal-queries.server.ts'
import { listCaseEvents } from './history-queries.server.ts'
import { listNeeds } from './need-queries.server.ts'
import { listArrivedSince } from './score-queries.server.ts'

/**
 * An inner step: what this room knows to be another than it was at `since`, in no promised order. What consent withholds is not in it.
 *
 * A score counts by its arrival, since one that was filled in before and came after was not known; of medication, goals and contacts
 * the day counts on which they happened. Days are those of the team's zone.
 */
export async function listCaseChanges(
  scope: Scope,
  found: Case,
  since: DateTime,
  zone: string,
): Promise<Change[]> {
  const { caseId, patientId } = found
  const sinceDay = since.setZone(zone).toFormat('yyyy-MM-dd')
  const dayOf = (at: Date) => DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd')
  const later = (at: Date) => at.getTime() > since.toMillis()

  const course = (await readShownCourse(scope, [caseId])).get(caseId)
  const opens = addDays(found.episodeStart, -baselineWindow.before)
  const scores = (course?.scores ?? []).filter(({ on }) => on >= opens)
  const arrived = new Set(await listArrivedSince(scope, patientId, since))
  const safety = (course?.safetyItems ?? [])
    .filter(({ value, on, scoreId }) => value > 0 && on >= opens && arrived.has(scoreId))
    .map(({ instrument, value, on }): Change => {
      const { name, itemMax } = instrumentOf(instrument)
      return { kind: 'safety', on, words: `Thoughts of self-harm: ${value} of ${itemMax} in ${name}` }
    })

  const marks = marksOfMedications(await listMedications(scope, patientId))
  const contacts = (await listContacts(scope, patientId, 200)).filter(({ at }) => later(at))
  const goals = await listGoals(scope, patientId)
  const needs = new Map((await listNeeds(scope, patientId)).map((need) => [need.needId, need]))
  const names = await namesOfPeople(scope)
  const events = (await listCaseEvents(scope, caseId, 200)).filter(({ at }) => later(at))
  const changedNeeds = new Map(
    events.flatMap(({ kind, subjectId, at }) =>
      kind.startsWith('need-') && subjectId ? [[subjectId, at] as const] : [],
    ),
  )

  return [
    ...safety,
    ...changesOfScores(scores, ({ scoreId }) => arrived.has(scoreId)),
    ...marks
      .filter(({ date }) => isSince(date, sinceDay))
      .map(({ date, words }): Change => ({ kind: 'medication', on: date, words })),
    ...changesOfContacts(contacts.map(({ at, reached }) => ({ on: dayOf(at), reached }))),
    ...goals.flatMap((goal): Change[] => {
      if (goal.text === undefined) return []
      const set: Change[] = later(goal.createdAt)
        ? [{ kind: 'goal', on: dayOf(goal.createdAt), words: `Set: ${goal.text}` }]
        : []
      const ended: Change[] =
        goal.endedOn && isSince(goal.endedOn, sinceDay)
          ? [
              {
                kind: 'goal',
                on: goal.endedOn,
                words: `${goal.state === 'reached' ? 'Reached' : 'Given up'}: ${goal.text}`,
              },
            ]
          : []
      const steps = goal.milestones.flatMap(({ text, reachedOn }): Change[] =>
        reachedOn && isSince(reachedOn, sinceDay)
          ? [{ kind: 'goal', on: reachedOn, words: `Step reached: ${text}` }]
          : [],
      )
      return [...set, ...ended, ...steps]
    }),
    ...[...changedNeeds].flatMap(([needId, at]): Change[] => {
      const need = needs.get(needId)
      if (!need || need.withheld) return []
      const what = `${needKinds[need.kind]}: ${needStates[need.state].toLowerCase()}`
      return [{ kind: 'need', on: dayOf(at), words: need.text ? `${what}. ${need.text}` : what }]
    }),
    ...(await listBrief(scope, caseId))
      .filter(({ writtenAt }) => later(writtenAt))
      .map(({ part, writtenAt, authorId }): Change => {
        const words = `${briefParts[part].label}, written by ${names(authorId)}`
        return { kind: 'brief', on: dayOf(writtenAt), words }
      }),
    ...events
      .filter(({ kind }) => /^(case-|moved-|phase-|care-manager-|consent-)/.test(kind))
      .map(({ kind, at }): Change => ({ kind: 'case', on: dayOf(at), words: sayEvent(kind) })),
  ]
}
