declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type OrganizationId = Id<'organization'>
export type PersonId = Id<'person'>
export type TeamId = Id<'team'>
export type PatientId = Id<'patient'>
export type CaseId = Id<'case'>
export type FlagId = Id<'flag'>
export type QueueEntryId = Id<'queue entry'>
export type HuddleId = Id<'huddle'>
export type ItemId = Id<'item'>
export type DecisionId = Id<'decision'>
export type TaskId = Id<'task'>
export type ImportId = Id<'import'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * An id as read from outside (an address, a form, a row), or undefined when the text cannot be one.
 *
 * The kind of id is what the caller expects it to be; that such a thing exists is for a query to say.
 */
export function readId<Kind extends string>(text: string | undefined | null): Kind | undefined {
  return text && uuid.test(text) ? (text as Kind) : undefined
}
