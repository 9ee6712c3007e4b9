import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import type { PatientId, PersonId } from '#app/shared/ids.ts'
import type { GoalState, TotalTarget } from '../core/goals.ts'
import type { InstrumentCode } from '../core/instruments.ts'
import { type Cover, coverOf } from './cover.ts'

/** A step on the way to a goal. */
export interface Milestone {
  readonly milestoneId: string
  readonly text: string
  readonly dueOn: string | null
  readonly reachedOn: string | null
}

/** What the patient and the team work towards. */
export interface Goal {
  readonly goalId: string
  /** Undefined where the patient's consent withholds it, and then nothing else of it is said either. */
  readonly text: string | undefined
  readonly labels: readonly string[]
  readonly target: TotalTarget | null
  /** How one will know, in words; beside or instead of a total. */
  readonly measure: string | null
  /** A day; from files also a month or a year. */
  readonly targetOn: string | null
  readonly reviewOn: string | null
  readonly state: GoalState
  readonly endedOn: string | null
  readonly endedReason: string | null
  readonly milestones: readonly Milestone[]
  readonly createdBy: PersonId | null
  readonly createdAt: Date
  readonly version: number
}

/** What a person writes of a goal. */
export interface GoalText {
  readonly text: string
  readonly target: TotalTarget | null
  readonly measure: string | null
  readonly targetOn: string | null
  readonly reviewOn: string | null
  readonly labels: readonly string[]
}

/*
 * Asked by patient. A patient's id comes from a case of the scope (`findCase`), so a team reaches those on its caseload and no others.
 */

/** A patient's goals with their steps: those worked on first, the one due first at the top; then the others, the newest first. */
export async function listGoals(scope: Scope, patientId: PatientId, most = 100): Promise<Goal[]> {
  const rows = await goals(scope, patientId)
    .orderBy((eb) => eb('goal.state', '<>', 'active'))
    .orderBy('goal.ended_on', (order) => order.desc().nullsFirst())
    .orderBy('goal.target_on', (order) => order.asc().nullsLast())
    .orderBy('goal.goal_id')
    .limit(most)
    .execute()
  return toGoals(scope, rows)
}

/** One goal of a patient. */
export async function findGoal(
  scope: Scope,
  patientId: PatientId,
  goalId: string,
): Promise<Goal | undefined> {
  const rows = await goals(scope, patientId).where('goal.goal_id', '=', goalId).execute()
  return (await toGoals(scope, rows))[0]
}

/** Adds a goal, and answers with its id. */
export async function insertGoal(scope: Scope, patientId: PatientId, goal: GoalText): Promise<string> {
  const goalId = scope.world.newId()
  await scope.trx
    .insertInto('goal')
    .values({
      organization_id: scope.organizationId,
      goal_id: goalId,
      patient_id: patientId,
      ...toRow(scope, goalId, goal),
      created_at: scope.now.toJSDate(),
      created_by: actingPerson(scope) ?? null,
    })
    .execute()
  return goalId
}

/** Says a goal anew, if it is still at that version. */
export async function updateGoal(
  scope: Scope,
  goalId: string,
  version: number,
  goal: GoalText,
): Promise<boolean> {
  return changed(scope, goalId, version, toRow(scope, goalId, goal))
}

/** Says what became of a goal, if it is still at that version. `on` and `reason` go when it is taken up again. */
export async function updateGoalState(
  scope: Scope,
  goalId: string,
  version: number,
  state: GoalState,
  on: string | null,
  reason: string | null,
): Promise<boolean> {
  return changed(scope, goalId, version, {
    state,
    ended_on: on,
    ended_reason_sealed: sealMaybe(scope, 'goal.ended_reason', goalId, reason),
  })
}

/** Puts these steps in the place of a goal's steps. One without an id is new. */
export async function putMilestones(
  scope: Scope,
  goalId: string,
  steps: readonly (Omit<Milestone, 'milestoneId'> & { readonly milestoneId: string | null })[],
): Promise<void> {
  await scope.trx
    .deleteFrom('goal_milestone')
    .where('goal_milestone.organization_id', '=', scope.organizationId)
    .where('goal_milestone.goal_id', '=', goalId)
    .execute()
  if (steps.length === 0) return
  await scope.trx
    .insertInto('goal_milestone')
    .values(
      steps.map((step) => {
        const id = step.milestoneId ?? scope.world.newId()
        return {
          organization_id: scope.organizationId,
          goal_milestone_id: id,
          goal_id: goalId,
          text_sealed: seal(scope, 'goal_milestone.text', id, step.text),
          due_on: step.dueOn,
          reached_on: step.reachedOn,
        }
      }),
    )
    .execute()
}

