import { type NamedFacts, roleName } from './complete.ts'
import type { Label } from './fact-base.ts'
import type {
  CircleFact,
  DispenseFact,
  KeptFact,
  MedicationFact,
  MemberFact,
  NeedFact,
  NeedSignFact,
  NotedFact,
  PanelFact,
  PatientFact,
  PatientsFact,
  SheetFact,
} from './facts.ts'

type Complete = Exclude<PatientsFact, PanelFact | SheetFact>

/**
 * A patient's facts as they are kept: what many records say together is said once, as a fact with a name of its own, and each of
 * those records is noted.
 *
 * - A need is there or not as its newest sign says. An answer of years ago is no need of today, and each year's sheet no new need.
 * - Somebody who is in several care teams is one person around the patient, there as long as one of the teams is.
 * - What was handed out is medication once for each drug, unless a prescription says it already.
 */
export function gatherFacts(
  patient: PatientFact,
  facts: readonly Complete[],
  named: NamedFacts,
): readonly KeptFact[] {
  const plain: KeptFact[] = []
  const signs: NeedSignFact[] = []
  const members: MemberFact[] = []
  const dispenses: DispenseFact[] = []
  for (const fact of facts) {
    if (fact.kind === 'need-sign') signs.push(fact)
    else if (fact.kind === 'member') members.push(fact)
    else if (fact.kind === 'dispense') dispenses.push(fact)
    else plain.push(fact)
  }
  const medications = plain.filter((fact) => fact.kind === 'medication')
  return [
    ...plain,
    ...[...signs, ...members, ...dispenses].map(noted),
    ...needsOf(patient, signs),
    ...circleOf(patient, members, named),
    ...dispensedOf(patient, dispenses, medications),
  ]
}

/** Types of gathered facts. They are no records of a source, and are counted with none. */
export const gatheredTypes: readonly string[] = ['Need', 'Member', 'Dispensed']

function needsOf(patient: PatientFact, signs: readonly NeedSignFact[]): NeedFact[] {
  return [...grouped(signs, ({ need }) => need)].map(([need, all]) => {
    const newest = bestOf(
      all,
      (a, b) => compare(a.on ?? '', b.on ?? '') || Number(a.present) - Number(b.present),
    )
    const sameDay = all.filter((sign) => sign.present && sign.on === newest.on)
    const words = [...new Set(sameDay.flatMap((sign) => sign.words ?? []))].sort().join(', ')
    return {
      kind: 'need',
      ...headOf(patient, 'Need', need, all),
      patient: newest.patient,
      need,
      present: newest.present,
      ...(newest.on && { on: newest.on, lastUpdated: instantOf(newest.on) }),
      ...(words && { words }),
    } satisfies NeedFact
  })
}

function circleOf(patient: PatientFact, members: readonly MemberFact[], named: NamedFacts): CircleFact[] {
  const known = members.map((member) => ({ member, ...whoIs(member, named) }))
  const people = grouped(known, ({ identity }) => identity)
  return [...people].flatMap(([identity, all]): CircleFact[] => {
    const shown = bestOf(all, (a, b) => Number(a.member.active) - Number(b.member.active))
    if (!shown.name) return []
    const changes = all.flatMap(({ member }) => member.lastUpdated ?? []).sort()
    const lastUpdated = changes.at(-1)
    return [
      {
        kind: 'circle',
        ...headOf(
          patient,
          'Member',
          identity,
          all.map(({ member }) => member),
        ),
        patient: shown.member.patient,
        circle: 'professional',
        name: shown.name,
        ...(shown.role && { role: shown.role }),
        ...(shown.phone && { phone: shown.phone }),
        ...(shown.organization && { organization: shown.organization }),
        active: shown.member.active,
        ...(lastUpdated && { lastUpdated }),
      },
    ]
  })
}

