import { z } from 'zod'
import {
  contractCarried,
  contractId,
  contractIds,
  contractSetup,
  contractUrgency,
  listOf,
  type Read,
  readContract,
  recordsOf,
  reportRange,
  reportRepeated,
  reportSetup,
  typed,
  wholeNumber,
} from '#app/features/huddles/server/contract-reading.ts'
import type { AgendaRequest } from '../core/agenda-request.ts'

/** Yes or no; no when it is left out. */
const flag = z.boolean(typed('true or false')).default(false)

const caseToPlace = z.object(
  {
    id: contractId,
    urgency: contractUrgency,
    late: flag,
    carried: contractCarried,
    minutes: wholeNumber(1),
    needs: contractIds,
    pinned: flag,
  },
  typed('a case'),
)

const agendaRequest = z.object(
  {
    minutes: wholeNumber(1),
    setup: contractSetup,
    attendance: listOf(
      z.object({ id: contractId, from: wholeNumber(0), to: wholeNumber(0) }, typed('a span of attendance')),
    ),
    cases: listOf(caseToPlace),
  },
  typed('an object'),
)

/**
 * Reads a question for an agenda: what is left out takes its default, and repeats in a list of ids count once.
 * Otherwise every mistake in it.
 */
export function readAgendaRequest(sent: unknown): Read<AgendaRequest> {
  return readContract(agendaRequest, sent, (request, report) => {
    reportSetup(request, report)
    reportRepeated(request, 'cases', report)
    for (const [index, { from, to }] of recordsOf(request.attendance))
      reportRange(['attendance', index, 'from'], from, to, report)
  })
}
