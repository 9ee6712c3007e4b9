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

/** Opens a text of its column and row; throws when it was sealed for any other. */
export function open(scope: Scope, place: SealedPlace, rowId: string, sealed: Uint8Array): string {
  return scope.world.secrets.open(scope.organizationId, place, rowId, sealed)
}

/** Opens a text, or null when the column is empty. */
export function openMaybe(
  scope: Scope,
  place: SealedPlace,
  rowId: string,
  sealed: Uint8Array | null,
): string | null {
  return sealed ? open(scope, place, rowId, sealed) : null
}
