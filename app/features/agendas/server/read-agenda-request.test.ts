import { describe, expect, test } from 'vitest'
import { answerAgenda } from './agenda-command.ts'
import { readAgendaRequest } from './read-agenda-request.ts'

const one = { id: 'a', urgency: 'soon', minutes: 10, needs: ['ana', 'ana'] }
const whole = { minutes: 30, attendance: [{ id: 'ana', from: 0, to: 30 }], cases: [one] }

function mistakesIn(sent: unknown): string[] {
  const read = readAgendaRequest(sent)
  return read.ok ? [] : read.mistakes
}

test('what is left out takes its default, and repeated needs count once', () => {
  expect(readAgendaRequest({ minutes: 30, cases: [one] })).toEqual({
    ok: true,
    value: {
      minutes: 30,
      setup: 2,
      attendance: [],
      cases: [
        { id: 'a', urgency: 'soon', late: false, carried: 0, minutes: 10, needs: ['ana'], pinned: false },
      ],
    },
  })
})

test('several spans of one person, and attendance beyond the huddle, are no mistakes', () => {
  const attendance = [...whole.attendance, { id: 'ana', from: 30, to: 90 }]

  expect(mistakesIn({ ...whole, attendance })).toEqual([])
})

test.each([
  ['an id twice among cases', { ...whole, cases: [one, one] }, 'cases[1].id'],
  ['a malformed id', { ...whole, attendance: [{ id: '?', from: 0, to: 1 }] }, 'attendance[0].id'],
  [
    'attendance that ends as it begins',
    { ...whole, attendance: [{ id: 'a', from: 5, to: 5 }] },
    'attendance[0].from',
  ],
  [
    'attendance at half a minute',
    { ...whole, attendance: [{ id: 'a', from: 0, to: 5.5 }] },
    'attendance[0].to',
  ],
  ['a setup as long as the huddle', { ...whole, setup: 30 }, 'setup'],
  ['no minutes', { ...whole, cases: [{ ...one, minutes: 0 }] }, 'cases[0].minutes'],
  ['an unknown urgency', { ...whole, cases: [{ ...one, urgency: 'low' }] }, 'cases[0].urgency'],
  ['late that is neither yes nor no', { ...whole, cases: [{ ...one, late: 'no' }] }, 'cases[0].late'],
  ['no length', { cases: [] }, 'minutes'],
])('a mistake is one line that begins with the path of the value: %s', (_, sent, path) => {
  expect(mistakesIn(sent).map((line) => line.split(': ')[0])).toEqual([path])
})

describe('the command', () => {
  test('prints the answer as one line of JSON', () => {
    const { out, err, code } = answerAgenda(JSON.stringify(whole), false)

    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(JSON.parse(out)).toEqual({
      items: [{ id: 'a', start: 2, end: 12 }],
      cut: [],
      windows: [{ id: 'ana', from: 2, to: 12 }],
      worth: 100,
      waiting: 0,
      exact: true,
    })
  })

  test('answers many requests a line each, wrong ones on their line', () => {
    const { out, code } = answerAgenda(`${JSON.stringify(whole)}\n[]\n`, true)

    expect(code).toBe(0)
    expect(JSON.parse(out.split('\n')[1] ?? '')).toEqual({ error: ['request: must be an object'] })
  })
})
