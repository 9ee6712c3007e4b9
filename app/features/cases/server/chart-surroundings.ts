import { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import { type ChartSurroundings, marksOfMedications } from '../core/charts.ts'
import { listMedications } from './clinical-queries.server.ts'
import { listGoals } from './goal-queries.server.ts'
import { listDiscussions } from './history-queries.server.ts'

/** An inner step: what stands beside the scores on a case's charts: changes of medication, discussions, and the goals worked on. */
export async function readChartSurroundings(
  scope: Scope,
  { caseId, patientId }: { readonly caseId: CaseId; readonly patientId: PatientId },
  zone: string,
): Promise<ChartSurroundings> {
  const discussed = (await listDiscussions(scope, caseId)).map((at) => ({
    date: DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd'),
    kind: 'discussed' as const,
    words: 'Discussed in a huddle',
  }))
  const goals = await listGoals(scope, patientId)
  return {
    marks: [...marksOfMedications(await listMedications(scope, patientId)), ...discussed],
    targets: goals.flatMap(({ state, target }) => (state === 'active' && target ? [target] : [])),
  }
}
