import { sql } from 'kysely'
import { writeGoal } from '#app/features/cases/server/write-goal.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { aCase } from './cases.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from './people.ts'
import { worldAt } from './world.ts'

/** Two teams of one organization and one of another, and a case of the first. */
export async function aCaseClinic() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const north = await aTeam(world, organizationId, { name: 'North' })
  const south = await aTeam(world, organizationId, { name: 'South' })
  const elsewhere = await anOrganization(world, { name: 'Elsewhere' })
  const far = await aTeam(world, elsewhere)
  const mia = await viewerOf(world, await aPerson(world, organizationId, { roles: { [north]: 'clinician' } }))
  return {
    world,
    organizationId,
    mia,
    ned: await viewerOf(world, await aPerson(world, organizationId, { roles: { [north]: 'staff' } })),
    sam: await viewerOf(world, await aPerson(world, organizationId, { roles: { [south]: 'lead' } })),
    far: await viewerOf(world, await aPerson(world, elsewhere, { roles: { [far]: 'lead' } })),
    ...(await aCase(world, mia, { episodeStart: '2026-10-01', scores: [{ on: '2026-10-01', total: 18 }] })),
  }
}

export type CaseClinic = Awaited<ReturnType<typeof aCaseClinic>>

/** Looks into the clinic, as its clinician unless said otherwise. */
export const look = <Answer>(
  { world, mia }: CaseClinic,
  work: (scope: Scope) => Promise<Answer>,
  as: Viewer = mia,
) => inOrganization(world, as, work)

/** A goal in words, without steps. */
export const goal = {
  text: 'Walk to the river and back',
  target: null,
  measure: 'Three times a week',
  targetOn: '2027-02-01',
  reviewOn: null,
  labels: [],
}
/** A new step to a goal. */
export const step = (text: string) => ({ milestoneId: null, text, dueOn: null, reachedOn: null })

/** A goal of the clinic's case, with two steps. */
export async function aGoal(clinic: CaseClinic) {
  const { world, mia, caseId } = clinic
  const set = await writeGoal(world, mia, {
    ...goal,
    caseId,
    milestones: [step('To the gate'), step('Half-way')],
  })
  if (!set.ok) throw new Error(set.problem)
  return set.value
}

/** What happened to the clinic's case, in order. */
export async function eventsOf({ world, organizationId, caseId }: CaseClinic): Promise<string[]> {
  return inOrganization(world, asSystem(organizationId), async (scope) => {
    const { rows } = await sql<{ kind: string }>`
      select kind from case_event where organization_id = ${organizationId} and case_id = ${caseId} order by case_event_id`.execute(
      scope.trx,
    )
    return rows.map(({ kind }) => kind)
  })
}
