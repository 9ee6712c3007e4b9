import type { Scope } from '#app/platform/in-organization.ts'
import type { ImportId } from '#app/shared/ids.ts'
import type { DrugFact } from '../core/anchor-facts.ts'
import type { PatientFact } from '../core/facts.ts'
import { recordOf, resolveFacts } from '../core/resolve.ts'
import type { Skip } from '../core/skips.ts'
import { listFileNames, listStagedAnchors } from './staging-queries.server.ts'

/** A patient of the files, with the rows their record was staged in. */
export interface PlannedPatient {
  /** Its aliases are those that name nobody else. */
  readonly fact: PatientFact
  readonly seqs: readonly number[]
}

/** What the second pass must know of all files at once: whom and what a reference can name. */
export interface Plan {
  /** Those who have not got their facts yet. */
  readonly patients: readonly PlannedPatient[]
  readonly drugs: ReadonlyMap<string, readonly DrugFact[]>
  readonly takenBack: readonly Skip[]
  readonly fileNames: ReadonlyMap<number, string>
}

/** Reads the plan from what is staged. Of the facts themselves nothing is held: they are fetched patient by patient. */
export async function readPlan(scope: Scope, importId: ImportId): Promise<Plan> {
  const anchors = await listStagedAnchors(scope, importId)
  const staged = anchors.flatMap((row) => (row.kind === 'patient' ? [row] : []))
  const takenBack = anchors.flatMap((row) => (row.kind === 'taken-back' ? [row.fact] : []))
  const drugs = new Map<string, DrugFact[]>()
  for (const row of anchors) {
    if (row.kind !== 'drug') continue
    for (const alias of row.fact.aliases) drugs.set(alias, [...(drugs.get(alias) ?? []), row.fact])
  }

  const { patients } = resolveFacts(
    staged.map((row) => row.fact),
    takenBack,
  )
  const facts = patients.map(({ patient }) => patient)
  const shared = sharedAliases(facts)
  const rowsOf = new Map<string, typeof staged>()
  for (const row of staged) {
    const record = recordOf(row.fact)
    rowsOf.set(record, [...(rowsOf.get(record) ?? []), row])
  }
  return {
    patients: facts.flatMap((fact) => {
      const rows = rowsOf.get(recordOf(fact)) ?? []
      if (rows.every((row) => row.done)) return []
      const aliases = fact.aliases.filter((alias) => !shared.has(alias))
      return { fact: { ...fact, aliases }, seqs: rows.map((row) => row.seq) }
    }),
    drugs,
    takenBack,
    fileNames: await listFileNames(scope, importId),
  }
}

// A name that two patients share leads to neither of them. It must be known for all files at once, or a part of them decides.
function sharedAliases(patients: readonly PatientFact[]): Set<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const alias of patients.flatMap(({ aliases }) => aliases)) {
    if (seen.has(alias)) shared.add(alias)
    seen.add(alias)
  }
  return shared
}
