import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganization } from '#app/features/people/server/create-organization.ts'
import { listAddresses } from '#tests/support/addresses.ts'
import { makeCanaries } from '#tests/support/canaries.ts'
import { aFloor, type Floor } from '#tests/support/clinic.ts'
import { changedTables, fingerprint, keep } from '#tests/support/fingerprint.ts'
import { importLines } from '#tests/support/import-lines.ts'
import { aPerson } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { type Answer, type Visit, visit } from '#tests/support/visits.ts'
import {
  changeOn,
  cookiesFor,
  dataPathOf,
  type Makers,
  makeRoom,
  makersOn,
  pathOf,
  stopAt,
} from '#tests/support/walk.ts'

// A word that occurs nowhere else in every text and name there is, and then the whole of the loop: it may be on pages of those who
// may see it, and sealed in the database, and nowhere else. SECURITY.md 2e.

const addresses = await listAddresses()
const canaries = makeCanaries()
const logged: string[] = []
/** Every address that was asked for, led on to, or stood in a page. */
const urls = new Set<string>()
const titles = new Set<string>()
const headers: string[] = []
/** What the right people saw: that the canaries were really put in. */
const seen = new Set<string>()

let server: TestServer
let floors: Floor[]
let makers: Makers

const floor = () => floors[0] as Floor

beforeAll(async () => {
  server = await aServer({ at: '2026-12-01 08:00', log: { write: (line) => logged.push(line) } })
  const created = await createOrganization(server.world, {
    name: canaries.at('name of the organization'),
    zone: 'Europe/London',
    crisisInstruction: canaries.at('crisis instruction'),
    adminMail: 'admin@clinic.test',
    adminName: canaries.at('name of the first admin'),
  })
  if (!created.ok) throw new Error(created.problem)
  const { organizationId } = created.value
  const admin = await aPerson(server.world, organizationId, {
    name: canaries.at('name of an admin'),
    admin: true,
  })
  floors = [
    await aFloor(server, organizationId, canaries.at),
    await aFloor(server, organizationId, canaries.at),
  ]
  makers = await makersOn(server, floor(), admin)
})

afterAll(() => server.close())

test('everything is done, with a canary in every field that takes words', async () => {
  const kept = await keep(server.admin)
  const before = await fingerprint(server.admin)
  for (const address of addresses) {
    const stop = stopAt(address)
    for (const [name, change] of Object.entries(stop.changes ?? {})) {
      await makeRoom(server, makers, floor(), change)
      const sent = changeOn(address, stop, change, floor())
      const form = withCanaries(sent.form, `${address.path}: ${name}`)
      const cookie = cookiesFor(makers, floor(), stop, change)
      const answer = await ask(sent.path, { method: 'POST', ...sent, form, cookie })
      if (!change.stays) expect(answer.status, `${address.path}: ${name}`).toBeLessThan(400)
      if (answer.location) see(await ask(answer.location, { cookie }))
      // Sent back with what was wrong beside its field: what was typed must not come into an address either.
      await ask(dataPathOf(sent.path), { method: 'POST', ...sent, form: { ...form, key: 'short' }, cookie })
      if (!change.traceless) await server.settle()
      const changed = changedTables(before, await fingerprint(server.admin))
      expect(await heardInDatabase()).toEqual([])
      await kept.putBack(changed)
    }
  }
  const name = `${canaries.at('name of a sent file')}.ndjson`
  const files = { files: { name, content: importLines(canaries.at) } }
  const form = { key: crypto.randomUUID(), teamId: floor().teamId, source: 'other-ehr' }
  const sent = await ask('/admin/imports/new', { method: 'POST', form, files, cookie: makers.lead })
  expect(sent.status).toBe(302)
  await server.settle()
  expect(canaries.count()).toBeGreaterThan(200)
})

test('time goes by: what nobody accepts is escalated, rules look again, huddles move and are called off', async () => {
  for (const at of [
    '2026-12-01 15:10',
    '2026-12-01 18:00',
    '2026-12-02 09:00',
    '2026-12-03 09:50',
    '2026-12-04 09:00',
  ]) {
    server.setNow(at)
    await server.settle()
  }
  server.setNow('2026-12-01 14:20')
  const huddle = `/huddles/${floor().scheduledHuddleId}`
  const version = String(Number(floor().scheduledVersion) + 2)
  for (const tried of [version, String(Number(version) + 1), String(Number(version) + 2)])
    await ask(`${huddle}/cancel`, {
      method: 'POST',
      form: { key: crypto.randomUUID(), version: tried },
      cookie: makers.lead,
    })
  await server.settle()
})

test('something breaks, with words in hand', async () => {
  const { admin } = server
  const before = logged.length
  await admin.query('alter table contact add constraint never check (false) not valid')
  await admin.query(`update brief_part set text_sealed = '\\x0100' where part = 'trend'`)
  const note = canaries.at('note of a contact that the database refuses')
  const form = { ...contact, key: crypto.randomUUID(), note }
  const refused = await ask(`/cases/${floor().caseId}/contacts/new`, {
    method: 'POST',
    form,
    cookie: makers.staff,
  })
  const unreadable = await ask(`/cases/${floor().caseId}`, { cookie: makers.lead })
  const words = canaries.at('words in the question of an address')
  await visit(server, `/cases/${floor().caseId}/edit?name=${words}`, { cookie: makers.lead })
  await visit(server, `/cases/${floor().caseId}?${words}=${words}`, { method: 'POST', cookie: makers.lead })
  await admin.query('alter table contact drop constraint never')

  expect([refused.status, unreadable.status]).toEqual([500, 500])
  expect(logged.slice(before).filter((line) => line.includes('"level":50')).length).toBeGreaterThan(1)
})

