import type { NextHuddleSketch, PastHuddleSketch, WaitingSketch } from './demo.ts'

/** The huddles that were held, the oldest first. */
export const pastHuddles: readonly PastHuddleSketch[] = [
  {
    team: 'elm',
    weeksBefore: 3,
    facilitator: 'rosalind',
    scribe: 'kwame',
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
  },
  {
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
  },
  {
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
              title:
                'Morning call on three days a week at half past seven; ask about restless legs each time',
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
  },
  {
    team: 'elm',
    weeksBefore: 1,
    facilitator: 'rosalind',
    scribe: 'kwame',
    absent: ['pilar'],
    discussions: [
      {
        case: 'brightwater-nakai',
        spokenMinutes: 9,
        decision: {
          text: 'Safety plan gone through again with him and his sister this week. From now on forms of urgent care come to Pilar on the day they arrive.',
          rationale:
            'He is better, but the plan is older than his move and names people he no longer sees. The gap was ours.',
          tasks: [
            {
              owner: 'kwame',
              kind: 'call-patient',
              title:
                'Go through the safety plan again with him and his sister; ask where the spare tablets are',
              due: -1,
              urgency: 'soon',
              end: { as: 'not-reached' },
            },
            {
              owner: 'ingrid',
              kind: 'other',
              title: 'Offer two extra sessions on the shame about the lost job',
              due: 3,
              end: { as: 'offered' },
            },
            {
              owner: 'rosalind',
              kind: 'other',
              title: 'Agree with urgent care that questionnaires are sent on the same day, and to whom',
              due: 0,
              end: { as: 'accepted' },
            },
          ],
        },
      },
      {
        case: 'hartsorrel',
        flag: {
          before: 2,
          by: 'ingrid',
          urgency: 'soon',
          question: 'Lorazepam came from the emergency room. How do we get her off it early?',
          reason: 'Five tablets used in three weeks; she carries them like a charm.',
          minutes: 7,
          needs: ['tomasz', 'ingrid'],
          presenter: 'ingrid',
        },
        spokenMinutes: 8,
        decision: {
          text: 'No more lorazepam after the last three tablets. Escitalopram to 15 mg after week four; interoceptive exposure with Ingrid from next week.',
          rationale: 'Few tablets used, no daily use: no taper is needed, a plan for the next attack is.',
          options: 'Hydroxyzine as a stand-in; leave the tablets in the pocket unopened.',
          tasks: [
            {
              owner: 'tomasz',
              kind: 'medication-change',
              title:
                'Tell the emergency room and primary care: no further lorazepam; escitalopram 15 mg after week four',
              due: -1,
              end: { as: 'accepted' },
            },
            {
              owner: 'kwame',
              kind: 'call-patient',
              title: 'Call on the day of her cousin’s train ride and the day after; note attacks and tablets',
              due: 0,
              end: { as: 'accepted' },
            },
          ],
        },
      },
      {
        case: 'pennyroyal',
        flag: {
          before: 3,
          by: 'desta',
          urgency: 'soon',
          question: 'They miss every second call. Should we go to the youth center instead of phoning?',
          reason: 'No fixed place to sleep; keeps the tablets in a locker there; trusts the staff.',
          minutes: 7,
          needs: ['desta'],
          presenter: 'desta',
        },
        spokenMinutes: 7,
        decision: {
          text: 'Contact moves to the youth center: Desta is there on Thursdays, forms on the tablet of the center, no names on the screen.',
          rationale:
            'They come there anyway. Consent to share with the center was refused, so we bring ourselves and no records.',
          tasks: [
            {
              owner: 'desta',
              kind: 'referral',
              title:
                'Housing list: hand in the application together on Thursday, and stay with it until there is an answer',
              due: 4,
              end: { as: 'accepted' },
            },
            {
              owner: 'rosalind',
              kind: 'other',
              title: 'Ask the youth center for a room with a door on Thursdays from two to four',
              due: 3,
              end: { as: 'offered-back', reason: 'Desta knows the director and would rather ask herself.' },
            },
          ],
        },
      },
      {
        case: 'millbrae',
        spokenMinutes: 10,
        decision: {
          text: 'Sleep first: mask fitted and used for two weeks. Then nortriptyline to 50 mg, if the tracing allows it.',
          rationale:
            'Untreated apnea explains a good part of tiredness, pain and mood, and makes sedatives risky.',
          options: 'Duloxetine instead; pain program at once.',
          tasks: [
            {
              owner: 'kwame',
              kind: 'referral',
              title:
                'Mask fitting at the sleep laboratory; stay with it until he has worn it for three nights',
              due: 2,
              end: { as: 'accepted' },
            },
            {
              owner: 'ngozi',
              kind: 'order-lab',
              title: 'Tracing before nortriptyline 50 mg, and kidney function for gabapentin',
              due: 0,
              end: { as: 'accepted' },
            },
            {
              owner: 'tomasz',
              kind: 'other',
              title: 'Write down when nortriptyline may rise and what would stop it',
              due: 2,
              end: { as: 'offered' },
            },
            {
              owner: 'rosalind',
              kind: 'other',
              title:
                'Ask the disability office what the pending claim needs from us, and write it down for him',
              due: 3,
              end: { as: 'offered' },
            },
          ],
        },
      },
      {
        case: 'thornquist',
        flag: {
          before: 2,
          by: 'rosalind',
          urgency: 'soon',
          question: 'Sliding since the layoff. Relapse to be treated now, or watch for three weeks?',
          reason: 'Two of his three early signs are there; he says it is only the job.',
          minutes: 8,
          needs: ['tomasz'],
          presenter: 'rosalind',
        },
      },
    ],
  },
]

