import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startHuddle } from '#app/features/live/server/start-huddle.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { offerTask } from '#app/features/tasks/server/offer-task.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import { aBrowser, giveCookie, sessionFor } from '#tests/support/browser.ts'
import { aCase } from '#tests/support/cases.ts'
import { askForCode, heading, typeCode } from '#tests/support/doors.ts'
import { aFlag } from '#tests/support/flags.ts'
import { aScheduledHuddle, aWaitingCase } from '#tests/support/huddles.ts'
import { codeIn, linkIn, nextMail } from '#tests/support/mailbox.ts'
import { anOrganization, aPerson, aTeam, mailOf, viewerOf } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { aVisitor, keepPictures, type Visitor } from '#tests/support/visitors.ts'

let browser: Browser
let server: TestServer
let teamId: TeamId
let lead: Viewer
let doctor: Viewer
let visitor: Visitor
let page: Page

beforeAll(async () => {
  browser = await aBrowser()
  server = await aServer({ at: '2026-12-02 10:50' })
  const { world } = server
  const organizationId = await anOrganization(world, { zone: 'America/St_Johns' })
  teamId = await aTeam(world, organizationId, { zone: 'America/St_Johns' })
  const member = async (name: string, zone: string, role: 'lead' | 'clinician') =>
    viewerOf(world, await aPerson(world, organizationId, { name, zone, roles: { [teamId]: role } }))
  lead = await member('Joan Whelan', 'America/St_Johns', 'lead')
  doctor = await member('Pema Sherpa', 'Asia/Kathmandu', 'clinician')
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  visitor = await aVisitor(browser, server, { zone: 'America/St_Johns', javaScript: false })
  page = visitor.page
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPictures(task.name, [visitor])
  await visitor.context.close()
  expect(visitor.complaints).toEqual([])
})

test('signing in by a mailed code leads to where the passkey is explained', async () => {
  const mail = await mailOf(server.world, lead.personId)
  await page.goto('/tasks')
  await askForCode(page, mail)
  await typeCode(page, '0000 0000')
  await page
    .getByText(/This code is not right/)
    .first()
    .waitFor()
  await typeCode(page, codeIn(await nextMail(server, mail, 'Your sign-in code')))
  await heading(page, 'Make a passkey')
  expect(await page.content()).toContain('A passkey needs JavaScript, which is off in this browser.')
})

test('an invitation is answered from its mail, and the answer changed', async () => {
  const { queueEntryId } = await aWaitingCase(server.world, lead, teamId, { family: 'Answer' })
  await aScheduledHuddle(server.world, lead, teamId, '2026-12-04T12:00:00Z', [queueEntryId])
  await server.settle()
  const mail = await mailOf(server.world, doctor.personId)

  await page.goto(linkIn(await nextMail(server, mail, 'Huddle: you are invited')))
  await page.getByText('Fri 04-Dec-2026, 17:45–18:15').waitFor()
  for (const answer of ['Yes', 'No', 'Maybe']) {
    await page.getByRole('button', { name: answer }).click()
    await page.getByText(`You said ${answer.toLowerCase()}.`).waitFor()
  }
})

test('flags are triaged, each verdict, and one is taken back', async () => {
  const [first, second, third, fourth] = [
    await flagged('Archer'),
    await flagged('Baxter'),
    await flagged('Carver'),
    await flagged('Draper'),
  ].map((family) => page.locator('li', { hasText: `${family.toUpperCase()}, Ada` }).first())
  await comeIn(lead)
  await page.goto(`/teams/${teamId}/inbox`)

  await first?.getByRole('button', { name: 'Discuss', exact: true }).first().click()
  await first?.getByText('will be discussed').waitFor()
  await first?.getByRole('button', { name: /^Undo/ }).click()
  await first?.getByRole('button', { name: 'Discuss', exact: true }).first().waitFor()
  await second?.getByRole('button', { name: 'List only' }).click()
  await second?.getByRole('button', { name: /^Undo/ }).waitFor()
  await third?.locator('summary', { hasText: 'Not ready' }).click()
  await third?.getByLabel('What else is missing').fill('A recent PHQ-9')
  await third?.getByRole('button', { name: 'Put back as not ready' }).click()
  await third?.getByText('A recent PHQ-9').waitFor()

  // What was not taken comes back open, with the words beside it and everything typed.
  await fourth?.locator('summary', { hasText: 'Same-day task' }).click()
  await fourth?.getByLabel('What is to be done today').fill('Call before noon')
  await fourth?.getByRole('button', { name: 'Give the task' }).click()
  await fourth?.getByText('Choose who does it.').waitFor()
  expect(await fourth?.getByLabel('What is to be done today').inputValue()).toBe('Call before noon')
  await fourth?.getByLabel('One owner').selectOption(doctor.personId)
  await fourth?.getByRole('button', { name: 'Give the task' }).click()
  await fourth?.getByRole('button', { name: /^Undo/ }).waitFor()
})

