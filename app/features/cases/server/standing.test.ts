import { expect, test } from 'vitest'
import { inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { aCase } from '#tests/support/cases.ts'
import { aTrio } from '#tests/support/flags.ts'
import { worldAt } from '#tests/support/world.ts'
import { type CaseloadInstrument, readCaseloadQuery } from '../core/caseload.ts'
import type { InstrumentCode } from '../core/instruments.ts'
import { baselineOf, changeOf, latestOf, type Score } from '../core/scores.ts'
import { changeIn, isNotImproved, type Standing } from '../core/standing.ts'
import { listCaseload } from './caseload-queries.server.ts'
import { listCaseloadOf } from './caseload-row-queries.server.ts'
import { readCourse } from './course-queries.server.ts'

const now = '2026-12-01 09:00'
const today = '2026-12-01'

/** Numbers that look like chance and are the same every time. */
function seeded(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return { int, pick: <Value>(list: readonly Value[]) => list[int(0, list.length - 1)] as Value }
}

type Random = ReturnType<typeof seeded>

test('what the database says of a course is what the rules say, for 300 courses of chance', async () => {
  const world = await worldAt(now)
  const { lead, teamId } = await aTrio(world)
  const seed = 20_261_201
  console.log(`seed ${seed}`)
  const random = seeded(seed)
  const cases: CaseId[] = []
  for (let count = 0; count < 300; count += 1) {
    const start = addDays(today, -random.int(0, 200))
    const { caseId, patientId } = await aCase(world, lead, { episodeStart: start })
    cases.push(caseId)
    await inOrganization(world, lead, async (scope) => {
      await insertScores(scope, patientId, start, random)
      await changeSome(scope, caseId, patientId, start, random)
    })
  }

  await inOrganization(world, lead, async (scope) => {
    const codes: readonly CaseloadInstrument[] = ['phq-9', 'gad-7', 'epds']
    const rows = new Map((await listCaseloadOf(scope, cases, codes)).map((row) => [row.caseId, row]))
    const courses = await readCourse(scope, cases)
    const notImproved = new Set<CaseId>()
    let compared = 0
    for (const caseId of cases) {
      const { scores = [], episodeStart = '' } = courses.get(caseId) ?? {}
      for (const [place, code] of codes.entries()) {
        const said = rows.get(caseId)?.courses[place]
        const ruled = standingBy(scores, code, episodeStart)
        expect({ caseId, said }).toEqual({ caseId, said: ruled })
        if (ruled) compared += 1
        if (ruled && code === 'phq-9' && isNotImproved(ruled, episodeStart, today)) notImproved.add(caseId)
      }
    }
    // Were hardly any courses compared, the sketch of chance would be wrong.
    expect(compared).toBeGreaterThan(300)
    expect(notImproved.size).toBeGreaterThan(5)
    const query = readCaseloadQuery(new URLSearchParams('?course=not-improved'))
    if (!query) throw new Error('no such view')
    const page = await listCaseload(scope, teamId, query)
    expect(page.total).toBe(notImproved.size)
    expect(page.summary).toMatchObject({ open: 300, notImproved: notImproved.size })
    expect(page.rows.every((row) => notImproved.has(row.caseId))).toBe(true)
  })
}, 120_000)

/** The standing of a course as the pure rules see it; the teens' version where it was used last. */
function standingBy(scores: readonly Score[], code: CaseloadInstrument, start: string): Standing | undefined {
  const versions: readonly InstrumentCode[] = code === 'phq-9' ? ['phq-9', 'phq-9m'] : [code]
  const [used] = versions
    .map((version) => ({ version, latest: latestOf(scores, version, start, today) }))
    .filter(({ latest }) => latest !== undefined)
    .sort((one, other) => (other.latest?.on ?? '').localeCompare(one.latest?.on ?? ''))
  const baseline = used && baselineOf(scores, used.version, start)
  if (!used?.latest || !baseline) return undefined
  const change = changeOf(scores, used.version, start, today)
  const standing: Standing = {
    instrument: used.version,
    first: { value: baseline.value, on: baseline.on },
    last: { value: used.latest.value, on: used.latest.on },
    moved: change !== undefined,
  }
  expect(changeIn(standing)).toEqual(change && { points: change.points, percentDown: change.percentDown })
  return standing
}

// Few days and many scores, so that there are several on one day, some ahead of today, and some of an earlier episode.
async function insertScores(scope: Scope, patientId: PatientId, start: string, { int, pick }: Random) {
  const rows = Array.from({ length: int(0, 7) }, () => {
    const taken_on = addDays(
      start,
      pick([-40, -31, -30, -5, 0, 5, 14, 15, 30, 60, 75, 90, 150, 210]) + int(-1, 1),
    )
    return {
      organization_id: scope.organizationId,
      score_id: scope.world.newId(),
      patient_id: patientId,
      instrument: pick(['phq-9', 'phq-9', 'phq-9', 'phq-9m', 'gad-7', 'epds']),
      taken_on,
      taken_at: pick([null, `${taken_on}T08:00Z`, `${taken_on}T15:00Z`]),
      total: pick([null, 0, int(0, 21), int(10, 21), int(12, 21)]),
      safety_answer: 0,
      arrived_at: scope.now.toJSDate(),
    }
  })
  if (rows.length > 0) await scope.trx.insertInto('score').values(rows).execute()
}

// A correction, a score taken back, an episode that began on another day: the standing follows each.
async function changeSome(
  scope: Scope,
  caseId: CaseId,
  patientId: PatientId,
  start: string,
  { int }: Random,
): Promise<void> {
  const scores = await scope.trx
    .selectFrom('score')
    .where('score.organization_id', '=', scope.organizationId)
    .where('score.patient_id', '=', patientId)
    .select('score.score_id')
    .execute()
  for (const { score_id } of scores) {
    const fate = int(0, 9)
    if (fate === 0)
      await scope.trx
        .deleteFrom('score')
        .where('organization_id', '=', scope.organizationId)
        .where('score_id', '=', score_id)
        .execute()
    if (fate === 1)
      await scope.trx
        .updateTable('score')
        .set({ total: int(0, 21), taken_on: addDays(start, int(-35, 60)) })
        .where('organization_id', '=', scope.organizationId)
        .where('score_id', '=', score_id)
        .execute()
  }
  if (int(0, 4) === 0)
    await scope.trx
      .updateTable('case')
      .set({ episode_start: addDays(start, int(-20, 0)) })
      .where('organization_id', '=', scope.organizationId)
      .where('case_id', '=', caseId)
      .execute()
}
