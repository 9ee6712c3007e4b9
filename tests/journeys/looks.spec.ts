import { mkdirSync, rmSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PersonId } from '#app/shared/ids.ts'
import { fill, listAddresses } from '#tests/support/addresses.ts'
import { aBrowser, aContext, sessionFor } from '#tests/support/browser.ts'
import { alive, askForCode, typeCode } from '#tests/support/doors.ts'
import { axeFaults, type Faults, keyboardFaults, shapeFaults } from '#tests/support/looks.ts'
import { codeIn, nextMail } from '#tests/support/mailbox.ts'
import { anOrganization, aPerson } from '#tests/support/people.ts'
import { aSampleClinic, type SampleClinic } from '#tests/support/sample-clinic.ts'
import { listenForComplaints } from '#tests/support/watching.ts'

/** A page as somebody sees it. Its parts are filled from the sample clinic's ids, unless it says which, or says what stands there. */
interface View {
  readonly address: string
  readonly as?: 'lead' | 'clinician' | 'staff' | 'coded' | 'nobody' | 'chooser'
  readonly parts?: Readonly<Record<string, string>>
  readonly query?: string
  /** Told apart from other views of the same address. */
  readonly state?: string
}

/** Every page of the product, some in several states. A page of the site map that is missing here fails the test below. */
const views: readonly View[] = [
  // people
  { address: '/teams' },
  { address: '/crisis' },
  { address: '/admin' },
  { address: '/admin/people' },
  { address: '/admin/people/new' },
  { address: '/admin/people/:personId' },
  { address: '/admin/teams' },
  { address: '/admin/teams/new' },
  { address: '/admin/teams/:teamId' },
  { address: '/admin/organization' },
  { address: '/admin/audit' },

  // identity
  { address: '/sign-in', as: 'nobody' },
  { address: '/sign-in/code', as: 'nobody' },
  { address: '/organizations', as: 'chooser' },
  { address: '/passkey', as: 'coded' },
  { address: '/profile' },
  { address: '/demo/mail', as: 'nobody' },
  { address: '/demo/mail/:name', as: 'nobody' },

  // cases
  { address: '/teams/:teamId/cases' },
  {
    address: '/teams/:teamId/cases',
    state: 'narrowed',
    query: 'flags=open&consent=given&sort=phq-9-change&dir=desc',
  },
  { address: '/teams/:teamId/cases/views' },
  { address: '/teams/:teamId/cases/new' },
  { address: '/cases/:caseId' },
  { address: '/cases/:caseId/brief' },
  { address: '/cases/:caseId/brief/:part', parts: { part: 'situation' } },
  { address: '/cases/:caseId/contacts' },
  { address: '/cases/:caseId/scores' },
  { address: '/cases/:caseId/scores/:scoreId' },
  { address: '/cases/:caseId/scores/new', state: 'total', query: 'instrument=who-5' },
  { address: '/cases/:caseId/goals/:goalId', parts: { goalId: 'new' } },
  { address: '/cases/:caseId/goals/:goalId', state: 'there' },
  { address: '/cases/:caseId/needs/:needId' },
  { address: '/cases/:caseId/circle/:circlePersonId', parts: { circlePersonId: 'new' } },
  { address: '/cases/:caseId/medications/:medicationId', parts: { medicationId: 'new' } },
  { address: '/cases/:caseId/medications/:medicationId', state: 'there' },
  { address: '/cases/:caseId/history' },
  { address: '/cases/:caseId/tasks/new' },
  { address: '/services' },
  { address: '/services/:serviceId' },
  { address: '/cases/:caseId/contacts/new' },
  { address: '/cases/:caseId/scores/new' },
  { address: '/cases/:caseId/edit' },
  { address: '/cases/:caseId/consents' },
  { address: '/cases/:caseId/consents/new' },
  { address: '/cases/:caseId/disclosures' },
  { address: '/cases/:caseId', state: 'protected, shown', parts: { caseId: 'protectedCaseId' } },
  {
    address: '/cases/:caseId',
    as: 'clinician',
    state: 'protected, withheld',
    parts: { caseId: 'protectedCaseId' },
  },
  { address: '/cases/:caseId/consents', state: 'several', parts: { caseId: 'protectedCaseId' } },
  { address: '/cases/:caseId/disclosures', state: 'some', parts: { caseId: 'protectedCaseId' } },

  // tasks
  { address: '/tasks', as: 'staff' },
  { address: '/tasks/:taskId', as: 'staff' },
  { address: '/tasks/:taskId', state: 'safety', parts: { taskId: 'safetyTaskId' } },

  // flags
  { address: '/cases/:caseId/flags/new' },
  { address: '/teams/:teamId/inbox' },
  { address: '/teams/:teamId/queue' },
  { address: '/teams/:teamId/rules' },
  { address: '/teams/:teamId/rules/:code', parts: { code: 'not-measured-week-8' } },

  // huddles, agendas
  { address: '/huddles/:huddleId/cancel', parts: { huddleId: 'scheduledId' } },
  { address: '/huddles/:huddleId/now', parts: { huddleId: 'scheduledId' } },
  { address: '/teams/:teamId/huddles' },
  { address: '/huddles/new', query: 'team=:teamId' },
  { address: '/huddles/:huddleId', parts: { huddleId: 'scheduledId' } },
  { address: '/huddles/:huddleId', state: 'draft', parts: { huddleId: 'draftId' } },
  { address: '/huddles/:huddleId', state: 'ended', parts: { huddleId: 'endedId' } },
  { address: '/huddles/:huddleId/agenda', parts: { huddleId: 'scheduledId' } },
  {
    address: '/huddles/:huddleId/agenda',
    state: 'suggestion',
    parts: { huddleId: 'draftId' },
    query: 'suggest=1',
  },
  { address: '/huddles/:huddleId/time', parts: { huddleId: 'draftId' } },
  { address: '/huddles/:huddleId/time', state: 'move', parts: { huddleId: 'scheduledId' } },

  // live
  { address: '/huddles/:huddleId/live', parts: { huddleId: 'liveId' } },
  { address: '/huddles/:huddleId/live', state: 'clinician', as: 'clinician', parts: { huddleId: 'liveId' } },
  { address: '/huddles/:huddleId/live', state: 'waiting', parts: { huddleId: 'scheduledId' } },
  { address: '/huddles/:huddleId/live', state: 'over', parts: { huddleId: 'endedId' } },
  { address: '/huddles/:huddleId/live/end', parts: { huddleId: 'liveId' } },
  { address: '/huddles/:huddleId/room', parts: { huddleId: 'liveId' } },
  { address: '/huddles/:huddleId/minutes', parts: { huddleId: 'endedId' } },
  { address: '/cases/:caseId/minutes', parts: { caseId: 'decidedCaseId' } },

  // calendar
  { address: '/j/:token', as: 'nobody' },
  { address: '/join/:ref', as: 'nobody', state: 'unknown' },

  // exchange
  { address: '/admin/imports' },
  { address: '/admin/imports/new' },
  { address: '/admin/imports/:importId' },

  // insights
  { address: '/teams/:teamId/measures' },
  {
    address: '/teams/:teamId/measures/:measure/:month',
    parts: { measure: 'contact-4-weeks', month: '2026-10' },
  },

  // home
  { address: '/' },
  { address: '/', state: 'clinician', as: 'clinician' },
  { address: '/', state: 'staff', as: 'staff' },
  { address: '/styleguide', as: 'nobody' },
  { address: '/styleguide', as: 'nobody', state: 'case', query: 'view=case' },
  { address: '/styleguide', as: 'nobody', state: 'errors', query: 'view=errors' },
  { address: '/*', state: 'signed in' },
  { address: '/*', as: 'nobody' },
]

