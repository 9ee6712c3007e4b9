import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { field } from '#app/features/exchange/core/json.ts'
import { type Entry, splitBundle, splitNdjson } from '#app/features/exchange/core/split.ts'
import type { Group } from '#app/features/insights/core/populations.ts'
import { isEqual, isReportOf, type PublishedMeasure } from '#app/features/insights/core/published-measures.ts'
import { patientsOf, type Records, reportsOf } from '#app/features/insights/core/records.ts'
import { measurementPeriod } from '#app/features/insights/core/spans.ts'

/** One patient, measured. `equal` is left out when no report of the measure came with the records. */
export interface MeasuredPatient {
  readonly patient: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly groups: readonly Group[]
  readonly equal?: boolean
}

/** What stands in the way of measuring, in words for whoever called the command. */
export class CannotMeasure extends Error {}

/**
 * Measures every patient of some files and folders. Each Bundle is read by itself; records that are in none are put
 * together, over all files. The period is the one given, else that of the report a patient's records came with.
 */
export async function* measureFiles(
  measure: PublishedMeasure,
  paths: readonly string[],
  period: { readonly from: string; readonly to: string } | undefined,
): AsyncGenerator<MeasuredPatient> {
  const loose: Entry[] = []
  for (const path of paths)
    for (const file of await listFiles(path))
      for (const value of await valuesOf(file)) {
        const entries = [...splitBundle(value)]
        if (field(value, 'resourceType') !== 'Bundle') loose.push(...entries)
        else for (const records of patientsOf(entries)) yield measured(measure, records, file, period)
      }
  for (const records of patientsOf(loose)) yield measured(measure, records, paths.join(' '), period)
}

function measured(
  measure: PublishedMeasure,
  records: Records,
  file: string,
  given: { readonly from: string; readonly to: string } | undefined,
): MeasuredPatient {
  const reports = reportsOf(records)
  const [theirs] = reports.filter((report) => isReportOf(report, measure))
  const { from, to } = given ?? theirs ?? reports[0] ?? {}
  if (!from || !to) throw new CannotMeasure(`${file} holds no MeasureReport; give --from and --to`)
  const span = measurementPeriod(from, to)
  if (!span)
    throw new CannotMeasure(`${file} has a MeasureReport without a readable period; give --from and --to`)
  const [first, last] = measure.years ?? []
  const year = new Date(span.low?.first ?? 0).getUTCFullYear()
  if (first && last && (year < first || year > last))
    throw new CannotMeasure(
      `${measure.title} is defined here for ${first === last ? first : `${first} to ${last}`}`,
    )
  const groups = measure.of(records, span)
  return {
    patient: records.patientId,
    file,
    from,
    to,
    groups,
    ...(theirs && { equal: isEqual(theirs, groups) }),
  }
}

async function listFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const names = await readdir(path, { recursive: true })
    return names
      .filter((name) => /\.(nd)?json$/i.test(name))
      .sort()
      .map((name) => join(path, name))
  } catch {
    throw new CannotMeasure(`${path} cannot be read`)
  }
}

async function valuesOf(file: string): Promise<unknown[]> {
  const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  if (/\.ndjson$/i.test(file))
    return [...splitNdjson(text.split('\n'))].map((line) => {
      if (!line.ok) throw new CannotMeasure(`${file} is not JSON in line ${line.line}`)
      return line.resource
    })
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    throw new CannotMeasure(`${file} is not JSON`)
  }
}
