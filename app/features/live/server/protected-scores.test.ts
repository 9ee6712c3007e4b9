import { expect, test } from 'vitest'
import { type Arriving, insertArriving } from '#app/features/cases/server/arriving-queries.server.ts'
import { readCasePage } from '#app/features/cases/server/case-page.server.ts'
import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { readCaseloadPage } from '#app/features/cases/server/caseload-page.server.ts'
import { consentShown } from '#app/features/cases/server/consent-shown.ts'
import { findBanner } from '#app/features/cases/server/find-banner.ts'
import { updateAllergyState } from '#app/features/cases/server/patient-queries.server.ts'
import { findScore, listScores } from '#app/features/cases/server/score-queries.server.ts'
import { applyRules } from '#app/features/flags/server/apply-rules.ts'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { listAudit } from '#app/features/people/server/access-queries.server.ts'
import { changeOrganization } from '#app/features/people/server/change-organization.ts'
import { findOrganization } from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { aCase } from '#tests/support/cases.ts'
import { aScheduledHuddle } from '#tests/support/huddles.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { letSee } from '#tests/support/protected.ts'
import { aQueuedCase } from '#tests/support/queue.ts'
import { worldAt } from '#tests/support/world.ts'
import { goOnInHuddle } from './go-on.ts'
import { readLiveState } from './live-state.ts'
import { startHuddle } from './start-huddle.ts'

/** A case whose PHQ-9 came from a Part 2 programme but for the first GAD-7, as did one of two allergies; Lena is covered, Cleo is not. */
async function aLabelledCourse(labels: readonly string[] = ['part2']) {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  const member = async (role: 'lead' | 'clinician') =>
    viewerOf(world, await aPerson(world, organizationId, { roles: { [teamId]: role } }))
  const [lena, cleo] = [await member('lead'), await member('clinician')]
  const { caseId, patientId } = await aCase(world, lena, {
    teamId,
    episodeStart: '2026-09-01',
    scores: [{ instrument: 'gad-7', on: '2026-09-01', total: 12 }],
  })
  const score = (takenOn: string, total: number, safetyAnswer: number): Arriving => ({
    id: world.newId(),
    patientId,
    target: 'score',
    instrument: 'phq-9',
    takenOn,
    takenAt: null,
    total,
    safetyAnswer,
    items: null,
    labels,
  })
  const facts = [score('2026-09-01', 18, 0), score('2026-11-30', 17, 2)]
  const allergy = { patientId, target: 'allergy' } as const
  const system = asSystem(organizationId)
  await inOrganization(world, system, async (scope) => {
    const methadone = { ...allergy, id: world.newId(), text: 'methadone', labels }
    await insertArriving(scope, [...facts, methadone])
    await updateAllergyState(scope, [patientId], 'known')
  })
  const look = <Found>(as: Viewer, work: (scope: Scope) => Promise<Found>) => inOrganization(world, as, work)
  const pageOf = (as: Viewer) =>
    look(as, async (scope) => {
      const found = await findCase(scope, caseId)
      if (!found) throw new Error('The case is gone.')
      const page = await readCasePage(scope, found, 'Europe/London')
      const points = page.charts.flatMap((chart) => chart.points.map(({ value }) => value))
      return { ...page, totals: points.sort((a, b) => a - b), consent: await consentShown(scope) }
    })
  return {
    world,
    organizationId,
    teamId,
    lena,
    cleo,
    caseId,
    patientId,
    system,
    facts,
    allergy,
    look,
    pageOf,
  }
}

test('a protected score is on the page of a case for whom consent covers, with its notice, and for nobody else', async () => {
  const { world, lena, cleo, caseId, facts, look, pageOf } = await aLabelledCourse()
  await letSee({ world }, lena, caseId)
  const shown = await pageOf(lena)
  expect(shown.totals).toEqual([12, 17, 18])
  expect(shown.safetyAnswers.map(({ value }) => value)).toEqual([2])
  expect(shown.consent).toMatchObject({ part2: true, withheld: 0 })

  const kept = await pageOf(cleo)
  expect(kept.totals).toEqual([12])
  expect(kept.safetyAnswers).toEqual([])
  // Two scores and an allergy.
  expect(kept.consent).toMatchObject({ part2: false, withheld: 3 })

  const [first] = facts
  const one = (as: Viewer) => look(as, (scope) => findScore(scope, caseId, first?.id ?? ''))
  const all = async (as: Viewer) => (await look(as, (scope) => listScores(scope, caseId))).length
  expect([(await one(lena))?.total, await one(cleo)]).toEqual([18, undefined])
  expect([await all(lena), await all(cleo)]).toEqual([3, 1])
})

