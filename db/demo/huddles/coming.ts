import type { NextHuddleSketch, WaitingSketch } from '../demo.ts'

/** The huddle to come, with a full agenda. */
export const nextHuddle: NextHuddleSketch = {
  team: 'elm',
  scribe: 'kwame',
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
  {
    case: 'rookhurst',
    daysAgo: 1,
    verdict: 'discuss',
    flag: {
      by: 'ngozi',
      urgency: 'soon',
      question: 'The switch went well. When may sertraline go to 50 mg, and does it wait for the tracing?',
      reason: 'Tired, low, no palpitations; the tracing is booked for next week.',
      minutes: 6,
      needs: ['tomasz', 'ngozi'],
      presenter: 'ngozi',
    },
  },
  {
    case: 'velloway',
    daysAgo: 2,
    verdict: 'discuss',
    flag: {
      by: 'kwame',
      urgency: 'routine',
      question: 'The day care closes for two weeks. Who covers for her, and do we call more often meanwhile?',
      reason: 'Her gain came with the respite days, and she fears losing them.',
      minutes: 4,
      needs: ['desta'],
      presenter: 'kwame',
    },
  },
]
