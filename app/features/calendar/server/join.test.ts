import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { cancelHuddle } from '#app/features/huddles/server/cancel-huddle.ts'
import { moveHuddle } from '#app/features/huddles/server/move-huddle.ts'
import { removeAttendee } from '#app/features/huddles/server/remove-attendee.ts'
import type { Context } from '#app/platform/context.ts'
import { aPlannedTeam, aScheduledHuddle, instant, seeAttendees } from '#tests/support/huddles.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { loader as inviteFile } from '../routes/invite-file.ts'
import { action, loader } from '../routes/join.tsx'
import { loader as openLink } from '../routes/open-link.tsx'

const origin = 'http://localhost:3000'

async function anInvitation() {
  const world = await worldAt('2026-12-01 09:00')
  const team = await aPlannedTeam(world)
  await world.settle()
  world.sent.length = 0
  const huddleId = await aScheduledHuddle(world, team.lead, team.teamId, '2026-12-02T12:00:00Z')
  await world.settle()
  const tokenTo = (address: string) => {
    const mail = world.sent.filter((one) => one.to === address).at(-1)
    return /\/j\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
  }
  return { world, ...team, huddleId, tokenTo, token: tokenTo(team.osei.person.mail) }
}

function contextOf(world: TestWorld, ip = '10.0.0.1'): Context {
  return { world, nonce: '', ip, requestId: 'test', read: new Map() }
}

/** What an address answers: what it gives, or the response it throws. */
async function answerOf<Answer>(work: () => Promise<Answer>): Promise<Answer | Response> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof Response) return thrown
    throw thrown
  }
}

async function open(world: TestWorld, token: string, ip?: string): Promise<Response> {
  const answer = await answerOf(() =>
    openLink({
      request: new Request(`${origin}/j/${token}`),
      context: contextOf(world, ip),
      params: { token },
    } as never),
  )
  if (!(answer instanceof Response)) throw new Error('no response')
  return answer
}

/** A browser that has opened a link: its cookie, and the address it was led to. */
async function follow(world: TestWorld, token: string) {
  const answer = await open(world, token)
  const setCookie = answer.headers.get('Set-Cookie') ?? ''
  const ref = answer.headers.get('Location')?.replace('/join/', '') ?? ''
  return { answer, setCookie, cookie: setCookie.split(';')[0] ?? '', ref }
}

function see(world: TestWorld, ref: string, cookie: string) {
  const request = new Request(`${origin}/join/${ref}`, { headers: { cookie } })
  return answerOf(() => loader({ request, context: contextOf(world), params: { ref } } as never))
}

function say(world: TestWorld, ref: string, cookie: string, answer: string) {
  const request = new Request(`${origin}/join/${ref}`, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ answer }),
  })
  return answerOf(() => action({ request, context: contextOf(world), params: { ref } } as never))
}

async function everyTable(world: TestWorld, organizationId: string): Promise<string> {
  const { rows } = await world.db.transaction().execute(async (trx) => {
    await sql`select set_config('app.organization_id', ${organizationId}, true)`.execute(trx)
    return sql<{ all: string }>`
      select md5(string_agg(x, '|')) as all from (
        select h::text as x from huddle h union all select a::text from attendee a
        union all select i::text from invitation i union all select d::text from delivery d
        union all select seq::text from audit_read(0, 10000)) t`.execute(trx)
  })
  return rows[0]?.all ?? ''
}

test('opening the link changes nothing, takes the secret out of the address and keeps it in a cookie', async () => {
  const { world, organizationId, token } = await anInvitation()
  const before = await everyTable(world, organizationId)
  const { answer, setCookie, ref, cookie } = await follow(world, token)

  expect(answer.status).toBe(302)
  expect(answer.headers.get('Location')).toMatch(/^\/join\/[0-9a-f]{8}$/)
  expect(answer.headers.get('Location')).not.toContain(token)
  expect(setCookie).toContain(`huddle-join-${ref}=${token}; Path=/; HttpOnly; SameSite=Lax`)
  expect(await see(world, ref, cookie)).toMatchObject({
    zone: 'Europe/London',
    startsAt: '2026-12-02T12:00:00.000Z',
    answer: 'none',
    mayJoin: false,
    opensAt: '2026-12-02T11:45:00.000Z',
  })
  expect(await everyTable(world, organizationId)).toBe(before)
})

test('the page carries no name of anybody', async () => {
  const { world, token } = await anInvitation()
  const { ref, cookie } = await follow(world, token)
  const shown = JSON.stringify(await see(world, ref, cookie))
  for (const word of ['Osei', 'Lead', 'Other', 'North', 'clinic.test', token])
    expect(shown).not.toContain(word)
})

