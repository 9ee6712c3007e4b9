import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createOrganization } from '#app/features/people/server/create-organization.ts'
import { aBrowser } from '#tests/support/browser.ts'
import { askForCode, comeInFirst, heading, pressPasskey, typeCode } from '#tests/support/doors.ts'
import { fhirBundle, fhirPatients, fhirSkips } from '#tests/support/fhir.ts'
import { type ArrivedMail, codeIn, linkIn, mailTo, nextMail } from '#tests/support/mailbox.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { aVisitor, keepPictures, type Visitor } from '#tests/support/visitors.ts'

/**
 * One huddle for real, from an empty organization to the task that is done: a team in St John's with colleagues in Kathmandu, nine
 * and a quarter hours apart. Each step begins where the one before it ended.
 */
const stJohns = 'America/St_Johns'
const kathmandu = 'Asia/Kathmandu'

const people = {
  admin: { name: 'Morgan Byrne', mail: 'morgan@clinic.test', zone: stJohns },
  lead: { name: 'Joan Whelan', mail: 'joan@clinic.test', zone: stJohns },
  doctor: { name: 'Pema Sherpa', mail: 'pema@clinic.test', zone: kathmandu },
  staff: { name: 'Sita Karki', mail: 'sita@clinic.test', zone: kathmandu },
} as const
type Who = keyof typeof people

let browser: Browser
let server: TestServer
const visitors = new Map<Who, Visitor>()

beforeAll(async () => {
  browser = await aBrowser()
  // A Tuesday: 07:40 in St John's, 16:55 in Kathmandu.
  server = await aServer({ at: '2026-12-01 11:10', running: true })
  for (const [who, { zone }] of Object.entries(people))
    visitors.set(who as Who, await aVisitor(browser, server, { zone, phone: who === 'doctor' }))
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPictures(task.name, visitors.values())
})

test('1 an organization begins, and its first admin comes in by the mail', async () => {
  const { admin } = people
  const created = await createOrganization(server.world, {
    name: 'Signal Hill Clinic',
    zone: stJohns,
    crisisInstruction: 'Call 911. Then call the person on call.',
    adminMail: admin.mail,
    adminName: admin.name,
  })
  expect(created.ok).toBe(true)

  const page = pageOf('admin')
  await page.goto(linkIn(await nextMail(server, admin.mail, 'You are invited to Huddle')))
  await askForCode(page, admin.mail)
  await typeCode(page, codeIn(await nextMail(server, admin.mail, 'Your sign-in code')))
  await pressPasskey(page, 'Make a passkey')
  await heading(page, 'Today')
})

test('1 the admin makes a team and invites three people, who come in', async () => {
  const page = pageOf('admin')
  await page.goto('/admin/teams/new')
  await page.getByLabel('Name', { exact: true }).fill('Harbour team')
  await page.getByLabel('A huddle takes').fill('30')
  await page.getByRole('button', { name: 'Make the team' }).click()
  await heading(page, 'Harbour team')

  await invite('lead', { discipline: 'Care manager', role: 'Lead', from: '07:00', to: '15:00' })
  await invite('doctor', { discipline: 'Psychiatrist', role: 'Clinician', from: '14:00', to: '22:00' })
  await invite('staff', { discipline: 'Care manager', role: 'Staff', from: '14:00', to: '22:00' })

  for (const who of ['lead', 'doctor', 'staff'] as const) {
    const { mail } = people[who]
    await nextMail(server, mail, 'You are invited to Huddle')
    await comeInFirst(server, pageOf(who), mail)
    await pageOf(who).getByText('Nothing is due this week').waitFor()
  }
})

test('2 the admin imports the clinic’s file: progress, skipped records, and flags only once they are agreed to', async () => {
  const page = pageOf('admin')
  await importFile(page)
  await page.getByText('This import would raise 3 flags').waitFor()
  expect(await fact(page, 'Cases opened')).toBe('6')
  expect(await fact(page, 'Skipped')).toBe(
    String(Object.values(fhirSkips).reduce((sum, count) => sum + count, 0)),
  )
  await page.getByRole('row', { name: /A score that the questionnaire cannot have/ }).waitFor()
  expect(await mailTo(server, people.lead.mail)).toHaveLength(2)

  await page.getByRole('button', { name: 'Agree and raise them' }).click()
  await page.getByText('The flags were agreed to').waitFor()
  await server.settle()

  // The safety answer makes a task for today at once, and its mail says nothing about anybody.
  const mail = await nextMail(server, people.lead.mail, 'A same-day task for you in Huddle')
  expectNoPatientIn(mail)
})

