import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createOrganization } from '#app/features/people/server/create-organization.ts'
import { aBrowser } from '#tests/support/browser.ts'
import {
  alive,
  askForCode,
  comeBack,
  comeInFirst,
  heading,
  pressPasskey,
  typeCode,
} from '#tests/support/doors.ts'
import { fhirBundle, fhirPatients, fhirSkips } from '#tests/support/fhir.ts'
import { type ArrivedMail, codeIn, linkIn, mailTo, nextMail } from '#tests/support/mailbox.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { aVisitor, keepPictures, type Visitor } from '#tests/support/visitors.ts'
import { moment } from '#tests/support/world.ts'

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
type Patient = keyof typeof fhirPatients

const beginsAt = '2026-12-01 11:10'
const records = Buffer.from(JSON.stringify(fhirBundle(moment(beginsAt))))

let browser: Browser
let server: TestServer
const visitors = new Map<Who, Visitor>()
/** The address of the huddle that the walk is about. */
let huddle: string
/** The screen in the room where some of them sit. */
let room: Page

beforeAll(async () => {
  browser = await aBrowser()
  // A Tuesday: 07:40 in St John's, 16:55 in Kathmandu.
  server = await aServer({ at: beginsAt, running: true })
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
  // Nobody may write patients for a moment, so that there is time to see how far it has come.
  const held = await server.admin.connect()
  await held.query('begin; lock table patient in exclusive mode')
  await importFile(page)
  await page.getByText('Writing the records').waitFor()
  await page.getByText('You may leave this page and come back').waitFor()
  await held.query('commit')
  held.release()
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
  const flag = (patient: Patient) => rowOf(page.locator('[data-flag]'), patient)
  const triaged = (patient: Patient) => rowOf(page.locator('[data-triaged]'), patient)

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

  await flag('notMeasured').locator('summary', { hasText: 'Not ready' }).click()
  await flag('notMeasured').getByLabel('What else is missing').fill('A PHQ-9 of this month')
  await flag('notMeasured').getByRole('button', { name: 'Put back as not ready' }).click()
  await triaged('notMeasured').getByText('A PHQ-9 of this month').waitFor()

  await flag('anxious').locator('summary', { hasText: 'Same-day task' }).click()
  await flag('anxious').getByLabel('What is to be done today').fill('Ask how the exams go')
  await flag('anxious').getByRole('button', { name: 'Give the task' }).click()
  await flag('anxious').getByText('Choose who does it.').waitFor()
  expect(await flag('anxious').getByLabel('What is to be done today').inputValue()).toBe(
    'Ask how the exams go',
  )
  await choose(flag('anxious').getByLabel('One owner'), people.staff.name)
  await flag('anxious').getByRole('button', { name: 'Give the task' }).click()
  await triaged('anxious').waitFor()

  await flag('earlierPositive').getByRole('button', { name: 'Discuss', exact: true }).first().click()
  await triaged('earlierPositive').getByText('will be discussed').waitFor()
  await server.settle()
  expectNoPatientIn(await nextMail(server, people.staff.mail, 'A task for you in Huddle'))
})

test('5 an agenda from the queue: order, minutes, the cut line, and a suggestion that shows what it would change', async () => {
  const page = pageOf('lead')
  await page.goto('/')
  await page.getByRole('link', { name: 'Inbox', exact: true }).click()
  await page.getByRole('link', { name: /^Queue/ }).click()
  await page.getByText('4 cases wait to be discussed').waitFor()
  await page.getByRole('checkbox', { name: `Plan a huddle with ${spoken('responder')}` }).uncheck()
  await page.getByRole('button', { name: 'Plan a huddle with these' }).click()
  await heading(page, 'New huddle')
  expect(await page.getByRole('checkbox', { name: nameOf('responder') }).isChecked()).toBe(false)
  await page.getByLabel('Length').fill('40')
  await page.getByRole('button', { name: 'Make a draft and find a time' }).click()
  await heading(page, 'Find a time')
  huddle = new URL(page.url()).pathname.replace(/\/time$/, '')

  await page.goto(`${huddle}/agenda`)
  expect(await agenda(page)).toEqual((['safety', 'earlierPositive', 'notImproved'] as const).map(familyOf))
  await page.getByRole('button', { name: `Add ${spoken('responder')} to the agenda` }).click()
  await expect.poll(() => agenda(page)).toHaveLength(4)
  await page.getByRole('button', { name: `Move ${spoken('safety')} down` }).click()
  await expect
    .poll(() => agenda(page))
    .toEqual((['earlierPositive', 'safety', 'notImproved', 'responder'] as const).map(familyOf))

  const minutes = page.getByRole('textbox', { name: `Minutes for ${spoken('notImproved')}` })
  const save = page.getByRole('button', { name: `Save the minutes for ${spoken('notImproved')}` })
  const cutLine = page.getByRole('heading', { name: 'No room below this line' })
  await minutes.fill('24')
  await save.click()
  await cutLine.waitFor()
  await minutes.fill('three')
  await save.click()
  await page.getByText('Type a whole number of minutes').first().waitFor()
  expect(await minutes.inputValue()).toBe('three')
  await minutes.fill('8')
  await save.click()
  await cutLine.waitFor({ state: 'detached' })

  await page.getByRole('link', { name: 'Suggest an order' }).click()
  const difference = page.getByRole('table', { name: 'The suggested order, and what would change' })
  await rowOf(difference.getByRole('row'), 'safety').getByText('2, goes up').waitFor()
  await page.getByText('Nothing has changed yet.').waitFor()
  await page.getByRole('button', { name: 'Apply this order' }).click()
  await difference.waitFor({ state: 'detached' })
  expect((await agenda(page))[0]).toBe(familyOf('safety'))
})

