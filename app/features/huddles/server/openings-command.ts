import { findOpenings } from '#app/features/huddles/core/openings.ts'
import type { OpeningsAnswer } from '#app/features/huddles/core/openings-request.ts'
import type { Span } from '#app/time/spans.ts'
import { answerContract, type Printed } from './contract-command.ts'
import { readOpeningsRequest } from './read-openings-request.ts'

/** Answers `openings` from the command line: JSON in, JSON out. */
export function answerOpenings(text: string, ndjson: boolean): Printed {
  return answerContract(text, ndjson, (sent) => {
    const read = readOpeningsRequest(sent)
    return read.ok ? { ok: true, value: writeOpenings(findOpenings(read.value)) } : read
  })
}

/** The answer with its instants as text. */
function writeOpenings({ openings, none }: OpeningsAnswer) {
  return {
    openings: openings.map(({ start, lastStart, end, free, tentative, missing, ...rest }) => ({
      start: instantText(start),
      lastStart: instantText(lastStart),
      end: instantText(end),
      free,
      tentative,
      missing: missing.map(({ id, why, freeSpans }) => ({ id, why, freeSpans: freeSpans.map(spanText) })),
      ...rest,
    })),
    none,
  }
}

function spanText({ start, end }: Span) {
  return { start: instantText(start), end: instantText(end) }
}

/** ISO 8601 in UTC; milliseconds only where there are any. */
function instantText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}
