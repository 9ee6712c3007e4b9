import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganization } from '#app/features/people/server/create-organization.ts'
import { listAddresses } from '#tests/support/addresses.ts'
import { aBrowser, aContext } from '#tests/support/browser.ts'
import { aFloor, type Floor } from '#tests/support/clinic.ts'
import { aPerson } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { visit } from '#tests/support/visits.ts'
import { changeOn, cookiesFor, type Makers, makersOn, pathOf, stopAt } from '#tests/support/walk.ts'
import { listenForComplaints } from '#tests/support/watching.ts'

// A script in every name and text that somebody can write, shown to those with the most rights. SECURITY.md: hole 14.

const addresses = (await listAddresses()).filter(({ page }) => page)

// Short, since names are: it breaks out of an attribute, a title, a script's text and React's own escaping, and marks the page if it runs.
const script = `"'></title></script><img src=x onerror=hurt=1><svg onload=hurt=1>{{hurt=1}}\${hurt=1}`

let browser: Browser
let server: TestServer
let floor: Floor
let makers: Makers

beforeAll(async () => {
  browser = await aBrowser()
  server = await aServer({ at: '2026-12-01 08:00', worker: false })
  const created = await createOrganization(server.world, {
    name: script,
    zone: 'Europe/London',
    crisisInstruction: script,
    adminMail: 'admin@clinic.test',
    adminName: script,
  })
  if (!created.ok) throw new Error(created.problem)
  const { organizationId } = created.value
  floor = await aFloor(server, organizationId, wordsFor)
  const admin = await aPerson(server.world, organizationId, { name: script, admin: true })
  makers = await makersOn(server, floor, admin)
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

test.each(['lead', 'admin'] as const)('nothing of it runs on any page of the %s', async (who) => {
  const context = await aContext(browser, server, { cookie: makers[who] ?? '' })
  const complaints = listenForComplaints(context)
  const page = await context.newPage()
  await noteViolations(page)
  let shown = 0
  for (const address of addresses) {
    const stop = stopAt(address)
    const admins = stop.readers === 'admin' || stop.readers === 'importers'
    if (who === 'admin' ? !admins : stop.readers === 'admin' || stop.readers === 'nobody') continue
    await page.goto(pathOf(address, stop, floor), { waitUntil: 'load' })
    expect(await hurt(page), address.path).toEqual({ ran: false, violations: [] })
    if ((await page.content()).includes('onload=hurt=1')) shown += 1
  }
  expect(shown).toBeGreaterThan(who === 'lead' ? 20 : 6)
  expect(complaints).toEqual([])
  // And had any of it run, it would have been seen.
  await page.evaluate(() => document.body.setAttribute('onclick', 'hurt = 1')).catch(() => undefined)
  expect((await hurt(page)).violations).not.toEqual([])
  await context.close()
})

test('nor where a form comes back with what was typed into it', async () => {
  let sentBack = 0
  for (const address of addresses) {
    const stop = stopAt(address)
    for (const change of Object.values(stop.changes ?? {})) {
      if (change.by === 'anyone' || change.by === 'admin' || change.files) continue
      const sent = changeOn(address, stop, change, floor)
      const fields = Object.keys(sent.form).filter((field) => !/^(intent|key|version)$/.test(field))
      // Every field at once, and no key: whatever else is right, it is sent back.
      const form = { ...sent.form, ...Object.fromEntries(fields.map((field) => [field, script])), key: 'x' }
      const cookie = cookiesFor(makers, floor, stop, { ...change, by: 'lead' })
      const { status, body } = await visit(server, sent.path, { method: 'POST', form, cookie })
      expect(status, sent.path).toBeLessThan(500)
      if (body.includes('onload=hurt=1')) sentBack += 1
      expect(body, sent.path).not.toContain('<svg onload=hurt=1>')
      expect(body, sent.path).not.toContain('<img src=x onerror=hurt=1>')
    }
  }
  expect(sentBack).toBeGreaterThan(20)
})

/** A FHIR id may hold none of it, and what stands in an address of ours neither. */
function wordsFor(place: string): string {
  return /^(id of|reference of)/.test(place) ? place.replace(/[^a-z]/gi, '-') : script
}

async function noteViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: string[] = []
    Object.assign(window, { notedViolations: noted })
    document.addEventListener('securitypolicyviolation', (event) =>
      noted.push(`${event.violatedDirective} ${event.sample} ${event.blockedURI}`),
    )
  })
}

async function hurt(page: Page): Promise<{ ran: boolean; violations: unknown }> {
  return page.evaluate(() => ({
    ran: 'hurt' in window,
    violations: (window as unknown as { notedViolations: string[] }).notedViolations,
  }))
}
