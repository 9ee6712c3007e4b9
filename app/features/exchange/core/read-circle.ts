import type { ClinicianFact, RoleFact } from './anchor-facts.ts'
import { displayOf } from './codes.ts'
import { readDate } from './dates.ts'
import type { CircleFact, MemberFact } from './facts.ts'
import { aliasesOf, identifiersOf, writtenName } from './identity.ts'
import { at, field, first, list, text } from './json.ts'
import { containedOf, type FhirRecord, isAhead, patientOf, type Reading, typeOf } from './record.ts'
import { referenceKey } from './references.ts'

/** A RelatedPerson: family, a friend, a carer. */
export function readRelatedPerson({ json, context, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const name = writtenName(json, context)
  if (!name) return 'no-value'
  const fact: CircleFact = {
    kind: 'circle',
    ...head,
    patient,
    circle: 'related',
    name,
    ...detailsOf(relationship(json), phoneOf(json)),
    active: field(json, 'active') !== false && !isOver(field(json, 'period'), context),
  }
  return [fact]
}

/** The people a Patient record names as contacts: next of kin and others to ring. */
export function contactsOf({ json, context, head }: FhirRecord, patient: string): CircleFact[] {
  return list(field(json, 'contact')).flatMap((contact, index) => {
    const name = writtenName({ name: field(contact, 'name') }, context)
    if (!name) return []
    return {
      kind: 'circle',
      ...head,
      key: { ...head.key, part: `contact-${index}` },
      patient,
      circle: 'related',
      name,
      ...detailsOf(relationship(contact), phoneOf(contact)),
      active: !isOver(field(contact, 'period'), context),
    } satisfies CircleFact
  })
}

/** A CareTeam: the people in it. The patient, and members that are organizations, are not people around the patient. */
export function readCareTeam(record: FhirRecord): Reading {
  const { json } = record
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const status = text(field(json, 'status')) ?? 'active'
  if (status === 'proposed') return 'not-done'
  const members = membersOf(record, json, json, patient, status !== 'active' && status !== 'suspended')
  return members.length > 0 ? members : 'nothing-to-keep'
}

/** The members of a care team, which may be contained in `holder`. */
export function membersOf(
  { context, head }: FhirRecord,
  team: unknown,
  holder: unknown,
  patient: string,
  ended: boolean,
): MemberFact[] {
  const over = ended || isOver(field(team, 'period'), context)
  const part = text(field(team, 'id')) ?? ''
  return list(field(team, 'participant')).flatMap((participant, index): MemberFact[] => {
    const reference = field(participant, 'member')
    const key = referenceKey(reference)
    if (key && /^(Patient|Organization|CareTeam|RelatedPerson|Group|Device)[/?]/.test(key)) return []
    if (key && key === patient) return []
    const contained = key?.startsWith('#') ? containedOf(holder, key) : undefined
    const type = typeOf(contained)
    if (type && type !== 'Practitioner' && type !== 'PractitionerRole') return []
    const name = writtenName(contained, context) ?? text(field(reference, 'display'))
    const role = first(list(field(participant, 'role')).map(displayOf))
    const member = key?.startsWith('#') ? undefined : key
    if (!member && !name) return []
    return [
      {
        kind: 'member',
        ...head,
        key: { ...head.key, part: `member-${part.slice(0, 64)}-${index}` },
        patient,
        ...(member && { member }),
        ...(name && { name }),
        ...(role && { role }),
        active: !over && !isOver(field(participant, 'period'), context),
      },
    ]
  })
}

/** Whoever a Patient record names as their general practitioner. */
export function generalPractitionersOf({ json, head }: FhirRecord, patient: string): MemberFact[] {
  return list(field(json, 'generalPractitioner')).flatMap((reference, index): MemberFact[] => {
    const key = referenceKey(reference)
    if (!key || !/^(Practitioner|PractitionerRole)[/?]|^urn:/.test(key)) return []
    const name = text(field(reference, 'display'))
    const part = `practitioner-${index}`
    return [
      {
        kind: 'member',
        ...head,
        key: { ...head.key, part },
        patient,
        member: key,
        ...(name && { name }),
        role: 'General practitioner',
        active: true,
      },
    ]
  })
}

/** A Practitioner, for those who point to one. */
export function readClinician({ json, key, context, head }: FhirRecord): Reading {
  const name = writtenName(json, context)
  if (!name) return 'no-value'
  const role = first(list(field(json, 'qualification')).map((one) => displayOf(field(one, 'code'))))
  const fact: ClinicianFact = {
    kind: 'clinician',
    ...head,
    aliases: aliasesOf(key.type, key.id, context.fullUrl, identifiersOf(json)),
    name,
    ...detailsOf(role, phoneOf(json)),
  }
  return [fact]
}

/** A PractitionerRole, for those who point to one or to its practitioner. */
export function readRole({ json, key, context, head }: FhirRecord): Reading {
  const clinician = referenceKey(field(json, 'practitioner'))
  const name = text(at(json, 'practitioner', 'display'))
  if (!clinician && !name) return 'no-value'
  const role = first(
    [...list(field(json, 'specialty')), ...list(field(json, 'code'))].map((concept) => displayOf(concept)),
  )
  const organization = text(at(json, 'organization', 'display'))
  const fact: RoleFact = {
    kind: 'role',
    ...head,
    aliases: aliasesOf(key.type, key.id, context.fullUrl, identifiersOf(json)),
    ...(clinician && { clinician }),
    ...(name && { name }),
    ...detailsOf(role, phoneOf(json)),
    ...(organization && { organization }),
  }
  return [fact]
}

function detailsOf(role: string | undefined, phone: string | undefined) {
  return { ...(role && { role }), ...(phone && { phone }) }
}

function relationship(json: unknown): string | undefined {
  return first(list(field(json, 'relationship')).map(displayOf))
}

// A number for work before one without a use before the others; one that is out of use not at all.
const uses = ['work', undefined, 'mobile', 'home', 'temp']

function phoneOf(json: unknown): string | undefined {
  const telecoms = [...list(field(json, 'telecom')), ...list(at(list(field(json, 'contact'))[0], 'telecom'))]
  const phones = telecoms
    .filter((one) => ['phone', 'sms'].includes(text(field(one, 'system')) ?? ''))
    .map((one) => ({ use: text(field(one, 'use')), value: text(field(one, 'value')) }))
    .filter(({ use, value }) => use !== 'old' && value !== undefined)
  return phones.sort((one, other) => uses.indexOf(one.use) - uses.indexOf(other.use))[0]?.value?.slice(0, 60)
}

function isOver(period: unknown, context: FhirRecord['context']): boolean {
  const end = readDate(field(period, 'end'), context.zone)?.on
  return end !== undefined && !isAhead(end, context)
}
