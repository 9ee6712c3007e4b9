import { announce } from './facts.ts'
import { asSystem, inOrganization, type Scope } from './in-organization.ts'
import type { Letter } from './mail.server.ts'
import type { JobHandler } from './world.ts'

/** A letter that is owed: to whom, about what. `edition` tells two letters about the same thing apart (an update, a reminder). */
export interface OwedLetter {
  readonly letter: string
  readonly personId: string
  readonly subjectId: string
  readonly edition: string
}

/** Writes an owed letter from what is true now, or undefined when it has become pointless. `to` is the person's mail address. */
export type LetterWriter = (
  scope: Scope,
  owed: OwedLetter,
) => Promise<{ readonly to: string; readonly letter: Letter } | undefined>

/** Owes a person a letter, once per edition. The worker writes and sends it. */
export async function owe(scope: Scope, owed: OwedLetter): Promise<void> {
  const id = scope.world.newId()
  const domain = new URL(scope.world.env.APP_ORIGIN).hostname
  const row = await scope.trx
    .insertInto('delivery')
    .values({
      organization_id: scope.organizationId,
      delivery_id: id,
      letter: owed.letter,
      person_id: owed.personId,
      subject_id: owed.subjectId,
      edition: owed.edition,
      message_id: `${id}@${domain}`,
      created_at: scope.now.toJSDate(),
    })
    .onConflict((conflict) => conflict.constraint('delivery_once').doNothing())
    .returning('delivery_id')
    .executeTakeFirst()
  if (row) await announce(scope, 'letter.owed', id)
}

/**
 * Sends one owed letter: mark it, write it, send it, tick it.
 *
 * A worker that dies between sending and ticking sends it again with the same Message-ID: at most one double per death, none lost.
 */
export function deliverWith(writers: Readonly<Record<string, LetterWriter>>): JobHandler {
  return async (world, job) => {
    const caller = asSystem(job.organizationId as never)
    const ready = await inOrganization(world, caller, async (scope) => {
      const row = await deliveries(scope, job.id).forUpdate().executeTakeFirst()
      if (!row || row.state === 'sent' || row.state === 'void') return undefined
      const write = writers[row.letter]
      if (!write) throw new Error(`Nobody writes the letter ${row.letter}.`)
      const written = await write(scope, {
        letter: row.letter,
        personId: row.person_id,
        subjectId: row.subject_id,
        edition: row.edition,
      })
      await tick(scope, job.id, written ? 'sending' : 'void')
      return written && { ...written, messageId: row.message_id }
    })
    if (!ready) return
    await world.mail.send(ready.to, ready.messageId, ready.letter)
    await inOrganization(world, caller, (scope) => tick(scope, job.id, 'sent'))
  }
}

function deliveries(scope: Scope, id: string) {
  return scope.trx
    .selectFrom('delivery')
    .where('delivery.organization_id', '=', scope.organizationId)
    .where('delivery.delivery_id', '=', id)
    .select([
      'delivery.letter',
      'delivery.person_id',
      'delivery.subject_id',
      'delivery.edition',
      'delivery.message_id',
      'delivery.state',
    ])
}

async function tick(scope: Scope, id: string, state: 'sending' | 'sent' | 'void'): Promise<void> {
  await scope.trx
    .updateTable('delivery')
    .set({ state, ...(state === 'sent' ? { sent_at: scope.now.toJSDate() } : {}) })
    .where('delivery.organization_id', '=', scope.organizationId)
    .where('delivery.delivery_id', '=', id)
    .execute()
}
