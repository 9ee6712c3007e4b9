import { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import { open, seal } from '#app/platform/sealed.ts'
import { tokenHash } from '#app/platform/secrets.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'

/** One attendee's calendar entry as it was last made: its UID never changes, its sequence only rises. */
export interface Invitation {
  readonly huddleId: HuddleId
  readonly personId: PersonId
  readonly uid: string
  readonly sequence: number
  readonly method: 'REQUEST' | 'CANCEL'
  readonly startsAt: DateTime
  readonly endsAt: DateTime
  /** The time before the last move, when there was one. */
  readonly previous: { readonly startsAt: DateTime; readonly endsAt: DateTime } | null
  /** For a CANCEL: whether the huddle is off, or goes on without this person. */
  readonly huddleOff: boolean
  readonly changedAt: DateTime
  /** The secret of the personal link. */
  readonly token: string
}

/** Every invitation of a huddle, also those that were taken back. */
export async function listInvitations(scope: Scope, huddleId: HuddleId): Promise<Invitation[]> {
  const rows = await invitations(scope).where('invitation.huddle_id', '=', huddleId).execute()
  return rows.map((row) => toInvitation(scope, row))
}

/** One person's invitation to a huddle. */
export async function findInvitation(
  scope: Scope,
  huddleId: HuddleId,
  personId: PersonId,
): Promise<Invitation | undefined> {
  const row = await invitations(scope)
    .where('invitation.huddle_id', '=', huddleId)
    .where('invitation.person_id', '=', personId)
    .executeTakeFirst()
  return row && toInvitation(scope, row)
}

/** Whether an edition of this invitation before `sequence` has asked the person, or may have. */
export async function hasBeenAsked(
  scope: Scope,
  { huddleId, personId, sequence }: Pick<Invitation, 'huddleId' | 'personId' | 'sequence'>,
): Promise<boolean> {
  const row = await scope.trx
    .selectFrom('delivery')
    .where('delivery.organization_id', '=', scope.organizationId)
    .where('delivery.letter', '=', 'huddle.invitation')
    .where('delivery.subject_id', '=', huddleId)
    .where('delivery.person_id', '=', personId)
    .where('delivery.edition', 'like', 'REQUEST-%')
    .where('delivery.edition', '<>', `REQUEST-${sequence}`)
    .where('delivery.state', 'in', ['sending', 'sent'])
    .select('delivery.delivery_id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes down the newest edition of an invitation. */
export async function putInvitation(scope: Scope, invitation: Invitation): Promise<void> {
  const { huddleId, personId } = invitation
  const edition = {
    sequence: invitation.sequence,
    method: invitation.method,
    starts_at: invitation.startsAt.toJSDate(),
    ends_at: invitation.endsAt.toJSDate(),
    previous_starts_at: invitation.previous?.startsAt.toJSDate() ?? null,
    previous_ends_at: invitation.previous?.endsAt.toJSDate() ?? null,
    huddle_off: invitation.huddleOff,
    changed_at: invitation.changedAt.toJSDate(),
    link_token_sealed: seal(scope, 'invitation.link_token', rowId(huddleId, personId), invitation.token),
    link_token_hash: tokenHash(invitation.token),
  }
  await scope.trx
    .insertInto('invitation')
    .values({
      organization_id: scope.organizationId,
      huddle_id: huddleId,
      person_id: personId,
      uid: invitation.uid,
      ...edition,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'huddle_id', 'person_id']).doUpdateSet(edition),
    )
    .execute()
}

function invitations(scope: Scope) {
  return scope.trx
    .selectFrom('invitation')
    .where('invitation.organization_id', '=', scope.organizationId)
    .selectAll('invitation')
}

type InvitationRow = Awaited<ReturnType<ReturnType<typeof invitations>['execute']>>[number]

function toInvitation(scope: Scope, row: InvitationRow): Invitation {
  const { previous_starts_at: before, previous_ends_at: beforeEnd } = row
  return {
    huddleId: row.huddle_id as HuddleId,
    personId: row.person_id as PersonId,
    uid: row.uid,
    sequence: row.sequence,
    method: row.method === 'CANCEL' ? 'CANCEL' : 'REQUEST',
    startsAt: instant(row.starts_at),
    endsAt: instant(row.ends_at),
    previous: before && beforeEnd ? { startsAt: instant(before), endsAt: instant(beforeEnd) } : null,
    huddleOff: row.huddle_off,
    changedAt: instant(row.changed_at),
    token: open(scope, 'invitation.link_token', rowId(row.huddle_id, row.person_id), row.link_token_sealed),
  }
}

function rowId(huddleId: string, personId: string): string {
  return `${huddleId}:${personId}`
}

function instant(date: Date): DateTime {
  return DateTime.fromJSDate(date, { zone: 'utc' })
}
