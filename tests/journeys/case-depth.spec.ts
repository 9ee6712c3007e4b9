import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeBriefPart } from '#app/features/cases/server/write-brief-part.ts'
import { writeService } from '#app/features/cases/server/write-service.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import { aBrowser, giveCookie, sessionFor } from '#tests/support/browser.ts'
import { aCase } from '#tests/support/cases.ts'
import { alive, heading } from '#tests/support/doors.ts'
import { axeFaults, shapeFaults } from '#tests/support/looks.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { aVisitor, keepPictures, type Visitor } from '#tests/support/visitors.ts'

let browser: Browser
let server: TestServer
let teamId: TeamId
let lead: Viewer
let manager: Viewer
const visitors: Visitor[] = []

// Tuesday, 10:30 in St Johns; the care manager works from Kathmandu, where it is 19:45.
beforeAll(async () => {
  browser = await aBrowser()
  server = await aServer({ at: '2026-12-01 14:00' })
  const { world } = server
  const zone = 'America/St_Johns'
  const organizationId = await anOrganization(world, { zone })
  teamId = await aTeam(world, organizationId, { zone })
  const member = async (name: string, role: 'lead' | 'staff', home: string) =>
    viewerOf(world, await aPerson(world, organizationId, { name, zone: home, roles: { [teamId]: role } }))
  lead = await member('Joan Whelan', 'lead', zone)
  manager = await member('Mara Manager', 'staff', 'Asia/Kathmandu')
  const written = await writeService(world, lead, {
    kinds: ['housing'],
    details: {
      name: 'Harbour Housing Office',
      phone: '555 0142',
      address: '',
      hours: '',
      web: '',
      languages: '',
      note: '',
    },
  })
  expect(written.ok).toBe(true)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPictures(task.name, visitors)
  for (const { context } of visitors) await context.close()
  expect(visitors.splice(0).flatMap((visitor) => visitor.complaints)).toEqual([])
})

let caseId: CaseId
beforeEach(async ({ task }) => {
  const made = await aCase(server.world, lead, {
    teamId,
    family: `Case${task.id.replaceAll(/\D/g, '')}`,
    careManagerId: manager.personId,
    episodeStart: '2026-10-01',
    scores: [{ on: '2026-10-01', total: 18 }],
  })
  caseId = made.caseId
})

async function onThePhone({ javaScript = true }: { javaScript?: boolean } = {}): Promise<Page> {
  const visitor = await aVisitor(browser, server, { zone: 'Asia/Kathmandu', phone: true, javaScript })
  visitors.push(visitor)
  await giveCookie(visitor.context, server, await sessionFor(server, manager.personId))
  return visitor.page
}

async function open(page: Page, address: string, javaScript = true): Promise<void> {
  await page.goto(`/cases/${caseId}${address}`)
  if (javaScript) await alive(page)
}

/** The card or section of the case page under a heading. */
const section = (page: Page, id: string) => page.locator(`#${id}`)

/** Nothing sticks out of the phone, and nothing stands in the way of a screen reader. */
async function looksWell(page: Page): Promise<void> {
  expect(await shapeFaults(page, [])).toEqual([])
  expect(await axeFaults(page)).toEqual([])
}

async function answer(page: Page, item: number, value: number): Promise<void> {
  await page.locator(`label[for="items-${item - 1}-${value}"]`).click()
}

async function noteTheNeed(page: Page): Promise<void> {
  await page.getByLabel('What it is about').selectOption({ label: 'Housing' })
  await page.getByLabel(/^Note/).fill('Must be out by the end of January')
  await page.getByLabel('Who can help').selectOption({ label: 'Harbour Housing Office (Housing)' })
  await page.getByRole('button', { name: 'Save the need' }).click()
  await section(page, 'needs').getByText('Must be out by the end of January').waitFor()
}

test('a PHQ-9 is typed answer by answer; one about self-harm shows whom to call and makes a task; a slip is corrected', async () => {
  const page = await onThePhone()
  await open(page, '')
  await page.getByRole('link', { name: 'Record a score' }).first().click()
  await heading(page, 'Record a score')
  // Nine keys are a sheet.
  await page.locator('#items-0-0').focus()
  await page.keyboard.type('222222221')
  await page.getByText('Total 17').waitFor()
  await page.getByText('A thought of self-harm', { exact: true }).waitFor()
  await looksWell(page)
  await page.getByRole('button', { name: 'Save the score' }).click()
  await heading(page, 'Score')
  await page.getByText('Call 112. Then call the person on call.').waitFor()
  await server.settle()

  await page.locator('summary', { hasText: 'Correct a typing error' }).click()
  await answer(page, 1, 3)
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await page.getByText('Say what was wrong').first().waitFor()
  expect(await page.locator('#items-0-3').isChecked()).toBe(true)
  await page.getByLabel('What was wrong').fill('Read the wrong row')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await page.locator('dd', { hasText: '18, ' }).waitFor()

  await open(page, '')
  await page.getByText('Thoughts of self-harm: 1 of 3 in PHQ-9 item 9 on').first().waitFor()
  await section(page, 'history').getByText('Score corrected').waitFor()
  await page.goto('/tasks')
  await page
    .getByRole('link', { name: /^Safety: see this patient today/ })
    .first()
    .waitFor()
})

