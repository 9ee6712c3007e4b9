import type { Band, Instrument, InstrumentCode } from './instrument.ts'
import { instruments } from './instrument-table.ts'

export type { Band, Instrument, InstrumentCode, Question, Sheet } from './instrument.ts'
export { instruments }

/** All of them, the most used first. */
export const allInstruments: readonly Instrument[] = Object.values(instruments)

/** The instrument of that code. */
export function instrumentOf(code: InstrumentCode): Instrument {
  return instruments[code]
}

/** Whether the instrument can give this total: a whole number within its range. 300 is no PHQ-9; 0 is one. */
export function isTotalOf(code: InstrumentCode, value: number): boolean {
  const { min, max } = instruments[code]
  return Number.isInteger(value) && value >= min && value <= max
}

/** Whether only a total can be kept of it. */
export function isTotalOnly(code: InstrumentCode): boolean {
  return instruments[code].items === 0
}

/** Whether an item of the instrument can be answered so: a whole number from 0 to the item's maximum. */
export function isAnswerOf(code: InstrumentCode, value: number): boolean {
  const { items, itemMax } = instruments[code]
  return items > 0 && Number.isInteger(value) && value >= 0 && value <= itemMax
}

/** The band a total falls in, or undefined for a total the instrument cannot give. */
export function bandOf(code: InstrumentCode, value: number): Band | undefined {
  if (!isTotalOf(code, value)) return undefined
  return instruments[code].bands.find((band) => value >= band.from && value <= band.to)
}
