import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { addContact } from '#app/features/cases/server/add-contact.ts'
import { findCases } from '#app/features/cases/server/find-cases.ts'
import { recordConsent } from '#app/features/cases/server/record-consent.ts'
import { writeBriefPart } from '#app/features/cases/server/write-brief-part.ts'
import { importFhir } from '#app/features/exchange/server/import-fhir.ts'
import { fileOf } from '#app/features/exchange/server/read-files.ts'
import { raiseFlag } from '#app/features/flags/server/raise-flag.ts'
import { addAttendee } from '#app/features/huddles/server/add-attendee.ts'
import { goOnInHuddle } from '#app/features/live/server/go-on.ts'
import { recordDecision } from '#app/features/live/server/record-decision.ts'
import { saveDraft } from '#app/features/live/server/save-draft.ts'
import { startHuddle } from '#app/features/live/server/start-huddle.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { acceptTask } from '#app/features/tasks/server/accept-task.ts'
import { declineTask } from '#app/features/tasks/server/decline-task.ts'
import { listOpenTasksOfCase } from '#app/features/tasks/server/task-queries.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, HuddleId, OrganizationId, TeamId } from '#app/shared/ids.ts'
import { aCase } from './cases.ts'
import { aFhirPatient, ndjson } from './fhir.ts'
import { aScheduledHuddle } from './huddles.ts'
import type { Words } from './import-lines.ts'
import { aPerson, aTeam, viewerOf } from './people.ts'
import { aQueuedCase } from './queue.ts'
import type { TestServer } from './server.ts'

/** A team whose patients have let one person alone see what is protected. */
export interface ProtectedTeam {
  readonly teamId: TeamId
  /** Covered by the consent, and not. */
  readonly covered: Viewer
  readonly clinician: Viewer
  readonly staff: Viewer
  /** On the agenda of the running huddle and open; the other came with an import and waits in the inbox. */
  readonly caseId: CaseId
  readonly importedCaseId: CaseId
  readonly huddleId: HuddleId
}

const part2 = ['part2']

/** Everything a text under 42 CFR Part 2 can be in, each with words of its own. */
export async function aProtectedTeam(
  server: TestServer,
  organizationId: OrganizationId,
  words: Words,
): Promise<ProtectedTeam> {
  const { world } = server
  const teamId = await aTeam(world, organizationId)
  const member = async (role: 'lead' | 'clinician' | 'staff', name: string) =>
    viewerOf(world, await aPerson(world, organizationId, { name, roles: { [teamId]: role } }))
  const covered = await member('lead', 'Lena Covered')
  const clinician = await member('clinician', 'Cleo Clinician')
  const staff = await member('staff', 'Sami Staff')

  const { caseId } = await aCase(world, covered, { teamId, family: 'Known' })
  await letSee(server, covered, caseId)
  for (const part of ['question', 'situation', 'medication', 'changed', 'goal'] as const)
    worked(
      await writeBriefPart(world, covered, {
        caseId,
        part,
        version: 0,
        text: words(`brief, ${part}`),
        labels: part2,
      }),
    )
  worked(
    await addContact(world, covered, {
      caseId,
      at: world.now().minus({ hours: 1 }).toJSDate(),
      way: 'phone',
      reached: true,
      minutes: 5,
      note: words('note of a contact'),
      labels: part2,
    }),
  )
  const question = words('question of the queued flag')
  const entry = await aQueuedCase(world, covered, caseId, { question, labels: part2 })
  const huddleId = await runningHuddle(server, covered, [clinician, staff], teamId, entry)
  const { itemId, taskIds } = await decided(server, covered, staff, huddleId, caseId, words)
  worked(await acceptTask(world, staff, { taskId: taskIds[0] as never }))
  worked(await declineTask(world, staff, { taskId: taskIds[1] as never, reason: words('reason to decline') }))
  worked(await saveDraft(world, covered, { huddleId, itemId, text: words('draft'), version: 0 }))

  const importedCaseId = await imported(server, organizationId, teamId, covered, words)
  return { teamId, covered, clinician, staff, caseId, importedCaseId, huddleId }
}