test('a goal is set, measured and dated, and the step to it is reached', async () => {
  const page = await onThePhone()
  await open(page, '')
  await page.getByRole('link', { name: 'Set a goal' }).click()
  await heading(page, 'Set a goal')
  await page.getByLabel('What the patient wants to reach').fill('Back at the choir on Thursdays')
  await page.getByLabel('Measured by').selectOption({ label: 'PHQ-9' })
  await page.getByLabel('Total to reach').fill('4')
  await page.getByLabel('To reach by').fill('2027-03-01')
  await page.getByLabel('Look at it again on').fill('2027-01-05')
  await page.getByLabel('Step 1').fill('Call the choir master')
  await looksWell(page)
  await page.getByRole('button', { name: 'Save the goal' }).click()
  const goals = section(page, 'goals')
  await goals.getByText('Back at the choir on Thursdays').first().waitFor()
  await goals.getByText('01-Mar-2027').waitFor()
  await goals.getByText('05-Jan-2027').waitFor()
  await goals.getByRole('button', { name: /^Mark as reached ?: Call the choir master$/ }).click()
  // In Kathmandu it is still the first of December.
  await goals.getByText('reached 01-Dec-2026').waitFor()
  await section(page, 'history').getByText('Step to a goal reached').waitFor()
})

test('a need with a service of the directory becomes a task, and a call that nobody took is one tap', async () => {
  const page = await onThePhone()
  await open(page, '')
  await page.getByRole('link', { name: 'Note a need' }).click()
  await heading(page, 'Note a need')
  await noteTheNeed(page)
  await page.getByRole('link', { name: /^Make it a task ?: Housing$/ }).click()
  await heading(page, 'Give a task')
  expect(await page.getByLabel('What is to be done').inputValue()).toBe(
    'Housing: Must be out by the end of January\nHarbour Housing Office, 555 0142',
  )
  await looksWell(page)
  await page.getByRole('button', { name: 'Give the task' }).click()
  await section(page, 'tasks').getByText('Must be out by the end of January').first().waitFor()

  await section(page, 'contacts').getByRole('button', { name: 'Tried, not reached' }).click()
  await section(page, 'contacts').getByText(', not reached', { exact: true }).waitFor()
  await looksWell(page)
})

test('without JavaScript: a PHQ-9 with its crisis instruction, a correction, a goal with its step, a need, a call in vain', async () => {
  const page = await onThePhone({ javaScript: false })
  await open(page, '/scores/new', false)
  for (let item = 1; item <= 9; item += 1) await answer(page, item, item === 9 ? 1 : 2)
  await page.getByRole('button', { name: 'Save the score' }).click()
  await page.getByText('Call 112. Then call the person on call.').waitFor()
  await page.locator('summary', { hasText: 'Correct a typing error' }).click()
  await answer(page, 1, 3)
  await page.getByLabel('What was wrong').fill('Read the wrong row')
  await page.getByRole('button', { name: 'Save the correction' }).click()
  await page.locator('dd', { hasText: '18, ' }).waitFor()

  await open(page, '/goals/new', false)
  await page.getByLabel('What the patient wants to reach').fill('Back at the choir on Thursdays')
  await page.getByLabel('How we will know').fill('Sings every week')
  await page.getByLabel('To reach by').fill('2027-03-01')
  await page.getByLabel('Step 1').fill('Call the choir master')
  await page.getByRole('button', { name: 'Save the goal' }).click()
  await page.getByRole('button', { name: /^Mark as reached ?: Call the choir master$/ }).click()
  await section(page, 'goals').getByText('reached 01-Dec-2026').waitFor()

  await open(page, '/needs/new', false)
  await noteTheNeed(page)
  await section(page, 'contacts').getByRole('button', { name: 'Tried, not reached' }).click()
  await section(page, 'contacts').getByText(', not reached', { exact: true }).waitFor()
})

test.each([true, false])(
  'a part of the brief that somebody else saved meanwhile: both texts, and the joined one is saved (JavaScript: %s)',
  async (javaScript) => {
    const page = await onThePhone({ javaScript })
    await open(page, '/brief', javaScript)
    const part = page.locator('#situation')
    await part.getByLabel('Situation').fill('Works nights again')
    await writeBriefPart(server.world, lead, {
      caseId,
      part: 'situation',
      version: 0,
      text: 'Mother has moved in',
    })
    await part.getByRole('button', { name: 'Save situation' }).click()
    const theirs = part.getByRole('region', { name: 'Theirs' })
    await theirs.getByText('Mother has moved in').waitFor()
    await theirs.getByText('Joan Whelan, today, ').waitFor()
    await part.getByRole('region', { name: 'Yours' }).getByText('Works nights again').waitFor()
    const field = part.getByLabel('Situation: the text to save')
    expect(await field.inputValue()).toBe('Works nights again')
    if (javaScript) {
      await part.getByRole('button', { name: 'Take theirs' }).click()
      expect(await field.inputValue()).toBe('Mother has moved in')
      await part.getByRole('button', { name: 'Keep mine' }).click()
      expect(await field.inputValue()).toBe('Works nights again')
      await looksWell(page)
    } else expect(await part.getByRole('button', { name: 'Take theirs' }).isVisible()).toBe(false)
    await field.fill('Mother has moved in; works nights again')
    await part.getByRole('button', { name: 'Save situation' }).click()
    await part.getByText('Written by Mara Manager, today').waitFor()
    await open(page, '/brief/situation', javaScript)
    await page.getByText('Mother has moved in; works nights again').waitFor()
    await page.getByText('Mother has moved in', { exact: true }).waitFor()
  },
)
