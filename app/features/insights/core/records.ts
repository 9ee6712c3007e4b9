import { codesIn } from '#app/features/exchange/core/codes.ts'
import { at, field, list, text } from '#app/features/exchange/core/json.ts'
import type { Entry } from '#app/features/exchange/core/split.ts'
import { type Moment, readMoment } from './moments.ts'

/** All that is known of one patient, as FHIR records, each kind in the order of the file. */
export interface Records {
  readonly patientId: string
  readonly birth: Moment | undefined
  readonly patient: unknown
  of(resourceType: string): readonly unknown[]
}

/** What a bundle says of itself: the answer somebody else came to, to compare ours with. */
export interface Report {
  readonly measure: string
  readonly from: string | undefined
  readonly to: string | undefined
  /** The counts by population, one for each group of populations. */
  readonly groups: readonly Readonly<Record<string, number>>[]
}

/**
 * The patients of a bundle, each with their records.
 *
 * Records belong to the only patient of a bundle whomever they name: published bundles refer to patients by addresses
 * of other servers. With several patients a record goes to the one it names, and with none to nobody.
 */
export function patientsOf(entries: readonly Entry[]): Records[] {
  const patients = onceEach(entries.filter(({ resource }) => typeOf(resource) === 'Patient'))
  const others = entries.filter(({ resource }) => typeOf(resource) !== 'Patient')
  return patients.map(({ resource: patient, fullUrl }) => {
    const id = text(field(patient, 'id')) ?? ''
    const isTheirs = (resource: unknown) => patients.length === 1 || namesPatient(resource, id, fullUrl)
    const theirs = others.map(({ resource }) => resource).filter(isTheirs)
    return {
      patientId: id,
      birth: readMoment(field(patient, 'birthDate')),
      patient,
      of: (type) => theirs.filter((resource) => typeOf(resource) === type),
    }
  })
}

/** The reports that came with a patient's records. They are never part of what a measure looks at. */
export function reportsOf(records: Records): Report[] {
  return records.of('MeasureReport').map((report) => ({
    measure: text(field(report, 'measure')) ?? '',
    from: text(at(report, 'period', 'start')),
    to: text(at(report, 'period', 'end')),
    groups: list(field(report, 'group')).map((group) =>
      Object.fromEntries(
        list(field(group, 'population')).flatMap((population) => {
          const [code] = codesIn(field(population, 'code'), populationSystem)
          const count = field(population, 'count')
          return code && typeof count === 'number' ? [[code, count]] : []
        }),
      ),
    ),
  }))
}

// One who is in a bundle twice is one patient still.
function onceEach(patients: readonly Entry[]): Entry[] {
  return [...new Map(patients.map((one) => [text(field(one.resource, 'id')), one])).values()]
}

const populationSystem = 'http://terminology.hl7.org/CodeSystem/measure-population'

function typeOf(resource: unknown): string | undefined {
  return text(field(resource, 'resourceType'))
}

function namesPatient(resource: unknown, id: string, fullUrl: string | undefined): boolean {
  const subject = field(resource, 'subject') ?? field(resource, 'patient')
  const reference = text(field(subject, 'reference'))
  return (
    reference !== undefined &&
    (reference === fullUrl || reference.split('/').slice(-2).join('/') === `Patient/${id}`)
  )
}
