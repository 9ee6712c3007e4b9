import { expect, test } from 'vitest'
import { episodeStartOf } from './episode.ts'
import type { ContactFact, ScoreFact } from './facts.ts'

const base = {
  key: { source: 'clinic', type: 'Observation', id: '1' },
  labels: [],
  patient: 'Patient/1',
} as const

function phq(on: string, value: number): ScoreFact {
  return { ...base, kind: 'score', instrument: 'phq-9', value, on, items: [] }
}

function visit(on: string): ContactFact {
  return { ...base, kind: 'contact', on, way: 'visit', reached: true }
}

test('an episode begins with the first elevated score of the last 12 months', () => {
  const facts = [visit('2026-01-05'), phq('2026-02-01', 9), phq('2026-03-01', 10), phq('2026-04-01', 20)]
  expect(episodeStartOf(facts, '2026-12-01')).toBe('2026-03-01')
})

test('without one it begins with the first contact of that time', () => {
  expect(episodeStartOf([visit('2026-05-01'), visit('2026-02-01')], '2026-12-01')).toBe('2026-02-01')
})

test('what is older than 12 months, or yet to come, says nothing', () => {
  const facts = [phq('2025-11-30', 20), visit('2025-11-30'), phq('2027-01-01', 20)]
  expect(episodeStartOf(facts, '2026-12-01')).toBe('2026-12-01')
})

test('a day 365 days ago still counts', () => {
  expect(episodeStartOf([phq('2025-12-01', 15)], '2026-12-01')).toBe('2025-12-01')
})
