import { expect, test } from 'vitest'
import { isZone, zonesByRegion } from './zones.ts'

test('a zone is known by its full name', () => {
  expect(isZone('America/St_Johns')).toBe(true)
  expect(isZone('Asia/Kathmandu')).toBe(true)
  expect(isZone('Asia/Nowhere')).toBe(false)
  expect(isZone('')).toBe(false)
})

test('every zone one can choose is a zone, under the name its people use', () => {
  const all = zonesByRegion('UTC').flatMap(({ zones }) => zones)
  expect(all.filter((zone) => !isZone(zone))).toEqual([])
  expect(all).toContain('Asia/Kathmandu')
  expect(all).not.toContain('Asia/Katmandu')
  expect(all).toContain('UTC')
})
