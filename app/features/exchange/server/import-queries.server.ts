import { sql } from 'kysely'
import type { Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { ImportId, PersonId, TeamId } from '#app/shared/ids.ts'
import { chunksOf } from '../core/chunks.ts'
import { onlyCounted, type Skip, type SkipReason } from '../core/skips.ts'

/** One bringing-in of files, and how far it has come. */
export interface Import {
  readonly importId: ImportId
  readonly teamId: TeamId
  readonly source: string
  /** Everything in it is labelled as a Part 2 programme's. */
  readonly part2: boolean
  /** `read`: everything is in, and flags wait for agreement. */
  readonly state: 'reading' | 'stopped' | 'read' | 'finished' | 'failed'
  readonly startedBy: PersonId | null
  readonly startedAt: Date
  readonly endedAt: Date | null
  /** When it last came further. */
  readonly touchedAt: Date
  readonly filesTotal: number
  readonly filesRead: number
  readonly recordsRead: number
  readonly recordsWritten: number
  readonly recordsUnchanged: number
  readonly recordsSkipped: number
  readonly casesOpened: number
  readonly flagsProposed: number
  /** Positive answers about self-harm that are too old for an alarm. */
  readonly earlierAnswers: number
  readonly flagsAgreedAt: Date | null
  readonly skipCounts: Readonly<Partial<Record<SkipReason, number>>>
  /** `given-up`: it was stopped, and nobody went on with it. */
  readonly failure: 'no-files' | 'unexpected' | 'given-up' | null
}

/**
 * More skips than this are counted, not named: nobody reads further, and a wrong file must not fill the database. Those that somebody
 * could mend, and those that are only counted on the page, each have so much room.
 */
const mostNamed = 50_000

/** An import of a team of the scope. */
export async function findImport(scope: Scope, importId: ImportId): Promise<Import | undefined> {
  const row = await imports(scope).where('import.import_id', '=', importId).executeTakeFirst()
  return row && toImport(row)
}

/** The same, kept from changing until this work is done: of two workers one waits. */
export async function lockImport(scope: Scope, importId: ImportId): Promise<Import | undefined> {
  const row = await imports(scope).where('import.import_id', '=', importId).forUpdate().executeTakeFirst()
  return row && toImport(row)
}

/** The newest imports of the scope's teams. */
export async function listImports(scope: Scope, most = 100): Promise<Import[]> {
  const rows = await imports(scope)
    .orderBy('import.started_at', 'desc')
    .orderBy('import.import_id', 'desc')
    .limit(most)
    .execute()
  return rows.map(toImport)
}

/** Begins an import. */
export async function insertImport(
  scope: Scope,
  begin: {
    readonly teamId: TeamId
    readonly source: string
    readonly part2: boolean
    readonly filesTotal: number
    readonly startedBy: PersonId | null
  },
): Promise<ImportId> {
  const importId = scope.world.newId() as ImportId
  await scope.trx
    .insertInto('import')
    .values({
      organization_id: scope.organizationId,
      import_id: importId,
      team_id: begin.teamId,
      source: begin.source,
      state: 'reading',
      started_by: begin.startedBy,
      started_at: scope.now.toJSDate(),
      touched_at: scope.now.toJSDate(),
      part2: begin.part2,
      files_total: begin.filesTotal,
    })
    .execute()
  return importId
}

/** What a step of an import has done, to be added to its counts. */
export interface Counts {
  readonly filesRead?: number
  readonly recordsRead?: number
  readonly recordsWritten?: number
  readonly recordsUnchanged?: number
  readonly casesOpened?: number
  readonly skips?: readonly (Skip & { readonly file: string })[]
}

/** Adds to an import's counts, and names what was skipped. */
export async function addCounts(scope: Scope, importId: ImportId, counts: Counts): Promise<void> {
  const skips = counts.skips ?? []
  const byReason = new Map<SkipReason, number>()
  for (const { reason } of skips) byReason.set(reason, (byReason.get(reason) ?? 0) + 1)
  const counted = await scope.trx
    .updateTable('import')
    .set((eb) => ({
      files_read: eb('import.files_read', '+', counts.filesRead ?? 0),
      records_read: eb('import.records_read', '+', counts.recordsRead ?? 0),
      records_written: eb('import.records_written', '+', counts.recordsWritten ?? 0),
      records_unchanged: eb('import.records_unchanged', '+', counts.recordsUnchanged ?? 0),
      records_skipped: eb('import.records_skipped', '+', skips.length),
      cases_opened: eb('import.cases_opened', '+', counts.casesOpened ?? 0),
      touched_at: scope.now.toJSDate(),
      skip_counts: sql`(
        select coalesce(jsonb_object_agg(reason, total), '{}')
          from (select key as reason, sum(value::int) as total
                  from (select * from jsonb_each_text(import.skip_counts)
                        union all select * from jsonb_each_text(${JSON.stringify(Object.fromEntries(byReason))}::jsonb)) both_
                 group by key) summed)`,
    }))
    .where('import.organization_id', '=', scope.organizationId)
    .where('import.import_id', '=', importId)
    .returning(['import.records_skipped', 'import.skip_counts'])
    .executeTakeFirstOrThrow()
  const from = counted.records_skipped - skips.length
  const noise = onlyCounted.reduce((sum, reason) => sum + (byReason.get(reason) ?? 0), 0)
  const allNoise = sumOf(counted.skip_counts, onlyCounted)
  const room = {
    noise: mostNamed - (allNoise - noise),
    other: mostNamed - (counted.records_skipped - allNoise - (skips.length - noise)),
  }
  const named = skips
    .map((skip, index) => ({ skip, seq: from + index }))
    .filter(({ skip: { reason } }) => {
      const kind = onlyCounted.includes(reason) ? 'noise' : 'other'
      room[kind] -= 1
      return room[kind] >= 0
    })
  const rows = named.map(({ skip, seq }) => {
    const place = `${importId}.${seq}`
    return {
      organization_id: scope.organizationId,
      import_id: importId,
      seq,
      file_sealed: seal(scope, 'import_skip.file', place, skip.file),
      resource_type: skip.type ?? null,
      source_id_sealed: sealMaybe(scope, 'import_skip.source_id', place, skip.id),
      reason: skip.reason,
    }
  })
  for (const chunk of chunksOf(rows, 500)) await scope.trx.insertInto('import_skip').values(chunk).execute()
}

/** Stops the reading of an import, or goes on with it. */
export async function updateState(
  scope: Scope,
  importId: ImportId,
  state: 'reading' | 'stopped',
): Promise<void> {
  await scope.trx
    .updateTable('import')
    .set({ state, touched_at: scope.now.toJSDate() })
    .where('import.organization_id', '=', scope.organizationId)
    .where(within(scope, 'import.team_id'))
    .where('import.import_id', '=', importId)
    .execute()
}

/** Ends the reading of an import: with flags to agree to, with nothing more to do, or with a failure. */
export async function updateImportState(
  scope: Scope,
  importId: ImportId,
  end: {
    readonly state: Import['state']
    readonly flagsProposed?: number
    readonly earlierAnswers?: number
    readonly failure?: Import['failure']
  },
): Promise<void> {
  await scope.trx
    .updateTable('import')
    .set({
      state: end.state,
      ended_at: scope.now.toJSDate(),
      ...(end.flagsProposed !== undefined && { flags_proposed: end.flagsProposed }),
      ...(end.earlierAnswers !== undefined && { earlier_answers: end.earlierAnswers }),
      failure: end.failure ?? null,
    })
    .where('import.organization_id', '=', scope.organizationId)
    .where('import.import_id', '=', importId)
    .execute()
}

/** Notes that somebody has agreed to an import's flags. False when that was done before, or there are none to agree to. */
export async function updateAgreed(scope: Scope, importId: ImportId): Promise<boolean> {
  const agreed = await scope.trx
    .updateTable('import')
    .set({ state: 'finished', flags_agreed_at: scope.now.toJSDate() })
    .where('import.organization_id', '=', scope.organizationId)
    .where(within(scope, 'import.team_id'))
    .where('import.import_id', '=', importId)
    .where('import.state', '=', 'read')
    .executeTakeFirst()
  return agreed.numUpdatedRows === 1n
}

function sumOf(counts: unknown, reasons: readonly SkipReason[]): number {
  const byReason = counts as Partial<Record<SkipReason, number>>
  return reasons.reduce((sum, reason) => sum + (byReason[reason] ?? 0), 0)
}

function imports(scope: Scope) {
  return scope.trx
    .selectFrom('import')
    .where('import.organization_id', '=', scope.organizationId)
    .where(within(scope, 'import.team_id'))
    .selectAll('import')
}

type ImportRow = Awaited<ReturnType<ReturnType<typeof imports>['execute']>>[number]

function toImport(row: ImportRow): Import {
  return {
    importId: row.import_id as ImportId,
    teamId: row.team_id as TeamId,
    source: row.source,
    part2: row.part2,
    state: row.state as Import['state'],
    startedBy: row.started_by as PersonId | null,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    touchedAt: row.touched_at ?? row.started_at,
    filesTotal: row.files_total,
    filesRead: row.files_read,
    recordsRead: row.records_read,
    recordsWritten: row.records_written,
    recordsUnchanged: row.records_unchanged,
    recordsSkipped: row.records_skipped,
    casesOpened: row.cases_opened,
    flagsProposed: row.flags_proposed,
    earlierAnswers: row.earlier_answers,
    flagsAgreedAt: row.flags_agreed_at,
    skipCounts: row.skip_counts as Import['skipCounts'],
    failure: row.failure as Import['failure'],
  }
}
