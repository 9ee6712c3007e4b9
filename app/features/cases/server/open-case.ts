import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { broke, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PatientId, PersonId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { namesAlike } from '../core/names.ts'
import { insertCase, noteCaseEvent } from './case-queries.server.ts'
import { insertPatient, listPatientsNumbered, type PatientIdentity } from './patient-queries.server.ts'

export interface OpenCaseInput {
  readonly key?: string
  readonly teamId: TeamId
  readonly identity: PatientIdentity
  readonly episodeStart: string
  readonly careManagerId: PersonId | null
}

export type OpenCaseProblem =
  | 'no-such-team'
  | 'no-such-care-manager'
  | 'already-on-caseload'
  | 'number-of-another'

/**
 * Puts a patient on a team's caseload by hand.
 *
 * A patient the organization knows by the same record number, birth date and a like name is taken as that patient, and keeps the
 * name as it was; the same number with another birth date or name is refused, since one of the two would be the wrong patient.
 */
export async function openCase(
  world: World,
  caller: Caller,
  input: OpenCaseInput,
): Promise<Result<CaseId, OpenCaseProblem>> {
  try {
    return await inOrganization(world, caller, (scope) =>
      once<CaseId, OpenCaseProblem>(scope, 'case.open', input.key, input, async () => {
        if (scope.teams !== 'every' && !scope.teams.includes(input.teamId)) return refused('no-such-team')
        const members = await listMembers(scope, input.teamId)
        const { careManagerId } = input
        if (careManagerId && !members.some((member) => member.personId === careManagerId))
          return refused('no-such-care-manager')
        const patient = await findOrInsertPatient(scope, input.identity)
        if (!patient.ok) return patient
        const caseId = await openCaseIn(scope, { ...input, patientId: patient.value })
        await announce(scope, 'case.opened', caseId)
        return done(caseId)
      }),
    )
  } catch (error) {
    // Two people may open the same case at once; only the database can tell who was first.
    if (broke('case_one_open_per_patient_and_team', error)) return refused('already-on-caseload')
    throw error
  }
}

/** An inner step: opens a case for a patient who is there already, with its first line of history. */
export async function openCaseIn(
  scope: Scope,
  input: {
    readonly teamId: TeamId
    readonly patientId: PatientId
    readonly episodeStart: string
    readonly careManagerId: PersonId | null
    readonly rulesHeld?: boolean
  },
): Promise<CaseId> {
  const caseId = await insertCase(scope, input)
  await noteCaseEvent(scope, caseId, 'opened')
  audit(scope, { action: 'case.opened', entity: 'case', entityId: caseId, patientId: input.patientId })
  return caseId
}

async function findOrInsertPatient(
  scope: Scope,
  identity: PatientIdentity,
): Promise<Result<PatientId, 'number-of-another'>> {
  if (identity.recordNumber) {
    const known = await listPatientsNumbered(scope, identity.recordNumber)
    const same = known.find(
      (patient) =>
        patient.identity.birthDate === identity.birthDate && namesAlike(patient.identity, identity),
    )
    if (same) return done(same.patientId)
    if (known.some((patient) => patient.identity.recordNumber === identity.recordNumber))
      return refused('number-of-another')
  }
  return done(await insertPatient(scope, identity))
}
