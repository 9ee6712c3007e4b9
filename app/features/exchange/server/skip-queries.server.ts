import type { Scope } from '#app/platform/in-organization.ts'
import { open, openMaybe } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { ImportId } from '#app/shared/ids.ts'
import { isSkipReason, onlyCounted, type SkipReason } from '../core/skips.ts'

/** A record that was not read, as it is listed. */
export interface NamedSkip {
  readonly seq: number
  readonly file: string
  readonly type: string | null
  readonly id: string | null
  readonly reason: SkipReason
}

/** Which named skips are asked for. */
export interface SkipsAsked {
  readonly most?: number
  /** Those after this one. */
  readonly after?: number
  /** Those that are only counted on the page as well. */
  readonly all?: boolean
}

/** The named skips of an import, as they came. */
export async function listSkips(
  scope: Scope,
  importId: ImportId,
  { most = 500, after = -1, all = false }: SkipsAsked = {},
): Promise<NamedSkip[]> {
  const rows = await scope.trx
    .selectFrom('import_skip')
    .innerJoin('import', (join) =>
      join
        .onRef('import.organization_id', '=', 'import_skip.organization_id')
        .onRef('import.import_id', '=', 'import_skip.import_id'),
    )
    .where('import_skip.organization_id', '=', scope.organizationId)
    .where(within(scope, 'import.team_id'))
    .where('import_skip.import_id', '=', importId)
    .where('import_skip.seq', '>', after)
    .$if(!all, (asked) => asked.where('import_skip.reason', 'not in', [...onlyCounted]))
    .selectAll('import_skip')
    .orderBy('import_skip.seq')
    .limit(most)
    .execute()
  return rows.flatMap((row) => {
    const place = `${importId}.${row.seq}`
    if (!isSkipReason(row.reason)) return []
    return {
      seq: row.seq,
      file: open(scope, 'import_skip.file', place, row.file_sealed),
      type: row.resource_type,
      id: openMaybe(scope, 'import_skip.source_id', place, row.source_id_sealed),
      reason: row.reason,
    }
  })
}
