import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines, roles } from '#app/shared/disciplines.ts'
import { zonesByRegion } from '../core/zones.ts'
import { listTeams, type WorkingHours } from './people-queries.server.ts'

/** What one can choose from on the page of a person. */
export async function readChoices(scope: Scope, zone: string) {
  return {
    teams: (await listTeams(scope)).map(({ teamId, name }) => ({ teamId: teamId as string, name })),
    disciplines: choicesOf(disciplines),
    roles: choicesOf(roles),
    regions: zonesByRegion(zone),
  }
}

/** Working hours as the form shows them, with one empty line at the end to fill in. */
export function hoursLines(hours: readonly WorkingHours[]) {
  const lines = hours.map((range) => ({
    weekdays: range.weekdays.map(String),
    from: clockOf(range.fromMinute),
    to: clockOf(range.toMinute),
  }))
  return [...lines, { weekdays: [], from: '', to: '' }]
}

/** Working hours in words: "Mon Tue 09:00 to 17:00". */
export function hoursWords(hours: readonly WorkingHours[]): string[] {
  return hours.map(
    (range) =>
      `${range.weekdays.map((day) => weekdays[day - 1]).join(' ')} ${clockOf(range.fromMinute)} to ${
        range.toMinute === 24 * 60 ? '24:00' : clockOf(range.toMinute)
      }`,
  )
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

// The end of the day is midnight on a clock.
function clockOf(minute: number): string {
  const hour = Math.floor(minute / 60) % 24
  return `${String(hour).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function choicesOf(labels: Readonly<Record<string, string>>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
