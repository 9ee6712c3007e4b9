import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { episodeStartOf } from '#app/features/exchange/core/episode.ts'
import type { Fact } from '#app/features/exchange/core/facts.ts'
import { isSkip, readResource } from '#app/features/exchange/core/read-resource.ts'
import { resolveFacts } from '#app/features/exchange/core/resolve.ts'
import type { Skip } from '#app/features/exchange/core/skips.ts'
import { splitBundle, splitNdjson } from '#app/features/exchange/core/split.ts'
import { fhirBundle, fhirNdjson, fhirPatients, fhirSkips } from './fhir-clinic.ts'
import { previewFlags } from './preview.ts'

const now = DateTime.fromISO('2026-12-01T09:00', { zone: 'Asia/Kathmandu' })
const today = '2026-12-01'

function read(entries: Iterable<{ readonly resource: unknown; readonly fullUrl?: string }>) {
  const facts: Fact[] = []
  const skips: Skip[] = []
  for (const { resource, fullUrl } of entries) {
    const answer = readResource(resource, {
      source: 'clinic',
      zone: 'Asia/Kathmandu',
      ...(fullUrl && { fullUrl }),
    })
    if (isSkip(answer)) skips.push(answer)
    else facts.push(...answer)
  }
  const resolved = resolveFacts(facts, skips)
  return { patients: resolved.patients, skips: [...skips, ...resolved.skips] }
}

const asBundle = () => read(splitBundle(fhirBundle(now)))
const asLines = () =>
  read([...splitNdjson(fhirNdjson(now).split('\n'))].map((line) => ({ resource: line.ok && line.resource })))

describe('the files of the small clinic', () => {
  test('say the same as a Bundle and as lines', () => {
    const facts = ({ patients }: ReturnType<typeof read>) =>
      patients.map(({ patient, facts: theirs }) => [
        patient.key,
        theirs.map(({ patient: _reference, ...fact }) => fact),
      ])
    expect(facts(asBundle())).toEqual(facts(asLines()))
  })

  test('name each record that cannot be read, by its reason', () => {
    const counts: Record<string, number> = {}
    for (const { reason } of asBundle().skips) counts[reason] = (counts[reason] ?? 0) + 1
    expect(counts).toEqual(fhirSkips)
  })

  test('hold the patients they promise, with the flags they promise', () => {
    const found = asBundle().patients.map(({ patient, facts }) => {
      const preview = previewFlags(facts, today, { episodeStart: episodeStartOf(facts, today) })
      return [patient.family, preview.flags.map(({ rule }) => rule), preview.earlier.length]
    })
    const promised = Object.values(fhirPatients).map(({ family, flags, earlier }) => [
      family,
      [...flags],
      earlier,
    ])
    expect(found.sort()).toEqual(promised.sort())
  })

  test('hold the newest scores they promise', () => {
    for (const { patient, facts } of asBundle().patients) {
      const scores = facts.flatMap((fact) =>
        fact.kind === 'score' && fact.instrument === 'phq-9' ? [fact] : [],
      )
      const newest = scores.sort((one, other) => (one.on < other.on ? -1 : 1)).at(-1)?.value
      const promised = Object.values(fhirPatients).find(({ family }) => family === patient.family)
      expect([patient.family, newest]).toEqual([
        patient.family,
        promised && 'phq9' in promised ? promised.phq9 : undefined,
      ])
    }
  })
})
