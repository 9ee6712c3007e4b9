import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { timeQuestion } from '#app/features/agendas/forms.ts'
import { fill, listAddresses } from '#tests/support/addresses.ts'
import { makeCanaries } from '#tests/support/canaries.ts'
import { aFloor, type Floor } from '#tests/support/clinic.ts'
import { changedTables, fingerprint, keep } from '#tests/support/fingerprint.ts'
import { anOrganization, aPerson } from '#tests/support/people.ts'
import { aServer, type TestServer } from '#tests/support/server.ts'
import { type Visit, visit } from '#tests/support/visits.ts'
import {
  changeOn,
  cookiesFor,
  dataPathOf,
  type Makers,
  makersOn,
  pathOf,
  stopAt,
} from '#tests/support/walk.ts'

// What nobody types and anybody can send: in addresses, questions and forms. SECURITY.md: hole 8. Never a breakdown, never slow.

const addresses = await listAddresses()
const slowMs = 2_500

let server: TestServer
let floor: Floor
let makers: Makers
let kept: Awaited<ReturnType<typeof keep>>

beforeAll(async () => {
  server = await aServer({ at: '2026-12-01 08:00', worker: false })
  const organizationId = await anOrganization(server.world)
  const admin = await aPerson(server.world, organizationId, { admin: true })
  floor = await aFloor(server, organizationId, makeCanaries().at)
  makers = await makersOn(server, floor, admin)
  kept = await keep(server.admin)
})

afterAll(() => server.close())

const oddQuestions = [
  'id;select',
  'id desc, (select pg_sleep(3))',
  'no_such_column',
  '-99999999999999999999',
  '2026-13-45',
  '\u0000',
]

test.each(addresses.map((address) => [address.path, address] as const))(
  'odd questions to %s are answered at once',
  async (_path, address) => {
    const stop = stopAt(address)
    const path = pathOf(address, stop, floor)
    const broken: string[] = []
    for (const name of questionsOf(address.room)) {
      await Promise.all(
        oddQuestions.map(async (odd) => {
          const asked = `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [name]: odd })}`
          const began = performance.now()
          const cookie = stop.readers === 'admin' ? makers.admin : makers.lead
          const { status } = await visit(server, asked, { cookie })
          const ms = performance.now() - began
          if (status >= 500 || ms > slowMs)
            broken.push(`${name}=${JSON.stringify(odd)}: ${status} in ${Math.round(ms)} ms`)
        }),
      )
    }
    expect(broken.join('\n')).toBe('')
  },
)

test('odd ids lead nowhere, quietly', async () => {
  const broken: string[] = []
  for (const address of addresses.filter(({ path }) => path.includes(':'))) {
    const stop = stopAt(address)
    const whole = stop.parts?.(floor) ?? {}
    for (const odd of [
      'abc',
      '1',
      "'",
      '%00',
      '..%2F..%2Fetc',
      '00000000-0000-0000-0000-000000000000',
      'a'.repeat(2000),
    ]) {
      for (const part of Object.keys(whole)) {
        const path = fill(address.path, { ...whole, [part]: odd })
        for (const asked of [path, dataPathOf(path)]) {
          const cookie = stop.readers === 'admin' ? makers.admin : makers.lead
          const { status } = await visit(server, asked, { cookie })
          if (![400, 404, 429].includes(status)) broken.push(`${asked.slice(0, 80)}: ${status}`)
        }
      }
    }
  }
  expect(broken.join('\n')).toBe('')
})

const oddFields = ['\u0000'.repeat(9), '9'.repeat(30), 'ü'.repeat(9_000)]

test.each(
  addresses.flatMap((address) =>
    Object.entries(stopAt(address).changes ?? {}).map(
      ([name, change]) => [`${address.path}: ${name}`, address, change] as const,
    ),
  ),
)('odd words in any field are refused in words, %s', async (_name, address, change) => {
  const before = await fingerprint(server.admin)
  const stop = stopAt(address)
  const broken: string[] = []
  const sent = changeOn(address, stop, change, floor)
  const cookie = cookiesFor(makers, floor, stop, change)
  // Answered as data, since the page around the words is always the same.
  const path = dataPathOf(sent.path)
  const tryOn = async (what: string, request: Visit) => {
    const { status } = await visit(server, path, { method: 'POST', ...sent, cookie, ...request })
    if (status >= 500) broken.push(`${what}: ${status}`)
  }
  for (const field of Object.keys(sent.form)) {
    await Promise.all(
      oddFields.map((odd) => {
        const form = { ...sent.form, ...('key' in sent.form && { key: crypto.randomUUID() }), [field]: odd }
        return tryOn(`${field}=${JSON.stringify(odd.slice(0, 20))}`, { form })
      }),
    )
  }
  await Promise.all([
    tryOn('nothing at all', { form: {} }),
    tryOn('an unknown button', { form: { ...sent.form, intent: 'no-such-intent' } }),
    tryOn('as JSON', { json: { ...sent.form } }),
  ])
  await kept.putBack(changedTables(before, await fingerprint(server.admin)))
  expect(broken.join('\n')).toBe('')
})

/** The names that a room reads from an address: found in its source, so that a new one is asked oddly too. */
function questionsOf(room: string): string[] {
  const found = new Set(['sort'])
  const folder = join('app/features', room)
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/[.]tsx?$/.test(file) || file.includes('.test.')) continue
    const source = readFileSync(join(folder, file), 'utf8')
    for (const [, name = ''] of source.matchAll(
      /\b(?:params|query|searchParams)[.]?\)?\s*[.](?:get|getAll|has)\('([\w-]+)'\)/g,
    ))
      found.add(name)
  }
  if (room === 'agendas') for (const name of Object.keys(timeQuestion.shape)) found.add(name)
  return [...found]
}
