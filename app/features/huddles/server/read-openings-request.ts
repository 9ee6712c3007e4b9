import { z } from 'zod'
import { minutesOf } from '#app/time/weekly.ts'
import { isZone } from '#app/time/zones.ts'
import type { OpeningsRequest } from '../core/openings-request.ts'
import {
  contractCarried,
  contractId,
  contractIds,
  contractSetup,
  contractUrgency,
  listOf,
  oneOf,
  type Read,
  type Report,
  readContract,
  recordsOf,
  reportRange,
  reportRepeated,
  reportSetup,
  typed,
  wholeNumber,
} from './contract-reading.ts'

const instant = z
  .string(typed('an instant in UTC such as 2026-12-01T14:00:00Z'))
  .refine((text) => instantOf(text) !== undefined, {
    error: 'must be an instant in UTC such as 2026-12-01T14:00:00Z',
  })
  .transform((text) => instantOf(text) ?? 0)

const zone = z
  .string(typed('the IANA name of a zone'))
  .refine(isZone, { error: 'is not the IANA name of a zone that is known here' })

const wallClock = z
  .string(typed('a time such as 09:00'))
  .refine((text) => minutesOf(text) !== undefined, { error: 'must be a time from 00:00 to 24:00' })

const discipline = z.string(typed('the name of a discipline')).min(1, { error: 'must not be empty' })

const person = z.object(
  {
    id: contractId,
    discipline,
    zone,
    hours: listOf(
      z.object(
        { days: listOf(wholeNumber(1, 7)), from: wallClock, to: wallClock },
        typed('a range of hours'),
      ),
    ),
    busy: listOf(
      z.object(
        { start: instant, end: instant, type: oneOf(['busy', 'tentative', 'unavailable']) },
        typed('a span of busy time'),
      ),
    ),
    bufferMinutes: wholeNumber(0).default(0),
  },
  typed('a person'),
)

const waitingCase = z.object(
  {
    id: contractId,
    urgency: contractUrgency,
    respondBy: instant.nullable().default(null),
    minutes: wholeNumber(1),
    needs: contractIds,
    carried: contractCarried,
  },
  typed('a case'),
)

const openingsRequest = z.object(
  {
    now: instant,
    zone,
    from: instant,
    to: instant,
    minutes: wholeNumber(1),
    step: wholeNumber(1, 1440).default(5),
    setup: contractSetup,
    limit: wholeNumber(0).default(10),
    people: listOf(person),
    required: contractIds,
    optional: contractIds,
    quorum: listOf(z.object({ discipline, count: wholeNumber(0) }, typed('a discipline and a count'))),
    cases: listOf(waitingCase),
  },
  typed('an object'),
)

/**
 * Reads a question for openings: instants become epoch milliseconds, what is left out takes its default, and repeats
 * in a list of ids count once. Otherwise every mistake in it.
 */
export function readOpeningsRequest(sent: unknown): Read<OpeningsRequest> {
  return readContract(openingsRequest, sent, (request, report) => {
    reportRange(['from'], instantOf(request.from), instantOf(request.to), report)
    reportSetup(request, report)
    reportRepeated(request, 'people', report)
    reportRepeated(request, 'cases', report)
    reportUnknown(request, 'required', report)
    reportUnknown(request, 'optional', report)
    for (const [index, { hours, busy }] of recordsOf(request.people)) {
      for (const [at, { from, to }] of recordsOf(hours))
        reportRange(['people', index, 'hours', at, 'from'], wallClockOf(from), wallClockOf(to), report)
      for (const [at, { start, end }] of recordsOf(busy))
        reportRange(['people', index, 'busy', at, 'start'], instantOf(start), instantOf(end), report)
    }
  })
}

function reportUnknown(
  request: Record<string, unknown>,
  name: 'required' | 'optional',
  report: Report,
): void {
  const ids = request[name]
  if (!Array.isArray(ids)) return
  const known = new Set<unknown>(recordsOf(request.people).map(([, { id }]) => id))
  for (const [index, id] of ids.entries()) {
    // What is no id at all has been reported as such; an unknown one that is repeated is one mistake.
    if (known.has(id) || !contractId.safeParse(id).success) continue
    report([name, index], 'is not the id of one of people')
    known.add(id)
  }
}

const instantText = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?Z$/

/** Epoch milliseconds of an instant in UTC, or undefined when the value is no such text or names no day there is. */
function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const date = instantText.exec(value)?.[1]
  const instant = Date.parse(value)
  if (date === undefined || Number.isNaN(instant)) return undefined
  // Some engines read 30 February as a day in March.
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date) ? instant : undefined
}

function wallClockOf(value: unknown): number | undefined {
  return typeof value === 'string' ? minutesOf(value) : undefined
}