test('its own people see it, wherever a page leads them, and no page leads nowhere', async () => {
  await server.admin.query(`delete from brief_part where part = 'trend'`)
  const dead: string[] = []
  for (const cookie of [makers.lead, makers.staff, makers.admin]) {
    const waiting = ['/', '/teams', '/tasks']
    const met = new Set(waiting)
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      const answer = await ask(path, { cookie })
      if (answer.status >= 400) dead.push(`${path} ${answer.status}`)
      see(answer)
      for (const next of linksIn(answer.body)) {
        // The same page asked another question is met once, not in all its ways.
        const name = next.split('?')[0] ?? next
        if (!next.startsWith('/') || name.startsWith('/assets/') || met.has(name)) continue
        met.add(name)
        waiting.push(next)
      }
    }
  }
  expect(dead.join('\n')).toBe('')

  expect(seen.size).toBeGreaterThan(80)
})

test('no mail carries any, in whatever part of it, nor does a calendar', async () => {
  const names = await readdir(server.mailDir)
  expect(names.filter((name) => name.endsWith('.eml')).length).toBeGreaterThan(20)
  let calendars = 0
  for (const name of names) {
    const bytes = await readFile(join(server.mailDir, name))
    const parts = [name, bytes.toString('utf8')]
    if (name.endsWith('.eml')) {
      const mail = await PostalMime.parse(bytes)
      parts.push(mail.subject ?? '', mail.text ?? '', mail.html ?? '', JSON.stringify(mail.headers))
      for (const { content, filename, mimeType } of mail.attachments) {
        parts.push(
          filename ?? '',
          typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8'),
        )
        if (mimeType === 'text/calendar') calendars += 1
      }
    }
    expect(canaries.heardIn(parts.join('\n')), name).toEqual([])
  }
  expect(calendars).toBeGreaterThan(10)
  const file = addresses.find(({ path }) => path === '/join/:ref/invite.ics')
  if (!file) throw new Error('There is no calendar file.')
  const answer = await ask(pathOf(file, stopAt(file), floor()), { cookie: stopAt(file).pass?.(floor()) })
  expect(answer.body).toContain('BEGIN:VCALENDAR')
  expect(canaries.heardIn(answer.body)).toEqual([])
})

test('no address carries any: none asked for, none led on to, none that stands in a page', () => {
  expect(urls.size).toBeGreaterThan(300)
  // The address of a team's video room is one by its nature.
  const ours = [...urls].filter((url) => !url.startsWith('https://video.example/'))
  expect(canaries.heardIn(ours.map((url) => `${url} ${decodeURIComponent(url)}`).join('\n'))).toEqual([])
  expect(canaries.heardIn(headers.join('\n'))).toEqual([])
})

test('no title carries any', () => {
  expect(titles.size).toBeGreaterThan(20)
  expect(canaries.heardIn([...titles].join('\n'))).toEqual([])
})

test('no line of the log carries any', () => {
  expect(logged.length).toBeGreaterThan(300)
  expect(canaries.heardIn(logged.join('\n'))).toEqual([])
})

test('no job carries any, and no table does outside what is sealed', async () => {
  const { rows } = await server.admin.query<{ jobs: number }>('select count(*)::int as jobs from pgboss.job')
  expect(rows[0]?.jobs).toBeGreaterThan(50)
  expect(await heardInDatabase()).toEqual([])
})

const contact = { on: '2026-11-30', time: '10:00', way: 'phone', reached: 'yes', minutes: '5' }

/** The fields that take words. */
const wordFields =
  /^(name|crisisInstruction|words|family|given|recordNumber|text|note|closedReason|outcome|reason|cancelReason|question|missing|title|found|mayWait|rationale|dissent|noActionReason|tasks\[0\][.]title|code|videoUrl|discloser|purpose|outside)$/

function withCanaries(form: Visit['form'] = {}, place: string) {
  return Object.fromEntries(
    Object.entries(form).map(([field, value]) => {
      // Of a decision the outcome is a choice and not words.
      if (!wordFields.test(field) || value === 'tasks' || value === 'no-action') return [field, value]
      const canary = canaries.at(`${place}, ${field}`)
      return [field, field === 'videoUrl' ? `https://video.example/${canary}` : canary]
    }),
  )
}

/** Asks, and writes down every address, title and header that comes of it. */
async function ask(path: string, request: Visit): Promise<Answer> {
  urls.add(path)
  const answer = await visit(server, path, request)
  if (answer.location) urls.add(answer.location)
  for (const [name, value] of answer.headers) headers.push(`${name}: ${value}`)
  for (const url of linksIn(answer.body)) urls.add(url)
  for (const [, title = ''] of answer.body.matchAll(/<title>([^<]*)<\/title>/g)) titles.add(title)
  return answer
}

function linksIn(body: string): string[] {
  const found = body.matchAll(/\b(?:href|src|action|formaction)="([^"]*)"/gi)
  return [...found].map(([, url = '']) => url.replace(/&amp;/g, '&').split('#')[0] ?? '').filter(Boolean)
}

function see({ body }: Answer): void {
  for (const place of canaries.heardIn(body)) seen.add(place)
}

/** What can be read in any table without a key, as words or as bytes. */
async function heardInDatabase(): Promise<string[]> {
  const { rows: tables } = await server.admin.query<{ name: string }>(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^(pg_|information_schema)' and c.relkind in ('r', 'p', 'm')`,
  )
  const every = tables.map(({ name }) => `select t::text as line from ${name} t`).join(' union all ')
  const { rows } = await server.admin.query<{ line: string }>(every)
  return canaries.heardIn(rows.map(({ line }) => line).join('\n'))
}
