import { DateTime } from 'luxon'
import type { Past } from './past.ts'

/** Something that happened at a moment. */
export interface Happening {
  readonly at: DateTime
  happen(): Promise<unknown>
}

/** What happened, in any order. */
export type Timeline = Happening[]

/** A moment of a day by the clocks of a zone. */
export function clockAt(day: string, hour: number, minute: number, zone: string): DateTime {
  return DateTime.fromISO(day, { zone }).set({ hour, minute })
}

/** Lets everything happen, in the order of its time; of the same moment in the order it was told. `say` hears of each month passed. */
export async function runThrough(past: Past, timeline: Timeline, say: (line: string) => void): Promise<void> {
  const inOrder = [...timeline].sort((one, other) => one.at.toMillis() - other.at.toMillis())
  let month = ''
  for (const { at, happen } of inOrder) {
    const name = at.toFormat('LLLL yyyy')
    if (name !== month) say(name)
    month = name
    past.setClock(at)
    await happen()
  }
}
