import { DateTime } from 'luxon'
import { findTeam, type NameOf, namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { ageInDays, briefParts, requiredParts } from '../core/brief.ts'
import { chartsOf } from '../core/charts.ts'
import { instrumentOf } from '../core/instruments.ts'
import { consentStates, phases } from '../core/phases.ts'
import { nextReview } from '../core/review.ts'
import { weeksSince } from '../core/scores.ts'
import { listBrief } from './brief-queries.server.ts'
import type { Case } from './case-queries.server.ts'
import { readChartSurroundings } from './chart-surroundings.ts'
import { listCircle } from './circle-queries.server.ts'
import { countContacts, listConditions, listContacts, listMedications } from './clinical-queries.server.ts'
import { readShownCourse } from './course-queries.server.ts'
import { bannerOf } from './find-banner.ts'
import { readHistory } from './history-lines.ts'
import { findPatientOfCase } from './patient-queries.server.ts'
import { readGoals } from './read-goals.ts'
import { readNeeds } from './read-needs.ts'
import { findReviewMonths } from './review-queries.server.ts'
import { sayContact } from './say-contact.ts'

/** Everything the page of a case shows that this room knows, plain. Later rooms add theirs beside it. */
export async function readCasePage(scope: Scope, found: Case, zone: string) {
  const { caseId, patientId } = found
  const patient = await findPatientOfCase(scope, caseId)
  const team = await findTeam(scope, found.teamId)
  const course = (await readShownCourse(scope, [caseId])).get(caseId)
  if (!patient || !team || !course) throw new Error('A case without its patient or team.')
  const banner = await bannerOf(scope, patient)
  const names = await namesOfPeople(scope)
  const { today } = banner
  return {
    caseId,
    teamId: found.teamId,
    team: team.name,
    zone,
    now: scope.now.toISO() ?? '',
    banner,
    died: banner.patient.died !== undefined,
    facts: {
      phase: phases[found.phase],
      closedReason: found.closedReason,
      careManager: names(found.careManagerId),
      episodeStart: found.episodeStart,
      weeks: weeksSince(found.episodeStart, today),
      lastDiscussed: found.lastDiscussedAt?.toISOString() ?? null,
      nextReview: reviewOf(found, team.zone, await findReviewMonths(scope, found.teamId)) ?? null,
      consent: consentStates[found.consentState],
      rulesHeld: found.rulesHeld,
    },
    brief: await readBrief(scope, caseId, team.zone, names),
    charts: chartsOf(course, today, await readChartSurroundings(scope, found, team.zone)),
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
    conditions: withheldApart(await listConditions(scope, patientId)),
    medications: withheldApart(await listMedications(scope, patientId)),
    goals: await readGoals(scope, patientId, course, today),
    ...(await readNeeds(scope, patientId)),
    circle: await listCircle(scope, patientId),
    contacts: {
      total: await countContacts(scope, patientId),
      shown: (await listContacts(scope, patientId, contactsShown)).map((contact) =>
        sayContact(contact, names),
      ),
    },
    history: await readHistory(scope, caseId, names, linesShown),
  }
}

export type CasePage = Awaited<ReturnType<typeof readCasePage>>

/** The brief of a case as pages show it: each part with author and age, in reading order, written or not. */
export async function readBrief(scope: Scope, caseId: CaseId, zone: string, names: NameOf) {
  const written = new Map((await listBrief(scope, caseId)).map((part) => [part.part, part]))
  return Object.entries(briefParts).map(([name, { label }]) => {
    const part = written.get(name as keyof typeof briefParts)
    return {
      part: name as keyof typeof briefParts,
      label,
      required: requiredParts.some((required) => required === name),
      version: part?.version ?? 0,
      text: part?.text ?? '',
      /** There is a text, and the patient's consent keeps it from whoever asks. */
      withheld: part?.withheld ?? false,
      labels: part?.labels ?? [],
      author: part ? names(part.authorId) : null,
      writtenAt: part?.writtenAt.toISOString() ?? null,
      ageInDays: part ? ageInDays({ writtenAt: DateTime.fromJSDate(part.writtenAt) }, scope.now, zone) : null,
    }
  })
}

export type BriefLine = Awaited<ReturnType<typeof readBrief>>[number]

/** When a case should be discussed again, as a day of the team's zone. */
function reviewOf(
  { phase, episodeStart, lastDiscussedAt }: Pick<Case, 'phase' | 'episodeStart' | 'lastDiscussedAt'>,
  zone: string,
  months: Awaited<ReturnType<typeof findReviewMonths>>,
): string | undefined {
  const discussed = lastDiscussedAt && DateTime.fromJSDate(lastDiscussedAt, { zone }).toFormat('yyyy-MM-dd')
  return nextReview(phase, episodeStart, discussed ?? undefined, months)
}

const contactsShown = 6
const linesShown = 8

function withheldApart<Item extends { readonly text: string | undefined }>(items: readonly Item[]) {
  return {
    shown: items.flatMap((item) => (item.text === undefined ? [] : { ...item, text: item.text })),
    withheld: items.filter(({ text }) => text === undefined).length,
  }
}
