import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { previewFlags, safetyItemsIn } from '#tests/support/preview.ts'
import { isSkip, readResource } from './read-resource.ts'
import { resolveFacts } from './resolve.ts'
import { onlyCounted } from './skips.ts'
import { splitBundle } from './split.ts'

// Published test data that is not part of the project; a worktree lies one folder deeper than a clone.
const root = ['..', '../..']
  .map((up) => join(process.cwd(), up, 'shared/data/fhir'))
  .find((path) => existsSync(path))
if (!root) console.log('Skipped: ../shared/data/fhir is not there.')

type Counts = Readonly<Record<string, number>>

/** Counted by a program of its own, which shares nothing with the reader. */
const expected: Readonly<
  Record<string, Readonly<Record<'facts' | 'skips' | 'kept' | 'unresolved', Counts>>>
> = {
  'ecqm-depression': {
    facts: {
      clinician: 62,
      condition: 91,
      contact: 138,
      dispense: 16,
      medication: 8,
      patient: 111,
      'score phq-9': 53,
    },
    skips: {
      'not-done': 1,
      'score-out-of-range': 2,
      'status-unknown': 1,
      'unsupported-code': 16,
      'unsupported-type': 280,
    },
    kept: { condition: 86, contact: 130, medication: 12, noted: 8, patient: 105, 'score phq-9': 53 },
    unresolved: {},
  },
  'gravity-sdohcc-examples': {
    facts: {
      circle: 2,
      clinician: 2,
      condition: 8,
      consent: 2,
      goal: 2,
      'need-sign': 30,
      patient: 2,
      role: 2,
    },
    skips: { 'unsupported-code': 33, 'unsupported-type': 42 },
    kept: { circle: 1, condition: 4, consent: 1, goal: 1, need: 6, noted: 17, patient: 1 },
    unresolved: {},
  },
  'hl7-r4-examples': {
    facts: {
      circle: 12,
      clinician: 14,
      condition: 12,
      consent: 12,
      contact: 3,
      form: 1,
      goal: 15,
      medication: 46,
      member: 15,
      'need-sign': 2,
      patient: 22,
      role: 1,
      sheet: 1,
    },
    skips: {
      'bad-date': 7,
      'entered-in-error': 2,
      'nothing-to-keep': 2,
      'unsupported-code': 72,
      'unsupported-type': 100,
    },
    kept: {
      circle: 21,
      condition: 12,
      consent: 11,
      contact: 3,
      goal: 8,
      medication: 46,
      need: 2,
      noted: 13,
      patient: 22,
    },
    unresolved: { 'unknown-subject': 4, 'unsupported-code': 1 },
  },
  'synthea-bulk-cc0': {
    facts: {
      allergy: 11,
      clinician: 43,
      condition: 555,
      contact: 1215,
      medication: 1745,
      'need-sign': 34,
      patient: 13,
      role: 43,
    },
    skips: { 'not-a-resource': 4, 'unsupported-type': 43 },
    kept: { allergy: 11, condition: 555, contact: 1215, medication: 1745, need: 18, noted: 34, patient: 13 },
    unresolved: {},
  },
  'synthea-spezi': {
    facts: {
      allergy: 12,
      condition: 416,
      contact: 581,
      drug: 7,
      medication: 656,
      member: 39,
      'need-sign': 311,
      patient: 8,
      'score audit-c': 14,
      'score gad-7': 42,
      'score phq-2': 53,
      'score phq-9': 3,
      'score phq-9m': 4,
    },
    skips: { 'nothing-to-keep': 39, 'unsupported-code': 196 },
    kept: {
      allergy: 12,
      circle: 16,
      condition: 416,
      contact: 581,
      medication: 656,
      need: 40,
      noted: 350,
      patient: 8,
      'score audit-c': 14,
      'score gad-7': 42,
      'score phq-2': 53,
      'score phq-9': 3,
      'score phq-9m': 4,
    },
    unresolved: {},
  },
}

describe.skipIf(!root)('published test data', () => {
  test.each(Object.entries(expected))('%s is read to the last record', (folder, counts) => {
    const { facts, skips } = readFolder(folder)
    const { patients, skips: unresolved } = resolveFacts(facts, skips)
    const kept = patients.flatMap((record) => [record.patient, ...record.facts])
    expect(counted(facts.map(nameOf))).toEqual(counts.facts)
    expect(counted(skips.map(({ reason }) => reason))).toEqual(counts.skips)
    expect(counted(kept.map(nameOf))).toEqual(counts.kept)
    expect(counted(unresolved.map(({ reason }) => reason))).toEqual(counts.unresolved)
  })

  test('every record is a fact or a named skip, and reading twice or backwards changes nothing', () => {
    const { facts, skips, records } = readFolder('ecqm-depression')
    expect(new Set(facts.map(({ key }) => `${key.type} ${key.id} ${'patient' in key}`)).size).toBeGreaterThan(
      0,
    )
    expect(records).toBeGreaterThan(skips.length)
    expect(skips.every(({ reason, type, id }) => onlyCounted.includes(reason) || (type && id))).toBe(true)
    const once = resolveFacts(facts, skips)
    expect(resolveFacts([...facts, ...facts], skips)).toEqual(once)
    expect(resolveFacts([...facts].reverse(), skips)).toEqual(once)
  })

  test('33 patients who share the id of a score keep one each', () => {
    const { facts, skips } = readFolder('ecqm-depression')
    const shared = resolveFacts(facts, skips).patients.filter((record) =>
      record.facts.some(({ key }) => key.id === '98778613516461352131315'),
    )
    expect(shared).toHaveLength(33)
  })

  test('no old score raises a flag on the day it is imported', () => {
    for (const folder of Object.keys(expected)) {
      const { facts, skips } = readFolder(folder)
      for (const { facts: theirs } of resolveFacts(facts, skips).patients) {
        expect(previewFlags(theirs, '2026-11-21')).toEqual({ flags: [], earlier: [] })
        expect(safetyItemsIn(theirs, '2026-11-21')).toEqual([])
      }
    }
  })
})

function readFolder(folder: string) {
  const facts = []
  const skips = []
  let records = 0
  for (const file of readdirSync(join(root ?? '', folder), { recursive: true, encoding: 'utf8' }).sort()) {
    for (const { resource, fullUrl } of entriesOf(join(root ?? '', folder, file))) {
      records += 1
      const answer = readResource(resource, {
        source: folder,
        zone: 'America/New_York',
        ...(fullUrl && { fullUrl }),
      })
      if (isSkip(answer)) skips.push(answer)
      else facts.push(...answer)
    }
  }
  return { facts, skips, records }
}

function entriesOf(path: string): { resource: unknown; fullUrl?: string }[] {
  if (path.endsWith('.json'))
    return [...splitBundle(JSON.parse(readFileSync(path, 'utf8')))].flatMap((one) =>
      'resource' in one ? one : [],
    )
  if (!path.endsWith('.ndjson')) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ resource: JSON.parse(line) }))
}

function nameOf(fact: { kind: string; instrument?: string }): string {
  return fact.kind === 'score' ? `score ${fact.instrument}` : fact.kind
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
