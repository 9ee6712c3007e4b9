import type { PastHuddleSketch } from '../demo.ts'

/** Elm Street, three weeks before its next huddle. */
export const elmThreeWeeksAgo: PastHuddleSketch = {
  team: 'elm',
  weeksBefore: 3,
  facilitator: 'rosalind',
  scribe: 'rosalind',
  absent: [],
  discussions: [
    {
      case: 'bramblewick',
      flag: {
        before: 6,
        by: 'kwame',
        urgency: 'soon',
        question: 'Does he take enough duloxetine for both the mood and the burning feet?',
        reason:
          'Partial answer after six weeks on the starting dose, pain diary unchanged, HbA1c up to 9.1 %.',
        minutes: 8,
        needs: ['ngozi', 'tomasz'],
        presenter: 'kwame',
      },
      spokenMinutes: 9,
      decision: {
        text: 'Raise duloxetine from 30 mg to 60 mg once daily from Monday. The walking log goes into the diabetes visit.',
        rationale:
          'A partial answer at the starting dose, well tolerated; 60 mg is the usual dose for both depression and neuropathic pain.',
        options: 'Switch to sertraline; add mirtazapine at night; leave as it is for four more weeks.',
        tasks: [
          {
            owner: 'ngozi',
            kind: 'medication-change',
            title: 'Prescribe duloxetine 60 mg once daily and take the blood pressure at the visit',
            due: 3,
            end: {
              as: 'done',
              after: 2,
              outcome: 'Prescribed. Blood pressure 128/78. He starts on Monday.',
            },
          },
          {
            owner: 'kwame',
            kind: 'call-patient',
            title: 'Call one week into 60 mg: nausea, sleep, morning sugar',
            due: 10,
            end: {
              as: 'done',
              after: 9,
              outcome:
                'Mild nausea for two days, gone now. Sleeps through. Sugar 150 to 170 mg/dL in the morning.',
            },
          },
        ],
      },
    },
    {
      case: 'marrowby',
      flag: {
        before: 5,
        by: 'ingrid',
        urgency: 'routine',
        question: 'In remission for two months: may sessions move from weekly to monthly?',
        reason: 'Goals of therapy met; he asks for it himself.',
        minutes: 5,
        needs: ['ingrid'],
        presenter: 'ingrid',
      },
      spokenMinutes: 4,
      decision: {
        text: 'Sessions once a month from now on, with a written relapse plan before the first gap.',
        rationale: 'Three scores below five in a row. His early signs are known and he can name them.',
        tasks: [
          {
            owner: 'ingrid',
            kind: 'other',
            title: 'Write the relapse plan with him: five early signs, whom he tells, when he calls us',
            due: -2,
            end: { as: 'accepted' },
          },
        ],
      },
    },
    {
      case: 'somerlake',
      flag: {
        before: 4,
        by: 'ingrid',
        urgency: 'soon',
        question: 'Nightmares every night on prazosin 2 mg. How far may it go with her low blood pressure?',
        reason: 'Sleeps three hours; the exposure work waits for better nights. Standing 106/68.',
        minutes: 8,
        needs: ['tomasz', 'ingrid'],
        presenter: 'ingrid',
      },
      spokenMinutes: 11,
      decision: {
        text: 'Prazosin up by 1 mg each week to 5 mg at night, while standing systolic pressure stays at 100 or above.',
        rationale:
          'The starting dose is below what usually helps; slow steps and a clear stop rule make it safe.',
        options: 'Change to clonidine; imagery rehearsal first and no change of dose.',
        dissent:
          'Ingrid would have preferred two weeks of imagery rehearsal first; she agreed to begin it alongside.',
        tasks: [
          {
            owner: 'tomasz',
            kind: 'medication-change',
            title:
              'Write the weekly prazosin steps to 5 mg, with the stop rule, and send them to primary care',
            due: 1,
            end: { as: 'done', after: 1, outcome: 'Plan written and sent. First step to 3 mg tonight.' },
          },
          {
            owner: 'pilar',
            kind: 'other',
            title:
              'Standing blood pressure once a week while the dose rises; hold the step below 100 systolic',
            due: 0,
            end: { as: 'accepted' },
          },
        ],
      },
    },
    {
      case: 'velloway',
      flag: {
        before: 4,
        by: 'desta',
        urgency: 'routine',
        question: 'She declines a higher dose. Do we insist?',
        reason: 'Scores fall since the respite days; she fears tablets more than fatigue.',
        minutes: 4,
        presenter: 'desta',
      },
      spokenMinutes: 3,
      decision: {
        noActionReason:
          'She improves on 50 mg with the respite days, and a higher dose is against her wish. The next scores tell whether to ask again.',
        tasks: [],
      },
    },
  ],
}
