/** Gives the text for a place: a name, a question, a note. */
export type Words = (place: string) => string

/** One patient whose scores raise a flag, and bad records beside it, as another system would hand them over. */
export function importLines(words: Words): string {
  const patient = {
    resourceType: 'Patient',
    id: words('id of an imported patient'),
    name: [
      {
        family: words('family name of an imported patient'),
        given: [words('given name of an imported patient')],
      },
    ],
    gender: 'female',
    birthDate: '1970-02-03',
    identifier: [
      {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
        value: words('record number of an imported patient'),
      },
    ],
  }
  const subject = { reference: `Patient/${patient.id}` }
  const score = (place: string, on: string, value: number) => ({
    resourceType: 'Observation',
    id: words(place),
    status: 'final',
    subject,
    code: { coding: [{ system: 'http://loinc.org', code: '44261-6' }] },
    effectiveDateTime: `${on}T10:00:00Z`,
    valueInteger: value,
  })
  const records = [
    patient,
    {
      resourceType: 'Condition',
      id: words('id of an imported condition'),
      subject,
      code: { text: words('text of an imported condition') },
    },
    {
      resourceType: 'MedicationRequest',
      id: words('id of an imported medication'),
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: words('text of an imported medication') },
    },
    {
      resourceType: 'Condition',
      id: words('id of an odd condition'),
      subject,
      meta: { security: [{ system: words('system of a label'), code: words('code of a label') }] },
      code: {
        coding: [{ system: 'http://snomed.info/sct', code: '1', display: words('display of a condition') }],
      },
      onsetString: words('onset of a condition'),
      onsetDateTime: words('onset date of a condition'),
      note: [{ text: words('note of a condition') }],
    },
    {
      resourceType: 'MedicationRequest',
      id: words('id of an odd medication'),
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: words('text of an odd medication') },
      authoredOn: words('start of a medication'),
      dosageInstruction: [{ text: words('dosage of a medication') }],
    },
    {
      resourceType: 'Encounter',
      id: words('id of an encounter'),
      status: 'finished',
      class: { code: 'AMB' },
      subject,
      type: [{ text: words('type of an encounter') }],
      reasonCode: [{ text: words('reason of an encounter') }],
      period: { start: '2026-11-10T09:00:00Z' },
    },
    {
      resourceType: 'AllergyIntolerance',
      id: words('id of an allergy'),
      patient: subject,
      code: { text: words('text of an allergy') },
    },
    score('id of an imported first score', '2026-09-01', 22),
    score('id of an imported score', '2026-11-20', 21),
    {
      resourceType: 'Observation',
      id: words('id of a bad record'),
      status: words('status of a bad record'),
      subject: { reference: `Patient/${words('reference of a bad record')}` },
      code: {
        coding: [{ system: words('code system of a bad record'), code: words('code of a bad record') }],
      },
      effectiveDateTime: words('date of a bad record'),
      valueString: words('value of a bad record'),
    },
    { resourceType: words('type of a bad record'), id: words('id of a record of no type') },
  ]
  const lines = records.map((record) => JSON.stringify(record))
  lines.push(`{"resourceType": "Patient", "${words('line that is no JSON')}`)
  return lines.join('\n')
}
