import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { addAttendee } from '#app/features/huddles/server/add-attendee.ts'
import { answerInvitation } from '#app/features/huddles/server/answer-invitation.ts'
import { cancelHuddle } from '#app/features/huddles/server/cancel-huddle.ts'
import { moveHuddle } from '#app/features/huddles/server/move-huddle.ts'
import { removeAttendee } from '#app/features/huddles/server/remove-attendee.ts'
import { endAccess } from '#app/features/people/server/end-access.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asLink, asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { deliverWith } from '#app/platform/letters.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'
import {
  aPlannedTeam,
  aScheduledHuddle,
  aWaitingCase,
  instant,
  seeAttendees,
  seeHuddle,
} from '#tests/support/huddles.ts'
import { aPerson, mailOf, viewerOf } from '#tests/support/people.ts'
import { type SentMail, type TestWorld, worldAt } from '#tests/support/world.ts'
import { inviteAttendees } from './invite-attendees.ts'
import { resolveLink } from './link-queries.server.ts'
import { writeHuddleInvitation } from './write-huddle-invitation.ts'

const start = '2026-12-02T12:00:00Z'

async function aHuddle() {
  const world = await worldAt('2026-12-01 09:00')
  const team = await aPlannedTeam(world)
  await world.settle()
  world.sent.length = 0
  const huddleId = await aScheduledHuddle(world, team.lead, team.teamId, start)
  return { world, ...team, huddleId }
}

async function move(world: TestWorld, lead: Viewer, huddleId: HuddleId, to: string) {
  const { version } = await seeHuddle(world, lead, huddleId)
  const moved = await moveHuddle(world, lead, { huddleId, version, startsAt: instant(to) })
  if (!moved.ok) throw new Error(moved.problem)
}

function parsed(mail: SentMail | undefined) {
  const text = mail?.calendar?.content ?? ''
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent')
  const event = events[0]
  if (!event || events.length !== 1) throw new Error('not one event')
  const first = (name: string) => event.getFirstPropertyValue(name)?.toString() ?? null
  return { text, calendar, event, first, sequence: Number(first('sequence')) }
}

function tokenOf(mail: SentMail | undefined): string {
  const found = /\/j\/([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1]
  if (!found) throw new Error('no link in the mail')
  return found
}

function mailsTo(world: TestWorld, address: string) {
  return world.sent.filter((mail) => mail.to === address)
}

test('each attendee gets one mail with a calendar request for them alone, and nothing about anybody', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, osei } = await aPlannedTeam(world)
  const waiting = await aWaitingCase(world, lead, teamId, { family: 'Canarysson', needs: [osei.personId] })
  await world.settle()
  world.sent.length = 0
  await aScheduledHuddle(world, lead, teamId, start, [waiting.queueEntryId])
  await world.settle()

  expect(world.sent).toHaveLength(3)
  for (const mail of world.sent) {
    const { text, calendar, event, first, sequence } = parsed(mail)
    expect(mail.calendar?.method).toBe('REQUEST')
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(sequence).toBe(0)
    expect(first('summary')).toBe('Huddle')
    expect(first('dtstart')).toBe('2026-12-02T12:00:00Z')
    expect(first('dtend')).toBe('2026-12-02T12:30:00Z')
    expect(first('organizer')).toBe(`mailto:${world.mail.from}`)
    expect(event.getAllProperties('attendee')).toHaveLength(1)
    expect(first('attendee')?.toLowerCase()).toBe(`mailto:${mail.to}`)
    expect(event.getFirstProperty('attendee')?.getParameter('cn')).toBe(mail.to)
    expect([first('class'), first('status'), first('transp')]).toEqual(['PRIVATE', 'CONFIRMED', 'OPAQUE'])
    expect(first('x-microsoft-cdo-busystatus')).toBe('BUSY')
    expect(first('x-microsoft-disallow-counter')).toBe('TRUE')
    expect(first('uid')).toMatch(/^[0-9a-f-]{36}@clinic\.test$/)
    expect(text.indexOf('METHOD:')).toBeLessThan(text.indexOf('BEGIN:VEVENT'))
    expect(text).not.toMatch(/VALARM|TZID|VTIMEZONE/)
    expect(text).toMatch(/\r\n$/)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const link = `${world.env.APP_ORIGIN}/j/${tokenOf(mail)}`
    expect([first('location'), first('description'), first('url')]).toEqual([link, link, link])
    const all = JSON.stringify(mail) + text.replaceAll('\r\n ', '')
    for (const word of ['Canarysson', 'Ada', 'What next', 'Osei', 'Lea', 'Team North', 'Northern'])
      expect(all).not.toContain(word)
  }
  expect(new Set(world.sent.map((mail) => parsed(mail).first('uid'))).size).toBe(3)
  expect(new Set(world.sent.map(tokenOf)).size).toBe(3)
})