test('6 a time for the people these cases need: openings in words, over a grid of everybody', async () => {
  const page = pageOf('lead')
  await page.goto(`${huddle}/time`)
  await page.getByText('St Johns time (UTC−03:30)').first().waitFor()
  // All three are at work from 07:00 to 12:45 on St John's clocks, which is 16:15 to 22:00 in Kathmandu.
  const tomorrow = page.getByRole('listitem').filter({ hasText: 'Wed 02-Dec-2026, 07:00–07:40' })
  await tomorrow.getByText('or any start until 12:05').waitFor()
  await tomorrow.getByText('Everyone needed for 4 cases').waitFor()
  await page.getByRole('table', { name: /^Who is free on/ }).waitFor()
  for (const { name } of [people.lead, people.doctor, people.staff])
    await page.getByRole('rowheader', { name }).waitFor()

  await page.getByRole('link', { name: /^Choose Wed 02-Dec-2026 07:00/ }).click()
  await page.getByRole('button', { name: 'Schedule for Wed 02-Dec-2026' }).click()
  await heading(page, 'Huddle')
  await page.getByText('Wed 02-Dec-2026, 07:00–07:40').waitFor()
})

test('7 one calendar mail to each: a request of the title Huddle, on each one’s own clocks, about nobody', async () => {
  await server.settle()
  const mails = new Map<Who, ArrivedMail>()
  for (const who of ['lead', 'doctor', 'staff'] as const) {
    const mail = await nextMail(server, people[who].mail, 'Huddle: you are invited')
    expect(await mailsAbout(who, 'Huddle: you are invited')).toHaveLength(1)
    expectNoPatientIn(mail)
    mails.set(who, mail)
    expect(mail.calendar).toMatchObject({
      method: 'REQUEST',
      mimeMethod: 'REQUEST',
      summary: 'Huddle',
      sequence: 0,
      startsAt: new Date('2026-12-02T10:30:00Z'),
      endsAt: new Date('2026-12-02T11:10:00Z'),
      attendees: [people[who].mail],
    })
  }
  expect(mails.get('lead')?.text).toContain('Wed 02-Dec-2026 07:00–07:40 St Johns time')
  expect(mails.get('doctor')?.text).toContain('Wed 02-Dec-2026 16:15–16:55 Kathmandu time')
  expect(new Set([...mails.values()].map((mail) => mail.calendar?.uid)).size).toBe(3)
  expect(await mailsAbout('admin', 'Huddle: you are invited')).toEqual([])
})

test('7 the personal link: the time and an answer without signing in', async () => {
  const phone = await aVisitor(browser, server, { zone: kathmandu, phone: true })
  const page = phone.page
  await page.goto(linkIn(await nextMail(server, people.doctor.mail, 'Huddle: you are invited')))
  await heading(page, 'Huddle')
  // The secret has left the address.
  expect(new URL(page.url()).pathname).toMatch(/^[/]join[/]/)
  await page.getByText('Wed 02-Dec-2026, 16:15–16:55').waitFor()
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('You said yes.').waitFor()
  expect(await page.locator('body').innerText()).not.toMatch(/Tamrakar|Penney|Harbour|Joan/i)
  await page.goto('/')
  await heading(page, 'Sign in')
  expect(phone.complaints).toEqual([])
  await phone.context.close()

  const lead = pageOf('lead')
  await lead.goto(huddle)
  await lead.getByRole('row', { name: /Pema Sherpa.*Yes/ }).waitFor()
})

