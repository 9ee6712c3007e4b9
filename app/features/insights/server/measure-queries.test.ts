import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { type CaseFacts, standingSlowly } from '#tests/support/measures-slowly.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { monthOf } from '../core/months.ts'
import { caseStates, teamMeasureCodes } from '../core/team-measures.ts'
import { countMeasures, listMeasuredCases } from './measure-queries.server.ts'

const seeds = [1, 2, 3].map((turn) => turn * 1_000_003 + (Number(process.env.SEED) || 20_261_121))

test.each(seeds)('the database says of random cases what a slow count says, seed %i', async (seed) => {
  const random = randomOf(seed)
  const zone = random.pick(['America/St_Johns', 'Asia/Kathmandu', 'Europe/London'])
  const { world, team, mia } = await aClinic(zone)
  const cases = await inOrganization(world, mia, (scope) => someCases(scope, team, zone, random, 250))
  const seen = new Set<string>()

  for (const today of ['2026-12-01', '2026-03-29', random.day('2025-06-01', 500)]) {
    const slowly = teamMeasureCodes.flatMap((measure) =>
      [...cases].flatMap(([caseId, facts]) => {
        const standing = standingSlowly(measure, facts, today)
        return standing ? [{ measure, caseId, ...standing }] : []
      }),
    )
    for (const { measure, state } of slowly) seen.add(`${measure} ${state}`)
    const counted = await inOrganization(world, mia, (scope) =>
      countMeasures(scope, { teamId: team, measures: teamMeasureCodes, from: '2024-01-01', today }),
    )
    expect(flat(counted)).toEqual(countsOf(slowly))

    // The rows behind the numbers of some months are the same cases.
    for (const month of [monthOf(today), '2026-02', '2025-11'])
      for (const measure of teamMeasureCodes) {
        const { listed } = await inOrganization(world, mia, (scope) =>
          listMeasuredCases(scope, {
            teamId: team,
            measure,
            month,
            states: caseStates,
            today,
            limit: 1000,
            offset: 0,
          }),
        )
        const theirs = slowly.filter((one) => one.measure === measure && monthOf(one.closesOn) === month)
        expect(listed.map(({ caseId, closesOn, state }) => `${closesOn} ${caseId} ${state}`)).toEqual(
          theirs.map(({ caseId, closesOn, state }) => `${closesOn} ${caseId} ${state}`).sort(),
        )
      }
  }
  // Every state a measure knows has come up: otherwise the comparison says less than it seems to.
  expect([...seen].sort()).toEqual(
    teamMeasureCodes
      .flatMap((measure) => {
        const more = measure === 'contact-4-weeks' ? [] : ['not-measured']
        const review = measure === 'review-8-to-12' ? ['improved'] : []
        return ['met', 'not-met', 'pending', ...more, ...review].map((state) => `${measure} ${state}`)
      })
      .sort(),
  )
})

test("another team's cases and another organization's are in no count", async () => {
  const { world, team, other, mia, sam, far } = await aClinic('Europe/London')
  await inOrganization(world, mia, (scope) => someCases(scope, team, 'Europe/London', randomOf(7), 20))
  const asked = { teamId: team, measures: teamMeasureCodes, from: '2024-01-01', today: '2026-12-01' }
  const rows = {
    teamId: team,
    measure: 'contact-4-weeks',
    month: '2026-01',
    states: caseStates,
    today: '2026-12-01',
    limit: 9,
    offset: 0,
  } as const
  expect((await inOrganization(world, mia, (scope) => countMeasures(scope, asked))).size).toBeGreaterThan(0)
  for (const viewer of [sam, far]) {
    expect(flat(await inOrganization(world, viewer, (scope) => countMeasures(scope, asked)))).toEqual({})
    expect(await inOrganization(world, viewer, (scope) => listMeasuredCases(scope, rows))).toEqual({
      listed: [],
      protected: 0,
    })
  }
  const theirs = { ...asked, teamId: other }
  expect(flat(await inOrganization(world, mia, (scope) => countMeasures(scope, theirs)))).toEqual({})
})

async function aClinic(zone: string) {
  const world = await worldAt('2026-12-01 12:00')
  const organizationId = await anOrganization(world)
  const team = await aTeam(world, organizationId, { zone })
  const other = await aTeam(world, organizationId, { name: 'South', zone })
  const elsewhere = await anOrganization(world, { name: 'Elsewhere' })
  const away = await aTeam(world, elsewhere)
  const viewer = async (organization: typeof organizationId, teamId: TeamId): Promise<Viewer> =>
    viewerOf(world, await aPerson(world, organization, { roles: { [teamId]: 'lead' } }))
  return {
    world,
    team,
    other,
    mia: await viewer(organizationId, team),
    sam: await viewer(organizationId, other),
    far: await viewer(elsewhere, away),
  }
}