test('the time is written on the clock of whoever reads it, also across a change of clocks', async () => {
  const world = await worldAt('2027-03-01 09:00')
  const { organizationId, teamId, lead } = await aPlannedTeam(world)
  const kathmandu = await aPerson(world, organizationId, {
    zone: 'Asia/Kathmandu',
    roles: { [teamId]: 'clinician' },
  })
  const stJohns = await aPerson(world, organizationId, {
    zone: 'America/St_Johns',
    roles: { [teamId]: 'clinician' },
  })
  await world.settle()
  world.sent.length = 0
  // Clocks in St John's go forward on 14 March: the same 12:00 UTC is 08:30 before and 09:30 after.
  const huddleId = await aScheduledHuddle(world, lead, teamId, '2027-03-12T12:00:00Z')
  await world.settle()
  const textTo = async (personId: PersonId) => mailsTo(world, await mailOf(world, personId)).at(-1)?.text
  expect(await textTo(kathmandu)).toContain('Fri 12-Mar-2027 17:45–18:15 Kathmandu time (UTC+05:45)')
  expect(await textTo(stJohns)).toContain('Fri 12-Mar-2027 08:30–09:00 St Johns time (UTC-03:30)')

  await move(world, lead, huddleId, '2027-03-15T12:00:00Z')
  await world.settle()
  expect(await textTo(kathmandu)).toContain(
    'New time: Mon 15-Mar-2027 17:45–18:15 Kathmandu time (UTC+05:45)\nBefore: Fri 12-Mar-2027 17:45–18:15 Kathmandu time (UTC+05:45)',
  )
  expect(await textTo(stJohns)).toContain(
    'New time: Mon 15-Mar-2027 09:30–10:00 St Johns time (UTC-02:30)\nBefore: Fri 12-Mar-2027 08:30–09:00 St Johns time (UTC-03:30)',
  )
})

test('moved, then cancelled: the same UID, rising sequence, the right method and state', async () => {
  const { world, lead, huddleId } = await aHuddle()
  await world.settle()
  world.setNow('2026-12-01 10:00')
  await move(world, lead, huddleId, '2026-12-03T12:00:00Z')
  await world.settle()
  world.setNow('2026-12-01 11:00')
  await cancelHuddle(world, lead, { huddleId, version: 3 })
  await world.settle()

  const mine = mailsTo(world, lead.person.mail)
  expect(mine.map((mail) => [mail.calendar?.method, parsed(mail).sequence])).toEqual([
    ['REQUEST', 0],
    ['REQUEST', 1],
    ['CANCEL', 2],
  ])
  expect(new Set(mine.map((mail) => parsed(mail).first('uid'))).size).toBe(1)
  expect(parsed(mine[1]).first('dtstart')).toBe('2026-12-03T12:00:00Z')
  expect(mine.map((mail) => parsed(mail).first('dtstamp'))).toEqual([
    '2026-12-01T09:00:00Z',
    '2026-12-01T10:00:00Z',
    '2026-12-01T11:00:00Z',
  ])
  expect(parsed(mine[2]).calendar.getFirstPropertyValue('method')).toBe('CANCEL')
  expect(parsed(mine[2]).first('status')).toBe('CANCELLED')
  expect(mine.map((mail) => mail.subject)).toEqual([
    'Huddle: you are invited',
    'Huddle: new time',
    'Huddle: cancelled',
  ])
  expect(mine[2]?.text).not.toContain('/j/')
})

