import { expect, test } from 'vitest'
import { insertArriving } from '#app/features/cases/server/arriving-queries.server.ts'
import { listAudit } from '#app/features/people/server/access-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { aCase } from '#tests/support/cases.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import type { TeamMeasureCode } from '../core/team-measures.ts'
import { readMeasureCases, readMeasures } from './read-measures.ts'

/** A team in Newfoundland at half past nine in the evening of 30 November, when it is December in London. */
async function aTeamAbroad() {
  const world = await worldAt('2026-12-01 01:00')
  const organizationId = await anOrganization(world)
  const team = await aTeam(world, organizationId, { zone: 'America/St_Johns' })
  const mia = await viewerOf(world, await aPerson(world, organizationId, { roles: { [team]: 'lead' } }))
  const page = (until?: string) => inOrganization(world, mia, (scope) => readMeasures(scope, team, until))
  const cases = (measure: TeamMeasureCode, month: string, only?: 'met' | 'not-met', page = 1) =>
    inOrganization(world, mia, (scope) =>
      readMeasureCases(scope, { teamId: team, measure, month, only, page }),
    )
  const seenAs = async (action: string, about: string) => {
    const rows = await inOrganization(world, mia, (scope) =>
      listAudit(scope, { before: null, most: 50, from: new Date(0), until: new Date('2100-01-01'), about }),
    )
    return rows.filter((row) => row.action === action)
  }
  return { world, team, mia, page, cases, seenAs }
}

test('the year of a page ends with the month it is where the team is', async () => {
  const { page } = await aTeamAbroad()
  const now = await page()
  expect([now.last, now.earlier, now.later]).toEqual(['2026-11', '2025-11', undefined])
  expect(now.measures[0]?.months.map(({ month }) => month)).toEqual([
    ...['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05'],
    ...['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'],
  ])
  const before = await page('2026-04')
  expect([before.last, before.earlier, before.later]).toEqual(['2026-04', '2025-04', '2027-04'])
  expect((await page('2031-01')).last).toBe('2026-11')
})

test('a case counts in the month its time closes, and not before the last day is over', async () => {
  const { world, mia, page } = await aTeamAbroad()
  // Day 28 is 30 November: that day is not over yet.
  await aCase(world, mia, { episodeStart: '2026-11-02' })
  await aCase(world, mia, { episodeStart: '2026-11-01' })
  await aCase(world, mia, { episodeStart: '2026-11-20' })
  const [contact] = (await page()).measures
  expect(contact?.code).toBe('contact-4-weeks')
  expect(contact?.months.at(-1)).toMatchObject({ month: '2026-11', of: 1, met: 0, pending: 1, small: true })
  // One more closes in December, which is no month of this page.
  expect(contact?.open).toBe(2)
  expect(contact?.whole).toMatchObject({ of: 1, pending: 1 })
})

test('the rows behind a number are its cases, and looking at them is looking at patients', async () => {
  const { world, mia, cases, seenAs } = await aTeamAbroad()
  const well = await aCase(world, mia, {
    family: 'Okafor',
    episodeStart: '2026-01-05',
    scores: [
      { on: '2026-01-05', total: 18 },
      { on: '2026-08-30', total: 4 },
    ],
  })
  const unwell = await aCase(world, mia, {
    family: 'Brandt',
    episodeStart: '2026-01-07',
    scores: [
      { on: '2026-01-07', total: 18 },
      { on: '2026-08-30', total: 10 },
    ],
  })
  const shown = await cases('remission-4-to-8', '2026-09')
  expect(shown.rate).toMatchObject({ met: 1, of: 2, percent: 50, measured: { met: 2, of: 2 } })
  expect(shown.rows).toMatchObject([
    {
      caseId: well.caseId,
      patient: { family: 'Okafor' },
      state: 'met',
      closesOn: '2026-09-02',
      baseline: { total: 18, on: '2026-01-05' },
      last: { total: 4, on: '2026-08-30' },
    },
    { caseId: unwell.caseId, state: 'not-met', closesOn: '2026-09-04' },
  ])
  const reached = await cases('remission-4-to-8', '2026-09', 'met')
  expect(reached.rows.map(({ caseId }) => caseId)).toEqual([well.caseId])
  expect(reached.total).toBe(1)
  expect((await cases('remission-4-to-8', '2026-10')).rows).toEqual([])

  const seen = await seenAs('measure.listed', well.patientId)
  expect(seen.map((row) => row.entityId)).toEqual([well.caseId, well.caseId])
  expect(await seenAs('measure.listed', unwell.patientId)).toHaveLength(1)
})

test('a case whose scores are protected is counted, and not listed', async () => {
  const { world, mia, cases } = await aTeamAbroad()
  const scores = [
    { on: '2026-01-05', total: 18 },
    { on: '2026-08-30', total: 4 },
  ]
  const open = await aCase(world, mia, { episodeStart: '2026-01-05', scores })
  const kept = await aCase(world, mia, { episodeStart: '2026-01-05', scores })
  await inOrganization(world, mia, (scope) =>
    insertArriving(scope, [
      {
        ...{ id: world.newId(), patientId: kept.patientId, target: 'score', instrument: 'phq-9' },
        ...{ takenOn: '2026-08-31', takenAt: null, total: 3, safetyAnswer: 0, items: null },
        labels: ['part2'],
      },
    ]),
  )
  const shown = await cases('remission-4-to-8', '2026-09', 'met')
  expect(shown.rate).toMatchObject({ met: 2, of: 2 })
  expect(shown.rows.map(({ caseId }) => caseId)).toEqual([open.caseId])
  expect([shown.total, shown.protected]).toEqual([1, 1])
  const contacts = await cases('contact-4-weeks', '2026-02')
  expect([contacts.rows.length, contacts.protected]).toEqual([2, 0])
})

test('the page of counts shows no patient, and says in the audit that it was looked at', async () => {
  const { world, mia, team, page, seenAs } = await aTeamAbroad()
  await aCase(world, mia, { episodeStart: '2026-06-01' })
  expect(JSON.stringify(await page())).not.toContain('Okafor')
  expect(await seenAs('measures.viewed', team)).toMatchObject([{ entityId: team, patientId: null }])
})

test('a long month comes in pages', async () => {
  const { world, mia, cases } = await aTeamAbroad()
  for (let index = 0; index < 51; index += 1)
    await aCase(world, mia, { family: `Number ${index}`, episodeStart: '2026-09-01' })
  const [first, second] = [
    await cases('contact-4-weeks', '2026-09'),
    await cases('contact-4-weeks', '2026-09', undefined, 2),
  ]
  expect([first.total, first.pages, first.rows.length, second.rows.length]).toEqual([51, 2, 50, 1])
  expect(new Set([...first.rows, ...second.rows].map(({ caseId }) => caseId)).size).toBe(51)
})
