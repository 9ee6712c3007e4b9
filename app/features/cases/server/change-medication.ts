import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { findCase, noteCaseEvent } from './case-queries.server.ts'
import { inheritLabels } from './inherit-labels.ts'
import { findMedication, insertMedication, updateMedicationStopped } from './medication-queries.server.ts'
import { dayOfTeam } from './team-day.ts'

export type StartMedicationProblem = 'no-such-case' | 'in-the-future'
export type ChangeMedicationProblem =
  | StartMedicationProblem
  | 'no-such-medication'
  | 'before-its-start'
  | 'changed-meanwhile'

/** Writes down what a case's patient takes from a day on, in full: drug, strength and how it is taken. */
export async function startMedication(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly text: string
    readonly startedOn: string
    readonly labels?: readonly string[]
  },
): Promise<Result<string, StartMedicationProblem>> {
  const { key, caseId, ...medication } = input
  return inOrganization(world, caller, (scope) =>
    once<string, StartMedicationProblem>(scope, 'medication.start', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      if (medication.startedOn > (await dayOfTeam(scope, found.teamId))) return refused('in-the-future')
      const labels = await inheritLabels(scope, caseId, medication.labels ?? [])
      const id = await insertMedication(scope, found.patientId, { ...medication, labels })
      await noteCaseEvent(scope, caseId, 'medication-started', id)
      audit(scope, {
        action: 'medication.started',
        entity: 'medication',
        entityId: id,
        patientId: found.patientId,
      })
      return done(id)
    }),
  )
}

/**
 * Stops a medication on a day, or has another take its place from that day on: another dose, or another drug for the same thing.
 *
 * What a file brought can be stopped too; where its source says otherwise the next file says so, and the source has the last word.
 */
export async function changeMedication(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly medicationId: string
    readonly version: number
    readonly on: string
    readonly reason: string | null
    /** What is taken instead. Left out when it is only stopped. */
    readonly text?: string
  },
): Promise<Result<string, ChangeMedicationProblem>> {
  const { key, caseId, medicationId, version, on, reason, text } = input
  return inOrganization(world, caller, (scope) =>
    once<string, ChangeMedicationProblem>(scope, 'medication.change', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      const { patientId } = found
      const before = await findMedication(scope, patientId, medicationId)
      if (!before) return refused('no-such-medication')
      if (on > (await dayOfTeam(scope, found.teamId))) return refused('in-the-future')
      // A start that is known to the month or year only is compared as far as it is known.
      if (before.startedOn && on.slice(0, before.startedOn.length) < before.startedOn)
        return refused('before-its-start')
      if (!(await updateMedicationStopped(scope, medicationId, version, on, reason)))
        return refused('changed-meanwhile')
      const id = text
        ? await insertMedication(scope, patientId, {
            text,
            startedOn: on,
            replacesId: medicationId,
            // What takes its place says as much as it did.
            labels: await inheritLabels(scope, caseId, before.labels),
          })
        : medicationId
      await noteCaseEvent(scope, caseId, text ? 'medication-changed' : 'medication-stopped', id)
      audit(scope, {
        action: text ? 'medication.changed' : 'medication.stopped',
        entity: 'medication',
        entityId: id,
        patientId,
      })
      return done(id)
    }),
  )
}
