import { expect, test } from 'vitest'
import { splitBundle, splitNdjson } from './split.ts'

const patient = { resourceType: 'Patient', id: 'p' }
const bundle = (...entry: unknown[]) => ({ resourceType: 'Bundle', entry })

test('a bundle is its records, with their addresses; deletions are none', () => {
  const given = bundle(
    { fullUrl: 'urn:uuid:p', resource: patient },
    { request: { method: 'DELETE' } },
    null,
    7,
  )
  expect([...splitBundle(given)]).toEqual([{ resource: patient, fullUrl: 'urn:uuid:p' }])
})

test('bundles in bundles and in lists are opened, one that holds itself comes to an end', () => {
  expect([...splitBundle([bundle({ resource: bundle({ resource: patient }) }), patient])]).toHaveLength(2)
  const loop: { resourceType: string; entry: unknown[] } = bundle({ resource: patient })
  loop.entry.push({ resource: loop })
  expect([...splitBundle(loop)].length).toBeLessThan(10)
})

test('what is no bundle is one record; an empty bundle none', () => {
  expect([...splitBundle(patient)]).toEqual([{ resource: patient }])
  expect([...splitBundle(7)]).toEqual([{ resource: 7 }])
  expect([...splitBundle({ resourceType: 'Bundle', entry: 'x' })]).toEqual([])
})

test('lines are parsed one by one, a bad one is named and costs no other', () => {
  const lines = ['\uFEFF{"id":"a"}', '', '{"id":', '{"id":"b"}\r']
  expect([...splitNdjson(lines)]).toEqual([
    { line: 1, ok: true, resource: { id: 'a' } },
    { line: 3, ok: false },
    { line: 4, ok: true, resource: { id: 'b' } },
  ])
})