/** The huddle to come, with a full agenda. */
export const nextHuddle: NextHuddleSketch = {
  team: 'elm',
  topics: [
    {
      case: 'fennimoor',
      flag: {
        before: 2,
        by: 'ingrid',
        urgency: 'urgent',
        question:
          'Five nights with little sleep and no tiredness on venlafaxine. Is this bipolar, and does venlafaxine stop now?',
        reason: 'Partner reports fast speech and spending; an aunt takes lithium. Item 9 was 0 yesterday.',
        minutes: 10,
        needs: ['tomasz', 'ingrid'],
        presenter: 'ingrid',
      },
    },
    { case: 'thornquist' },
    { case: 'quillfeather' },
    {
      case: 'wintergale',
      flag: {
        before: 3,
        by: 'pilar',
        urgency: 'soon',
        question: 'Two falls at night on mirtazapine. Keep it, lower it, or change it?',
        reason: 'Standing pressure drops by 22 mmHg; no injury; she is afraid of losing her appetite again.',
        minutes: 8,
        needs: ['ngozi', 'tomasz'],
        presenter: 'pilar',
      },
    },
    {
      case: 'dovecourt',
      flag: {
        before: 3,
        by: 'desta',
        urgency: 'soon',
        question:
          'Eviction hearing in under three weeks, eleven weeks sober. What does he need around that date?',
        reason: 'He asks for a plan himself; the last relapse followed a letter of the landlord.',
        minutes: 8,
        needs: ['desta', 'kwame'],
        presenter: 'desta',
      },
    },
    {
      case: 'foxbarrow',
      flag: {
        before: 4,
        by: 'kwame',
        urgency: 'soon',
        question:
          'He wants a sleeping tablet. What do we offer first, and how do we talk about the cannabis?',
        reason: 'Worry is better, sleep is not; four weeks of day shifts are a chance.',
        minutes: 7,
        needs: ['tomasz'],
        presenter: 'kwame',
      },
    },
    {
      case: 'ironwode',
      flag: {
        before: 4,
        by: 'ingrid',
        urgency: 'routine',
        question: 'Mood lifts, attention does not. Treat the attention disorder again, and with what?',
        reason: 'Failed the written test twice for unfinished pages; took methylphenidate until sixteen.',
        minutes: 6,
        needs: ['tomasz'],
        presenter: 'ingrid',
      },
    },
  ],
  answers: [
    { by: 'rosalind', answer: 'yes' },
    { by: 'ingrid', answer: 'yes' },
    { by: 'kwame', answer: 'yes' },
    { by: 'ngozi', answer: 'maybe' },
  ],
}

