import { describe, expect, test } from 'vitest'
import { ask, day, reached, score } from '#tests/support/rule-courses.ts'
import type { RuleEdit } from './rule-settings.ts'

const everyDay = Array.from({ length: 60 }, (_, n) => reached(n * 10))

describe('severe score', () => {
  test('is 20, the baseline too, and not older than 14 days', () => {
    expect(ask('severe-score', 14, { scores: [score(0, 20)] })).toBe(
      'PHQ-9 was 20 on 01-31. From 20 on it is severe.',
    )
    expect(ask('severe-score', 15, { scores: [score(0, 20)] })).toBe('not-measured')
    expect(ask('severe-score', 10, { scores: [score(0, 19)] })).toBe('below-the-line')
    expect(ask('severe-score', 10, { scores: [score(0, 24), score(9, 0)] })).toBe('below-the-line')
  })
})

describe('worse in relapse prevention', () => {
  test('is asked in that phase alone, from 10 on', () => {
    const scores = [score(0, 18), score(100, 3), score(190, 10)]
    expect(ask('worse-in-relapse-prevention', 200, { scores, phase: 'relapse-prevention' })).toBe(
      'PHQ-9 was 10 on 08-09, while the case is in relapse prevention. The line is 10.',
    )
    expect(ask('worse-in-relapse-prevention', 200, { scores })).toBe('other-phase')
    const well = [score(0, 18), score(190, 9)]
    expect(ask('worse-in-relapse-prevention', 200, { scores: well, phase: 'relapse-prevention' })).toBe(
      'below-the-line',
    )
  })
})

describe('no remission by week 20', () => {
  const half = [score(0, 18), score(100, 5)]
  test('begins on the first day of week 20; 5 is no remission, 4 is, 0 is', () => {
    expect(ask('no-remission-week-20', 139, { scores: half })).toBe('too-early')
    expect(ask('no-remission-week-20', 140, { scores: half })).toBe(
      'Week 20: PHQ-9 was 18 on 01-31 and is 5 since 05-11. Remission would be below 5.',
    )
    expect(ask('no-remission-week-20', 140, { scores: [score(0, 18), score(100, 4)] })).toBe('remitted')
    expect(ask('no-remission-week-20', 140, { scores: [score(0, 18), score(100, 0)] })).toBe('remitted')
  })

  test('a score from before week 12 does not speak for week 20', () => {
    expect(ask('no-remission-week-20', 140, { scores: [score(0, 18), score(83, 6)] })).toBe('not-measured')
    expect(ask('no-remission-week-20', 140, { scores: [score(0, 18), score(84, 6)] })).toContain('Week 20')
  })

  test('leaves the question to "not improved" while that asks, and is then neither raised nor gone', () => {
    const scores = [score(0, 18), score(100, 16)]
    expect(ask('no-remission-week-20', 140, { scores })).toBeUndefined()
    expect(ask('not-improved-week-8', 140, { scores })).toContain('Week 20')
  })
})

describe('ready for relapse prevention', () => {
  test('two scores below 5, four weeks apart to the day', () => {
    const at = (n: number) =>
      ask('ready-to-step-down', n, { scores: [score(0, 18), score(60, 4), score(n, 0)] })
    expect(at(87)).toBe('not-remitted')
    expect(at(88)).toBe('PHQ-9 was 4 on 04-01 and 0 on 04-29, never 5 or more between, for at least 28 days.')
  })

  test('a 5 between begins the weeks anew, and the last has to be below too', () => {
    const between = [score(0, 18), score(60, 3), score(75, 5), score(90, 3)]
    expect(ask('ready-to-step-down', 95, { scores: between })).toBe('not-remitted')
    const after = [score(0, 18), score(60, 3), score(90, 3), score(94, 5)]
    expect(ask('ready-to-step-down', 95, { scores: after })).toBe('not-remitted')
  })

  test('one score is not two, and an episode that began below 10 has nothing to remit from', () => {
    expect(ask('ready-to-step-down', 200, { scores: [score(0, 18), score(60, 3)] })).toBe('not-remitted')
    const low = [score(0, 4), score(60, 3), score(90, 3)]
    expect(ask('ready-to-step-down', 200, { scores: low })).toBe('baseline-too-low')
  })
})

describe('anxiety not improved', () => {
  const gad = (n: number, value: number) => score(n, value, 'gad-7')
  test('4 points down is improved, 3 are not', () => {
    expect(ask('anxiety-not-improved', 56, { scores: [gad(0, 14), gad(40, 10)] })).toBe('improved')
    expect(ask('anxiety-not-improved', 56, { scores: [gad(0, 14), gad(40, 11)] })).toBe(
      'Week 8: GAD-7 was 14 on 01-31 and 11 on 03-12, 3 points down. Improved would be at least 4 points down.',
    )
  })

  test('from a baseline of 10, from week 8, by a score since week 4, and never by a PHQ-9', () => {
    expect(ask('anxiety-not-improved', 56, { scores: [gad(0, 9), gad(40, 9)] })).toBe('baseline-too-low')
    expect(ask('anxiety-not-improved', 55, { scores: [gad(0, 14), gad(40, 14)] })).toBe('too-early')
    expect(ask('anxiety-not-improved', 56, { scores: [gad(0, 14), gad(27, 14)] })).toBe('not-measured')
    expect(ask('anxiety-not-improved', 56, { scores: [score(0, 14), score(40, 14)] })).toBe('no-baseline')
  })
})

