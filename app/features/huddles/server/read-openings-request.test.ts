import { describe, expect, test } from 'vitest'
import { answerOpenings } from './openings-command.ts'
import { readOpeningsRequest } from './read-openings-request.ts'

const ana = {
  id: 'ana',
  discipline: 'nurse',
  zone: 'America/Chicago',
  hours: [{ days: [1], from: '09:00', to: '24:00' }],
  busy: [{ start: '2027-03-01T15:00:30Z', end: '2027-03-01T15:30:00.5Z', type: 'busy' }],
}
const least = {
  now: '2027-03-01T08:00:00Z',
  zone: 'UTC',
  from: '2027-03-01T09:00:00Z',
  to: '2027-03-02T00:00:00Z',
  minutes: 30,
}
const whole = { ...least, people: [ana], cases: [{ id: 'a', urgency: 'soon', minutes: 5 }] }

function mistakesIn(sent: unknown): string[] {
  const read = readOpeningsRequest(sent)
  return read.ok ? [] : read.mistakes
}

test('what is left out takes its default', () => {
  expect(readOpeningsRequest(whole)).toMatchObject({
    ok: true,
    value: {
      step: 5,
      setup: 2,
      limit: 10,
      required: [],
      optional: [],
      quorum: [],
      people: [{ bufferMinutes: 0 }],
      cases: [{ respondBy: null, needs: [], carried: 0 }],
    },
  })
})

test('instants become epoch milliseconds, and repeats in a list of ids count once', () => {
  expect(readOpeningsRequest({ ...whole, required: ['ana', 'ana'] })).toMatchObject({
    ok: true,
    value: {
      now: Date.UTC(2027, 2, 1, 8),
      required: ['ana'],
      people: [
        { busy: [{ start: Date.UTC(2027, 2, 1, 15, 0, 30), end: Date.UTC(2027, 2, 1, 15, 30, 0, 500) }] },
      ],
    },
  })
})

test('an unknown id among the needs of a case, a quorum nobody can meet and a long case are no mistakes', () => {
  const cases = [{ id: 'a', urgency: 'soon', minutes: 500, needs: ['nobody'] }]

  expect(mistakesIn({ ...whole, cases, quorum: [{ discipline: 'peer', count: 9 }] })).toEqual([])
})