test('2 the same file again changes nothing', async () => {
  const page = pageOf('admin')
  await importFile(page)
  await page.getByText('This import raises no flags.').waitFor()
  expect(await fact(page, 'New or changed')).toBe('0')
  expect(await fact(page, 'Cases opened')).toBe('0')
})

test('3 the caseload and a case: banner, brief, course of the scores', async () => {
  const page = pageOf('lead')
  await page.goto('/')
  await page.getByRole('link', { name: 'Cases', exact: true }).click()
  await heading(page, 'Cases')
  for (const { family } of Object.values(fhirPatients)) await page.getByText(family.toUpperCase()).waitFor()

  const { family, given, mrn } = fhirPatients.notImproved
  await page.getByRole('link', { name: `${family.toUpperCase()}, ${given}` }).click()
  await heading(page, `${family.toUpperCase()}, ${given}`)
  const banner = page.getByRole('region', { name: 'Patient' })
  expect((await banner.innerText()).replaceAll(/\s/g, '')).toContain(`MRN${mrn}`)
  await banner.getByText('12-Nov-1978 (48y)').waitFor()
  await page.getByText('PHQ-9 fell from 17').waitFor()
  expect(await page.title()).toBe('Case · Huddle')

  await page.getByRole('link', { name: 'Write the brief' }).click()
  await page.getByLabel('Question for the team').fill('Switch, or add something?')
  await page.getByRole('button', { name: 'Save question for the team' }).click()
  await page.getByText('Written by Joan Whelan').first().waitFor()
})

test('4 flags are raised by hand', async () => {
  await raise('lead', 'responder', {
    question: 'May she taper in spring?',
    urgency: 'Routine',
    needs: ['Pema Sherpa'],
  })
  await raise('doctor', 'anxious', {
    question: 'Is the dose enough for the exams?',
    urgency: 'Soon',
    needs: [],
  })
  await raise('lead', 'earlierPositive', {
    question: 'Who follows the old answer up?',
    urgency: 'Urgent',
    needs: ['Sita Karki'],
  })
})

test('4 the inbox says why each flag is there; four verdicts, and one taken back', async () => {
  const page = pageOf('lead')
  await page.goto('/')
  await page.getByRole('link', { name: 'Inbox', exact: true }).click()
  await heading(page, 'Inbox')
  const flag = (patient: keyof typeof fhirPatients) => rowOf(page.locator('[data-flag]'), patient)
  const triaged = (patient: keyof typeof fhirPatients) => rowOf(page.locator('[data-triaged]'), patient)

  await flag('safety').getByText('PHQ-9 item 9, thoughts of self-harm, was answered 1 of 3').waitFor()
  await flag('safety').getByRole('button', { name: 'Discuss it too' }).click()
  await flag('notImproved').getByText('Rule “Not improved at week 8”').waitFor()
  await flag('notImproved').getByRole('button', { name: 'Discuss', exact: true }).first().click()
  await triaged('notImproved').getByText('will be discussed').waitFor()

  // List only, which is taken back and decided anew.
  await flag('responder').getByRole('button', { name: 'List only' }).click()
  await triaged('responder').getByRole('button', { name: /^Undo/ }).click()
  await flag('responder').getByRole('button', { name: 'Discuss', exact: true }).first().click()
  await triaged('responder').getByText('will be discussed').waitFor()

  await flag('notMeasured').getByText('Not ready', { exact: true }).click()
  await flag('notMeasured').getByLabel('What else is missing').fill('A PHQ-9 of this month')
  await flag('notMeasured').getByRole('button', { name: 'Put back as not ready' }).click()
  await page.getByRole('list', { name: 'Not ready' }).getByText('A PHQ-9 of this month').waitFor()

  await flag('anxious').getByText('Same-day task').click()
  await flag('anxious').getByRole('button', { name: 'Give the task' }).click()
  await flag('anxious').getByText('Say what is to be done.').waitFor()
  await flag('anxious').getByLabel('What is to be done today').fill('Ask how the exams go')
  await flag('anxious').getByLabel('One owner').selectOption({ label: 'Sita Karki' })
  await flag('anxious').getByRole('button', { name: 'Give the task' }).click()
  await triaged('anxious').waitFor()

  await flag('earlierPositive').getByRole('button', { name: 'Discuss', exact: true }).first().click()
  await triaged('earlierPositive').getByText('will be discussed').waitFor()
  await server.settle()
  expectNoPatientIn(await nextMail(server, people.staff.mail, 'A task for you in Huddle'))
})

