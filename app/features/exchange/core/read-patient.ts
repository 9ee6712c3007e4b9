import { readDate } from './dates.ts'
import type { Identifier, PatientFact } from './facts.ts'
import { aliasesOf, identifiersOf, namesOf } from './identity.ts'
import { field, text } from './json.ts'
import { contactsOf, generalPractitionersOf } from './read-circle.ts'
import { languageSigns } from './read-needs.ts'
import type { FhirRecord, Reading } from './record.ts'

/**
 * A Patient, with the people their record names and the language they need. One without name, birth date or number is
 * still a patient: the banner says "Not known".
 */
export function readPatient(record: FhirRecord): Reading {
  const { json, key, context, head } = record
  const [name, ...others] = namesOf(json, context)
  const identifiers = identifiersOf(json)
  const birthDate = readDate(field(json, 'birthDate'), context.zone)?.on
  const gender = genderOf(text(field(json, 'gender')))
  const deceasedAt = field(json, 'deceasedDateTime')
  const deceasedOn = readDate(deceasedAt, context.zone)?.on
  const recordNumber = recordNumberOf(identifiers)
  const fact: PatientFact = {
    kind: 'patient',
    ...head,
    aliases: aliasesOf(key.type, key.id, context.fullUrl, identifiers),
    ...(name?.family && { family: name.family }),
    given: name?.given ?? [],
    otherNames: others.map(({ written }) => written),
    ...(birthDate && { birthDate }),
    ...(gender && { gender }),
    identifiers,
    ...(recordNumber && { recordNumber }),
    deceased: field(json, 'deceasedBoolean') === true || text(deceasedAt) !== undefined,
    ...(deceasedOn && { deceasedOn }),
  }
  const self = `${key.type}/${key.id}`
  return [
    fact,
    ...contactsOf(record, self),
    ...generalPractitionersOf(record, self),
    ...languageSigns(record, self),
  ]
}

function recordNumberOf(identifiers: readonly Identifier[]): string | undefined {
  const marked = identifiers.find(({ type }) => type === 'MR')
  const other = identifiers.find(({ type }) => type !== 'DL' && type !== 'PPN')
  return (marked ?? other)?.value
}

function genderOf(code: string | undefined): PatientFact['gender'] {
  switch (code) {
    case 'male':
    case 'female':
    case 'other':
    case 'unknown':
      return code
    default:
      return undefined
  }
}
