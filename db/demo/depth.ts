import type { CircleKind } from '#app/features/cases/core/circle.ts'
import type { TotalTarget } from '#app/features/cases/core/goals.ts'
import type { NeedKind, NeedState } from '#app/features/cases/core/needs.ts'
import type { ServiceDetails } from '#app/features/cases/server/service-queries.server.ts'

/** A service of the town, by the key under which needs name it. */
export interface DemoService extends Partial<ServiceDetails> {
  readonly key: string
  readonly name: string
  readonly kinds: readonly NeedKind[]
}

/** What the team knows of a patient beyond scores and brief. Weeks are counted back from today, and ahead where they are negative. */
export interface DemoDepth {
  readonly case: string
  readonly ownWords?: string
  readonly goal?: {
    readonly text: string
    readonly target?: TotalTarget
    readonly measure?: string
    readonly setWeeksAgo: number
    readonly reviewWeeksAgo: number
    readonly targetWeeksAgo: number
    readonly steps: readonly { readonly text: string; readonly reachedWeeksAgo?: number }[]
  }
  readonly needs?: readonly {
    readonly kind: NeedKind
    readonly state: NeedState
    readonly text: string
    readonly service?: string
  }[]
  readonly circle?: readonly {
    readonly kind: CircleKind
    readonly name: string
    readonly role: string
    readonly phone: string
    readonly organization?: string
  }[]
}

/** Who helps nearby. Numbers with 555 belong to nobody. */
export const demoServices: readonly DemoService[] = [
  {
    key: 'shelter',
    name: 'Harbour House, emergency housing',
    kinds: ['housing', 'safety'],
    phone: '(612) 555-0118',
    hours: 'Day and night',
    address: '41 Quay Street',
    languages: 'English, Spanish',
    note: 'Ask for the intake worker. Children are welcome, pets are not.',
  },
  {
    key: 'pantry',
    name: 'Elm Street Pantry',
    kinds: ['food'],
    phone: '(612) 555-0127',
    hours: 'Tue and Fri 14:00 to 18:00',
    address: '7 Elm Street, back entrance',
    languages: 'English, Somali',
  },
  {
    key: 'rides',
    name: 'County Rides to Care',
    kinds: ['transport'],
    phone: '(612) 555-0133 ext. 2',
    hours: 'Mon to Fri 08:00 to 16:00',
    note: 'Book two working days ahead. Free with the county card.',
  },
  {
    key: 'table',
    name: 'The Long Table, weekly supper',
    kinds: ['isolation', 'food'],
    phone: '(612) 555-0146',
    hours: 'Wed 17:30',
    address: 'Parish hall, 12 Mill Lane',
    note: 'Nobody is asked anything at the door.',
  },
  {
    key: 'voices',
    name: 'Many Voices, interpreters',
    kinds: ['interpreter', 'language'],
    phone: '(612) 555-0159',
    hours: 'By telephone day and night, in person by appointment',
    languages: 'Nepali, Karen, Somali, Spanish, Korean',
  },
]

export const demoDepth: readonly DemoDepth[] = [
  {
    case: 'quillfeather',
    ownWords: 'I am not sad all day. I am tired all day, and then I am sad about being tired.',
    goal: {
      text: 'Get through a Sunday with my mother without counting the hours.',
      target: { instrument: 'phq-9', total: 9 },
      measure: 'She says so herself on two Sundays in a row.',
      setWeeksAgo: 7,
      reviewWeeksAgo: 0,
      targetWeeksAgo: -6,
      steps: [
        { text: 'Ask my brother for one evening a week', reachedWeeksAgo: 3 },
        { text: 'Sleep before each night shift' },
        { text: 'One Sunday afternoon out of the house' },
      ],
    },
    needs: [
      {
        kind: 'transport',
        state: 'open',
        text: 'No bus runs when her night shift ends; she walks 50 minutes.',
        service: 'rides',
      },
      { kind: 'isolation', state: 'in-hand', text: 'Eats alone since the move.', service: 'table' },
    ],
    circle: [
      { kind: 'related', name: 'Tobias Quillfeather', role: 'Brother', phone: '(612) 555-0171' },
      {
        kind: 'professional',
        name: 'Dr Hale',
        role: 'Headache clinic',
        phone: '(612) 555-0188',
        organization: 'Lakeside Neurology',
      },
    ],
  },
  {
    case: 'fennimoor',
    ownWords: 'At night I lie there and do tomorrow three times before it comes.',
    goal: {
      text: 'Cook for two friends on a Friday again.',
      measure: 'It has happened twice.',
      setWeeksAgo: 5,
      reviewWeeksAgo: -2,
      targetWeeksAgo: -9,
      steps: [
        { text: 'In bed by 23:30 on five nights', reachedWeeksAgo: 1 },
        { text: 'Write to both friends' },
      ],
    },
    needs: [
      { kind: 'language', state: 'open', text: 'Korean; reads English well, speaks it when rested' },
      { kind: 'interpreter', state: 'in-hand', text: 'for first visits and bad news', service: 'voices' },
    ],
    circle: [{ kind: 'related', name: 'Min-seo Fennimoor', role: 'Sister', phone: '(612) 555-0192' }],
  },
  {
    case: 'wintergale',
    goal: {
      text: 'Back at the choir for the spring concert.',
      target: { instrument: 'phq-9', total: 4 },
      setWeeksAgo: 6,
      reviewWeeksAgo: 1,
      targetWeeksAgo: -12,
      steps: [
        { text: 'Listen to a rehearsal from the back row', reachedWeeksAgo: 2 },
        { text: 'Sing through one rehearsal' },
      ],
    },
    needs: [{ kind: 'food', state: 'met', text: 'Ran short before pay day.', service: 'pantry' }],
  },
  {
    case: 'dovecourt',
    ownWords: 'The letters from the landlord are worse than the dreams.',
    needs: [
      {
        kind: 'housing',
        state: 'open',
        text: 'Lease ends in six weeks, nothing in sight.',
        service: 'shelter',
      },
    ],
  },
]