test('taken off: a cancel without a state and a dead link; asked again: the same entry, a newer number, another link', async () => {
  const { world, lead, osei, huddleId } = await aHuddle()
  await world.settle()
  const address = osei.person.mail
  const first = tokenOf(mailsTo(world, address)[0])
  await removeAttendee(world, lead, { huddleId, personId: osei.personId })
  await world.settle()
  expect(await resolveLink(world, first)).toBeUndefined()
  await addAttendee(world, lead, { huddleId, personId: osei.personId, required: true })
  await world.settle()

  const mails = mailsTo(world, address)
  expect(mails.map((mail) => [mail.calendar?.method, parsed(mail).sequence])).toEqual([
    ['REQUEST', 0],
    ['CANCEL', 1],
    ['REQUEST', 2],
  ])
  expect(parsed(mails[1]).first('status')).toBeNull()
  expect(new Set(mails.map((mail) => parsed(mail).first('uid'))).size).toBe(1)
  expect(tokenOf(mails[2])).not.toBe(first)
  expect(await resolveLink(world, tokenOf(mails[2]))).toMatchObject({ personId: osei.personId })
  expect(await resolveLink(world, first)).toBeUndefined()
  // Nobody else heard of it.
  expect(mailsTo(world, lead.person.mail)).toHaveLength(1)
})

test('each edition is sent once, also when every job runs twice and two at once', async () => {
  const { world, lead, huddleId, organizationId } = await aHuddle()
  const job = { organizationId, id: huddleId }
  await Promise.all([inviteAttendees(world, job), inviteAttendees(world, job), inviteAttendees(world, job)])
  await world.settle()
  await inviteAttendees(world, job)
  const again = deliverWith({ 'huddle.invitation': writeHuddleInvitation })
  const { rows } = await inOrganization(world, asSystem(organizationId), async (scope) => ({
    rows: await scope.trx.selectFrom('delivery').select('delivery_id').execute(),
  }))
  for (const row of rows) await again(world, { organizationId, id: row.delivery_id })
  await world.settle()
  expect(world.sent).toHaveLength(3)

  await move(world, lead, huddleId, '2026-12-03T12:00:00Z')
  await Promise.all([inviteAttendees(world, job), inviteAttendees(world, job)])
  await world.settle()
  expect(world.sent).toHaveLength(6)
  expect(new Set(world.sent.map((mail) => mail.messageId)).size).toBe(6)
})

test('a letter that dies before it is ticked goes out again with the same bytes and the same Message-ID', async () => {
  const { world, huddleId, organizationId } = await aHuddle()
  await world.settle()
  const before = [...world.sent]
  world.setNow('2026-12-01 16:00')
  const ids = await inOrganization(world, asSystem(organizationId), async (scope) =>
    scope.trx
      .updateTable('delivery')
      .set({ state: 'sending' })
      .where('subject_id', '=', huddleId)
      .returning('delivery_id')
      .execute(),
  )
  for (const { delivery_id: id } of ids)
    await deliverWith({ 'huddle.invitation': writeHuddleInvitation })(world, { organizationId, id })

  const byId = (mails: SentMail[]) => [...mails].sort((a, b) => (a.messageId < b.messageId ? -1 : 1))
  expect(byId(world.sent.slice(3))).toEqual(byId(before))
})

test('a letter written late tells the truth of now: what was overtaken is never sent', async () => {
  const { world, lead, osei, huddleId } = await aHuddle()
  // Nothing has been sent yet, and it is already moved twice; one person is taken off.
  await move(world, lead, huddleId, '2026-12-03T12:00:00Z')
  await move(world, lead, huddleId, '2026-12-04T12:00:00Z')
  await removeAttendee(world, lead, { huddleId, personId: osei.personId })
  await world.settle()

  expect(world.sent.map((mail) => parsed(mail).first('dtstart'))).toEqual([
    '2026-12-04T12:00:00Z',
    '2026-12-04T12:00:00Z',
  ])
  expect(mailsTo(world, osei.person.mail)).toEqual([])
})

