import type { LoaderFunctionArgs } from '@remix-run/node'
import { inOrganization } from '#app/platform/in-organization.ts'
import { countsFile } from '../core/counts-file.ts'
import { readMeasures } from '../server/read-measures.ts'
import { requireMeasures } from '../server/require-measures.server.ts'

/** The counts behind the page of measures, as a file for a spreadsheet. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { viewer, teamId, until } = await requireMeasures(context, request, params.teamId)
  const { measures, last } = await inOrganization(context.world, viewer, (scope) =>
    readMeasures(scope, teamId, until),
  )
  return new Response(countsFile(measures), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="measures-up-to-${last}.csv"`,
    },
  })
}
