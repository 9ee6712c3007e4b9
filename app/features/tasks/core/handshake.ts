import type { PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isOpen, type Task } from './task.ts'

/** As much of a task as the handshake looks at. */
type Offered = Pick<Task, 'state' | 'ownerId' | 'requesterId' | 'safety' | 'escalated'>

export type AcceptProblem = 'already-ended' | 'not-the-owner' | 'already-accepted'
export type DeclineProblem = 'already-ended' | 'not-the-owner' | 'say-why' | 'nobody-to-give-back-to'
export type FinishProblem = 'already-ended' | 'not-the-owner' | 'say-what-came-of-it'
export type NotReachedProblem = 'already-ended' | 'not-the-owner'
export type HandProblem = 'already-ended' | 'not-yours-to-hand' | 'already-the-owner'
export type CancelProblem = 'already-ended' | 'not-yours-to-cancel' | 'safety-cannot-be-cancelled' | 'say-why'

/** Takes a task on. Only its owner can, also when it was offered back to them. */
export function accept(task: Offered, by: PersonId): Result<'accepted', AcceptProblem> {
  if (!isOpen(task)) return refused('already-ended')
  if (task.ownerId !== by) return refused('not-the-owner')
  return task.state === 'accepted' ? refused('already-accepted') : done('accepted')
}

/** To whom a declined task goes: back to who asked for it, or on to the next in line for safety. */
export type Declined =
  | { readonly to: 'requester'; readonly requesterId: PersonId }
  | { readonly to: 'lead' }
  | { readonly to: 'on-call' }

/**
 * Gives a task back, with a reason; also one that was accepted before.
 *
 * It goes to its requester, who owns it from then on: a task never lacks an owner. What a rule asked for goes to the lead. A
 * safety task goes to the lead at once, and from the lead to whoever is on call. It cannot be given back by the last in line, nor
 * by who asked for it: they hand it to somebody by name.
 */
export function decline(task: Offered, by: PersonId, reason: string): Result<Declined, DeclineProblem> {
  if (!isOpen(task)) return refused('already-ended')
  if (task.ownerId !== by) return refused('not-the-owner')
  if (!reason.trim()) return refused('say-why')
  if (task.safety) {
    if (task.escalated === 0) return done({ to: 'lead' })
    return task.escalated === 1 ? done({ to: 'on-call' }) : refused('nobody-to-give-back-to')
  }
  if (task.requesterId === by) return refused('nobody-to-give-back-to')
  return done(task.requesterId ? { to: 'requester', requesterId: task.requesterId } : { to: 'lead' })
}

/**
 * Whether a task can still be taken back by whoever's decision made it: nobody has answered it, or it was called off already. Who gave
 * it to themselves has not answered by that. Never a safety task.
 */
export function canTakeBack(task: Offered & Pick<Task, 'acceptedAt' | 'createdAt' | 'attempts'>): boolean {
  if (task.safety) return false
  if (task.state === 'offered' || task.state === 'cancelled') return true
  const givenToSelf = task.ownerId === task.requesterId && task.acceptedAt === task.createdAt
  return task.state === 'accepted' && givenToSelf && task.attempts === 0
}

/** Notes a try that did not reach the patient. Who tries has taken the task on. */
export function noteNotReached(task: Offered, by: PersonId): Result<'accepted', NotReachedProblem> {
  if (!isOpen(task)) return refused('already-ended')
  return task.ownerId === by ? done('accepted') : refused('not-the-owner')
}

/** Ends a task with what came of it. */
export function finish(task: Offered, by: PersonId, outcome: string): Result<'done', FinishProblem> {
  if (!isOpen(task)) return refused('already-ended')
  if (task.ownerId !== by) return refused('not-the-owner')
  return outcome.trim() ? done('done') : refused('say-what-came-of-it')
}

/** Who is asking: the person, and whether they lead the task's team or work in it. */
export interface Asker {
  readonly personId: PersonId
  readonly isLead: boolean
  readonly isMember: boolean
}

/**
 * Gives a task to somebody else, or takes it over.
 *
 * The owner, the requester and a lead may hand it to anyone of the team. A safety task may be taken by any member for themselves:
 * when nobody answers, whoever can help must not be stopped.
 */
export function hand(task: Offered, by: Asker, to: PersonId): Result<'offered' | 'accepted', HandProblem> {
  if (!isOpen(task)) return refused('already-ended')
  const takes = task.safety && by.isMember && to === by.personId
  const hands = by.isLead || task.ownerId === by.personId || task.requesterId === by.personId
  if (!takes && !hands) return refused('not-yours-to-hand')
  if (task.ownerId === to) return refused('already-the-owner')
  return done(to === by.personId ? 'accepted' : 'offered')
}

/** Calls a task off, with a reason: who asked for it, or a lead. A safety task is done or handed on, never called off. */
export function cancel(task: Offered, by: Asker, reason: string): Result<'cancelled', CancelProblem> {
  if (!isOpen(task)) return refused('already-ended')
  if (task.safety) return refused('safety-cannot-be-cancelled')
  if (!by.isLead && task.requesterId !== by.personId) return refused('not-yours-to-cancel')
  return reason.trim() ? done('cancelled') : refused('say-why')
}
