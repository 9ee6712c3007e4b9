import { expect, test } from 'vitest'
import type { TeamId } from '#app/shared/ids.ts'
import { may, teamsWhere } from './rights.ts'

const north = 'north' as TeamId
const south = 'south' as TeamId

test('a lead of one team has no rights in another', () => {
  const lead = { admin: false, roles: new Map([[north, 'lead' as const]]) }
  expect(may(lead, 'flag.triage', north)).toBe(true)
  expect(may(lead, 'flag.triage', south)).toBe(false)
  expect(may(lead, 'case.read', south)).toBe(false)
})

test('an admin who is in no team reads no case', () => {
  const admin = { admin: true, roles: new Map() }
  expect(may(admin, 'case.read', north)).toBe(false)
  expect(may(admin, 'import.run', north)).toBe(true)
})

test('the teams where something is allowed are exactly those of the right role', () => {
  const person = {
    admin: false,
    roles: new Map([
      [north, 'staff' as const],
      [south, 'lead' as const],
    ]),
  }
  expect(teamsWhere(person, 'huddle.schedule')).toEqual([south])
  expect(teamsWhere(person, 'case.read')).toEqual([north, south])
})
