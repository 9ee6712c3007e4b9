import { expect, test } from 'vitest'
import { ask, at, busy, person } from '#tests/support/openings-requests.ts'

const away = { busy: [busy('09:00', '12:00')] }

test('no opening is told with a sentence, and with those who alone prevent it, most first', () => {
  const people = [
    person('ana', { busy: [busy('09:00', '11:00')] }),
    person('ben', { busy: [busy('10:30', '12:00')] }),
  ]

  const { openings, none } = ask({ people, required: ['ana', 'ben'] })
  expect(openings).toEqual([])
  expect(none?.blocking).toEqual([
    { id: 'ana', starts: 3 },
    { id: 'ben', starts: 2 },
  ])
  expect(none?.why).toBe(
    'One required person alone rules out 3 of 6 possible starts: making that person optional helps most.',
  )
})

test('the sentence names a discipline of which too few can be asked, or are free', () => {
  const nurses = { quorum: [{ discipline: 'nurse', count: 2 }] }

  expect(ask({ people: [person('ana')], ...nurses }).none).toEqual({
    why: 'The quorum asks for 2 of nurse and 1 can be asked: lower that quorum or add somebody.',
    blocking: [{ discipline: 'nurse', starts: 6 }],
  })
  expect(ask({ people: [person('ana'), person('ben', away)], ...nurses }).none?.why).toMatch(
    /quorum of nurse alone/,
  )
})

test('it blames nobody alone when two are never free together with the others', () => {
  const { none } = ask({ people: [person('ana', away), person('ben', away)], required: ['ana', 'ben'] })

  expect(none).toEqual({
    why: 'Of the required people 2 are not free at any of the 6 possible starts: make them optional, shorten the huddle, or look at later days.',
    blocking: [],
  })
})

test.each([
  [{ now: at('2027-03-01T12:00') }, /gone by/],
  [{ minutes: 200 }, /takes 200 minutes and 180 are left/],
  [{ step: 1440 }, /grid of 1440 minutes/],
])('it says that there is no start at all (%o)', (over, why) => {
  const { none } = ask({ people: [person('ana', away)], required: ['ana'], ...over })

  expect(none?.blocking).toEqual([])
  expect(none?.why).toMatch(why)
})

test('it names no one by id', () => {
  for (const id of ['0191-ana', '0191-ben'])
    expect(ask({ people: [person(id, away)], required: [id] }).none?.why).not.toContain(id)
})