const pictures = '.cache/looks'
// Pictures are for people: asked for with PICTURES=1, since taking them is slower than all the rest.
const takesPictures = process.env.PICTURES === '1'
const wide = { width: 1920, height: 1080 }
const narrow = { width: 390, height: 844 }

let clinic: SampleClinic
let browser: Browser
const contexts = new Map<string, BrowserContext>()

beforeAll(async () => {
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  browser = await aBrowser()
  clinic = await aSampleClinic()
  for (const who of ['lead', 'clinician', 'staff'] as const) {
    const cookie = await sessionFor(clinic.server, clinic.people[who].personId as PersonId)
    contexts.set(who, await aContext(browser, clinic.server, { zone: 'Asia/Kathmandu', cookie }))
  }
  const codeOnly = await sessionFor(clinic.server, clinic.people.staff.personId as PersonId, 'code')
  contexts.set(
    'coded',
    await aContext(browser, clinic.server, { zone: 'America/St_Johns', cookie: codeOnly }),
  )
  contexts.set('nobody', await aContext(browser, clinic.server, { zone: 'America/St_Johns' }))
  contexts.set('chooser', await aChooser())
})
afterAll(async () => {
  await browser.close()
  await clinic.server.close()
})

test('every page of the site map is looked at', async () => {
  const pages = (await listAddresses()).filter((address) => address.page).map((address) => address.path)
  expect(pages.filter((path) => !views.some((view) => view.address === path))).toEqual([])
})

