import type { Scope } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PersonId } from '#app/shared/ids.ts'
import { type BriefPartName, briefParts } from '../core/brief.ts'
import { type Cover, coverOf } from './cover.ts'

/** One part of a case's brief as it was last written. */
export interface WrittenPart {
  readonly part: BriefPartName
  /** Undefined where the patient's consent withholds it. */
  readonly text: string | undefined
  readonly withheld: boolean
  readonly labels: readonly string[]
  readonly authorId: PersonId
  readonly writtenAt: Date
  readonly version: number
}

/** The parts of a case's brief that were written, in the order they are read. */
export async function listBrief(scope: Scope, caseId: CaseId): Promise<WrittenPart[]> {
  const rows = await parts(scope).where('brief_part.case_id', '=', caseId).execute()
  const cover = await coverOf(scope, rows.map(itemOf))
  const order = Object.keys(briefParts)
  return rows
    .map((row) => toPart(cover, row))
    .sort((one, other) => order.indexOf(one.part) - order.indexOf(other.part))
}

/** What a part said before, the latest first, at most 100. */
export interface EarlierPart {
  readonly version: number
  readonly text: string
  readonly authorId: PersonId
  readonly writtenAt: Date
}

/** The earlier texts of one part of a case's brief, the latest first. */
export async function listEarlierTexts(
  scope: Scope,
  caseId: CaseId,
  part: BriefPartName,
): Promise<EarlierPart[]> {
  const rows = await scope.trx
    .selectFrom('brief_part_version')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'brief_part_version.organization_id')
        .onRef('case.case_id', '=', 'brief_part_version.case_id'),
    )
    .where('brief_part_version.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('brief_part_version.case_id', '=', caseId)
    .where('brief_part_version.part', '=', part)
    .selectAll('brief_part_version')
    .orderBy('brief_part_version.version', 'desc')
    .limit(100)
    .execute()
  const itemOf = (row: (typeof rows)[number]) => ({ caseId, labels: row.labels })
  const cover = await coverOf(scope, rows.map(itemOf))
  return rows.map((row) => ({
    version: row.version,
    text: cover.words(
      'brief_part_version.text',
      `${placeOf(caseId, part)}.${row.version}`,
      row.text_sealed,
      itemOf(row),
    ),
    authorId: row.author_id as PersonId,
    writtenAt: row.written_at,
  }))
}

/** Keeps a part's text as it was before another takes its place. */
export async function insertEarlierText(
  scope: Scope,
  caseId: CaseId,
  { part, version, text, labels, authorId, writtenAt }: WrittenPart & { readonly text: string },
): Promise<void> {
  await scope.trx
    .insertInto('brief_part_version')
    .values({
      organization_id: scope.organizationId,
      case_id: caseId,
      part,
      version,
      text_sealed: seal(scope, 'brief_part_version.text', `${placeOf(caseId, part)}.${version}`, text),
      labels: [...labels],
      author_id: authorId,
      written_at: writtenAt,
    })
    .execute()
}

/**
 * Writes a part over the version the writer had in front of them (0 when there was none). False when it is another by now.
 */
export async function updateBriefPart(
  scope: Scope,
  caseId: CaseId,
  part: BriefPartName,
  version: number,
  text: string,
  labels: readonly string[],
  authorId: PersonId,
): Promise<boolean> {
  const written = {
    text_sealed: seal(scope, 'brief_part.text', placeOf(caseId, part), text),
    labels: [...labels],
    author_id: authorId,
    written_at: scope.now.toJSDate(),
    version: version + 1,
  }
  if (version === 0) {
    const inserted = await scope.trx
      .insertInto('brief_part')
      .values({ organization_id: scope.organizationId, case_id: caseId, part, ...written })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return inserted.numInsertedOrUpdatedRows === 1n
  }
  const updated = await scope.trx
    .updateTable('brief_part')
    .set(written)
    .where('brief_part.organization_id', '=', scope.organizationId)
    .where('brief_part.case_id', '=', caseId)
    .where('brief_part.part', '=', part)
    .where('brief_part.version', '=', version)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

function parts(scope: Scope) {
  return scope.trx
    .selectFrom('brief_part')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'brief_part.organization_id')
        .onRef('case.case_id', '=', 'brief_part.case_id'),
    )
    .where('brief_part.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .selectAll('brief_part')
}

type PartRow = Awaited<ReturnType<ReturnType<typeof parts>['execute']>>[number]

function toPart(cover: Cover, row: PartRow): WrittenPart {
  const part = row.part as BriefPartName
  return {
    part,
    // Opened when it is asked for: whoever writes another part is shown nothing of this one.
    get text() {
      return cover.text('brief_part.text', placeOf(row.case_id, part), row.text_sealed, itemOf(row))
    },
    withheld: !cover.lets(itemOf(row)),
    labels: row.labels,
    authorId: row.author_id as PersonId,
    writtenAt: row.written_at,
    version: row.version,
  }
}

function itemOf({ case_id, labels }: PartRow) {
  return { caseId: case_id, labels }
}

// A part has no id of its own: its row is named by the case and the part.
function placeOf(caseId: string, part: BriefPartName): string {
  return `${caseId}.${part}`
}