describe('early warning', () => {
  const at = (n: number, value: number, edit?: RuleEdit) =>
    ask('early-warning', n, { scores: [score(0, 20), score(n, value)] }, edit)
  test('is off until a team turns it on', () => {
    expect(at(28, 20, {})).toBe('turned-off')
  })

  test('17 in week 4, 13 in week 9, 9 in week 14', () => {
    expect(at(27, 20)).toBe('too-early')
    expect([at(28, 16), at(62, 16), at(63, 12), at(97, 12), at(98, 8)]).toEqual(
      Array.from({ length: 5 }, () => 'below-the-line'),
    )
    expect(at(28, 17)).toContain('in week 4. From then on 17 or more')
    expect(at(98, 9)).toContain('in week 14. From then on 9 or more')
  })

  test('a score keeps the line of the week it was taken in', () => {
    const scores = [score(0, 20), score(28, 14)]
    expect(ask('early-warning', 40, { scores })).toBe('below-the-line')
  })
})

describe('contact', () => {
  test('four weeks without reaching the patient, from the day after them', () => {
    expect(ask('no-first-contact', 28)).toBe('too-early')
    expect(ask('no-first-contact', 29)).toBe(
      'The episode began on 01-31, and nobody has reached the patient since. It should have been within 4 weeks.',
    )
    expect(ask('no-first-contact', 29, { contacts: [{ on: day(20), reached: false }] })).toContain(
      'It was tried once.',
    )
    expect(ask('no-first-contact', 29, { contacts: [reached(1)] })).toBe('contacted')
  })

  test('the first day itself, the time before it and tomorrow do not count', () => {
    const contacts = [reached(-5), reached(0), reached(40)]
    expect(ask('no-first-contact', 35, { contacts })).toContain('nobody has reached')
  })

  test('overdue after 42 days, 84 in relapse prevention', () => {
    const contacts = [reached(50), { on: day(80), reached: false }]
    expect(ask('contact-overdue', 92, { contacts })).toBe('contacted')
    expect(ask('contact-overdue', 93, { contacts })).toBe(
      'The patient was last reached on 03-22, 43 days ago. At most 42 days are meant to go by while the case is active.',
    )
    expect(ask('contact-overdue', 134, { contacts, phase: 'relapse-prevention' })).toBe('contacted')
    expect(ask('contact-overdue', 135, { contacts, phase: 'relapse-prevention' })).toContain('85 days ago')
    expect(ask('contact-overdue', 300)).toBe('never-contacted')
  })
})

describe('review', () => {
  test('a month after the last discussion, of a short month its last day; that day is in time', () => {
    expect(ask('review-overdue', 28)).toBe('too-early')
    expect(ask('review-overdue', 29)).toBe(
      'Not discussed since the episode began on 01-31; the next time was due by 02-28, 1 month later.',
    )
    expect(ask('review-overdue', 56, { discussedOn: day(28) })).toBe('discussed-lately')
    expect(ask('review-overdue', 57, { discussedOn: day(28) })).toContain('due by 03-28, 1 month later.')
    expect(ask('review-overdue', 59, { discussedOn: day(28), phase: 'relapse-prevention' })).toBe(
      'discussed-lately',
    )
    expect(ask('review-overdue', 90, { discussedOn: day(28), phase: 'relapse-prevention' })).toContain(
      'Last discussed on 02-28; the next time was due by 04-28, 2 months later, in relapse prevention.',
    )
  })

  test('a discussion of an earlier episode is none', () => {
    expect(ask('review-overdue', 29, { discussedOn: day(-3) })).toContain('Not discussed since')
  })

  test('a team that got the case later has its month, and its weeks for a contact, from then on', () => {
    expect(ask('review-overdue', 128, { cameOn: day(100) })).toBe('too-early')
    expect(ask('contact-overdue', 142, { cameOn: day(100), contacts: [reached(50)] })).toBe('contacted')
    expect(ask('contact-overdue', 143, { cameOn: day(100), contacts: [reached(50)] })).toContain(
      '93 days ago',
    )
    expect(ask('review-overdue', 132, { cameOn: day(100) })).toBe(
      'Not discussed since it came to the team on 05-11; the next time was due by 06-11, 1 month later.',
    )
    expect(ask('no-first-contact', 128, { cameOn: day(100) })).toBe('too-early')
    expect(ask('no-first-contact', 129, { cameOn: day(100) })).toContain('began on 01-31')
  })

  test('a team’s own number counts', () => {
    expect(ask('review-overdue', 40, {}, { numbers: { activeMonths: 2 } })).toBe('too-early')
  })

  test('long is more than nine months, while active', () => {
    expect(ask('long-stay', 273)).toBe('too-early')
    expect(ask('long-stay', 274)).toBe(
      'The episode began on 01-31, more than 9 months ago, and the case is still active.',
    )
    expect(ask('long-stay', 274, { phase: 'relapse-prevention' })).toBe('other-phase')
  })

  test('goals are due on their day, the first of them named', () => {
    const goals = [
      { goalId: 'b', reviewOn: day(10) },
      { goalId: 'a', reviewOn: day(9) },
      { goalId: 'c', reviewOn: day(11) },
    ]
    expect(ask('goal-review-due', 8, { goals })).toBe('nothing-due')
    expect(ask('goal-review-due', 9, { goals })).toBe('A goal was to be looked at again on 02-09.')
    expect(ask('goal-review-due', 10, { goals })).toBe(
      '2 goals were to be looked at again, the first on 02-09.',
    )
  })
})

test('a case that is kept up with raises nothing by the calendar', () => {
  const kept = { contacts: everyDay, discussedOn: day(190), scores: [score(0, 18), score(180, 8)] }
  for (const code of ['no-first-contact', 'contact-overdue', 'review-overdue', 'goal-review-due'] as const)
    expect(typeof ask(code, 195, kept)).toBe('string')
  expect(ask('contact-overdue', 195, kept)).toBe('contacted')
})