describe('a mistake is one line that begins with the path of the value', () => {
  const withAna = (over: object) => ({ ...whole, people: [{ ...ana, ...over }] })
  const withCase = (over: object) => ({ ...whole, cases: [{ ...whole.cases[0], ...over }] })
  test.each([
    ['an id twice among people', { ...whole, people: [ana, ana] }, 'people[1].id'],
    ['an id twice among cases', { ...whole, cases: [whole.cases[0], whole.cases[0]] }, 'cases[1].id'],
    ['a malformed id', withAna({ id: 'ana b' }), 'people[0].id'],
    ['an id too long', withCase({ id: 'a'.repeat(65) }), 'cases[0].id'],
    ['a malformed id in a list', withCase({ needs: ['ok', ''] }), 'cases[0].needs[1]'],
    ['an unknown id in required', { ...whole, required: ['ana', 'ben'] }, 'required[1]'],
    ['an unknown id in optional, twice', { ...whole, optional: ['ben', 'ben'] }, 'optional[0]'],
    ['no minutes', { ...whole, minutes: 0 }, 'minutes'],
    ['half a minute', withCase({ minutes: 1.5 }), 'cases[0].minutes'],
    ['a negative buffer', withAna({ bufferMinutes: -1 }), 'people[0].bufferMinutes'],
    ['a negative setup', { ...whole, setup: -1 }, 'setup'],
    ['a setup as long as the huddle', { ...whole, setup: 30 }, 'setup'],
    ['the default setup in a huddle of two minutes', { ...whole, minutes: 2 }, 'setup'],
    ['a request that ends as it begins', { ...whole, to: whole.from }, 'from'],
    [
      'hours over midnight',
      withAna({ hours: [{ days: [1], from: '22:00', to: '06:00' }] }),
      'people[0].hours[0].from',
    ],
    [
      'busy time that is reversed',
      withAna({ busy: [{ ...ana.busy[0], end: whole.now }] }),
      'people[0].busy[0].start',
    ],
    ['a step of none', { ...whole, step: 0 }, 'step'],
    ['a step of more than a day', { ...whole, step: 1441 }, 'step'],
    ['an unknown zone of the team', { ...whole, zone: 'Mars/Olympus' }, 'zone'],
    ['an offset for a zone', withAna({ zone: '+05:30' }), 'people[0].zone'],
    ['an unknown urgency', withCase({ urgency: 'asap' }), 'cases[0].urgency'],
    ['a name every object has', withCase({ urgency: 'toString' }), 'cases[0].urgency'],
    ['an unknown type', withAna({ busy: [{ ...ana.busy[0], type: 'free' }] }), 'people[0].busy[0].type'],
    ['carried too often', withCase({ carried: 4 }), 'cases[0].carried'],
    [
      'no such weekday',
      withAna({ hours: [{ days: [0], from: '09:00', to: '10:00' }] }),
      'people[0].hours[0].days[0]',
    ],
    [
      'no such time',
      withAna({ hours: [{ days: [1], from: '9:00', to: '10:00' }] }),
      'people[0].hours[0].from',
    ],
    ['no such day', { ...whole, now: '2027-02-30T00:00:00Z' }, 'now'],
    [
      'an instant that is not in UTC',
      withCase({ respondBy: '2027-03-01T09:00:00+01:00' }),
      'cases[0].respondBy',
    ],
    ['a missing field', { ...whole, zone: undefined }, 'zone'],
    ['a list that is none', { ...whole, people: 'ana' }, 'people'],
    ['no object at all', [], 'request'],
  ])('%s', (_, sent, path) => {
    const mistakes = mistakesIn(sent)

    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toMatch(/^\S+: [^\n]+$/)
    expect(mistakes[0]?.split(': ')[0]).toBe(path)
  })

  test('no mistake hides another', () => {
    const sent = {
      ...whole,
      to: whole.from,
      step: 0,
      required: ['ben'],
      people: [ana, { ...ana, zone: 'x', hours: [{ days: [9], from: '10:00', to: '09:00' }] }],
      cases: [{}],
    }

    expect(
      mistakesIn(sent)
        .map((line) => line.split(':')[0])
        .sort(),
    ).toEqual([
      'cases[0].id',
      'cases[0].minutes',
      'cases[0].urgency',
      'from',
      'people[1].hours[0].days[0]',
      'people[1].hours[0].from',
      'people[1].id',
      'people[1].zone',
      'required[0]',
      'step',
    ])
  })
})

describe('the command', () => {
  test('prints the answer as one line of JSON with instants as text', () => {
    const { out, err, code } = answerOpenings(
      JSON.stringify({ ...whole, required: ['ana'], limit: 1 }),
      false,
    )

    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(out.endsWith('}\n')).toBe(true)
    expect(JSON.parse(out)).toEqual({
      openings: [
        {
          start: '2027-03-01T15:35:00Z',
          lastStart: '2027-03-01T23:30:00Z',
          end: '2027-03-01T16:05:00Z',
          free: ['ana'],
          tentative: [],
          missing: [],
          served: ['a'],
          late: [],
          unserved: [],
          score: 100,
        },
      ],
      none: null,
    })
  })

  test('prints mistakes one a line to stderr, nothing to stdout, and ends with 2', () => {
    expect(answerOpenings('{"minutes":', false)).toEqual({ out: '', err: 'request: is not JSON\n', code: 2 })
    expect(answerOpenings('{}', false)).toEqual({
      out: '',
      err: ['now', 'zone', 'from', 'to', 'minutes'].map((name) => `${name}: is missing\n`).join(''),
      code: 2,
    })
  })

  test('answers many requests a line each, wrong ones on their line, and ends with 0', () => {
    const { out, err, code } = answerOpenings(
      `${JSON.stringify(whole)}\r\n{\n{}\n${JSON.stringify(whole)}\n\n`,
      true,
    )

    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map((line) => Object.keys(line)[0])).toEqual(['openings', 'error', 'error', 'openings'])
    expect(lines[1]).toEqual({ error: ['request: is not JSON'] })
    expect(lines[2].error).toHaveLength(5)
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(answerOpenings('\n', true).out).toBe('')
  })
})