/** Notes the day on which a step was reached. False when it is none of this goal, or was reached before. */
export async function updateMilestoneReached(
  scope: Scope,
  goalId: string,
  milestoneId: string,
  on: string,
): Promise<boolean> {
  const updated = await scope.trx
    .updateTable('goal_milestone')
    .set({ reached_on: on })
    .where('goal_milestone.organization_id', '=', scope.organizationId)
    .where('goal_milestone.goal_id', '=', goalId)
    .where('goal_milestone.goal_milestone_id', '=', milestoneId)
    .where('goal_milestone.reached_on', 'is', null)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

/** Makes a goal a version younger: whoever has the older one in front of them is told when they save. */
export async function touchGoal(scope: Scope, goalId: string): Promise<void> {
  await scope.trx
    .updateTable('goal')
    .set((eb) => ({ version: eb('goal.version', '+', 1) }))
    .where('goal.organization_id', '=', scope.organizationId)
    .where('goal.goal_id', '=', goalId)
    .execute()
}

async function changed(
  scope: Scope,
  goalId: string,
  version: number,
  row: Partial<ReturnType<typeof toRow>> & {
    readonly state?: GoalState
    readonly ended_on?: string | null
    readonly ended_reason_sealed?: Buffer | null
  },
): Promise<boolean> {
  const updated = await scope.trx
    .updateTable('goal')
    .set({ ...row, version: version + 1 })
    .where('goal.organization_id', '=', scope.organizationId)
    .where('goal.goal_id', '=', goalId)
    .where('goal.version', '=', version)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

function toRow(scope: Scope, goalId: string, goal: GoalText) {
  return {
    text_sealed: seal(scope, 'goal.text', goalId, goal.text),
    instrument: goal.target?.instrument ?? null,
    target_total: goal.target?.total ?? null,
    measure_sealed: sealMaybe(scope, 'goal.measure', goalId, goal.measure),
    target_on: goal.targetOn,
    review_on: goal.reviewOn,
    labels: [...goal.labels],
  }
}

function goals(scope: Scope, patientId: PatientId) {
  return scope.trx
    .selectFrom('goal')
    .where('goal.organization_id', '=', scope.organizationId)
    .where('goal.patient_id', '=', patientId)
    .selectAll('goal')
}

type GoalRow = Awaited<ReturnType<ReturnType<typeof goals>['execute']>>[number]

async function toGoals(scope: Scope, rows: readonly GoalRow[]): Promise<Goal[]> {
  const cover = await coverOf(
    scope,
    rows.map((row) => itemOf(row)),
  )
  const steps = await listSteps(
    scope,
    rows.map((row) => row.goal_id),
  )
  return rows.map((row) =>
    toGoal(
      cover,
      row,
      steps.filter((step) => step.goal_id === row.goal_id),
    ),
  )
}

async function listSteps(scope: Scope, goalIds: readonly string[]) {
  if (goalIds.length === 0) return []
  return scope.trx
    .selectFrom('goal_milestone')
    .where('goal_milestone.organization_id', '=', scope.organizationId)
    .where('goal_milestone.goal_id', 'in', [...goalIds])
    .selectAll('goal_milestone')
    .orderBy('goal_milestone.due_on', (order) => order.asc().nullsLast())
    .orderBy('goal_milestone.goal_milestone_id')
    .execute()
}

type StepRow = Awaited<ReturnType<typeof listSteps>>[number]

// A goal's steps are as protected as the goal.
function itemOf(row: GoalRow) {
  return { patientId: row.patient_id, labels: row.labels }
}

function toGoal(cover: Cover, row: GoalRow, steps: readonly StepRow[]): Goal {
  const { goal_id: id } = row
  const item = itemOf(row)
  const text = cover.text('goal.text', id, row.text_sealed, item)
  const maybe = (place: 'goal.measure' | 'goal.ended_reason', sealed: Uint8Array | null) =>
    sealed && text !== undefined ? (cover.text(place, id, sealed, item) ?? null) : null
  return {
    goalId: id,
    text,
    labels: row.labels,
    target:
      text !== undefined && row.instrument && row.target_total !== null
        ? { instrument: row.instrument as InstrumentCode, total: row.target_total }
        : null,
    measure: maybe('goal.measure', row.measure_sealed),
    targetOn: row.target_on,
    reviewOn: row.review_on,
    state: row.state as GoalState,
    endedOn: row.ended_on,
    endedReason: maybe('goal.ended_reason', row.ended_reason_sealed),
    milestones:
      text === undefined
        ? []
        : steps.map((step) => ({
            milestoneId: step.goal_milestone_id,
            text: cover.words('goal_milestone.text', step.goal_milestone_id, step.text_sealed, item),
            dueOn: step.due_on,
            reachedOn: step.reached_on,
          })),
    createdBy: row.created_by as PersonId | null,
    createdAt: row.created_at,
    version: row.version,
  }
}
