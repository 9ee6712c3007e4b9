import { expect, test } from 'vitest'
import type { PersonId } from '#app/shared/ids.ts'
import { accept, cancel, decline, finish, hand, noteNotReached } from './handshake.ts'

const owner = 'owner' as PersonId
const asker = 'asker' as PersonId
const other = 'other' as PersonId
const offered = {
  state: 'offered' as const,
  ownerId: owner,
  requesterId: asker as PersonId | null,
  safety: false,
  escalated: 0 as 0 | 1 | 2,
}
const by = (personId: PersonId, isLead = false, isMember = true) => ({ personId, isLead, isMember })

test('only the owner accepts, and only once', () => {
  expect(accept(offered, owner)).toEqual({ ok: true, value: 'accepted' })
  expect(accept(offered, other)).toEqual({ ok: false, problem: 'not-the-owner' })
  expect(accept({ ...offered, state: 'accepted' }, owner)).toEqual({ ok: false, problem: 'already-accepted' })
  expect(accept({ ...offered, state: 'done' }, owner)).toEqual({ ok: false, problem: 'already-ended' })
})

test('a declined task goes to its requester, and one that a rule asked for to the lead', () => {
  expect(decline(offered, owner, 'On leave')).toEqual({
    ok: true,
    value: { to: 'requester', requesterId: asker },
  })
  expect(decline({ ...offered, requesterId: null }, owner, 'On leave')).toEqual({
    ok: true,
    value: { to: 'lead' },
  })
  expect(decline(offered, owner, '  ')).toEqual({ ok: false, problem: 'say-why' })
})

test('who asked for a task cannot decline it: nobody would be left', () => {
  const own = { ...offered, ownerId: asker, state: 'offered-back' as const }
  expect(decline(own, asker, 'No time')).toEqual({ ok: false, problem: 'nobody-to-give-back-to' })
})

test('a declined safety task goes up the line, and the last in line keeps it', () => {
  const safety = { ...offered, safety: true }
  expect(decline(safety, owner, 'Away')).toMatchObject({ value: { to: 'lead' } })
  expect(decline({ ...safety, escalated: 1 }, owner, 'Away')).toMatchObject({ value: { to: 'on-call' } })
  expect(decline({ ...safety, escalated: 2 }, owner, 'Away')).toMatchObject({
    problem: 'nobody-to-give-back-to',
  })
})

test('who tries has accepted, and done needs an outcome', () => {
  expect(noteNotReached(offered, owner)).toEqual({ ok: true, value: 'accepted' })
  expect(finish(offered, owner, ' ')).toEqual({ ok: false, problem: 'say-what-came-of-it' })
  expect(finish(offered, owner, 'Called')).toEqual({ ok: true, value: 'done' })
})

test('a task is handed on by its owner, its requester or a lead; a safety task may be taken by any member', () => {
  expect(hand(offered, by(owner), other)).toEqual({ ok: true, value: 'offered' })
  expect(hand(offered, by(asker), asker)).toEqual({ ok: true, value: 'accepted' })
  expect(hand(offered, by(other), other)).toEqual({ ok: false, problem: 'not-yours-to-hand' })
  expect(hand(offered, by(other, true), other)).toEqual({ ok: true, value: 'accepted' })
  const safety = { ...offered, safety: true }
  expect(hand(safety, by(other), other)).toEqual({ ok: true, value: 'accepted' })
  expect(hand(safety, by(other, false, false), other)).toEqual({ ok: false, problem: 'not-yours-to-hand' })
  expect(hand(safety, by(other), asker)).toEqual({ ok: false, problem: 'not-yours-to-hand' })
})

test('a safety task is never called off, not even by a lead', () => {
  expect(cancel({ ...offered, safety: true }, by(other, true), 'A mistake')).toEqual({
    ok: false,
    problem: 'safety-cannot-be-cancelled',
  })
  expect(cancel(offered, by(asker), 'No longer needed')).toEqual({ ok: true, value: 'cancelled' })
  expect(cancel(offered, by(owner), 'No longer needed')).toMatchObject({ problem: 'not-yours-to-cancel' })
})