/** Lets the covered person see what is under Part 2, from now on. */
export async function letSee(
  { world }: Pick<TestServer, 'world'>,
  by: Viewer,
  caseId: CaseId,
  seconds?: number,
): Promise<void> {
  const from = world.now()
  worked(
    await recordConsent(world, by, {
      caseId,
      decision: 'given',
      recipient: { kind: 'person', personId: by.personId },
      words: { discloser: 'This clinic', purpose: 'treatment' },
      scope: part2,
      from,
      until: seconds === undefined ? null : from.plus({ seconds }),
      documentHash: null,
    }),
  )
}

async function runningHuddle(
  { world }: TestServer,
  lead: Viewer,
  others: readonly Viewer[],
  teamId: TeamId,
  entry: Awaited<ReturnType<typeof aQueuedCase>>,
): Promise<HuddleId> {
  const at = world.now().plus({ minutes: 10 }).startOf('minute').toISO() ?? ''
  const huddleId = await aScheduledHuddle(world, lead, teamId, at, [entry])
  for (const { personId } of others)
    worked(await addAttendee(world, lead, { huddleId, personId, required: false }))
  worked(await startHuddle(world, lead, { huddleId }))
  worked(await goOnInHuddle(world, lead, { huddleId, from: null }))
  return huddleId
}

async function decided(
  { world }: TestServer,
  lead: Viewer,
  owner: Viewer,
  huddleId: HuddleId,
  caseId: CaseId,
  words: Words,
) {
  const [item] = await inOrganization(world, lead, (scope) => listItems(scope, huddleId))
  if (!item) throw new Error('Nothing is on the agenda.')
  const task = (place: string) => ({
    ownerId: owner.personId,
    kind: 'other' as const,
    title: words(place),
    dueOn: world.now().plus({ days: 7 }).toISODate() ?? '',
  })
  worked(
    await recordDecision(world, lead, {
      huddleId,
      itemId: item.itemId,
      text: words('decision'),
      rationale: words('rationale'),
      dissent: words('dissent'),
      // Nobody ticks anything here: the labels come from what is talked about.
      tasks: [task('title of the accepted task'), task('title of the declined task')],
    }),
  )
  const tasks = await inOrganization(world, lead, (scope) => listOpenTasksOfCase(scope, caseId))
  return { itemId: item.itemId, taskIds: tasks.map(({ taskId }) => taskId) }
}

async function imported(
  server: TestServer,
  organizationId: OrganizationId,
  teamId: TeamId,
  lead: Viewer,
  words: Words,
): Promise<CaseId> {
  const { world } = server
  const meta = {
    security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: '42CFRPart2' }],
  }
  const subject = { reference: 'Patient/p9' }
  const lines = ndjson(
    aFhirPatient('p9', { name: [{ family: 'Imported', given: ['Ina'] }] }),
    { resourceType: 'Condition', id: 'c9', meta, subject, code: { text: words('imported condition') } },
    {
      resourceType: 'MedicationRequest',
      id: 'm9',
      meta,
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: words('imported medication') },
    },
  )
  const files = [fileOf('records.ndjson', lines)]
  worked(await importFhir(world, { organizationId, teamId, source: 'clinic-ehr', files }))
  const { rows } = await inOrganization(world, lead, (scope) => findCases(scope, 'imported'))
  const caseId = rows[0]?.caseId
  if (!caseId) throw new Error('The import brought no case.')
  await letSee(server, lead, caseId)
  worked(
    await raiseFlag(world, lead, {
      caseId,
      urgency: 'soon',
      question: words('question of the open flag'),
      reason: words('reason of the open flag'),
      labels: part2,
    }),
  )
  return caseId
}

function worked<Value>(result: { ok: true; value: Value } | { ok: false; problem: unknown }): Value {
  if (!result.ok) throw new Error(String(result.problem))
  return result.value
}