/** Flags that are on no agenda. Those of the rules come to the inbox by themselves. */
export const waiting: readonly WaitingSketch[] = [
  {
    case: 'okonjo-vale',
    daysAgo: 0,
    flag: {
      by: 'pilar',
      urgency: 'urgent',
      question:
        'She stopped sertraline three days ago without telling anyone. Start again at which dose, and who calls tonight?',
      reason:
        'Said so at the baby’s weight check today. Tearful, sleeps little; asked directly, no thoughts of harm.',
      minutes: 8,
      needs: ['tomasz'],
      presenter: 'pilar',
    },
  },
  {
    case: 'everlund',
    daysAgo: 1,
    flag: {
      by: 'rosalind',
      urgency: 'routine',
      question: 'Nine months and all goals met: time to close, and who goes on with the prescription?',
      reason: 'Primary care agrees to take over; her plan is written.',
      minutes: 4,
      needs: ['ngozi'],
      presenter: 'rosalind',
    },
  },
  {
    case: 'larkspur',
    daysAgo: 3,
    verdict: 'list-only',
    flag: {
      by: 'kwame',
      urgency: 'routine',
      question:
        'New on the caseload, no medicine by choice. Anything against behavioral activation alone for a month?',
      reason: 'Every new patient is named once to the whole team.',
      presenter: 'kwame',
    },
  },
  {
    case: 'ashgrove',
    daysAgo: 2,
    verdict: 'discuss',
    flag: {
      by: 'ingrid',
      urgency: 'soon',
      question:
        'The college offers a reduced load until finals. Do we support it, and who writes the letter?',
      reason: 'The form has to be in within two weeks.',
      minutes: 5,
      needs: ['ingrid'],
      presenter: 'ingrid',
    },
  },
  {
    case: 'tidewell',
    daysAgo: 2,
    verdict: 'discuss',
    flag: {
      by: 'rosalind',
      urgency: 'routine',
      question: 'He wants to taper escitalopram in spring. What do we want to have seen before?',
      reason: 'Remission through two turns at sea; he plans ahead and so should we.',
      minutes: 5,
      needs: ['tomasz'],
      presenter: 'rosalind',
    },
  },
  {
    case: 'goldhurst',
    daysAgo: 1,
    flag: {
      by: 'anselm',
      urgency: 'urgent',
      question:
        'She purges twice a week before weigh-ins. Who checks potassium this week without her coach in it?',
      reason: 'Told in session, asked to keep it from the team at the barn. No fainting, heart rate 58.',
      minutes: 8,
      needs: ['leilani'],
      presenter: 'anselm',
    },
  },
  {
    case: 'starlingwood',
    daysAgo: 2,
    flag: {
      by: 'joss',
      urgency: 'routine',
      question: 'Two scores below five, four weeks apart: move her to relapse prevention?',
      reason: 'Back to full days; joints quiet.',
      minutes: 4,
      presenter: 'farid',
    },
  },
  {
    case: 'stonebriar',
    daysAgo: 4,
    verdict: 'discuss',
    flag: {
      by: 'leilani',
      urgency: 'soon',
      question: 'Restless legs since 75 mg. Iron and patience, or a lower dose before the market season?',
      reason: 'Ferritin 21, seven weeks of iron, sleep still poor.',
      minutes: 6,
      needs: ['tomasz'],
      presenter: 'leilani',
    },
  },
  {
    case: 'oakhanger',
    daysAgo: 3,
    verdict: 'not-ready',
    note: 'What the two weeks on sertraline did to his driving, and his consent, are not written down yet.',
    flag: {
      by: 'farid',
      urgency: 'soon',
      question: 'He feels nothing since sertraline began. Wait to week six, or change now?',
      reason: 'Two weeks in; he thinks of stopping on the road.',
      minutes: 6,
      needs: ['tomasz'],
      presenter: 'farid',
    },
  },
  { case: 'pellingarth', daysAgo: 2, verdict: 'discuss' },
]
