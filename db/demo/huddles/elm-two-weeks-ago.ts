import type { PastHuddleSketch } from '../demo.ts'

/** Elm Street, two weeks before its next huddle. The last case was not reached. */
export const elmTwoWeeksAgo: PastHuddleSketch = {
  team: 'elm',
  weeksBefore: 2,
  facilitator: 'rosalind',
  scribe: 'ingrid',
  absent: ['desta'],
  discussions: [
    {
      case: 'rookhurst',
      flag: {
        before: 2,
        by: 'ngozi',
        urgency: 'urgent',
        question: 'QTc 478 ms on citalopram 40 mg after a heart attack. Stop, lower, or switch?',
        reason:
          'Routine tracing yesterday; potassium 3.9 mmol/L; no fainting. The dose is twice what his age allows.',
        minutes: 10,
        needs: ['tomasz', 'ngozi'],
        presenter: 'ngozi',
      },
      spokenMinutes: 10,
      decision: {
        text: 'Citalopram down to 20 mg today and off after three days; sertraline 25 mg from then on. New tracing two weeks after the switch.',
        rationale:
          'Dose above the limit for his age, QTc rising. Sertraline has the best record after a heart attack.',
        options: 'Halve citalopram and repeat the tracing; mirtazapine instead.',
        tasks: [
          {
            owner: 'ngozi',
            kind: 'medication-change',
            title:
              'Change citalopram to sertraline 25 mg as agreed and tell his pharmacy to cancel the refills',
            due: 1,
            urgency: 'urgent',
            end: {
              as: 'done',
              after: 0,
              outcome: 'Done by phone with him and his wife; the pharmacy confirmed.',
            },
          },
          {
            owner: 'pilar',
            kind: 'order-lab',
            title: 'Tracing with potassium and magnesium two weeks after the switch; result to Tomasz',
            due: 4,
            end: { as: 'accepted' },
          },
          {
            owner: 'rosalind',
            kind: 'call-patient',
            title: 'Call his wife after the switch: is he eating, sleeping, steady on his feet?',
            due: 2,
            end: { as: 'accepted' },
          },
        ],
      },
    },
    {
      case: 'sandrivier',
      flag: {
        before: 5,
        by: 'rosalind',
        urgency: 'routine',
        question: 'Third episode: how long does venlafaxine go on, and how often do we call?',
        reason: 'Four months in remission; she asks before every refill.',
        minutes: 5,
        needs: ['tomasz'],
        presenter: 'rosalind',
      },
      spokenMinutes: 5,
      decision: {
        text: 'Venlafaxine 75 mg for at least two years from remission. Calls every eight weeks, weekly in February.',
        rationale: 'Three episodes, the last two in late winter: the risk is in stopping, not in going on.',
        tasks: [
          {
            owner: 'rosalind',
            kind: 'call-patient',
            title: 'Tell her the plan in her words and put the weekly February calls into the diary',
            due: -1,
            end: { as: 'not-reached' },
          },
        ],
      },
    },
    {
      case: 'amberlough',
      flag: {
        before: 4,
        by: 'kwame',
        urgency: 'soon',
        question: 'Tired and cold with good scores. Thyroid first, or a change of tablet?',
        reason: 'Takes levothyroxine with coffee; last TSH seven months ago.',
        minutes: 6,
        needs: ['ngozi'],
        presenter: 'kwame',
      },
      spokenMinutes: 6,
      decision: {
        text: 'TSH and free T4 before anything else is changed. Levothyroxine at bedtime, away from coffee.',
        rationale:
          'What is left of her complaints is what a low thyroid looks like, and the way she takes the tablet explains it.',
        tasks: [
          {
            owner: 'ngozi',
            kind: 'order-lab',
            title:
              'Order TSH and free T4, six weeks after the move to bedtime at the latest; result to the case',
            due: -3,
            end: { as: 'accepted' },
          },
          {
            owner: 'kwame',
            kind: 'call-patient',
            title: 'Explain bedtime dosing of levothyroxine and ask about missed evenings',
            due: 4,
            end: { as: 'done', after: 3, outcome: 'She moved it on the same evening; one evening missed.' },
          },
        ],
      },
    },
    {
      case: 'okonjo-vale',
      flag: {
        before: 3,
        by: 'pilar',
        urgency: 'urgent',
        question:
          'Still low on sertraline 50 mg, breastfeeding, and her mother wants her to stop. What do we advise?',
        reason: 'Mother and baby seen yesterday; baby well; she skipped three tablets this week.',
        minutes: 10,
        needs: ['tomasz', 'pilar'],
        presenter: 'pilar',
      },
      spokenMinutes: 12,
      decision: {
        text: 'Go on with breastfeeding and raise sertraline to 75 mg after the evening feed. Her mother is invited to the next visit.',
        rationale:
          'Little of the drug reaches milk; untreated depression is the larger risk to both. The family hears it from us together.',
        tasks: [
          {
            owner: 'tomasz',
            kind: 'other',
            title: 'Speak with her obstetrician about sertraline 75 mg and breastfeeding',
            due: 2,
            end: {
              as: 'done',
              after: 1,
              outcome: 'Spoke with obstetrics: agrees, will say the same at the check-up.',
            },
          },
          {
            owner: 'desta',
            kind: 'referral',
            title: 'Refer to the mother and baby group; stay with it until the first visit has taken place',
            due: 3,
            end: { as: 'accepted' },
          },
        ],
      },
    },
    {
      case: 'brightwater-nakai',
      flag: {
        before: 3,
        by: 'kwame',
        urgency: 'soon',
        question:
          'A form from urgent care, two months old, had a positive safety answer nobody here saw. What follows?',
        reason:
          'The form reached us this week. He is better since; asked on the phone, he says it has passed.',
        minutes: 8,
        needs: ['ingrid', 'kwame'],
        presenter: 'kwame',
      },
    },
  ],
}
