import { publishedMeasures } from '#app/features/insights/core/published-measures.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isDay } from '#app/time/calendar-days.ts'
import { CannotMeasure, type MeasuredPatient, measureFiles } from './measure-files.ts'

interface Options {
  readonly from?: string
  readonly to?: string
  readonly compare: boolean
  readonly ndjson: boolean
}

/**
 * Answers `measure` from the command line: JSON for each patient. With `compare` it also tells on `err` which patients
 * differ from the report they came with. Gives the exit code, 1 when one differs or none could be compared; a refusal is
 * a sentence for people.
 */
export async function runMeasure(
  [name, ...paths]: readonly string[],
  { from, to, compare, ndjson }: Options,
  print: { out(text: string): void; err(line: string): void },
): Promise<Result<number, string>> {
  const measure = Object.entries(publishedMeasures).find(([known]) => known === name)?.[1]
  if (!measure) return refused(`say which measure: ${Object.keys(publishedMeasures).join(', ')}`)
  if (paths.length === 0) return refused('missing: the files or folders to read')
  if ((from === undefined) !== (to === undefined)) return refused('--from and --to belong together')
  for (const day of [from, to])
    if (day !== undefined && !isDay(day)) return refused(`${day} is no day; write it as 2024-01-31`)
  if (from && to && from > to) return refused('--from must not be after --to')

  const line = (one: MeasuredPatient) => JSON.stringify({ measure: name, ...one })
  const lines: string[] = []
  const counts = { patients: 0, compared: 0, equal: 0 }
  try {
    for await (const one of measureFiles(measure, paths, from && to ? { from, to } : undefined)) {
      if (ndjson) print.out(`${line(one)}\n`)
      else lines.push(`  ${line(one)}`)
      counts.patients += 1
      if (one.equal !== undefined) counts.compared += 1
      if (one.equal) counts.equal += 1
      if (one.equal === false && compare) print.err(`${one.file}: differs from its report`)
    }
  } catch (error) {
    if (error instanceof CannotMeasure) return refused(error.message)
    throw error
  }
  if (counts.patients === 0) return refused(`there is no patient in ${paths.join(' ')}`)
  // One array is printed only when it is whole: half of one is of no use to anybody.
  if (!ndjson) print.out(`[\n${lines.join(',\n')}\n]\n`)
  if (!compare) return done(0)
  print.err(`${counts.patients} patients, ${counts.compared} with a report, ${counts.equal} equal`)
  return done(counts.compared > 0 && counts.equal === counts.compared ? 0 : 1)
}