test('7 moving the huddle asks everybody again, with a higher number for the same entry', async () => {
  const before = new Map<Who, ArrivedMail>()
  for (const who of ['lead', 'doctor', 'staff'] as const)
    before.set(who, await nextMail(server, people[who].mail, 'Huddle: you are invited'))

  const page = pageOf('lead')
  await page.goto(`${huddle}/time`)
  await page.getByRole('link', { name: /^Choose Thu 03-Dec-2026 07:00/ }).click()
  const move = page.getByRole('button', { name: 'Move to Thu 03-Dec-2026' })
  await move.waitFor()
  await page.getByRole('combobox', { name: 'Start' }).selectOption({ label: '07:30' })
  await move.click()
  await page.getByText('Thu 03-Dec-2026, 07:30–08:10').waitFor()

  for (const [who, first] of before) {
    const mail = await nextMail(server, people[who].mail, 'Huddle: new time')
    expectNoPatientIn(mail)
    expect(mail.calendar).toMatchObject({
      method: 'REQUEST',
      uid: first.calendar?.uid,
      sequence: 1,
      startsAt: new Date('2026-12-03T11:00:00Z'),
    })
  }
  const { text } = await nextMail(server, people.doctor.mail, 'Huddle: new time')
  expect(text).toContain('New time: Thu 03-Dec-2026 16:45–17:25 Kathmandu time')
  expect(text).toContain('Before: Wed 02-Dec-2026 16:15–16:55 Kathmandu time')
})

test('8 the huddle begins: the lead’s desk, the clinician’s phone and the room show the same case and clock', async () => {
  server.setNow('2026-12-03 10:56')
  const lead = pageOf('lead')
  const phone = pageOf('doctor')
  await comeBack(lead)
  await lead.locator(`a[href="${huddle}/live"]`).click()
  await heading(lead, 'The huddle has not begun')
  await comeBack(phone)
  await phone.locator(`a[href="${huddle}/live"]`).click()
  await heading(phone, 'The huddle has not begun')

  await alive(phone)
  await lead.getByRole('button', { name: 'Start the huddle' }).click()
  await phone.getByRole('button', { name: 'I am here' }).click()
  await phone.getByText('Joan Whelan opens the next one.').waitFor()

  room = await context('lead').newPage()
  await room.goto(`${huddle}/room`)
  await room.getByText('4 cases to come').waitFor()
  await lead.getByRole('button', { name: 'Open next case' }).first().click()
  await allShow('safety')
  // The phone names nobody but the patient who is talked about.
  expect(await phone.locator('body').innerText()).not.toMatch(/PENNEY|GURUNG|SHRESTHA/)
})

test('8 a case without a decision cannot be closed; a decision and its tasks are typed in place', async () => {
  const lead = pageOf('lead')
  const phone = pageOf('doctor')
  await lead.getByRole('button', { name: 'Next case' }).click()
  await lead.getByText('Record a decision first, or carry this case over.').waitFor()

  await lead.getByLabel('Decision', { exact: true }).fill('Safety plan today, and a call each day this week.')
  await phone.getByText('Joan Whelan is writing about this case too').waitFor()
  await lead.getByRole('button', { name: 'Record decision' }).click()
  await lead.getByText('Say what is to be done, or choose "No action" and say why.').first().waitFor()
  expect(await lead.getByLabel('Decision', { exact: true }).inputValue()).toContain('Safety plan today')

  await addTask(lead, 1, 'Call every day until Monday')
  await lead.getByRole('button', { name: 'Another task' }).click()
  await addTask(lead, 2, 'Ask who keeps the tablets')
  await lead.getByRole('button', { name: 'Record decision' }).click()
  for (const page of [lead, phone, room])
    await page.getByText('Safety plan today, and a call each day').first().waitFor()
})

test('8 two minutes more, for every screen', async () => {
  const before = await secondsLeft(room)
  await pageOf('lead').getByRole('button', { name: '+2 min' }).click()
  await expect.poll(() => secondsLeft(room)).toBeGreaterThan(before + 60)
  await allShow('safety')
})

