import { addDays } from '#app/time/calendar-days.ts'
import type { DemoCase } from './demo.ts'
import { labelsOf } from './load-consents.ts'

const noKnownAllergy = {
  coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' }],
}

/**
 * What the clinic's own record system would send about these patients on the day `today`: who they are, what they have, what they
 * take and what they cannot take, as lines of FHIR R4. Scores and contacts are recorded by the team itself and are not in it.
 */
export function extractOf(cases: readonly DemoCase[], today: string): string {
  return cases
    .flatMap((one) => recordsOf(one, today))
    .map((record) => JSON.stringify(record))
    .join('\n')
}

function recordsOf(one: DemoCase, today: string): object[] {
  const subject = { reference: `Patient/${one.key}` }
  const weeksAgo = (weeks: number) => addDays(today, -7 * weeks)
  return [
    {
      resourceType: 'Patient',
      id: one.key,
      name: [{ use: 'official', family: one.family, given: one.given }],
      birthDate: one.born,
      gender: one.gender,
      identifier: [
        {
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
          value: one.mrn,
        },
      ],
    },
    ...one.conditions.map((text, index) => ({
      resourceType: 'Condition',
      id: `${one.key}-condition-${index + 1}`,
      subject,
      ...securityOf(one, text),
      code: { text },
      clinicalStatus: { coding: [{ code: 'active' }] },
      ...(index === 0 && { onsetDateTime: one.episodeStart.slice(0, 7) }),
    })),
    ...one.medications.map(({ text, weeksAgo: since, stopped }, index) => ({
      resourceType: 'MedicationStatement',
      id: `${one.key}-medication-${index + 1}`,
      subject,
      ...securityOf(one, text),
      status: stopped === undefined ? 'active' : 'stopped',
      medicationCodeableConcept: { text },
      effectivePeriod: {
        start: weeksAgo(since),
        ...(stopped !== undefined && { end: weeksAgo(stopped) }),
      },
    })),
    ...allergiesOf(one).map((code, index) => ({
      resourceType: 'AllergyIntolerance',
      id: `${one.key}-allergy-${index + 1}`,
      patient: subject,
      code,
    })),
  ]
}

function allergiesOf(one: DemoCase): object[] {
  if (one.allergyState === 'none-known') return [noKnownAllergy]
  return (one.allergies ?? []).map((text) => ({ text }))
}

function securityOf(one: DemoCase, text: string): object {
  if (labelsOf(one, text).length === 0) return {}
  const system = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
  return { meta: { security: [{ system, code: '42CFRPart2' }] } }
}