test('a caseload knows no protected score, whoever looks', async () => {
  const { world, teamId, lena, cleo, caseId, look } = await aLabelledCourse()
  await letSee({ world }, lena, caseId)
  for (const viewer of [lena, cleo]) {
    const page = (search: string) =>
      look(viewer, (scope) => readCaseloadPage(scope, teamId, new URLSearchParams(search)))
    expect((await page(''))?.lines.map(({ courses }) => courses.map((one) => one?.last ?? null))).toEqual([
      [null, 12],
    ])
    expect((await page('?course=not-improved'))?.lines).toEqual([])
  }
})

test('what only the law of a state binds is in the caseload until the organization binds it', async () => {
  const { world, organizationId, teamId, cleo, system, look } = await aLabelledCourse(['psy'])
  const last = async () =>
    (await look(cleo, (scope) => readCaseloadPage(scope, teamId, new URLSearchParams())))?.lines.map(
      ({ courses }) => courses[0]?.last ?? null,
    )
  expect(await last()).toEqual([17])
  const organization = await inOrganization(world, system, findOrganization)
  const facts = { ...organization, boundLabels: ['psy'] }
  expect(await changeOrganization(world, asSystem(organizationId), facts)).toMatchObject({ ok: true })
  expect(await last()).toEqual([null])
})

test('in a huddle the course, and what has changed, are of what its reader may see', async () => {
  const { world, teamId, lena, cleo, caseId, look } = await aLabelledCourse()
  await letSee({ world }, lena, caseId)
  const entry = await aQueuedCase(world, lena, caseId)
  const at = world.now().plus({ minutes: 10 }).toISO() ?? ''
  const huddleId = await aScheduledHuddle(world, lena, teamId, at, [entry])
  expect(await startHuddle(world, lena, { huddleId })).toMatchObject({ ok: true })
  expect(await goOnInHuddle(world, lena, { huddleId, from: null })).toMatchObject({ ok: true })
  const seenBy = (viewer: Viewer) =>
    look(viewer, async (scope) => {
      const huddle = await findHuddle(scope, huddleId)
      if (!huddle) throw new Error('The huddle is gone.')
      const { current } = await readLiveState(scope, viewer, huddle)
      return {
        charts: current?.charts.flatMap(({ points }) => points.map(({ value }) => value)).sort(),
        told: (current?.changes?.changes ?? []).flatMap(({ kind, words }) =>
          kind === 'score' || kind === 'safety' ? [words] : [],
        ).length,
      }
    })
  expect((await seenBy(lena)).charts).toEqual([12, 17, 18])
  expect((await seenBy(cleo)).charts).toEqual([12])
  expect((await seenBy(lena)).told).toBeGreaterThan((await seenBy(cleo)).told)
})

test('the rules see every score; what they say of a protected one is protected, but for a safety answer', async () => {
  const { world, lena, cleo, caseId, patientId, system, look } = await aLabelledCourse()
  await letSee({ world }, lena, caseId)
  await applyRules(world, system, [caseId])
  const flagsFor = (viewer: Viewer) =>
    look(viewer, async (scope) => {
      const flags = await listFlagsOfCase(scope, caseId)
      const why = (rule: string) => {
        const flag = flags.find((one) => one.rule === rule)
        return flag && { labels: flag.labels, withheld: flag.withheld, by: flag.why.by }
      }
      return { improvement: why('not-improved-week-8'), safety: why('safety-answer') }
    })
  const open = { labels: [], withheld: false, by: 'rule' }
  expect(await flagsFor(lena)).toEqual({
    improvement: { labels: ['part2'], withheld: false, by: 'rule' },
    safety: open,
  })
  expect(await flagsFor(cleo)).toEqual({
    improvement: { labels: ['part2'], withheld: true, by: 'person' },
    safety: open,
  })
  const noted = await look(lena, (scope) =>
    listAudit(scope, {
      ...{ before: null, most: 50, from: new Date(0), until: new Date('2100-01-01'), about: patientId },
    }),
  )
  expect(noted.filter(({ action }) => action === 'record.told-in-emergency')).toHaveLength(1)
})

test('a banner that keeps an allergy to itself says that there is one', async () => {
  const { world, lena, cleo, caseId, system, allergy, look } = await aLabelledCourse()
  await letSee({ world }, lena, caseId)
  const allergies = (viewer: Viewer) =>
    look(viewer, async (scope) => (await findBanner(scope, caseId))?.allergies)
  const known = (substances: string[], withheld: boolean) => ({ state: 'known', substances, withheld })
  expect(await allergies(cleo)).toEqual(known([], true))
  expect(await allergies(lena)).toEqual(known(['methadone'], false))

  const latex = { ...allergy, id: world.newId(), text: 'latex', labels: [] }
  await inOrganization(world, system, (scope) => insertArriving(scope, [latex]))
  expect(await allergies(cleo)).toEqual(known(['latex'], true))
  expect((await allergies(lena))?.state).toBe('known')
})