test('8 the clinician takes over on the phone: no action with a reason, carry over, end', async () => {
  const lead = pageOf('lead')
  const phone = pageOf('doctor')
  await lead.getByRole('button', { name: 'Next case' }).click()
  await allShow('earlierPositive')
  await phone.getByRole('button', { name: 'Take over from Joan Whelan' }).click()
  await lead.getByRole('button', { name: 'Take over from Pema Sherpa' }).waitFor()
  expect(await lead.getByRole('button', { name: 'Next case' }).count()).toBe(0)

  await phone.getByRole('radio', { name: /^No action/ }).check()
  await phone.getByLabel('Why nothing is to be done').fill('Asked about at the visit; nothing since.')
  await phone.getByRole('button', { name: 'Record decision' }).click()
  await lead.getByText('Asked about at the visit; nothing since.').first().waitFor()
  await phone.getByRole('button', { name: 'Next case' }).click()
  await allShow('notImproved')
  await phone.getByRole('button', { name: 'Carry over' }).click()
  await room.getByText('1 case to come').waitFor()

  await phone.getByRole('link', { name: 'End huddle' }).first().click()
  await heading(phone, 'End the huddle?')
  await phone.getByRole('button', { name: 'End the huddle' }).click()
  await heading(phone, 'Minutes')
  await heading(lead, 'This huddle has ended')
  await room.getByText('This huddle is over').waitFor()
})

test('10 the minutes, of the huddle and of a case', async () => {
  const lead = pageOf('lead')
  await lead.getByRole('link', { name: 'Minutes' }).click()
  await heading(lead, 'Minutes')
  expect(await fact(lead, 'Cases')).toBe('2 discussed, 2 carried over')
  expect(await fact(lead, 'Facilitator')).toBe(people.doctor.name)
  expect(await fact(lead, 'Held')).toContain('Thu 03-Dec-2026')
  await lead.getByText('Ask who keeps the tablets').waitFor()
  await lead.getByText('Asked about at the visit; nothing since.').waitFor()

  await lead.getByRole('link', { name: nameOf('safety') }).click()
  await heading(lead, nameOf('safety'))
  await lead.goto(`${new URL(lead.url()).pathname}/minutes`)
  await heading(lead, 'Minutes of this case')
  await lead.getByText('Safety plan today, and a call each day this week.').waitFor()
})

test('9 an owner gets one mail for each task, accepts one, gives one back, and says what came of it', async () => {
  await server.settle()
  // One for the same-day task of the inbox, and one for each of the two of the huddle.
  const mails = await mailsAbout('staff', 'A task for you in Huddle')
  expect(mails).toHaveLength(3)
  for (const mail of mails) expectNoPatientIn(mail)

  const page = pageOf('staff')
  await comeBack(page)
  await page.goto(linkIn(mails[1] ?? there()))
  await heading(page, 'Task')
  await page.goto('/tasks')
  const task = (title: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title }) })
  await task('Call every day until Monday').getByRole('button', { name: 'Accept' }).click()
  await task('Call every day until Monday').getByText('Accepted', { exact: true }).waitFor()

  await task('Ask who keeps the tablets').locator('summary', { hasText: 'Give back' }).click()
  await task('Ask who keeps the tablets').getByLabel('Why you give it back').fill('I am away from Friday on.')
  await task('Ask who keeps the tablets').getByRole('button', { name: 'Give back' }).click()
  await task('Ask who keeps the tablets').waitFor({ state: 'detached' })

  await task('Call every day until Monday').locator('summary', { hasText: 'Done' }).click()
  await task('Call every day until Monday').getByRole('button', { name: 'Mark as done' }).click()
  // What was not taken is said on the task's own page, beside the field.
  await heading(page, 'Task')
  await page.getByText('Say what came of it.').first().waitFor()
  await page.getByLabel('What came of it').fill('Reached each day; the plan holds.')
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await heading(page, 'My tasks')
  await page.getByRole('list', { name: 'Ended' }).getByText('Reached each day; the plan holds.').waitFor()

  const lead = pageOf('lead')
  await lead.goto('/tasks')
  await lead.getByText('I am away from Friday on.').waitFor()
  await lead.getByRole('link', { name: 'Ask who keeps the tablets' }).waitFor()
})

test('9 what was not reached waits in the queue, with its age', async () => {
  const page = pageOf('lead')
  await page.goto('/')
  await page.getByRole('link', { name: /2 cases wait to be discussed/ }).click()
  await heading(page, 'Queue')
  for (const patient of ['notImproved', 'responder'] as const)
    await rowOf(page.getByRole('listitem'), patient).getByText('Carried over once').waitFor()
})

