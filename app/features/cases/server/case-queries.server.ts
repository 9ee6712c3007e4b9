import type { Scope } from '#app/platform/in-organization.ts'
import { actingPerson } from '#app/platform/in-organization.ts'
import { sealMaybe } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PatientId, PersonId, TeamId } from '#app/shared/ids.ts'
import type { ConsentState, Phase } from '../core/phases.ts'
import { type Cover, coverOf } from './cover.ts'

/** One patient's episode on one team's caseload. */
export interface Case {
  readonly caseId: CaseId
  readonly teamId: TeamId
  readonly patientId: PatientId
  /** A calendar day in the team's zone. */
  readonly episodeStart: string
  readonly phase: Phase
  readonly closedReason: string | null
  readonly careManagerId: PersonId | null
  /** What is shown in words. What may be shown is never decided from it. */
  readonly consentState: ConsentState
  /** Everything that is written about the case carries these. */
  readonly labels: readonly string[]
  readonly lastDiscussedAt: Date | null
  /** An import's flags await agreement: no rule looks at the case until then. */
  readonly rulesHeld: boolean
  readonly version: number
}

/** A case of a team of the scope, open or closed. */
export async function findCase(scope: Scope, caseId: CaseId): Promise<Case | undefined> {
  const row = await cases(scope).where('case.case_id', '=', caseId).executeTakeFirst()
  return row && toCase(await coverOf(scope, [itemOf(row)]), row)
}

/** The open cases of a patient that the scope may see: one for each team that has the patient. */
export async function listOpenCasesOf(scope: Scope, patientId: PatientId): Promise<Case[]> {
  const rows = await cases(scope)
    .where('case.patient_id', '=', patientId)
    .where('case.phase', '<>', 'closed')
    .orderBy('case.case_id')
    .execute()
  const cover = await coverOf(scope, rows.map(itemOf))
  return rows.map((row) => toCase(cover, row))
}

/** How many cases of any phase a team has: none means that nothing was ever brought in. */
export async function countAllCases(scope: Scope, teamId: TeamId): Promise<number> {
  const row = await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.team_id', '=', teamId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Puts a patient on a team's caseload. Breaks `case_one_open_per_patient_and_team` when an open case is there already. */
export async function insertCase(
  scope: Scope,
  input: {
    readonly teamId: TeamId
    readonly patientId: PatientId
    readonly episodeStart: string
    readonly careManagerId: PersonId | null
    readonly rulesHeld?: boolean
  },
): Promise<CaseId> {
  const caseId = scope.world.newId() as CaseId
  await scope.trx
    .insertInto('case')
    .values({
      organization_id: scope.organizationId,
      case_id: caseId,
      team_id: input.teamId,
      patient_id: input.patientId,
      episode_start: input.episodeStart,
      care_manager_id: input.careManagerId,
      rules_held: input.rulesHeld ?? false,
      created_at: scope.now.toJSDate(),
    })
    .execute()
  return caseId
}

/** What a person may change about a case; what is left out stays. */
export interface CaseChange {
  readonly phase?: Phase
  readonly closedReason?: string | null
  readonly careManagerId?: PersonId | null
  readonly labels?: readonly string[]
  readonly episodeStart?: string
}

/** Changes a case if it is still at that version. False when somebody was faster. */
export async function updateCase(
  scope: Scope,
  caseId: CaseId,
  version: number,
  change: CaseChange,
): Promise<boolean> {
  const changed = await scope.trx
    .updateTable('case')
    .set((eb) => ({
      ...(change.phase && { phase: change.phase }),
      ...(change.closedReason !== undefined && {
        closed_reason_sealed: sealMaybe(scope, 'case.closed_reason', caseId, change.closedReason),
      }),
      ...(change.careManagerId !== undefined && { care_manager_id: change.careManagerId }),
      ...(change.labels && { labels: [...change.labels] }),
      ...(change.episodeStart && { episode_start: change.episodeStart }),
      version: eb('case.version', '+', 1),
    }))
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', '=', caseId)
    .where('case.version', '=', version)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Notes that a huddle has talked about the case. */
export async function updateLastDiscussed(scope: Scope, caseId: CaseId): Promise<void> {
  await scope.trx
    .updateTable('case')
    .set({ last_discussed_at: scope.now.toJSDate() })
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', '=', caseId)
    .execute()
}

/**
 * An inner step: adds a line to the case's history, in the transaction of whoever did it.
 *
 * `kind` is dashed words (`flag-raised`); `subjectId` the thing it is about. What it reads like is `sayEvent` of cases/core/history.
 */
export async function noteCaseEvent(
  scope: Scope,
  caseId: CaseId,
  kind: string,
  subjectId?: string,
): Promise<void> {
  await scope.trx
    .insertInto('case_event')
    .values({
      organization_id: scope.organizationId,
      case_event_id: scope.world.newId(),
      case_id: caseId,
      at: scope.now.toJSDate(),
      kind,
      actor_kind: scope.actor.kind,
      actor_id: scope.actor.kind === 'rule' ? scope.actor.rule : (actingPerson(scope) ?? null),
      subject_id: subjectId ?? null,
    })
    .execute()
}

// Every read of cases starts here, so that none can forget whose cases they are.
function cases(scope: Scope) {
  return scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .selectAll('case')
}

type CaseRow = Awaited<ReturnType<ReturnType<typeof cases>['execute']>>[number]

function itemOf({ patient_id, labels }: CaseRow) {
  return { patientId: patient_id, labels }
}

function toCase(cover: Cover, row: CaseRow): Case {
  return {
    caseId: row.case_id as CaseId,
    teamId: row.team_id as TeamId,
    patientId: row.patient_id as PatientId,
    episodeStart: row.episode_start,
    phase: row.phase as Phase,
    closedReason: cover.wordsMaybe('case.closed_reason', row.case_id, row.closed_reason_sealed, itemOf(row)),
    careManagerId: row.care_manager_id as PersonId | null,
    consentState: row.consent_state as ConsentState,
    labels: row.labels,
    lastDiscussedAt: row.last_discussed_at,
    rulesHeld: row.rules_held,
    version: row.version,
  }
}
