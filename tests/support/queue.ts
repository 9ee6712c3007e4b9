import { listFlagsOfCase } from '#app/features/flags/server/flag-queries.server.ts'
import { listQueue } from '#app/features/flags/server/queue-queries.server.ts'
import { raiseFlag } from '#app/features/flags/server/raise-flag.ts'
import { triageFlag } from '#app/features/flags/server/triage-flag.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PersonId, QueueEntryId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'

/** Flags a case by hand and triages it to be discussed: one entry more in the queue. */
export async function aQueuedCase(
  world: World,
  lead: Viewer,
  caseId: CaseId,
  {
    urgency = 'soon',
    question = 'What next?',
    needs = [],
    labels = [],
  }: { urgency?: Urgency; question?: string; needs?: PersonId[]; labels?: string[] } = {},
): Promise<QueueEntryId> {
  const asked = { caseId, question, reason: 'Asked by hand', urgency, needs, labels }
  const raised = await raiseFlag(world, lead, asked)
  if (!raised.ok) throw new Error(raised.problem)
  const [flag] = await inOrganization(world, lead, (scope) => listFlagsOfCase(scope, caseId))
  if (!flag) throw new Error('The flag is not there.')
  const triaged = await triageFlag(world, lead, {
    flagId: raised.value,
    version: flag.version,
    verdict: 'discuss',
    minutes: 6,
  })
  if (!triaged.ok) throw new Error(triaged.problem)
  const queue = await inOrganization(world, lead, (scope) => listQueue(scope, flag.teamId))
  const entry = queue.find((one) => one.caseId === caseId)
  if (!entry) throw new Error('The case is not in the queue.')
  return entry.queueEntryId
}
