import type { Transaction } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationId, PersonId, TeamId } from '#app/shared/ids.ts'
import type { DB } from '#db/schema.ts'
import type { World } from './world.ts'

/** In whose name something is done. */
export type Actor =
  | { readonly kind: 'person'; readonly personId: PersonId; readonly sessionRef: string }
  | { readonly kind: 'link'; readonly personId: PersonId }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'import'; readonly importId: string }
  | { readonly kind: 'system' }

/** Who calls: an actor of an organization, and the teams whose cases that actor may see. */
export interface Caller {
  readonly organizationId: OrganizationId
  readonly actor: Actor
  /** `every` for the product's own work; for a person exactly their teams: an empty list means nothing, never everything. */
  readonly teams: readonly TeamId[] | 'every'
}

declare const proven: unique symbol

/** Right of entry and unit of work: the transaction, whose it is, what it may see, and when. Only `inOrganization` makes one. */
export interface Scope {
  readonly world: World
  readonly trx: Transaction<DB>
  readonly organizationId: OrganizationId
  readonly actor: Actor
  readonly teams: readonly TeamId[] | 'every'
  /** The moment the work began: one moment for all of it. */
  readonly now: DateTime
  /**
   * Who will see what is read: the person who acts; for a room's screen everybody in the room; `no-person` for the product's own work,
   * which shows nothing to anybody. An empty list is nobody who may be shown anything.
   */
  readonly readers: readonly PersonId[] | 'no-person'
  /** The rows of which a text was withheld from the readers, for want of the patient's consent. */
  readonly withheld: Set<string>
  /** What holds for the whole of this work and is read once, by name. */
  readonly memo: Map<string, unknown>
  /** Audit entries of this work, written last. Use `audit(scope, …)`. */
  readonly audited: AuditEntry[]
  readonly [proven]: true
}

/** The actor as one text, for audit rows and keys. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
    case 'link':
      return actor.personId
    case 'rule':
      return actor.rule
    case 'import':
      return actor.importId
    case 'system':
      return 'system'
  }
  actor satisfies never
}

/** The person behind the actor, when there is one. */
export function actingPerson(scope: Pick<Scope, 'actor'>): PersonId | undefined {
  return scope.actor.kind === 'person' || scope.actor.kind === 'link' ? scope.actor.personId : undefined
}

/** Who sees what an actor reads. Whoever holds a link has not proved who they are, and is shown nothing that is protected. */
export function readersOf(actor: Actor): Scope['readers'] {
  if (actor.kind === 'person') return [actor.personId]
  return actor.kind === 'link' ? [] : 'no-person'
}

/** One thing that was done or seen. It never carries a patient's text: `detail` is a word of the code, such as a state's name. */
export interface AuditEntry {
  /** `<thing>.<verb>`, such as `flag.raised` or `case.viewed`. */
  readonly action: string
  readonly entity: string
  readonly entityId?: string
  readonly patientId?: string
  readonly category?: string
  readonly outcome?: 'ok' | 'denied'
  readonly detail?: string
}
