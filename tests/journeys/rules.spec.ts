import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyRules } from '#app/features/flags/server/apply-rules.ts'
import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import { aBrowser, giveCookie, sessionFor } from '#tests/support/browser.ts'
import { aCase } from '#tests/support/cases.ts'
import { heading } from '#tests/support/doors.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { aVisitor } from '#tests/support/visitors.ts'

let browser: Browser
let server: TestServer
let teamId: TeamId
let lead: Viewer
let member: Viewer
let caseId: CaseId

beforeAll(async () => {
  browser = await aBrowser()
  server = await aServer({ at: '2026-12-02 10:50' })
  const { world } = server
  const organizationId = await anOrganization(world, { zone: 'America/St_Johns' })
  teamId = await aTeam(world, organizationId, { zone: 'America/St_Johns' })
  const as = async (name: string, role: 'lead' | 'clinician') =>
    viewerOf(
      world,
      await aPerson(world, organizationId, { name, zone: 'America/St_Johns', roles: { [teamId]: role } }),
    )
  lead = await as('Joan Whelan', 'lead')
  member = await as('Pema Sherpa', 'clinician')
  const made = await aCase(world, lead, {
    episodeStart: '2026-10-14',
    scores: [{ on: '2026-10-14', total: 18 }],
  })
  caseId = made.caseId
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

test.each([
  ['with', true, 'Looks from week', '6', '6 (was 8)'],
  ['without', false, 'Looks from week', '5', '5 (was 6)'],
] as const)(
  '%s JavaScript a lead sees what other numbers would do, keeps them with a reason, and everybody sees who did',
  async (_, javaScript, label, value, said) => {
    const visitor = await aVisitor(browser, server, { zone: 'America/St_Johns', javaScript })
    const { page } = visitor
    await giveCookie(visitor.context, server, await sessionFor(server, lead.personId))
    await page.goto('/teams')
    await page.getByRole('link', { name: 'Rules', exact: true }).click()
    await heading(page, 'Rules')
    await page.getByRole('link', { name: 'Change Not measured at week 8' }).click()
    await heading(page, 'Not measured at week 8')
    await page.getByLabel(label).fill(value)
    await page.getByRole('button', { name: 'See what it would do' }).click()
    await page.getByText('With these numbers it would ask about 1 case').waitFor()
    expect(await page.getByLabel(label).inputValue()).toBe(value)

    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Say why, for those who wonder later.').first().waitFor()
    expect(await page.getByLabel(label).inputValue()).toBe(value)
    await page.getByLabel('Why it is changed').fill('We measure sooner here.')
    await page.getByRole('button', { name: 'Save' }).click()
    await heading(page, 'Rules')
    await page.getByText(`Looks from week ${said}`).first().waitFor()
    expect(visitor.complaints).toEqual([])
    await visitor.context.close()
  },
)

test('the flag says which numbers it was raised with, and a member reads the rules without changing them', async () => {
  await applyRules(server.world, asSystem(lead.organizationId), [caseId])
  const flags = await inOrganization(server.world, lead, (scope) => listFlagsOfCase(scope, caseId))
  expect(flags.map(({ rule }) => rule)).toContain('not-measured-week-8')

  const visitor = await aVisitor(browser, server, { zone: 'America/St_Johns' })
  await giveCookie(visitor.context, server, await sessionFor(server, member.personId))
  const { page } = visitor
  await page.goto(`/teams/${teamId}/rules`)
  await heading(page, 'Rules')
  await page.getByText('From week 5 on').waitFor()
  expect(await page.getByRole('link', { name: /^Change/ }).count()).toBe(0)
  const answer = await page.goto(`/teams/${teamId}/rules/not-measured-week-8`)
  expect(answer?.status()).toBe(404)
  await visitor.context.close()
})
