import type { Label } from './fact-base.ts'
import type { Fact, ReadContext } from './facts.ts'
import { readCareTeam, readClinician, readRelatedPerson, readRole } from './read-circle.ts'
import { readAllergy, readCondition, readEncounter } from './read-clinical.ts'
import { readConsent } from './read-consent.ts'
import { readForm } from './read-form.ts'
import { readDispense, readDrug, readMedication } from './read-medication.ts'
import { readPatient } from './read-patient.ts'
import { readCarePlan, readGoal } from './read-plan.ts'
import { readObservation } from './read-scores.ts'
import { readQuestionnaireResponse } from './read-sheets.ts'
import {
  type FhirRecord,
  idOf,
  isInError,
  labelsOf,
  lastUpdatedOf,
  patientOf,
  type Reading,
  typeOf,
} from './record.ts'
import { resourceTypes } from './resource-types.ts'
import type { Skip, SkipReason } from './skips.ts'

const readers: ReadonlyMap<string, (record: FhirRecord) => Reading> = new Map([
  ['Patient', readPatient],
  ['Condition', readCondition],
  ['MedicationRequest', readMedication],
  ['MedicationStatement', readMedication],
  // What MedicationRequest and MedicationStatement's new name were called before R4, and are in R5.
  ['MedicationOrder', readMedication],
  ['MedicationUsage', readMedication],
  ['MedicationDispense', readDispense],
  ['Medication', readDrug],
  ['Encounter', readEncounter],
  ['Observation', readObservation],
  ['QuestionnaireResponse', readQuestionnaireResponse],
  ['AllergyIntolerance', readAllergy],
  ['Questionnaire', readForm],
  ['CarePlan', readCarePlan],
  ['Goal', readGoal],
  ['Consent', readConsent],
  ['CareTeam', readCareTeam],
  ['Practitioner', readClinician],
  ['PractitionerRole', readRole],
  ['RelatedPerson', readRelatedPerson],
])

/**
 * The facts in one FHIR record (R4; what its neighbours call otherwise is read too), or why there are none. It looks at nothing but this record, so records can come in
 * any order; `resolve.ts` brings facts and patients together.
 *
 * Never throws, whatever the value is: a bad record is skipped and named, and never costs the file. (A zone that does
 * not exist is our own mistake, and throws.)
 */
export function readResource(json: unknown, context: ReadContext): Fact[] | Skip {
  const type = typeOf(json)
  const id = idOf(json, context.fullUrl)
  const lastUpdated = lastUpdatedOf(json, context)
  const skip = (reason: SkipReason): Skip => ({
    reason,
    source: context.source,
    ...(type && resourceTypes.has(type) && { type }),
    ...(id && { id }),
    ...(lastUpdated && { lastUpdated }),
  })
  if (!type) return skip('not-a-resource')

  const found = labelsOf(json)
  if (found.includes('psythpn')) return skip('label-psythpn')
  const read = readers.get(type)
  if (!read) return skip('unsupported-type')
  if (!id) return skip('no-id')
  // Before anything else is asked of it: what is taken back need not be whole.
  if (isInError(json)) {
    const patient = patientOf(json)
    const opaque = patient && !patient.includes('?') ? patient : undefined
    return { ...skip('entered-in-error'), ...(opaque && { patient: opaque }) }
  }

  const ofRecord = found.filter((label): label is Label => label !== 'psythpn')
  const labels = [...new Set([...ofRecord, ...(context.labels ?? [])])].sort()
  const key = { source: context.source, type, id }
  const reading = read({ json, key, context, head: { key, ...(lastUpdated && { lastUpdated }), labels } })
  return typeof reading === 'string' ? skip(reading) : reading
}

/** Whether a record was skipped. */
export function isSkip(read: Fact[] | Skip): read is Skip {
  return !Array.isArray(read)
}
