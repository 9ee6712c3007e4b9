import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import { openCaseIn } from '#app/features/cases/server/open-case.ts'
import { insertPatient } from '#app/features/cases/server/patient-queries.server.ts'
import { recordScoreIn } from '#app/features/cases/server/record-score.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PatientId, PersonId, TeamId } from '#app/shared/ids.ts'

/** A measurement in short: `{ on: '2026-10-01', total: 18 }` is a PHQ-9 of 18. */
export interface ScoreSketch {
  readonly instrument?: InstrumentCode
  readonly on: string
  readonly total?: number
  readonly safetyAnswer?: number
}

export interface CaseSketch {
  /** The caller's first team, if left out. */
  readonly teamId?: TeamId
  readonly family?: string
  readonly given?: readonly string[]
  readonly bornOn?: string
  readonly gender?: string
  readonly mrn?: string
  /** Today, if left out. */
  readonly episodeStart?: string
  readonly careManagerId?: PersonId
  readonly scores?: readonly ScoreSketch[]
}

/** Puts a patient on a team's caseload, with scores that arrive now. Made through the steps the product itself takes. */
export async function aCase(
  world: World,
  caller: Caller,
  sketch: CaseSketch = {},
): Promise<{ caseId: CaseId; patientId: PatientId }> {
  const teamId = sketch.teamId ?? (caller.teams === 'every' ? undefined : caller.teams[0])
  if (!teamId) throw new Error('Say which team: the caller has none.')
  return inOrganization(world, caller, async (scope) => {
    const patientId = await insertPatient(scope, {
      family: sketch.family ?? 'Okafor',
      given: sketch.given ?? ['Ada'],
      birthDate: sketch.bornOn ?? '1984-07-14',
      gender: sketch.gender ?? 'female',
      ...(sketch.mrn && { recordNumber: sketch.mrn }),
    })
    const caseId = await openCaseIn(scope, {
      teamId,
      patientId,
      episodeStart: sketch.episodeStart ?? world.now().toISODate() ?? '',
      careManagerId: sketch.careManagerId ?? null,
    })
    for (const score of sketch.scores ?? []) {
      await recordScoreIn(scope, patientId, {
        instrument: score.instrument ?? 'phq-9',
        takenOn: score.on,
        takenAt: null,
        total: score.total ?? null,
        safetyAnswer: score.safetyAnswer ?? null,
      })
    }
    return { caseId, patientId }
  })
}
