import { sql } from 'kysely'
import { coverOf, type Labelled } from '#app/features/cases/server/cover.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import { huddleTopic, tell } from '#app/platform/tell.ts'
import type { HuddleId, ItemId, PersonId } from '#app/shared/ids.ts'

/** What can happen in a running huddle. A reader of the stream hears only this and an id, and reads the rest anew. */
export type LiveEventKind =
  | 'started'
  | 'joined'
  | 'case-opened'
  | 'case-closed'
  | 'case-carried'
  | 'minutes-added'
  | 'decision-recorded'
  | 'draft-saved'
  | 'facilitator-changed'
  | 'ended'

export interface LiveEvent {
  readonly seq: number
  readonly kind: LiveEventKind
  readonly subjectId: string | null
}

/**
 * Adds an event to a huddle, in the transaction of what happened, and wakes everyone who watches.
 *
 * The number comes from the huddle's own counter row, which is locked until this commits: readers that ask for "after n" can
 * therefore miss nothing. A sequence would hand out numbers that become visible out of order.
 */
export async function addLiveEvent(
  scope: Scope,
  huddleId: HuddleId,
  kind: LiveEventKind,
  subjectId?: string,
): Promise<number> {
  const { seq } = await scope.trx
    .insertInto('live_huddle')
    .values({ organization_id: scope.organizationId, huddle_id: huddleId, last_seq: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'huddle_id'])
        .doUpdateSet({ last_seq: sql`live_huddle.last_seq + 1` }),
    )
    .returning('live_huddle.last_seq as seq')
    .executeTakeFirstOrThrow()
  await scope.trx
    .insertInto('live_event')
    .values({
      organization_id: scope.organizationId,
      huddle_id: huddleId,
      seq,
      at: scope.now.toJSDate(),
      kind,
      actor_id: actingPerson(scope) ?? null,
      subject_id: subjectId ?? null,
    })
    .execute()
  await tell(scope, huddleTopic(huddleId))
  return Number(seq)
}

/** The huddle's events after a number, oldest first, at most 200: whoever is further behind reads on from the last. */
export async function listLiveEvents(scope: Scope, huddleId: HuddleId, after: number): Promise<LiveEvent[]> {
  const rows = await scope.trx
    .selectFrom('live_event')
    .where('live_event.organization_id', '=', scope.organizationId)
    .where('live_event.huddle_id', '=', huddleId)
    .where('live_event.seq', '>', String(after))
    .select(['live_event.seq', 'live_event.kind', 'live_event.subject_id'])
    .orderBy('live_event.seq')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    seq: Number(row.seq),
    kind: row.kind as LiveEventKind,
    subjectId: row.subject_id,
  }))
}

/** The number of the huddle's last event; 0 before anything happened. */
export async function findLastSeq(scope: Scope, huddleId: HuddleId): Promise<number> {
  const row = await scope.trx
    .selectFrom('live_huddle')
    .where('live_huddle.organization_id', '=', scope.organizationId)
    .where('live_huddle.huddle_id', '=', huddleId)
    .select('live_huddle.last_seq')
    .executeTakeFirst()
  return Number(row?.last_seq ?? 0)
}

/** Notes that whoever was invited and did not come was not there. */
export async function updateAbsent(scope: Scope, huddleId: HuddleId): Promise<void> {
  await scope.trx
    .updateTable('attendee')
    .set({ attended: false })
    .where('attendee.organization_id', '=', scope.organizationId)
    .where('attendee.huddle_id', '=', huddleId)
    .where('attendee.attended', 'is', null)
    .execute()
}

/** What is typed about an item and not yet recorded. */
export interface Draft {
  /** Undefined where the patient's consent withholds it. */
  readonly text: string | undefined
  readonly writtenBy: PersonId
  readonly writtenAt: Date
  readonly version: number
}

/**
 * The draft of an item, if anyone has typed one. It is protected like what it is written about; whoever typed it sees their own words.
 */
export async function findDraft(scope: Scope, itemId: ItemId, about: Labelled): Promise<Draft | undefined> {
  const row = await scope.trx
    .selectFrom('item_draft')
    .where('item_draft.organization_id', '=', scope.organizationId)
    .where('item_draft.item_id', '=', itemId)
    .select([
      'item_draft.text_sealed',
      'item_draft.written_by',
      'item_draft.written_at',
      'item_draft.version',
    ])
    .executeTakeFirst()
  if (!row) return undefined
  const own = scope.readers.length === 1 && scope.readers[0] === row.written_by
  const item = own ? { ...about, labels: [] } : about
  const cover = await coverOf(scope, [item])
  return {
    text: cover.text('item_draft.text', itemId, row.text_sealed, item),
    writtenBy: row.written_by as PersonId,
    writtenAt: row.written_at,
    version: row.version,
  }
}

/** Keeps a draft if nobody else has written since `version` (0: nobody has yet). Undefined when somebody has. */
export async function putDraft(
  scope: Scope,
  itemId: ItemId,
  personId: PersonId,
  text: string,
  version: number,
): Promise<number | undefined> {
  const row = await scope.trx
    .insertInto('item_draft')
    .values({
      organization_id: scope.organizationId,
      item_id: itemId,
      text_sealed: seal(scope, 'item_draft.text', itemId, text),
      written_by: personId,
      written_at: scope.now.toJSDate(),
      version: 1,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'item_id'])
        .doUpdateSet((eb) => ({
          text_sealed: eb.ref('excluded.text_sealed'),
          written_by: eb.ref('excluded.written_by'),
          written_at: eb.ref('excluded.written_at'),
          version: eb('item_draft.version', '+', 1),
        }))
        .where('item_draft.version', '=', version),
    )
    .returning('item_draft.version')
    .executeTakeFirst()
  return row?.version
}

/** Drops the draft of an item, once it has become a decision. */
export async function deleteDraft(scope: Scope, itemId: ItemId): Promise<void> {
  await scope.trx
    .deleteFrom('item_draft')
    .where('item_draft.organization_id', '=', scope.organizationId)
    .where('item_draft.item_id', '=', itemId)
    .execute()
}