test('the agenda’s cases are moved up and down, and given minutes', async () => {
  const entries = []
  for (const family of ['Early', 'Later'])
    entries.push((await aWaitingCase(server.world, lead, teamId, { family })).queueEntryId)
  const huddleId = await aScheduledHuddle(server.world, lead, teamId, '2026-12-05T12:00:00Z', entries)
  await comeIn(lead)
  await page.goto(`/huddles/${huddleId}/agenda`)
  const order = async () =>
    (await page.locator('tr[id^="item-"] th').allTextContents()).map((text) => /([A-Z]{3,}),/.exec(text)?.[1])

  const [before] = await order()
  await page
    .getByRole('button', { name: /^Move Early, Ada (up|down)$/ })
    .and(page.locator(':enabled'))
    .click()
  expect((await order())[0]).not.toBe(before)
  await page
    .getByRole('button', { name: /^Move Early, Ada (up|down)$/ })
    .and(page.locator(':enabled'))
    .click()
  expect((await order())[0]).toBe(before)
  await page.getByRole('textbox', { name: 'Minutes for Later, Ada' }).fill('a few')
  await page.getByRole('button', { name: 'Save the minutes for Later, Ada' }).click()
  await page.getByText('Type a whole number of minutes').first().waitFor()
  expect(await page.getByRole('textbox', { name: 'Minutes for Later, Ada' }).inputValue()).toBe('a few')
})

test('a huddle goes from case to case: a decision with tasks, one without, and the end', async () => {
  const entries = []
  for (const family of ['Foster', 'Garner', 'Harper'])
    entries.push((await aWaitingCase(server.world, lead, teamId, { family })).queueEntryId)
  const huddleId = await aScheduledHuddle(server.world, lead, teamId, '2026-12-02T11:00:00Z', entries)
  await startHuddle(server.world, lead, { huddleId })
  await comeIn(lead)
  await page.goto(`/huddles/${huddleId}/live`)

  await page.getByRole('button', { name: 'Open next case' }).first().click()
  await page.getByText('FOSTER, Ada').first().waitFor()
  await page.getByRole('button', { name: 'Next case' }).click()
  await page.getByText('Record a decision first, or carry this case over.').waitFor()
  await page.getByLabel('Decision', { exact: true }).fill('Raise the dose on Monday.')
  await page.getByRole('button', { name: 'Record decision' }).click()
  await page.getByText('Say what is to be done').first().waitFor()
  expect(await page.getByLabel('Decision', { exact: true }).inputValue()).toBe('Raise the dose on Monday.')
  for (const [number, title] of ['Prescribe it', 'Call after a week'].entries()) {
    const task = page.getByRole('group', { name: `Task ${number + 1}` })
    await task.getByLabel('What is to be done').fill(title)
    await task.getByLabel('One owner').selectOption(doctor.personId)
  }
  await page.getByRole('button', { name: 'Record decision' }).click()
  await page.getByText('Call after a week').first().waitFor()

  await page.getByRole('button', { name: 'Next case' }).click()
  await page.getByText('GARNER, Ada').first().waitFor()
  await page.getByRole('radio', { name: /^No action/ }).check()
  await page.getByLabel('Why nothing is to be done').fill('It goes well.')
  await page.getByRole('button', { name: 'Record decision' }).click()
  await page.getByText('It goes well.').first().waitFor()
  await page.getByRole('link', { name: 'End huddle' }).first().click()
  await page.getByRole('button', { name: 'End the huddle' }).click()
  await heading(page, 'Minutes')
  await page.getByText('Raise the dose on Monday.').waitFor()
})

test('a task is accepted, given back and done', async () => {
  const { caseId } = await aCase(server.world, lead, { teamId, family: 'Ingram' })
  for (const title of ['Order the lab', 'Write the letter']) await offered(caseId, title)
  await comeIn(doctor)
  await page.goto('/tasks')
  const task = (title: string) => page.locator('li', { has: page.getByRole('link', { name: title }) })

  await task('Order the lab').getByRole('button', { name: 'Accept' }).click()
  await page.goto('/tasks')
  await task('Order the lab').locator('summary', { hasText: 'Done' }).click()
  await task('Order the lab').getByRole('button', { name: 'Mark as done' }).click()
  await page.getByText('Say what came of it.').first().waitFor()
  await page.getByLabel('What came of it').fill('Sent; results on Friday.')
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await page.getByText('Sent; results on Friday.').waitFor()

  await page.goto('/tasks')
  await task('Write the letter').locator('summary', { hasText: 'Give back' }).click()
  await task('Write the letter').getByLabel('Why you give it back').fill('Not mine to write.')
  await task('Write the letter').getByRole('button', { name: 'Give back' }).click()
  await heading(page, 'My tasks')
  expect(await task('Write the letter').getByRole('button', { name: 'Accept' }).count()).toBe(0)
})

async function comeIn(viewer: Viewer): Promise<void> {
  await giveCookie(visitor.context, server, await sessionFor(server, viewer.personId))
}

async function flagged(family: string): Promise<string> {
  const { caseId } = await aCase(server.world, lead, { teamId, family })
  await aFlag(server.world, doctor, caseId)
  return family
}

async function offered(caseId: CaseId, title: string): Promise<void> {
  await inOrganization(server.world, lead, (scope) =>
    offerTask(scope, {
      caseId,
      teamId,
      title,
      ownerId: doctor.personId,
      requesterId: lead.personId,
      kind: 'other',
      dueOn: '2026-12-03',
      urgency: 'soon',
      safety: false,
    }),
  )
}
