/** Small QI-Core records for tests of the published measures: each whole, with what a test changes laid over it. */

type Fields = Readonly<Record<string, unknown>>

const systems = {
  icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  cpt: 'http://www.ama-assn.org/go/cpt',
  hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
} as const

/** A concept, written `loinc 44261-6`. */
export function concept(written: string): Fields {
  const [system = '', code = ''] = written.split(' ')
  return { coding: [{ system: systems[system as keyof typeof systems], code }] }
}

/** Somebody born on this day. */
export function patient(birthDate: string, more: Fields = {}): Fields {
  return { resourceType: 'Patient', id: 'p1', birthDate, ...more }
}

/** A finished encounter of one kind; `end` is left out where it is undefined. */
export function encounter(type: string, start: string, end: string | undefined, more: Fields = {}): Fields {
  return {
    resourceType: 'Encounter',
    status: 'finished',
    type: [concept(type)],
    period: { start, ...(end !== undefined && { end }) },
    ...more,
  }
}

/** An active, confirmed condition from its onset on. */
export function condition(code: string, onsetDateTime: string | undefined, more: Fields = {}): Fields {
  return {
    resourceType: 'Condition',
    ...statuses('active', 'confirmed'),
    code: concept(code),
    ...(onsetDateTime !== undefined && { onsetDateTime }),
    ...more,
  }
}

/** The two statuses of a condition. */
export function statuses(clinical: string, verification: string): Fields {
  const coded = (system: string, code: string) => ({
    coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
  })
  return {
    clinicalStatus: coded('condition-clinical', clinical),
    verificationStatus: coded('condition-ver-status', verification),
  }
}

/** A final observation. */
export function observation(code: string, effectiveDateTime: string, more: Fields = {}): Fields {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: concept(code),
    effectiveDateTime,
    ...more,
  }
}

/** A final PHQ-9 total. */
export function phq9(effectiveDateTime: string, valueInteger: number, more: Fields = {}): Fields {
  return observation('loinc 44261-6', effectiveDateTime, { valueInteger, ...more })
}

/** A bundle of these records, with the report of what a measure should come to, where one is given. */
export function bundle(...resources: readonly Fields[]): Fields {
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }
}
