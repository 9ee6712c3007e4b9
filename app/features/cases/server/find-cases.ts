import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { queryTokens } from '../core/search.ts'
import { type FoundCase, listCasesFound, mostFound } from './found-cases-queries.server.ts'

// More words than anybody types to find one person; each is a look-up of its own.
const mostWords = 8

/** What was found, and whether there is more than is shown. */
export interface Found {
  readonly rows: readonly FoundCase[]
  readonly more: boolean
}

/** An inner step: finds cases of the scope's teams by name words, birth date and record number. Notes that somebody searched, not for what. */
export async function findCases(scope: Scope, words: string): Promise<Found> {
  const found = await listCasesFound(scope, queryTokens(words).slice(0, mostWords))
  audit(scope, { action: 'case.searched', entity: 'case' })
  return { rows: found.slice(0, mostFound), more: found.length > mostFound }
}
