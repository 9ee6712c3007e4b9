import type { PastHuddleSketch } from '../demo.ts'

/** Elm Street, last week. It began with the case that was carried over, and carried another over. */
export const elmLastWeek: PastHuddleSketch = {
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
            title: 'Mask fitting at the sleep laboratory; stay with it until he has worn it for three nights',
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
}
