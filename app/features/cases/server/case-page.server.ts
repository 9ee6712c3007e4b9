import { DateTime } from 'luxon'
import { findTeam, listPersons } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { ageInDays, briefParts, requiredParts } from '../core/brief.ts'
import { formatDay } from '../core/day-words.ts'
import { sayEvent } from '../core/history.ts'
import { type InstrumentCode, instrumentOf } from '../core/instruments.ts'
import { consentStates, contactWays, phases } from '../core/phases.ts'
import { nextReview } from '../core/review.ts'
import { sayCourse } from '../core/say-course.ts'
import { baselineOf, seriesOf, weeksSince } from '../core/scores.ts'
import { listBrief } from './brief-queries.server.ts'
import type { Case } from './case-queries.server.ts'
import { countContacts, listConditions, listContacts, listMedications } from './clinical-queries.server.ts'
import { type Course, readCourse } from './course-queries.server.ts'
import { findBanner } from './find-banner.ts'
import { listCaseEvents } from './history-queries.server.ts'
import { findPatientOfCase } from './patient-queries.server.ts'

const drawn: readonly InstrumentCode[] = ['phq-9', 'phq-9m', 'gad-7', 'epds', 'pcl-5', 'audit-c']

/** Everything the page of a case shows that this room knows, plain. Later rooms add theirs beside it. */
export async function readCasePage(scope: Scope, found: Case, zone: string) {
  const { caseId, patientId } = found
  const banner = await findBanner(scope, caseId)
  const patient = await findPatientOfCase(scope, caseId)
  const team = await findTeam(scope, found.teamId)
  const course = (await readCourse(scope, [caseId])).get(caseId)
  if (!banner || !patient || !team || !course) throw new Error('A case without its patient or team.')
  const names = await namesOfPeople(scope)
  const { today } = banner
  return {
    caseId,
    teamId: found.teamId,
    team: team.name,
    zone,
    now: scope.now.toISO() ?? '',
    banner,
    died: patient.identity.deceased ? (patient.identity.deceasedOn ?? null) : undefined,
    birthYearOnly: banner.patient.born ? null : (patient.identity.birthDate ?? null),
    facts: {
      phase: phases[found.phase],
      closedReason: found.closedReason,
      careManager: found.careManagerId ? names(found.careManagerId) : null,
      episodeStart: found.episodeStart,
      weeks: weeksSince(found.episodeStart, today),
      lastDiscussed: found.lastDiscussedAt?.toISOString() ?? null,
      nextReview: reviewOf(found, team.zone) ?? null,
      consent: consentStates[found.consentState],
      rulesHeld: found.rulesHeld,
    },
    brief: await readBrief(scope, found, names),
    charts: chartsOf(course, today),
    // The newest whatever it says, and every positive one: a 0 of today must not hide what was said before.
    safetyAnswers: course.safetyItems
      .toReversed()
      .filter(({ value }, index) => index === 0 || value > 0)
      .map(({ scoreId, instrument, value, on }) => ({
        id: scoreId,
        instrument: instrumentOf(instrument).name,
        item: instrumentOf(instrument).safetyItem ?? 0,
        value,
        most: instrumentOf(instrument).itemMax,
        on,
      })),
    conditions: withheldApart(await listConditions(scope, patientId, found.consentState)),
    medications: withheldApart(await listMedications(scope, patientId, found.consentState)),
    contacts: {
      total: await countContacts(scope, patientId),
      shown: (await listContacts(scope, patientId, found.consentState)).map((contact) => ({
        id: contact.contactId,
        at: contact.at.toISOString(),
        by: contact.byPersonId ? names(contact.byPersonId) : null,
        way: contactWays[contact.way],
        reached: contact.reached,
        minutes: contact.minutes,
        note: contact.note,
      })),
    },
    history: (await listCaseEvents(scope, caseId)).map((event) => ({
      id: event.caseEventId,
      at: event.at.toISOString(),
      kind: event.kind,
      words: sayEvent(event.kind),
      by: event.by.kind === 'person' ? names(event.by.personId) : otherActors[event.by.kind],
    })),
  }
}

export type CasePage = Awaited<ReturnType<typeof readCasePage>>

/** The brief of a case as pages show it: each part with author and age, in reading order, written or not. */
export async function readBrief(scope: Scope, { caseId, teamId }: Case, names: NameOf) {
  const written = new Map((await listBrief(scope, caseId)).map((part) => [part.part, part]))
  const zone = (await findTeam(scope, teamId))?.zone ?? 'utc'
  return Object.entries(briefParts).map(([name, { label }]) => {
    const part = written.get(name as keyof typeof briefParts)
    return {
      part: name as keyof typeof briefParts,
      label,
      required: requiredParts.some((required) => required === name),
      version: part?.version ?? 0,
      text: part?.text ?? '',
      author: part ? names(part.authorId) : null,
      writtenAt: part?.writtenAt.toISOString() ?? null,
      ageInDays: part ? ageInDays({ writtenAt: DateTime.fromJSDate(part.writtenAt) }, scope.now, zone) : null,
    }
  })
}

export type BriefLine = Awaited<ReturnType<typeof readBrief>>[number]

type NameOf = (personId: PersonId) => string

/** The names of the organization's people, also of those who have left. */
export async function namesOfPeople(scope: Scope): Promise<NameOf> {
  const names = new Map((await listPersons(scope)).map((person) => [person.personId, person.name]))
  return (personId) => names.get(personId) ?? 'Somebody who has left'
}

/** When a case should be discussed again, as a day of the team's zone. */
export function reviewOf(
  { phase, episodeStart, lastDiscussedAt }: Pick<Case, 'phase' | 'episodeStart' | 'lastDiscussedAt'>,
  zone: string,
): string | undefined {
  const discussed = lastDiscussedAt && DateTime.fromJSDate(lastDiscussedAt, { zone }).toFormat('yyyy-MM-dd')
  return nextReview(phase, episodeStart, discussed ?? undefined)
}

const otherActors = { rule: 'a rule', import: 'an import', system: 'Huddle' }

// PHQ-9 and GAD-7 are drawn even when empty, unless the teens' version stands in; the others when there is something to draw.
function chartsOf({ scores, episodeStart }: Course, today: string) {
  const teen = scores.some(({ instrument }) => instrument === 'phq-9m')
  return drawn
    .map((code) => ({ instrument: instrumentOf(code), series: seriesOf(scores, code) }))
    .filter(({ instrument: { code }, series }) => {
      if (series.length > 0) return true
      return code === 'gad-7' || (code === 'phq-9' && !teen)
    })
    .map(({ instrument, series }) => {
      const baseline = baselineOf(series, instrument.code, episodeStart)
      return {
        code: instrument.code,
        title: instrument.name,
        summary: sayCourse(
          series.filter(({ on }) => on <= today),
          instrument.code,
          formatDay,
        ),
        range: { min: instrument.min, max: instrument.max },
        bands: instrument.bands.map(({ from, to, words }) => ({ from, to, name: words })),
        points: series.map((score) => ({
          date: score.on,
          value: score.value,
          ...(score === baseline && { baseline: true }),
        })),
      }
    })
}

function withheldApart<Item extends { readonly text: string | undefined }>(items: readonly Item[]) {
  return {
    shown: items.flatMap((item) => (item.text === undefined ? [] : { ...item, text: item.text })),
    withheld: items.filter(({ text }) => text === undefined).length,
  }
}