// Cases with scores on and around every edge, several on one day, out of range, of other instruments, and in the future.
async function someCases(scope: Scope, teamId: TeamId, zone: string, random: Random, count: number) {
  const { organizationId: organization_id, trx, world } = scope
  const cases = new Map<CaseId, CaseFacts>()
  const edges = [
    -31, -30, 0, 14, 15, 27, 28, 29, 55, 56, 57, 84, 85, 119, 120, 121, 239, 240, 241, 305, 425, 426,
  ]
  for (let index = 0; index < count; index += 1) {
    const [patient_id, case_id] = [world.newId(), world.newId()]
    const start = random.day('2024-10-01', 790)
    const dayOf = () =>
      addDays(start, random.chance(0.5) ? random.pick(edges) + random.whole(-1, 1) : random.whole(-60, 460))
    const instant = (day: string) =>
      DateTime.fromISO(day, { zone })
        .plus({ minutes: random.pick([0, 1, 700, 1439]) })
        .toUTC()
    await trx
      .insertInto('patient')
      .values({
        organization_id,
        patient_id,
        identity_sealed: seal(scope, 'patient.identity', patient_id, '{}'),
        created_at: scope.now.toJSDate(),
      })
      .execute()
    await trx
      .insertInto('case')
      .values({
        organization_id,
        case_id,
        team_id: teamId,
        patient_id,
        episode_start: start,
        phase: random.pick(['active', 'active', 'relapse-prevention', 'closed']),
        created_at: scope.now.toJSDate(),
      })
      .execute()

    const scores = Array.from({ length: random.whole(0, 9) }, () => {
      const on = dayOf()
      const at = random.chance(0.4) ? instant(on) : undefined
      return {
        scoreId: world.newId(),
        instrument: random.pick<InstrumentCode>(['phq-9', 'phq-9', 'phq-9', 'phq-9m', 'gad-7']),
        value: random.pick([0, 4, 5, 9, 10, 11, 12, 14, 18, 20, 22, 24, 27, 40]),
        on,
        ...(at && { at: at.toJSDate().toISOString() }),
      }
    }).toSorted((a, b) => (a.scoreId < b.scoreId ? -1 : 1))
    for (const score of scores)
      await trx
        .insertInto('score')
        .values({
          organization_id,
          score_id: score.scoreId,
          patient_id,
          instrument: score.instrument,
          taken_on: score.on,
          taken_at: score.at ? new Date(score.at) : null,
          total: score.value,
          arrived_at: scope.now.toJSDate(),
        })
        .execute()

    const contacts = Array.from({ length: random.whole(0, 3) }, () => ({
      at: instant(addDays(start, random.pick([-3, 0, 1, 2, 27, 28, 29, 40]))).toJSDate(),
      reached: random.chance(0.6),
    }))
    for (const contact of contacts)
      await trx
        .insertInto('contact')
        .values({
          organization_id,
          contact_id: world.newId(),
          patient_id,
          ...contact,
          way: 'phone',
          created_at: scope.now.toJSDate(),
        })
        .execute()

    const events = Array.from({ length: random.whole(0, 3) }, () => ({
      at: instant(addDays(start, random.pick([55, 56, 57, 70, 83, 84, 85]))).toJSDate(),
      kind: random.pick(['discussed', 'discussed', 'carried-over']),
    }))
    for (const event of events)
      await trx
        .insertInto('case_event')
        .values({ organization_id, case_event_id: world.newId(), case_id, ...event, actor_kind: 'system' })
        .execute()

    cases.set(case_id as CaseId, {
      episodeStart: start,
      zone,
      scores,
      contacts: contacts.map(({ at, reached }) => ({ at: at.toISOString(), reached })),
      discussedAt: events.filter(({ kind }) => kind === 'discussed').map(({ at }) => at.toISOString()),
    })
  }
  return cases
}

function flat(counts: Awaited<ReturnType<typeof countMeasures>>): Record<string, number> {
  return Object.fromEntries(
    [...counts].flatMap(([measure, months]) =>
      [...months].flatMap(([month, byState]) =>
        Object.entries(byState).map(([state, count]) => [`${measure} ${month} ${state}`, count]),
      ),
    ),
  )
}

function countsOf(
  all: readonly { measure: string; closesOn: string; state: string }[],
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { measure, closesOn, state } of all) {
    const name = `${measure} ${monthOf(closesOn)} ${state}`
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

type Random = ReturnType<typeof randomOf>

function randomOf(seed: number) {
  let state = seed >>> 0
  // Mulberry32.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    whole,
    chance: (share: number) => next() < share,
    pick: <One>(all: readonly One[]): One => {
      const one = all[whole(0, all.length - 1)]
      if (one === undefined) throw new Error('nothing to pick from')
      return one
    },
    day: (first: string, days: number) => addDays(first, whole(0, days)),
  }
}