test('made but not yet sent when the huddle moves: only the newer edition goes out', async () => {
  const { world, lead, huddleId, organizationId } = await aHuddle()
  await inviteAttendees(world, { organizationId, id: huddleId })
  await move(world, lead, huddleId, '2026-12-03T12:00:00Z')
  await world.settle()

  const mine = mailsTo(world, lead.person.mail)
  expect(mine.map((mail) => [parsed(mail).sequence, parsed(mail).first('dtstart')])).toEqual([
    [1, '2026-12-03T12:00:00Z'],
  ])
  expect(mine[0]?.subject).toBe('Huddle: you are invited')
})

test('cancelled before anything was sent: nobody hears of it', async () => {
  const { world, lead, huddleId, organizationId } = await aHuddle()
  await inviteAttendees(world, { organizationId, id: huddleId })
  await cancelHuddle(world, lead, { huddleId, version: 2 })
  await world.settle()

  expect(world.sent).toEqual([])
})

test('a personal link answers for its person only, as often as they like, and only once is it written', async () => {
  const { world, lead, osei, huddleId } = await aHuddle()
  await world.settle()
  const link = await resolveLink(world, tokenOf(mailsTo(world, osei.person.mail)[0]))
  if (!link) throw new Error('no link')
  const caller = asLink(link.organizationId, link.personId)
  for (let time = 0; time < 3; time += 1)
    expect(await answerInvitation(world, caller, { huddleId, answer: 'no' })).toEqual({
      ok: true,
      value: huddleId,
    })

  const asked = await seeAttendees(world, lead, huddleId)
  expect(asked.map((one) => [one.personId === osei.personId, one.answer, one.holds])).toEqual(
    expect.arrayContaining([
      [true, 'no', false],
      [false, 'none', true],
    ]),
  )
  // Whoever gave it the time has said yes by that.
  expect(asked.filter((one) => one.answer === 'yes').map((one) => one.personId)).toEqual([lead.personId])
  const noted = await inOrganization(world, asSystem(link.organizationId), async (scope) => {
    const { sql } = await import('kysely')
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from audit_read(0, 1000) where action = 'huddle.answered'`.execute(
      scope.trx,
    )
    return rows[0]?.count
  })
  expect(noted).toBe(1)
  // No answer leads to another calendar mail.
  await world.settle()
  expect(world.sent).toHaveLength(3)
})

test('no link but the very one opens: not a neighbour of it, not before, not after the end, not after access ended', async () => {
  const { world, lead, osei, huddleId } = await aHuddle()
  await world.settle()
  const token = tokenOf(mailsTo(world, osei.person.mail)[0])
  expect(await resolveLink(world, token)).toMatchObject({ huddleId, personId: osei.personId })
  for (let at = 0; at < token.length; at += 1) {
    const flipped = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
    expect(await resolveLink(world, flipped)).toBeUndefined()
  }
  for (const other of ['', token.slice(0, -1), `${token}A`, token.toUpperCase(), "' or true --"])
    expect(await resolveLink(world, other)).toBeUndefined()

  world.setNow('2026-12-02 13:29')
  expect(await resolveLink(world, token)).toBeDefined()
  world.setNow('2026-12-02 13:30')
  expect(await resolveLink(world, token)).toBeUndefined()

  world.setNow('2026-12-01 10:00')
  const leads = tokenOf(mailsTo(world, lead.person.mail)[0])
  const admin = await viewerOf(world, await aPerson(world, lead.organizationId, { admin: true }))
  await endAccess(world, admin, { personId: lead.personId })
  expect(await resolveLink(world, leads)).toBeUndefined()
})

test('a move lets the same link last until the new end', async () => {
  const { world, lead, osei, huddleId } = await aHuddle()
  await world.settle()
  const token = tokenOf(mailsTo(world, osei.person.mail)[0])
  await move(world, lead, huddleId, '2026-12-10T12:00:00Z')
  await world.settle()
  expect(tokenOf(mailsTo(world, osei.person.mail)[1])).toBe(token)
  world.setNow('2026-12-10 13:00')
  expect(await resolveLink(world, token)).toBeDefined()
})
