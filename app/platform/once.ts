import { createHash } from 'node:crypto'
import type { Result } from '#app/shared/result.ts'
import { actorId, type Scope } from './in-organization.ts'

/**
 * Does `work` once per key of this actor: a second arrival of the same form gets the first one's answer.
 *
 * `key` comes with the form; without one (a job, a command) the work is simply done. Only what was committed is remembered,
 * for 24 hours: a refusal rolls back, the key with it. Two arrivals at once wait for each other on the key's row.
 * Throws a 409 response when the key was used before with other input.
 */
export async function once<Id extends string, Problem extends string>(
  scope: Scope,
  kind: string,
  key: string | undefined,
  input: unknown,
  work: () => Promise<Result<Id, Problem>>,
): Promise<Result<Id, Problem>> {
  if (!key) return work()
  const inputHash = createHash('sha256')
    .update(JSON.stringify([kind, input]))
    .digest()
  const actor = actorId(scope.actor)
  const mine = await scope.trx
    .insertInto('idempotency')
    .values({
      organization_id: scope.organizationId,
      actor_id: actor,
      key,
      input_hash: inputHash,
      kind,
      result_id: '',
      created_at: scope.now.toJSDate(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()

  if (!mine) {
    const before = await scope.trx
      .selectFrom('idempotency')
      .where('idempotency.organization_id', '=', scope.organizationId)
      .where('idempotency.actor_id', '=', actor)
      .where('idempotency.key', '=', key)
      .select(['idempotency.input_hash', 'idempotency.result_id'])
      .executeTakeFirstOrThrow()
    if (Buffer.compare(before.input_hash, inputHash) !== 0) {
      throw new Response(
        'This form was already sent, with something else in it. Open the page again to see what was saved.',
        { status: 409 },
      )
    }
    return { ok: true, value: before.result_id as Id }
  }

  const answer = await work()
  if (answer.ok) {
    await scope.trx
      .updateTable('idempotency')
      .set({ result_id: answer.value })
      .where('idempotency.organization_id', '=', scope.organizationId)
      .where('idempotency.actor_id', '=', actor)
      .where('idempotency.key', '=', key)
      .execute()
  }
  return answer
}
