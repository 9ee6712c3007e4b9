import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#app/time/calendar-days.ts'
import { chartOf, sayCourse } from './chart.ts'
import { allInstruments } from './instruments.ts'
import type { Score } from './scores.ts'

const plot = { width: 270, height: 270 }
const phq = (on: string, value: number): Score => ({ instrument: 'phq-9', on, value })
const words: Record<string, string> = { '2026-05-03': '03-May-2026', '2026-06-28': '28-Jun-2026' }
const sayDay = (day: string) => words[day] ?? day

test('the scale is the whole range, whatever the data', () => {
  const chart = chartOf([phq('2026-05-03', 27), phq('2026-06-28', 0)], 'phq-9', plot)
  expect(chart?.points.map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [270, 270],
  ])
  expect(chart?.ticks.map((tick) => tick.value)).toEqual([0, 5, 10, 15, 20, 27])
})

test('one day is drawn in the middle, no score not at all', () => {
  expect(chartOf([phq('2026-05-03', 10)], 'phq-9', plot)?.points[0]?.x).toBe(135)
  expect(chartOf([], 'phq-9', plot)).toBeUndefined()
})

test('a span cuts, and places by its own ends', () => {
  const scores = [phq('2026-05-01', 10), phq('2026-05-11', 8), phq('2026-06-20', 4)]
  const chart = chartOf(scores, 'phq-9', plot, { from: '2026-05-01', to: '2026-05-21' })
  expect(chart?.points.map(({ x }) => x)).toEqual([0, 135])
})

test('the bands of each instrument cover the plot without gap or overlap', () => {
  for (const { code } of allInstruments) {
    const chart = chartOf([{ instrument: code, on: '2026-05-03', value: 0 }], code, plot)
    let bottom = plot.height
    for (const band of chart?.bands ?? []) {
      expect(band.y + band.height, code).toBeCloseTo(bottom)
      bottom = band.y
    }
    expect(bottom, code).toBeCloseTo(0)
  }
})

test('every point lies in the plot, in order of time', () => {
  const scores = fc.array(
    fc.record({
      instrument: fc.constant('phq-9' as const),
      value: fc.integer({ min: -3, max: 300 }),
      on: fc.nat(500).map((days) => addDays('2026-01-01', days)),
    }),
  )
  fc.assert(
    fc.property(scores, (all) => {
      const points = chartOf(all, 'phq-9', plot)?.points ?? []
      let before = 0
      for (const { x, y } of points) {
        expect(x).toBeGreaterThanOrEqual(before)
        expect(x).toBeLessThanOrEqual(plot.width + 1e-9)
        expect(y >= 0 && y <= plot.height).toBe(true)
        before = x
      }
    }),
  )
})

test('a chart can be said in one sentence', () => {
  const [start, end] = ['2026-05-03', '2026-06-28']
  expect(sayCourse([phq(start, 18), phq(end, 11)], 'phq-9', sayDay)).toBe(
    'PHQ-9 fell from 18 on 03-May-2026 to 11 on 28-Jun-2026.',
  )
  expect(sayCourse([phq(start, 3), phq(end, 11)], 'phq-9', sayDay)).toBe(
    'PHQ-9 rose from 3 on 03-May-2026 to 11 on 28-Jun-2026.',
  )
  expect(sayCourse([phq(start, 11), phq(end, 11)], 'phq-9', sayDay)).toBe(
    'PHQ-9 was 11 on 03-May-2026 and again on 28-Jun-2026.',
  )
  expect(sayCourse([phq(start, 0)], 'phq-9', sayDay)).toBe('PHQ-9 was 0 on 03-May-2026.')
  expect(sayCourse([], 'phq-9', sayDay)).toBe('No PHQ-9 yet.')
})
