import { suggestAgenda } from '#app/features/agendas/core/agenda.ts'
import { answerContract, type Printed } from '#app/features/huddles/server/contract-command.ts'
import { readAgendaRequest } from './read-agenda-request.ts'

/** Answers `agenda` from the command line: JSON in, JSON out. */
export function answerAgenda(text: string, ndjson: boolean): Printed {
  return answerContract(text, ndjson, (sent) => {
    const read = readAgendaRequest(sent)
    return read.ok ? { ok: true, value: suggestAgenda(read.value) } : read
  })
}
