import { generateKeyBetween } from 'fractional-indexing'

/**
 * A rank that sorts (by code point) after `before` and before `after`; null stands for the list's beginning or end.
 *
 * Throws when both are the same rank; two that are out of order are taken in order. Two who ask for the same place get
 * the same rank, so ranks must be kept unique where they are stored.
 */
export function rankBetween(before: string | null, after: string | null): string {
  return generateKeyBetween(before, after)
}
