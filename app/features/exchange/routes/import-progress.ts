import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type ImportId, readId } from '#app/shared/ids.ts'
import { requireImporter } from '../server/import-caller.server.ts'
import { plain } from '../server/import-page.server.ts'
import { findImport } from '../server/import-queries.server.ts'

/** How far an import has come. Asked by the page and not by a person, so it keeps no session alive. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caller } = await requireImporter(context, request, { background: true })
  const importId = readId<ImportId>(params.importId)
  const found =
    importId && (await inOrganization(context.world, caller, (scope) => findImport(scope, importId)))
  if (!found) throw notFound()
  return plain(found)
}
