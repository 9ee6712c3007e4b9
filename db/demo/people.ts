import type { DemoPerson, DemoTeam, TeamKey } from './demo.ts'

const east = 'America/New_York'
const mountain = 'America/Denver'

const weekdays = [1, 2, 3, 4, 5]

function from(hour: number, to: number, days: readonly number[] = weekdays): DemoPerson['hours'] {
  return [{ weekdays: days, fromMinute: hour * 60, toMinute: to * 60 }]
}

/** A day parted by a lunch hour. */
function aroundLunch(hour: number, to: number): DemoPerson['hours'] {
  return [...from(hour, 12), ...from(13, to)]
}

function mailOf(name: string): string {
  return `${name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')}@sample.huddle.test`
}

function person(
  key: DemoPerson['key'],
  name: string,
  discipline: DemoPerson['discipline'],
  roles: DemoPerson['roles'],
  hours: DemoPerson['hours'],
  zone = roles.elm ? east : mountain,
): DemoPerson {
  return { key, name, mail: mailOf(name), discipline, zone, roles, hours }
}

/** The staff: a dozen people of six disciplines. The first is the admin. */
export const people: readonly DemoPerson[] = [
  person('rosalind', 'Rosalind Achterberg', 'care-manager', { elm: 'lead' }, from(8, 17)),
  person('tomasz', 'Tomasz Wilkowicz', 'psychiatrist', { elm: 'clinician', ridge: 'clinician' }, from(9, 18)),
  person('ngozi', 'Ngozi Abara-Lindt', 'primary-care', { elm: 'clinician' }, aroundLunch(8, 17)),
  person('ingrid', 'Ingrid Vallabhai', 'therapist', { elm: 'clinician' }, from(9, 17)),
  person('kwame', 'Kwame Sederholm', 'care-manager', { elm: 'staff' }, from(8, 16)),
  person('desta', 'Desta Hollingberry', 'social-worker', { elm: 'staff' }, from(9, 17)),
  person('pilar', 'Pilar Quennell', 'nurse', { elm: 'staff' }, from(7, 15)),
  person('anselm', 'Anselm Takahara', 'therapist', { ridge: 'lead' }, from(8, 17)),
  person('leilani', 'Leilani Osterhout', 'primary-care', { ridge: 'clinician' }, aroundLunch(8, 17)),
  person('farid', 'Farid Castellane', 'care-manager', { ridge: 'staff' }, from(8, 16)),
  person('maren', 'Maren Obuya', 'social-worker', { ridge: 'staff' }, from(9, 17)),
  person('joss', 'Joss Petrakian', 'nurse', { ridge: 'staff' }, from(7, 15)),
]

/** The two teams, two hours apart. */
export const teams: readonly DemoTeam[] = [
  {
    key: 'elm',
    name: 'Elm Street',
    zone: east,
    minutes: 60,
    setupMinutes: 3,
    quorum: [
      { discipline: 'psychiatrist', count: 1 },
      { discipline: 'primary-care', count: 1 },
      { discipline: 'care-manager', count: 1 },
    ],
    meetsAt: '10:30',
  },
  {
    key: 'ridge',
    name: 'Ridgeline',
    zone: mountain,
    minutes: 45,
    setupMinutes: 2,
    quorum: [
      { discipline: 'psychiatrist', count: 1 },
      { discipline: 'care-manager', count: 1 },
    ],
    meetsAt: '09:15',
  },
]

/** The team of that key. */
export function teamOf(key: TeamKey): DemoTeam {
  const team = teams.find((one) => one.key === key)
  if (!team) throw new Error('There is no such team.')
  return team
}

/** The person of that key. */
export function personOf(key: DemoPerson['key']): DemoPerson {
  const found = people.find((one) => one.key === key)
  if (!found) throw new Error('There is no such person.')
  return found
}
