import { describe, expect, test } from 'vitest'
import { suggestAgenda } from './agenda.ts'
import type { AgendaRequest, CaseToPlace } from './agenda-request.ts'

const aCase = (id: string, over: Partial<CaseToPlace> = {}): CaseToPlace => ({
  id,
  urgency: 'soon',
  late: false,
  carried: 0,
  minutes: 10,
  needs: [],
  pinned: false,
  ...over,
})

function agenda(cases: CaseToPlace[], over: Partial<AgendaRequest> = {}) {
  return suggestAgenda({ minutes: 30, setup: 2, attendance: [], cases, ...over })
}

const orderOf = (answer: { items: readonly { id: string }[] }) => answer.items.map((item) => item.id)
const there = (id: string, from = 0, to = 30) => ({ id, from, to })

test('an item begins after the setup, and the next when it ends', () => {
  expect(agenda([aCase('a'), aCase('b')]).items).toEqual([
    { id: 'a', start: 2, end: 12 },
    { id: 'b', start: 12, end: 22 },
  ])
})

test('no cases make an empty agenda, which is exact', () => {
  expect(agenda([])).toEqual({ items: [], cut: [], windows: [], worth: 0, waiting: 0, exact: true })
})

describe('what decides, in this order', () => {
  test('pinned cases, whatever the others are worth', () => {
    const answer = agenda([aCase('a', { urgency: 'emergency', minutes: 20 }), aCase('b', { pinned: true })])

    expect(orderOf(answer)).toEqual(['b'])
    expect(answer.cut).toEqual([{ id: 'a', why: 'no-room' }])
  })

  test('worth, doubled when late and more for each time carried over', () => {
    expect(agenda([aCase('a', { late: true, carried: 2 })]).worth).toBe(600)
    expect(orderOf(agenda([aCase('a', { minutes: 28 }), aCase('b', { minutes: 28, late: true })]))).toEqual([
      'b',
    ])
  })

  test('emergencies early, although others wait for it', () => {
    const cases = [
      aCase('a', { minutes: 5, needs: ['ana', 'dan'] }),
      aCase('b', { minutes: 5, needs: ['ana'] }),
      aCase('e', { minutes: 10, urgency: 'emergency', needs: ['ben'] }),
    ]
    const attendance = [there('ana'), there('dan', 2, 7), there('ben', 7, 30)]

    const answer = agenda(cases, { attendance })

    // Dan leaves at 7, when Ben comes: the emergency is next, and Ana waits for her second case.
    expect(answer.items).toEqual([
      { id: 'a', start: 2, end: 7 },
      { id: 'e', start: 7, end: 17 },
      { id: 'b', start: 17, end: 22 },
    ])
    expect(answer.waiting).toBe(10)
  })

  test('little waiting, although worth comes later for it', () => {
    const cases = [
      aCase('a', { minutes: 5, urgency: 'urgent', needs: ['ana'] }),
      aCase('b', { minutes: 5, urgency: 'soon' }),
      aCase('c', { minutes: 5, urgency: 'routine', needs: ['ana'] }),
    ]

    const answer = agenda(cases, { attendance: [there('ana')] })

    expect(orderOf(answer)).toEqual(['a', 'c', 'b'])
    expect(answer).toMatchObject({ waiting: 0, windows: [{ id: 'ana', from: 2, to: 12 }] })
  })

  test('worth early', () => {
    expect(orderOf(agenda([aCase('a', { urgency: 'routine' }), aCase('b')]))).toEqual(['b', 'a'])
  })

  test('the smaller list of ids', () => {
    expect(orderOf(agenda([aCase('c'), aCase('b'), aCase('a')]))).toEqual(['a', 'b'])
  })
})

describe('attendance', () => {
  test('idle time arises only where an item waits for its people', () => {
    const answer = agenda([aCase('a', { needs: ['ana'] })], { attendance: [there('ana', 15, 25)] })

    expect(answer.items).toEqual([{ id: 'a', start: 15, end: 25 }])
  })

  test('spans that touch count as one', () => {
    const attendance = [there('ana', 2, 7), there('ana', 7, 12)]

    expect(agenda([aCase('a', { needs: ['ana'] })], { attendance }).items).toEqual([
      { id: 'a', start: 2, end: 12 },
    ])
  })

  test('attendance beyond the huddle is of no use', () => {
    const answer = agenda([aCase('a', { needs: ['ana'] })], { attendance: [there('ana', 25, 60)] })

    expect(answer.cut).toEqual([{ id: 'a', why: 'needs-absent' }])
  })

  test('a person of whom nothing is known is absent', () => {
    expect(agenda([aCase('a', { needs: ['nobody'] })]).cut).toEqual([{ id: 'a', why: 'needs-absent' }])
  })

  test('a case longer than the huddle has no room, whoever is there', () => {
    expect(agenda([aCase('a', { minutes: 31, needs: ['nobody'] })]).cut).toEqual([
      { id: 'a', why: 'no-room' },
    ])
  })

  test('a need named twice is one person', () => {
    const answer = agenda([aCase('a', { needs: ['ana', 'ana'] })], { attendance: [there('ana')] })

    expect(answer).toMatchObject({ waiting: 0, windows: [{ id: 'ana', from: 2, to: 12 }] })
  })
})

describe('more than 12 cases', () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    aCase(`case-${index}`, {
      minutes: 2 + (index % 7),
      urgency: index % 5 ? 'soon' : 'urgent',
      needs: [`p${index % 6}`],
    }),
  )
  const attendance = Array.from({ length: 6 }, (_, index) => there(`p${index}`, index * 4, 60))

  test('the answer is the same each time, and honest about what is not proved', () => {
    const request = { minutes: 60, attendance }
    const answer = agenda(many, request)

    expect(answer.exact).toBe(false)
    expect(agenda(many.toReversed(), request)).toEqual(answer)
    expect(answer.items.length + answer.cut.length).toBe(40)
  })

  test('is exact when most could not be placed anyway', () => {
    const absent = Array.from({ length: 40 }, (_, index) => aCase(`x${index}`, { needs: ['nobody'] }))

    expect(agenda([...absent, aCase('a'), aCase('b')])).toMatchObject({ exact: true, worth: 200 })
  })
})