test('10 Today says to each what is theirs to do', async () => {
  const lead = pageOf('lead')
  await lead.goto('/')
  await lead.getByText('A safety task is open').waitFor()
  await lead.getByRole('link', { name: 'Ask who keeps the tablets' }).waitFor()
  await lead.getByRole('link', { name: 'Plan the next huddle' }).waitFor()

  const phone = pageOf('doctor')
  await phone.goto('/')
  await phone.getByText('Nothing is due this week').waitFor()
  expect(await phone.getByRole('link', { name: 'Inbox' }).count()).toBe(0)

  const staff = pageOf('staff')
  await staff.goto('/')
  await staff.getByRole('link', { name: 'Ask how the exams go' }).waitFor()
  expect(await staff.getByRole('link', { name: 'Plan the next huddle' }).count()).toBe(0)

  const admin = pageOf('admin')
  await comeBack(admin)
  await admin.getByRole('link', { name: 'People, teams and imports' }).waitFor()
  expect(await admin.getByRole('link', { name: 'Cases', exact: true }).count()).toBe(0)
})

test('nothing in four browsers complained on the way', () => {
  expect([...visitors.values()].flatMap(({ complaints }) => complaints)).toEqual([])
})

/** Waits until all three screens show this case, and checks that their clocks agree within a second. */
async function allShow(patient: Patient): Promise<void> {
  const screens = [pageOf('lead'), pageOf('doctor'), room]
  for (const screen of screens) await screen.getByText(nameOf(patient)).first().waitFor()
  await expect
    .poll(async () => {
      const left = await Promise.all(screens.map(secondsLeft))
      return Math.max(...left) - Math.min(...left)
    })
    .toBeLessThanOrEqual(1)
}

/** The seconds that a screen's clock shows; less than none when it counts what is over time. */
async function secondsLeft(page: Page): Promise<number> {
  const text = await page.getByRole('timer').first().innerText()
  const [minutes = 0, seconds = 0] = text.replace('+', '').split(':').map(Number)
  return (minutes * 60 + seconds) * (text.startsWith('+') ? -1 : 1)
}

async function addTask(page: Page, number: number, title: string): Promise<void> {
  const task = page.getByRole('group', { name: `Task ${number}` })
  await task.getByLabel('What is to be done').fill(title)
  await choose(task.getByLabel('One owner'), people.staff.name)
}

function context(who: Who): BrowserContext {
  return pageOf(who).context()
}

async function importFile(page: Page) {
  await page.goto('/admin/imports/new')
  await page
    .getByLabel('Files')
    .setInputFiles({ name: 'clinic.json', mimeType: 'application/json', buffer: records })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await heading(page, 'Import')
}

/** Chooses somebody from a list in which a name is followed by more. */
async function choose(list: Locator, name: string): Promise<void> {
  const labels = await list.locator('option').allTextContents()
  await list.selectOption({ label: labels.find((label) => label.startsWith(name)) ?? name })
}

/** What a list of facts says under a label. */
async function fact(page: Page, label: string): Promise<string> {
  const term = page.locator('dt').filter({ hasText: new RegExp(`^${label}$`) })
  return (await term.locator('xpath=following-sibling::dd[1]').innerText()).trim()
}

async function raise(
  who: Who,
  patient: Patient,
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
  await page.getByRole('button', { name: 'Flag this case' }).click()
  await heading(page, nameOf(patient))
  await page.getByText(question).first().waitFor()
}

function rowOf(rows: Locator, patient: Patient): Locator {
  return rows.filter({ hasText: nameOf(patient) })
}

async function mailsAbout(who: Who, subject: string): Promise<ArrivedMail[]> {
  return (await mailTo(server, people[who].mail)).filter((mail) => mail.subject === subject)
}

/** The patients on an agenda, in its order. */
async function agenda(page: Page): Promise<string[]> {
  const rows = page.locator('tr[id^="item-"] th')
  return (await rows.allInnerTexts()).map((text) => /([\p{Lu}-]{3,}),/u.exec(text)?.[1] ?? text)
}

function familyOf(patient: Patient): string {
  return fhirPatients[patient].family.toUpperCase()
}

/** A patient as buttons name them. */
function spoken(patient: Patient): string {
  const { family, given } = fhirPatients[patient]
  return `${family}, ${given}`
}

function nameOf(patient: Patient): string {
  const { family, given } = fhirPatients[patient]
  return `${family.toUpperCase()}, ${given}`
}

/** That a mail names neither a patient nor anybody of the team, and tells nothing that somebody typed. */
function expectNoPatientIn({ everything }: ArrivedMail) {
  const names = Object.values(fhirPatients).flatMap(({ family, given, mrn }) => [family, given, mrn])
  const words = [
    ...names,
    ...Object.values(people).map(({ name }) => name),
    'Harbour',
    'exams',
    'taper',
    'PHQ',
  ]
  for (const word of words) expect(everything).not.toMatch(new RegExp(`\\b${word}\\b`, 'i'))
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
  return (visitors.get(who) ?? there()).page
}

function there(): never {
  throw new Error('What the walk needs here is not there.')
}