test('every page, at two widths and in two lights: what axe finds, width, heading, title, keyboard, console', async () => {
  const faults: Record<string, Faults> = {}
  const waiting = views.filter((view) => !process.env.ONLY || new RegExp(process.env.ONLY).test(nameOf(view)))
  const lookOn = async () => {
    for (let view = waiting.shift(); view; view = waiting.shift()) {
      const found = await lookAt(view)
      if (found.length > 0) faults[nameOf(view)] = found
    }
  }
  await Promise.all([lookOn(), lookOn()])
  expect(faults).toEqual({})
}, 600_000)

async function lookAt(view: View): Promise<Faults> {
  const context = contexts.get(view.as ?? 'lead')
  if (!context) throw new Error('Nobody looks.')
  const page = await context.newPage()
  const complaints = listenForComplaints(page)
  const faults: Faults = []
  const note = (where: string, found: Faults) => faults.push(...found.map((fault) => `${where}: ${fault}`))
  try {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.setViewportSize(wide)
    await page.goto(pathOf(view))
    await alive(page)
    await picture(page, view, 'wide-light')
    note('wide', await shapeFaults(page, clinic.names))
    note('wide, light', await axeFaults(page))
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, view, 'wide-dark')
    note('wide, dark', await axeFaults(page, { contrast: true }))
    await page.setViewportSize(narrow)
    await picture(page, view, 'narrow-dark')
    note('narrow', await shapeFaults(page, clinic.names))
    note('narrow, dark', await axeFaults(page))
    await page.emulateMedia({ colorScheme: 'light' })
    await picture(page, view, 'narrow-light')
    note('narrow, light', await axeFaults(page, { contrast: true }))
    note('narrow', await keyboardFaults(page))
    await page.setViewportSize(wide)
    note('wide', await keyboardFaults(page))
    note('console', complaints)
  } finally {
    await page.close()
  }
  return faults
}

function pathOf({ address, parts = {}, query }: View): string {
  const ids = {
    ...clinic.ids,
    ...Object.fromEntries(Object.entries(parts).map(([part, id]) => [part, clinic.ids[id] ?? id])),
  }
  const path = address === '/*' ? '/nowhere/at-all' : fill(address, ids)
  return query ? `${path}?${fill(query, ids)}` : path
}

function nameOf({ address, state }: View): string {
  return state ? `${address} (${state})` : address
}

async function picture(page: Page, view: View, how: string): Promise<void> {
  if (!takesPictures) return
  const name =
    nameOf(view)
      .replace(/[^a-z0-9]+/gi, '-')
      .replace(/^-|-$/g, '') || 'today'
  await page.screenshot({ path: `${pictures}/${name}.${how}.png`, fullPage: true, animations: 'disabled' })
}

/** Somebody whose address two organizations know, on the way in. */
async function aChooser(): Promise<BrowserContext> {
  const { server } = clinic
  const mail = 'wanderer@clinic.test'
  for (const name of ['Bagmati Clinic', 'Signal Hill Clinic'])
    await aPerson(server.world, await anOrganization(server.world, { name }), { mail })
  const context = await aContext(browser, server, { zone: 'America/St_Johns' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await askForCode(page, mail)
  await typeCode(page, codeIn(await nextMail(server, mail, 'Your sign-in code')))
  await page.getByRole('button', { name: 'Signal Hill Clinic' }).waitFor()
  await page.close()
  return context
}
