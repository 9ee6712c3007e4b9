import type { Scope } from './in-organization.ts'

/** Where a sealed text lives: `table.column`, without the `_sealed`. */
export type SealedPlace = `${string}.${string}`

/** Seals a text for its column and row. */
export function seal(scope: Scope, place: SealedPlace, rowId: string, text: string): Buffer {
  return scope.world.secrets.seal(scope.organizationId, place, rowId, text)
}

/** Seals a text, or leaves the column empty when there is none. */
export function sealMaybe(
  scope: Scope,
  place: SealedPlace,
  rowId: string,
  text: string | null | undefined,
): Buffer | null {
  return text ? seal(scope, place, rowId, text) : null
}

/**
 * The columns that anybody may open who may read the row: who people are, how to reach them, what the product needs to work, and who a
 * patient is. A text about a patient is not among them and does not belong here: it is opened by a cover (`coverOf` in cases), which
 * asks whether the patient's consent lets the reader see it. A new sealed column is opened by neither until somebody decides.
 */
export type PlainPlace =
  | 'organization.name'
  | 'organization.crisis_instruction'
  | 'person.name'
  | 'person.mail'
  | 'team.name'
  | 'team.video_url'
  | 'caseload_view.name'
  | 'rule_setting_change.reason'
  | 'patient.identity'
  | 'consent.words'
  | 'service.details'
  | 'invitation.link_token'
  | 'import_skip.file'
  | 'import_skip.source_id'
  | 'import_file.name'
  | 'import_file.content'
  | 'import_fact.fact'

/** Opens a text of its column and row; throws when it was sealed for any other. */
export function open(scope: Scope, place: PlainPlace, rowId: string, sealed: Uint8Array): string {
  return scope.world.secrets.open(scope.organizationId, place, rowId, sealed)
}

/** Opens a text, or null when the column is empty. */
export function openMaybe(
  scope: Scope,
  place: PlainPlace,
  rowId: string,
  sealed: Uint8Array | null,
): string | null {
  return sealed ? open(scope, place, rowId, sealed) : null
}

declare const asked: unique symbol

/** That the patient's consent was asked, and lets the readers of the scope see a text. Only a cover gives one. */
export interface Permit {
  readonly [asked]: true
}

/** Opens a text about a patient, which takes the permit of a cover. */
export function openPermitted(
  scope: Scope,
  _permit: Permit,
  place: SealedPlace,
  rowId: string,
  sealed: Uint8Array,
): string {
  return scope.world.secrets.open(scope.organizationId, place, rowId, sealed)
}