async function importFile(page: Page) {
  await page.goto('/admin/imports/new')
  const buffer = Buffer.from(JSON.stringify(fhirBundle(server.world.now())))
  await page.getByLabel('Files').setInputFiles({ name: 'clinic.json', mimeType: 'application/json', buffer })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await heading(page, 'Import')
}

/** What a list of facts says under a label. */
async function fact(page: Page, label: string): Promise<string> {
  const term = page.locator('dt').filter({ hasText: new RegExp(`^${label}$`) })
  return (await term.locator('xpath=following-sibling::dd[1]').innerText()).trim()
}

async function raise(
  who: Who,
  patient: keyof typeof fhirPatients,
  { question, urgency, needs }: { question: string; urgency: string; needs: readonly string[] },
) {
  const page = pageOf(who)
  await page.goto('/')
  await page.getByRole('link', { name: 'Cases', exact: true }).click()
  await page.getByRole('link', { name: nameOf(patient) }).click()
  await page.getByRole('link', { name: 'Raise a flag' }).click()
  await page.getByLabel('What you ask the team').fill(question)
  await page.getByLabel('Why now').fill('It came up at the visit.')
  await page.getByRole('radio', { name: urgency }).check()
  for (const name of needs) await page.getByRole('checkbox', { name }).check()
  await page.getByRole('button', { name: 'Raise the flag' }).click()
  await heading(page, nameOf(patient))
  await page.getByText(question).first().waitFor()
}

function rowOf(rows: Locator, patient: keyof typeof fhirPatients): Locator {
  return rows.filter({ hasText: nameOf(patient) })
}

function nameOf(patient: keyof typeof fhirPatients): string {
  const { family, given } = fhirPatients[patient]
  return `${family.toUpperCase()}, ${given}`
}

/** That a mail names neither a patient nor anybody of the team, and tells nothing that somebody typed. */
function expectNoPatientIn({ raw, subject, text, html }: ArrivedMail) {
  const all = [raw, subject, text, html].join(' ').toLowerCase()
  const names = Object.values(fhirPatients).flatMap(({ family, given, mrn }) => [family, given, mrn])
  const words = [
    ...names,
    ...Object.values(people).map(({ name }) => name),
    'Harbour',
    'exam',
    'taper',
    'PHQ',
  ]
  for (const word of words) expect(all).not.toContain(word.toLowerCase())
}

async function invite(
  who: Who,
  { discipline, role, from, to }: Record<'discipline' | 'role' | 'from' | 'to', string>,
) {
  const { name, mail, zone } = people[who]
  const page = pageOf('admin')
  await page.goto('/admin/people/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Mail address').fill(mail)
  await page.getByLabel('Discipline').selectOption({ label: discipline })
  await page.getByLabel('Time zone').selectOption(zone)
  await page.getByLabel('Harbour team').selectOption({ label: role })
  const line = page.getByRole('group', { name: 'Working hours' })
  await line.getByLabel('From').first().fill(from)
  await line.getByLabel('To', { exact: true }).first().fill(to)
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await heading(page, name)
}

function pageOf(who: Who): Page {
  const visitor = visitors.get(who)
  if (!visitor) throw new Error('Nobody is there.')
  return visitor.page
}