/** Who a member of a care team is: by the practitioner they point to, else by how they are named. */
function whoIs(member: MemberFact, { clinicians, roles }: NamedFacts) {
  const pointed = member.member ? roles.get(member.member) : undefined
  const clinician =
    (member.member ? clinicians.get(member.member) : undefined) ??
    (pointed?.clinician ? clinicians.get(pointed.clinician) : undefined)
  const role = pointed ?? clinician?.aliases.map((alias) => roles.get(roleName(alias))).find((one) => one)
  const name = clinician?.name ?? member.name ?? role?.name
  return {
    identity: clinician
      ? `Practitioner/${clinician.key.id}`
      : (pointed?.clinician ?? member.member ?? `named ${name?.toLowerCase()}`),
    name,
    role: member.role ?? role?.role ?? clinician?.role,
    phone: role?.phone ?? clinician?.phone,
    organization: role?.organization,
  }
}

function dispensedOf(
  patient: PatientFact,
  dispenses: readonly DispenseFact[],
  medications: readonly MedicationFact[],
): MedicationFact[] {
  const prescribed = new Set(
    medications.flatMap(({ key }) => [`${key.type}/${key.id}`, `urn:uuid:${key.id}`]),
  )
  const listed = new Set(medications.flatMap(drugNames))
  const said = ({ prescription }: DispenseFact) => prescription !== undefined && prescribed.has(prescription)
  const open = dispenses.filter((one) => !said(one) && !drugNames(one).some((name) => listed.has(name)))
  return [...grouped(open, (one) => drugNames(one)[0] ?? '')].map(([drug, all]) => {
    const newest = bestOf(all, (a, b) => compare(a.on, b.on))
    const oldest = bestOf(all, (a, b) => compare(b.on, a.on))
    const prescribedBy = all.flatMap(({ prescription }) => prescription?.replace(/^.*[/:]/, '') ?? [])
    return {
      kind: 'medication',
      ...headOf(patient, 'Dispensed', drug, all),
      patient: newest.patient,
      codings: newest.codings,
      ...(newest.display && { display: newest.display }),
      status: 'dispensed',
      startedOn: oldest.on,
      ...(newest.until && { endedOn: newest.until }),
      ...(newest.dosage && { dosage: newest.dosage }),
      ...(prescribedBy.length > 0 && { prescribedBy }),
      lastUpdated: instantOf(newest.on),
    } satisfies MedicationFact
  })
}

function drugNames({ codings, display }: Pick<DispenseFact, 'codings' | 'display'>): string[] {
  const coded = codings.map(({ system, code }) => `${system ?? ''}|${code}`)
  return coded.length > 0 ? coded : [`named ${display?.toLowerCase()}`]
}

function headOf(
  patient: PatientFact,
  type: string,
  name: string,
  all: readonly { readonly labels: readonly Label[] }[],
) {
  // The patient belongs to its name: a practitioner's id is no record of one patient's that could be moved to another.
  const key = { source: patient.key.source, type, id: `${patient.key.id} ${name}` }
  return { key, labels: [...new Set(all.flatMap(({ labels }) => labels))].sort() }
}

function noted({ key, lastUpdated, labels, patient }: NeedSignFact | MemberFact | DispenseFact): NotedFact {
  return { kind: 'noted', key, labels, patient, ...(lastUpdated && { lastUpdated }) }
}

function instantOf(day: string): string {
  return `${day}T00:00:00.000Z`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The one that is more than the others, of equal ones the first. */
function bestOf<One>(all: readonly [One, ...One[]], order: (a: One, b: One) => number): One {
  return all.reduce((best, one) => (order(one, best) > 0 ? one : best))
}

function grouped<One, Name>(all: readonly One[], nameOf: (one: One) => Name): Map<Name, [One, ...One[]]> {
  const groups = new Map<Name, [One, ...One[]]>()
  for (const one of all) {
    const group = groups.get(nameOf(one))
    if (group) group.push(one)
    else groups.set(nameOf(one), [one])
  }
  return groups
}