test('yes, maybe and no are kept and can be changed; anything else is refused', async () => {
  const { world, lead, osei, huddleId, token } = await anInvitation()
  const { ref, cookie } = await follow(world, token)
  const mine = async () =>
    (await seeAttendees(world, lead, huddleId)).find((one) => one.personId === osei.personId)
  for (const [answer, holds] of [
    ['yes', true],
    ['no', false],
    ['maybe', true],
  ] as const) {
    expect(await say(world, ref, cookie, answer)).toMatchObject({ status: 302 })
    expect(await mine()).toMatchObject({ answer, holds })
  }
  expect(await say(world, ref, cookie, 'none')).toMatchObject({ init: { status: 422 } })
  expect(await mine()).toMatchObject({ answer: 'maybe' })
})

test("one person's cookie opens no other person's page, nor does a changed one, nor none", async () => {
  const { world, lead, token, tokenTo } = await anInvitation()
  const mine = await follow(world, token)
  const theirs = await follow(world, tokenTo(lead.person.mail))
  const renamed = mine.cookie.replace(mine.ref, theirs.ref)
  for (const cookie of ['', mine.cookie, renamed, `${theirs.cookie}x`, theirs.cookie.replace(/.$/, '')]) {
    expect(await see(world, theirs.ref, cookie)).toMatchObject({ status: 404 })
    expect(await say(world, theirs.ref, cookie, 'no')).toMatchObject({ status: 404 })
  }
  for (const ref of ['', 'zzzzzzzz', '../../x', theirs.ref.slice(0, 7), theirs.ref.toUpperCase()])
    if (ref !== theirs.ref) expect(await see(world, ref, theirs.cookie)).toMatchObject({ status: 404 })
})

test('after being taken off the page is gone at once, with the job or without it', async () => {
  const { world, lead, osei, huddleId, token } = await anInvitation()
  const { ref, cookie } = await follow(world, token)
  await removeAttendee(world, lead, { huddleId, personId: osei.personId })
  expect(await see(world, ref, cookie)).toMatchObject({ status: 404 })
  expect(await say(world, ref, cookie, 'yes')).toMatchObject({ init: { status: 409 } })
  await world.settle()
  expect(await see(world, ref, cookie)).toMatchObject({ status: 404 })
  expect(await say(world, ref, cookie, 'yes')).toMatchObject({ status: 404 })
  expect((await open(world, token)).status).toBe(404)
})

test('a moved huddle says where it was, a cancelled one that it is off and takes no answer', async () => {
  const { world, lead, huddleId, token } = await anInvitation()
  const { ref, cookie } = await follow(world, token)
  await moveHuddle(world, lead, { huddleId, version: 2, startsAt: instant('2026-12-03T12:00:00Z') })
  await world.settle()
  expect(await see(world, ref, cookie)).toMatchObject({
    startsAt: '2026-12-03T12:00:00.000Z',
    before: { startsAt: '2026-12-02T12:00:00.000Z' },
  })
  await cancelHuddle(world, lead, { huddleId, version: 3 })
  await world.settle()
  expect(await see(world, ref, cookie)).toMatchObject({ cancelled: true, mayJoin: false })
  expect(await say(world, ref, cookie, 'yes')).toMatchObject({ init: { status: 409 } })
})

test('joining opens a quarter of an hour before and closes with the link an hour after the end', async () => {
  const { world, token } = await anInvitation()
  const { ref, cookie } = await follow(world, token)
  const at = async (time: string) => {
    world.setNow(time)
    return see(world, ref, cookie)
  }
  expect(await at('2026-12-02 11:44')).toMatchObject({ mayJoin: false })
  expect(await at('2026-12-02 11:45')).toMatchObject({ mayJoin: true })
  expect(await at('2026-12-02 13:29')).toMatchObject({ mayJoin: true, over: true })
  expect(await at('2026-12-02 13:30')).toMatchObject({ status: 404 })
})

test('the calendar file is the invitation that was mailed', async () => {
  const { world, osei, token } = await anInvitation()
  const { ref, cookie } = await follow(world, token)
  const request = new Request(`${origin}/join/${ref}/invite.ics`, { headers: { cookie } })
  const file = await inviteFile({ request, context: contextOf(world), params: { ref } } as never)
  const mailed = world.sent.find((one) => one.to === osei.person.mail)?.calendar?.content
  expect(await file.text()).toBe(mailed)
  expect(file.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8; method=REQUEST')
})

test('guessing ends after sixty tries from one place, and a true link still opens there', async () => {
  const { world, token } = await anInvitation()
  const statuses: number[] = []
  for (let guess = 0; guess < 62; guess += 1)
    statuses.push((await open(world, `guess${guess}`.padEnd(43, 'x'), '10.9.9.9')).status)
  expect(statuses.slice(0, 60)).toEqual(Array(60).fill(404))
  expect(statuses.slice(60)).toEqual([429, 429])
  expect((await open(world, token, '10.9.9.9')).status).toBe(302)
})
