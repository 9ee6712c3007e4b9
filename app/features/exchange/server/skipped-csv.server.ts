import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import { csvLine } from '#app/shared/csv.ts'
import { skipReasons } from '../core/skips.ts'
import type { Import } from './import-queries.server.ts'
import { listSkips } from './skip-queries.server.ts'

const pageSkips = 1000

/**
 * The skipped records of an import as CSV, page by page as it is read. It holds no patient text: file, kind, id and reason. Of those
 * that were too many to be named, the number stands at the end.
 */
export function skippedCsv(world: World, caller: Caller, found: Import): ReadableStream<Uint8Array> {
  const lines = linesOf(world, caller, found)
  return new ReadableStream({
    async pull(controller) {
      const next = await lines.next()
      if (next.done) controller.close()
      else controller.enqueue(Buffer.from(next.value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}

async function* linesOf(world: World, caller: Caller, found: Import): AsyncGenerator<string> {
  // With this mark at its head a spreadsheet reads the letters as they are.
  yield `\uFEFF${csvLine(['File', 'Kind', 'Id', 'Why'])}`
  const left = new Map(Object.entries(found.skipCounts))
  for (let after = -1; ; ) {
    const skips = await inOrganization(world, caller, (scope) =>
      listSkips(scope, found.importId, { most: pageSkips, after, all: true }),
    )
    const last = skips.at(-1)
    if (!last) break
    after = last.seq
    for (const { reason } of skips) left.set(reason, (left.get(reason) ?? 0) - 1)
    yield skips
      .map(({ file, type, id, reason }) => csvLine([file, type ?? '', id ?? '', skipReasons[reason]]))
      .join('')
  }
  for (const [reason, words] of Object.entries(skipReasons)) {
    const count = left.get(reason) ?? 0
    if (count > 0) yield csvLine(['', '', '', `${words}: ${count} more, not named`])
  }
}
