import type { AnchorFact } from './anchor-facts.ts'
import { byAlias } from './by-alias.ts'
import { completeFact, listNamed } from './complete.ts'
import type { AnswerFact, Fact, KeptFact, PatientFact, PatientsFact } from './facts.ts'
import { gatherFacts } from './gather.ts'
import { type Skip, type SkipReason, takesBack } from './skips.ts'

/** A patient and everything the files say about them. */
export interface PatientRecord {
  readonly patient: PatientFact
  readonly facts: readonly KeptFact[]
}

interface Owned {
  readonly owner: PatientFact
  readonly fact: PatientsFact
}

/**
 * Brings facts and patients together: the second pass, once every record has been read, in whatever order.
 *
 * - Of two readings of the same record the newer stands (see `replaces`); what was entered in error is taken back.
 * - A fact goes to the patient its reference names. A name that two patients share leads to neither of them.
 * - Medication gets its name from the Medication record it points to, a sheet its questions from its Questionnaire.
 * - Members of a questionnaire become a score when all items are there; each stays an answer too.
 * - What many records say together (a need, somebody in care teams, what was handed out) becomes one fact: `gather.ts`.
 *
 * What finds no patient, or no name, is in `skips`.
 *
 * Ids are unique within one server, and files put together from several are not from one: in published test data 33
 * patients share the id of a score. So a record with the id of another patient's record is a record of its own, unless
 * both say when they were changed: then the newer one is a correction, and the other `superseded`.
 */
export function resolveFacts(
  facts: readonly Fact[],
  skipped: readonly Skip[] = [],
): { readonly patients: readonly PatientRecord[]; readonly skips: readonly Skip[] } {
  const standing = withoutRetracted(facts, skipped)
  const patients = newest(
    standing.filter((fact) => fact.kind === 'patient'),
    recordOf,
  )
  const named = listNamed(newest(standing.filter(isAnchor), recordOf))
  const owners = byAlias(patients)
  const skips: Skip[] = []

  const owned = standing.flatMap((fact): Owned[] => {
    if (fact.kind === 'patient' || isAnchor(fact)) return []
    const owner = owners.get(fact.patient)
    if (!owner) skips.push(skipOf(fact, 'unknown-subject'))
    return owner ? [{ owner, fact }] : []
  })
  const latest = latestChange(owned)
  const found = new Map<PatientFact, KeptFact[]>(patients.map((patient) => [patient, []]))
  for (const [owner, theirs] of byOwner(owned)) {
    const kept = newest(theirs, recordOf)
    const answers = new Map(kept.flatMap((fact) => (fact.kind === 'answer' ? aliasesOfAnswer(fact) : [])))
    const ready = kept.flatMap((fact) => {
      const superseded =
        fact.lastUpdated !== undefined && fact.lastUpdated < (latest.get(recordOf(fact)) ?? '')
      const complete = superseded ? 'superseded' : completeFact(fact, named, answers)
      if (typeof complete === 'string') skips.push(skipOf(fact, complete))
      return typeof complete === 'string' ? [] : complete
    })
    found.get(owner)?.push(...gatherFacts(owner, ready, named))
  }
  return { patients: [...found].map(([patient, theirs]) => ({ patient, facts: theirs })), skips: once(skips) }
}

/**
 * Whether a reading takes the place of an earlier one of the same record. An older change never overwrites a newer
 * one, and a reading that does not say when it was changed never one that does.
 */
export function replaces(incoming: Pick<Fact, 'lastUpdated'>, existing: Pick<Fact, 'lastUpdated'>): boolean {
  if (!existing.lastUpdated) return true
  return incoming.lastUpdated !== undefined && incoming.lastUpdated >= existing.lastUpdated
}

/** The record a fact is from, and which of its facts it is: one text for the same thing, whoever it is about. */
export function recordOf({ key: { source, type, id, part } }: Pick<Fact, 'key'>): string {
  return JSON.stringify([source, type, id, part ?? ''])
}

/** Of each record the reading that stands, in an order that the order of reading does not change. */
function newest<F extends Fact>(facts: readonly F[], identityOf: (fact: F) => string): F[] {
  const standing = new Map<string, F>()
  for (const fact of facts) {
    const identity = identityOf(fact)
    const before = standing.get(identity)
    if (before === undefined || wins(fact, before)) standing.set(identity, fact)
  }
  return [...standing].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact)
}

function wins(fact: Fact, before: Fact): boolean {
  if (fact.lastUpdated !== before.lastUpdated) return replaces(fact, before)
  // Two readings of one moment that differ: either could be right, so the same one must win in any order.
  return JSON.stringify(fact) > JSON.stringify(before)
}

function isAnchor(fact: Fact): fact is AnchorFact {
  return ['drug', 'clinician', 'role', 'form'].includes(fact.kind)
}

function byOwner(owned: readonly Owned[]): Map<PatientFact, PatientsFact[]> {
  const theirs = new Map<PatientFact, PatientsFact[]>()
  for (const { owner, fact } of owned) {
    const before = theirs.get(owner)
    if (before) before.push(fact)
    else theirs.set(owner, [fact])
  }
  return theirs
}

function latestChange(owned: readonly Owned[]): Map<string, string> {
  const latest = new Map<string, string>()
  for (const { fact } of owned) {
    const record = recordOf(fact)
    if (fact.lastUpdated && fact.lastUpdated > (latest.get(record) ?? ''))
      latest.set(record, fact.lastUpdated)
  }
  return latest
}

function withoutRetracted(facts: readonly Fact[], skipped: readonly Skip[]): readonly Fact[] {
  const wholeRecord = (source: string, type?: string, id?: string) => JSON.stringify([source, type, id])
  const retracted = new Map<string, Skip[]>()
  for (const skip of skipped) {
    if (!takesBack.includes(skip.reason)) continue
    const record = wholeRecord(skip.source, skip.type, skip.id)
    retracted.set(record, [...(retracted.get(record) ?? []), skip])
  }
  if (retracted.size === 0) return facts
  return facts.filter((fact) => {
    const { source, type, id } = fact.key
    const retractions = retracted.get(wholeRecord(source, type, id)) ?? []
    return !retractions.some((retraction) => replaces(retraction, fact) && mayBeOf(retraction, fact))
  })
}

/** Whether a retraction can be meant for a fact: not when both name their patient by id, and the ids differ. */
function mayBeOf(retraction: Skip, fact: Fact): boolean {
  if (!retraction.patient || !('patient' in fact) || fact.patient.includes('?')) return true
  const idIn = (key: string) => key.replace(/^(Patient\/|urn:(uuid|oid):)/, '').toLowerCase()
  return idIn(retraction.patient) === idIn(fact.patient)
}

function aliasesOfAnswer(fact: AnswerFact): [string, AnswerFact][] {
  const { type, id } = fact.key
  return [
    [`${type}/${id}`, fact],
    [`urn:uuid:${id.toLowerCase()}`, fact],
  ]
}

/** A record that made several facts is skipped once for each reason. */
function once(skips: readonly Skip[]): Skip[] {
  return [...new Map(skips.map((skip) => [`${skip.reason}|${skip.type}|${skip.id}`, skip])).values()]
}

function skipOf({ key, lastUpdated }: Fact, reason: SkipReason): Skip {
  return { reason, source: key.source, type: key.type, id: key.id, ...(lastUpdated && { lastUpdated }) }
}
