import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type ImportId, readId } from '#app/shared/ids.ts'
import { requireImporter } from '../server/import-caller.server.ts'
import { findImport } from '../server/import-queries.server.ts'
import { skippedCsv } from '../server/skipped-csv.server.ts'

/** Every skipped record of an import as a table: file, kind, id and why. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caller } = await requireImporter(context, request)
  const importId = readId<ImportId>(params.importId)
  const found =
    importId && (await inOrganization(context.world, caller, (scope) => findImport(scope, importId)))
  if (!found) throw notFound()
  return new Response(skippedCsv(context.world, caller, found), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="skipped.csv"',
      'Cache-Control': 'no-store',
    },
  })
}
