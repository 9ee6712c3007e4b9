import type { PastHuddleSketch } from '../demo.ts'

/** Ridgeline, last week. */
export const ridgeLastWeek: PastHuddleSketch = {
  team: 'ridge',
  weeksBefore: 1,
  facilitator: 'anselm',
  scribe: 'farid',
  absent: ['joss'],
  discussions: [
    {
      case: 'cinderford',
      spokenMinutes: 11,
      decision: {
        text: 'Add aripiprazole 2 mg in the morning to escitalopram 20 mg; judge it at four weeks by PHQ-9 and by her getting up.',
        rationale:
          'Nine weeks at full dose without a response, taken reliably. Adding keeps the little she has gained in sleep.',
        options: 'Switch to venlafaxine; transcranial stimulation referral now.',
        dissent:
          'Leilani would have switched, because of her weight; weight and glucose are therefore checked monthly.',
        tasks: [
          {
            owner: 'tomasz',
            kind: 'medication-change',
            title: 'Prescribe aripiprazole 2 mg, explain restlessness, and set the four-week review',
            due: 0,
            end: { as: 'accepted' },
          },
          {
            owner: 'leilani',
            kind: 'order-lab',
            title: 'Weight, fasting glucose and lipids before the second week on aripiprazole',
            due: 1,
            end: { as: 'offered' },
          },
          {
            owner: 'farid',
            kind: 'call-patient',
            title: 'Morning call on three days a week at half past seven; ask about restless legs each time',
            due: 0,
            end: { as: 'accepted' },
          },
        ],
      },
    },
    {
      case: 'palewright',
      flag: {
        before: 4,
        by: 'anselm',
        urgency: 'routine',
        question:
          'Halved without tablets. Close after two sessions, or keep an open door until the season starts?',
        reason: 'The lift opens in a few weeks and that is the real test.',
        minutes: 5,
        presenter: 'anselm',
      },
      spokenMinutes: 4,
      decision: {
        text: 'Two sessions at the lift itself, then close with an open door for the first month of the season.',
        rationale: 'What is left is avoidance of one place; that is where the work is.',
        tasks: [
          {
            owner: 'anselm',
            kind: 'other',
            title: 'Agree two dates at the lift with him and his foreman',
            due: 2,
            end: { as: 'accepted' },
          },
        ],
      },
    },
    {
      case: 'lanternhill',
      flag: {
        before: 2,
        by: 'joss',
        urgency: 'urgent',
        question:
          'She checks the crib through the night and sleeps two hours. Is this obsessive, and what changes?',
        reason: 'Told at the weight check; no thoughts of harm when asked directly; exhausted.',
        minutes: 10,
        needs: ['tomasz', 'anselm'],
        presenter: 'farid',
      },
      spokenMinutes: 10,
      decision: {
        text: 'Treat as postpartum anxiety with checking: sertraline to 75 mg, and one night a week without the monitor, her sister on watch.',
        rationale:
          'The checking follows a real loss of trust after the first birth; no harm thoughts. Sleep first, exposure small and shared.',
        tasks: [
          {
            owner: 'leilani',
            kind: 'medication-change',
            title: 'Raise sertraline to 75 mg and ask about side effects on day ten',
            due: 2,
            end: {
              as: 'done',
              after: 1,
              outcome: 'Raised. She asked good questions about milk; leaflet given.',
            },
          },
          {
            owner: 'maren',
            kind: 'referral',
            title:
              'Night help of the county family program, two nights a week; stay with it until the first night',
            due: -1,
            end: { as: 'accepted' },
          },
        ],
      },
    },
    {
      case: 'blackthistle',
      flag: {
        before: 3,
        by: 'leilani',
        urgency: 'soon',
        question: 'He sees a dog at dusk since levodopa was raised. Who changes what, and in which order?',
        reason: 'Not frightened, knows that it is not there. Next neurology visit is in three months.',
        minutes: 8,
        needs: ['tomasz', 'leilani'],
        presenter: 'leilani',
      },
      spokenMinutes: 7,
      decision: {
        text: 'No new tablet from us. Neurology is asked this week to look at the levodopa step; sertraline stays.',
        rationale:
          'It began two weeks after levodopa was raised and not with ours. An antipsychotic could cost him his walking.',
        tasks: [
          {
            owner: 'leilani',
            kind: 'other',
            title:
              'Call neurology about the levodopa step and the dog at dusk; ask for a visit within two weeks',
            due: 1,
            urgency: 'soon',
            end: { as: 'accepted' },
          },
        ],
      },
    },
  ],
}
