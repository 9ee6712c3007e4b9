/** A Bundle of records, as a file. */
export function aBundle(...resources: readonly object[]): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  })
}

/** Records line by line. */
export function ndjson(...resources: readonly object[]): string {
  return resources.map((resource) => JSON.stringify(resource)).join('\n')
}

export function aFhirPatient(id: string, more: object = {}): object {
  return {
    resourceType: 'Patient',
    id,
    name: [{ use: 'official', family: 'Núñez', given: ['María'] }],
    gender: 'female',
    birthDate: '1984-07-14',
    identifier: [
      {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
        system: 'http://clinic.test/mrn',
        value: `MRN-${id}`,
      },
    ],
    ...more,
  }
}

/** A PHQ-9 total, with the answer to item 9 beside it when given. */
export function aPhq9(
  id: string,
  patientId: string,
  on: string,
  total: number,
  { item9, more = {} }: { item9?: number; more?: object } = {},
): object {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '44261-6' }] },
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: on,
    valueInteger: total,
    ...(item9 !== undefined && {
      component: [
        { code: { coding: [{ system: 'http://loinc.org', code: '44260-8' }] }, valueInteger: item9 },
      ],
    }),
    ...more,
  }
}

export { type ExpectedPatient, fhirBundle, fhirNdjson, fhirPatients, fhirSkips } from './fhir-clinic.ts'
