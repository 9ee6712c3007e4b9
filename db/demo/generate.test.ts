import { describe, expect, test } from 'vitest'
import { missingParts } from '#app/features/cases/core/brief.ts'
import { isTotalOf } from '#app/features/cases/core/instruments.ts'
import { alikeAmong } from '#app/features/cases/core/names.ts'
import { addDays, daysBetween } from '#app/time/calendar-days.ts'
import { weekdayOf, workingDaysBefore } from './days.ts'
import { makeDemo } from './generate.ts'

const today = '2026-12-02'
const demo = makeDemo(today)
// A week has every weekday, and these weeks have a leap day and the turn of a year.
const days = ['2026-12-02', '2027-12-28', '2028-02-26'].flatMap((first) =>
  Array.from({ length: 7 }, (_, index) => addDays(first, index)),
)

describe('the demo organization', () => {
  test('is the same for the same day', () => {
    expect(makeDemo(today)).toEqual(demo)
    expect(JSON.stringify(makeDemo(today))).toBe(JSON.stringify(demo))
  })

  test('is a clinic of twelve people, six disciplines, two teams in two zones and forty cases', () => {
    expect(demo.people).toHaveLength(12)
    expect(new Set(demo.people.map(({ discipline }) => discipline)).size).toBe(6)
    expect(new Set(demo.teams.map(({ zone }) => zone)).size).toBe(2)
    expect(demo.cases).toHaveLength(40)
    expect(new Set(demo.cases.map(({ team }) => team)).size).toBe(2)
    expect(demo.huddles).toHaveLength(4)
  })

  test('has mail addresses that lead nowhere, and no two alike', () => {
    const mails = demo.people.map(({ mail }) => mail)
    expect(mails.every((mail) => /^[a-z.]+@sample\.huddle\.test$/.test(mail))).toBe(true)
    expect(new Set(mails).size).toBe(mails.length)
  })

  test('says of no two patients the same', () => {
    const texts = demo.cases.flatMap((one) => one.briefParts.map(({ text }) => text))
    expect(new Set(texts).size).toBe(texts.length)
    for (const field of ['mrn', 'family', 'born'] as const)
      expect(new Set(demo.cases.map((one) => one[field])).size).toBe(demo.cases.length)
    expect(alikeAmong(demo.cases)).toEqual(new Set())
  })

  test('asks every question once, and titles every task in its own words', () => {
    const topics = [
      ...demo.huddles.flatMap(({ discussions }) => discussions),
      ...demo.next.topics,
      ...demo.waiting,
    ]
    const questions = topics.flatMap(({ flag }) => flag?.question ?? [])
    expect(new Set(questions).size).toBe(questions.length)
    const titles = demo.huddles
      .flatMap(({ discussions }) => discussions)
      .flatMap(({ decision }) => decision?.tasks.map(({ title }) => title) ?? [])
    expect(new Set(titles).size).toBe(titles.length)
  })

  test('shows every state of allergies and of consent', () => {
    expect(new Set(demo.cases.map(({ allergyState }) => allergyState)).size).toBe(4)
    expect(new Set(demo.cases.map(({ consent }) => consent)).size).toBe(4)
  })

  test('has ready briefs for whatever is on an agenda', () => {
    const discussed = [...demo.huddles.flatMap(({ discussions }) => discussions), ...demo.next.topics]
    for (const { case: key } of discussed) {
      const written = demo.cases.find((one) => one.key === key)?.briefParts.map(({ part }) => part) ?? []
      expect([key, missingParts(written)]).toEqual([key, []])
    }
  })

  test('has a next huddle whose cases fit into it', () => {
    const team = demo.teams.find(({ key }) => key === demo.next.team)
    const minutes = demo.next.topics.map(({ flag }) => flag?.minutes ?? 6).reduce((sum, one) => sum + one, 0)
    expect(minutes).toBeLessThanOrEqual((team?.minutes ?? 0) - (team?.setupMinutes ?? 0))
  })

  test.each(['rosalind', 'tomasz', 'kwame'] as const)(
    'gives %s something overdue, for today, for this week and to answer',
    (key) => {
      const tasks = demo.huddles
        .flatMap(({ discussions }) => discussions)
        .flatMap(({ decision }) => decision?.tasks ?? [])
        .filter(({ owner, end }) => owner === key && end.as !== 'done')
      const open = tasks.filter(({ end }) => end.as !== 'offered-back')
      expect(open.some(({ due }) => due < 0)).toBe(true)
      expect(open.some(({ due }) => due === 0)).toBe(true)
      expect(open.some(({ due }) => due > 0)).toBe(true)
      // The one to answer of the care manager is the safety task that the newest form brings.
      expect(key === 'kwame' || tasks.some(({ end }) => end.as === 'offered')).toBe(true)
    },
  )
})

describe.each(days)('the demo organization on %s', (day) => {
  const then = makeDemo(day)

  test('lies in the past but for the next huddle, which is on a working day soon', () => {
    for (const one of then.cases) {
      const moments = [...one.contacts, ...one.briefParts].map(({ on }) => on)
      expect(moments.every((on) => on < day && on >= one.episodeStart)).toBe(true)
      expect(one.scores.every(({ arrivedOn }) => arrivedOn <= day)).toBe(true)
      expect(one.episodeStart >= then.foundedOn).toBe(true)
    }
    expect(then.huddles.every(({ on }) => on < day)).toBe(true)
    expect(weekdayOf(then.next.on)).toBeLessThanOrEqual(5)
    expect(daysBetween(day, then.next.on)).toBeLessThanOrEqual(3)
  })

  test('talks about what a rule flags only after the rule could', () => {
    const carried = new Set(
      then.huddles
        .flatMap(({ discussions }) => discussions.filter(({ decision }) => !decision))
        .map((one) => one.case),
    )
    const triages = [
      ...then.huddles.flatMap(({ discussions, on }) =>
        discussions.map((one) => ({ ...one, on: workingDaysBefore(on, 2) })),
      ),
      ...then.next.topics.map((one) => ({ ...one, on: workingDaysBefore(day, 2) })),
      ...then.waiting.map((one) => ({ ...one, on: workingDaysBefore(day, one.daysAgo) })),
    ]
    const ofRules = triages.filter((one) => !one.flag && !carried.has(one.case))
    expect(ofRules.map((one) => one.case).sort()).toEqual([
      'cinderford',
      'millbrae',
      'pellingarth',
      'quillfeather',
    ])
    for (const { case: key, on } of ofRules) {
      const start = then.cases.find((one) => one.key === key)?.episodeStart ?? ''
      expect([key, addDays(start, 56) <= on]).toEqual([key, true])
    }
  })

  test('has scores that can be, and measures nobody twice on a day', () => {
    for (const { key, scores } of then.cases) {
      expect(scores.every(({ instrument, total }) => isTotalOf(instrument, total))).toBe(true)
      const forms = scores.map(({ instrument, on }) => `${instrument} ${on}`)
      expect([key, new Set(forms).size]).toEqual([key, forms.length])
    }
  })
})
