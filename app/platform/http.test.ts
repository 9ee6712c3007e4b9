import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Env } from './env.ts'
import { refuseStrangers, securityHeaders } from './http.server.ts'

// What a change must come from, asked of a real server: SECURITY 3.4, nine ways to be somebody else's page.
const own = 'https://huddle.example.org'
const evil = 'https://evil.test'
const app = express()
const server = createServer(app)
let origin = ''
let done = 0

beforeAll(async () => {
  const env = { APP_ORIGIN: own, DEV: false, TRUST_PROXY: false } as Env
  app.use(securityHeaders(env))
  app.use(refuseStrangers(env))
  app.all('*', (request, response) => {
    done += 1
    response.json({ forwarded: request.headers['x-forwarded-host'] ?? null })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

test.each<[string, string, Record<string, string>]>([
  ['from another origin', '/x', { Origin: evil }],
  ['from no origin at all', '/x', {}],
  ['from a null origin', '/x', { Origin: 'null' }],
  [
    'from another origin, with a forwarded host to match',
    '/x',
    { Origin: evil, 'X-Forwarded-Host': 'evil.test' },
  ],
  ['from our own host over http', '/x', { Origin: 'http://huddle.example.org' }],
  ['to a resource, from another origin', '/huddles/1/state', { Origin: evil }],
  ['from a sister site', '/x', { Origin: 'https://sister.example.org', 'Sec-Fetch-Site': 'same-site' }],
  ['without an origin, by a browser that says cross-site', '/x', { 'Sec-Fetch-Site': 'cross-site' }],
])('a change is refused: %s', async (_name, path, headers) => {
  const before = done
  const answer = await fetch(origin + path, { method: 'POST', headers: { ...form, ...headers }, body: 'a=b' })
  expect(answer.status).toBe(403)
  expect(done).toBe(before)
})

test('the framework’s old way to ask for data is gone, for looking and for changing', async () => {
  const before = done
  for (const method of ['GET', 'POST']) {
    const answer = await fetch(`${origin}/x?_data=root`, { method, headers: { ...form, Origin: own } })
    expect(answer.status).toBe(410)
  }
  expect(done).toBe(before)
})

test('a change from our own origin goes through, and so does one of a browser that only says it is the same', async () => {
  const ours: Record<string, string>[] = [{ Origin: own }, { 'Sec-Fetch-Site': 'same-origin' }]
  for (const headers of ours) {
    const answer = await fetch(`${origin}/x`, {
      method: 'POST',
      headers: { ...form, ...headers },
      body: 'a=b',
    })
    expect(answer.status).toBe(200)
  }
})

test('data is not for other sites, but a link from elsewhere opens a page', async () => {
  expect(await statusOfGet({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' })).toBe(403)
  expect(await statusOfGet({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' })).toBe(200)
})

test('only forms are read', async () => {
  const headers = { Origin: own, 'Content-Type': 'text/plain' }
  expect((await fetch(`${origin}/x`, { method: 'POST', headers, body: '{"a":1}' })).status).toBe(415)
})

test('forwarding headers count only behind a proxy we were told of', async () => {
  const answer = await fetch(`${origin}/x`, { headers: { 'X-Forwarded-Host': 'evil.test' } })
  expect(await answer.json()).toEqual({ forwarded: null })
})

test('every answer forbids framing, sniffing, keeping and foreign scripts, with a nonce of its own', async () => {
  const [one, other] = await Promise.all([fetch(`${origin}/x`), fetch(`${origin}/x`)])
  const policy = one.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toEqual(other.headers.get('content-security-policy'))
  expect(one.headers.get('cache-control')).toBe('no-store')
  expect(one.headers.get('strict-transport-security')).toContain('max-age')
  // A stricter policy makes browsers send `Origin: null` with a plain form, and no form would work without JavaScript.
  expect(one.headers.get('referrer-policy')).toBe('same-origin')
})

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

// Not by fetch: that says `Sec-Fetch-Mode: cors` whatever it is told.
function statusOfGet(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${origin}/x`, { headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).on('error', reject)
  })
}

test.each<[number, Record<string, string>, string | ReadableStream]>([
  [200, form, 'a='.padEnd(1024 * 1024, 'x')],
  [413, form, 'a='.padEnd(1024 * 1024 + 1, 'x')],
  [200, { 'Content-Type': 'multipart/form-data; boundary=x' }, 'x'.repeat(11 * 1024 * 1024)],
  [413, { 'Content-Type': 'multipart/form-data; boundary=x' }, 'x'.repeat(33 * 1024 * 1024)],
])('nobody makes the process hold more than a form can be: %i for %o', async (status, headers, body) => {
  const answer = await fetch(`${origin}/x`, { method: 'POST', headers: { ...headers, Origin: own }, body })
  expect(answer.status).toBe(status)
})

test('a change that does not say how long it is is refused', async () => {
  const endless = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) })
  const answer = await fetch(`${origin}/x`, {
    method: 'POST',
    headers: { ...form, Origin: own },
    body: endless,
    duplex: 'half',
  } as RequestInit)
  expect(answer.status).toBe(411)
})
