import { findOpenings } from '#app/features/huddles/core/openings.ts'
import type {
  BusySpan,
  CaseToServe,
  OpeningsRequest,
  PersonToMeet,
} from '#app/features/huddles/core/openings-request.ts'

/** An instant written as `2027-03-01T09:00`, in UTC. */
export const at = (text: string) => Date.parse(`${text}:00Z`)
const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** A nurse who is always there. */
export const person = (id: string, over: Partial<PersonToMeet> = {}): PersonToMeet => ({
  id,
  discipline: 'nurse',
  zone: 'UTC',
  hours: [{ days: everyDay, from: '00:00', to: '24:00' }],
  busy: [],
  bufferMinutes: 0,
  ...over,
})

/** A case of ten minutes that needs nobody. */
export const aCase = (id: string, over: Partial<CaseToServe> = {}): CaseToServe => ({
  id,
  urgency: 'soon',
  respondBy: null,
  minutes: 10,
  needs: [],
  carried: 0,
  ...over,
})

/** Busy time on the day of `ask`. */
export const busy = (start: string, end: string, type: BusySpan['type'] = 'busy'): BusySpan => ({
  start: at(`2027-03-01T${start}`),
  end: at(`2027-03-01T${end}`),
  type,
})

/** A question about Monday, 1 March 2027, 09:00 to 12:00, in half hours. */
export function ask(over: Partial<OpeningsRequest> = {}) {
  return findOpenings({
    now: at('2027-03-01T08:00'),
    zone: 'UTC',
    from: at('2027-03-01T09:00'),
    to: at('2027-03-01T12:00'),
    minutes: 30,
    step: 30,
    setup: 2,
    limit: 10,
    people: [],
    required: [],
    optional: [],
    quorum: [],
    cases: [],
    ...over,
  })
}
