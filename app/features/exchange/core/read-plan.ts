import { instrumentOf, isTotalOf } from '#app/features/cases/core/instruments.ts'
import { measureCodes, totalOf } from './answers.ts'
import { displayOf, statusOf } from './codes.ts'
import { readDate } from './dates.ts'
import type { GoalFact } from './facts.ts'
import { field, first, list, looseNumber, text } from './json.ts'
import { membersOf } from './read-circle.ts'
import { type FhirRecord, isInError, patientOf, type Reading, typeOf } from './record.ts'

/** A Goal: what is worked towards, how it is measured and until when. One that is only proposed is nobody's goal yet. */
export function readGoal(record: FhirRecord): Reading {
  const patient = patientOf(record.json)
  if (!patient) return 'no-subject'
  const goal = goalOf(record, record.json, patient)
  return typeof goal === 'string' ? goal : [goal]
}

/**
 * A CarePlan: of it, what is contained in it and nowhere else: its own goals and its own care team. Goals that are
 * records come by themselves, and the list of its activities is no news to a huddle.
 */
export function readCarePlan(record: FhirRecord): Reading {
  const { json, head } = record
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const contained = list(field(json, 'contained'))
  const goals = contained.flatMap((one) => {
    const id = text(field(one, 'id'))
    if (typeOf(one) !== 'Goal' || !id || isInError(one)) return []
    const goal = goalOf(record, one, patient)
    return typeof goal === 'string'
      ? []
      : [{ ...goal, key: { ...head.key, part: `goal-${id.slice(0, 64)}` } }]
  })
  const teams = contained.filter((one) => typeOf(one) === 'CareTeam')
  const ended = !['active', 'on-hold'].includes(text(field(json, 'status')) ?? '')
  const members = teams.flatMap((team) => membersOf(record, team, json, patient, ended))
  const facts = [...goals, ...members]
  return facts.length > 0 ? facts : 'nothing-to-keep'
}

const states: Readonly<Record<string, GoalFact['state']>> = {
  planned: 'active',
  accepted: 'active',
  active: 'active',
  'on-hold': 'active',
  // What this was called before R4.
  'in-progress': 'active',
  'on-target': 'active',
  'ahead-of-target': 'active',
  'behind-target': 'active',
  sustaining: 'active',
  achieved: 'reached',
  completed: 'reached',
  cancelled: 'given-up',
  rejected: 'given-up',
}

const missed = ['not-achieved', 'not-attainable', 'no-progress']

function goalOf(
  { context, head }: FhirRecord,
  json: unknown,
  patient: string,
): GoalFact | 'not-done' | 'status-unknown' | 'no-value' {
  const status = text(field(json, 'lifecycleStatus')) ?? text(field(json, 'status')) ?? ''
  if (status === 'proposed') return 'not-done'
  const said = Object.hasOwn(states, status) ? states[status] : undefined
  if (!said) return 'status-unknown'
  const description = displayOf(field(json, 'description')) ?? text(field(json, 'description'))
  if (!description) return 'no-value'

  const achieved = statusOf(field(json, 'achievementStatus')) ?? ''
  const state = said === 'reached' && missed.includes(achieved) ? 'given-up' : said
  const targets = list(field(json, 'target'))
  const target = first(targets.map(totalAimedAt))
  const measure = target ? undefined : first(targets.map(measureInWords))
  const targetOn = first(targets.map((one) => readDate(field(one, 'dueDate'), context.zone)?.on))
  const endedOn =
    state === 'active' ? undefined : readDate(field(json, 'statusDate'), context.zone)?.on.padEnd(10, '-01')
  return {
    kind: 'goal',
    ...head,
    patient,
    text: description,
    ...(target && { target }),
    ...(measure && { measure }),
    ...(targetOn && { targetOn }),
    state,
    ...(endedOn && { endedOn }),
  }
}

/** An instrument's total to come to: the last number that still counts as reached. */
function totalAimedAt(target: unknown): GoalFact['target'] {
  const instrument = first(measureCodes(field(target, 'measure')).map((code) => totalOf.get(code)))
  if (!instrument) return undefined
  const quantity = field(target, 'detailQuantity') ?? field(field(target, 'detailRange'), 'high')
  const value = looseNumber(field(quantity, 'value')) ?? looseNumber(field(target, 'detailInteger'))
  if (value === undefined) return undefined
  // "Below 5" is reached with 4. A goal that points the way the instrument calls worse is none of ours.
  const comparator = text(field(quantity, 'comparator')) ?? ''
  const wrongWay = instrumentOf(instrument).better === 'higher' ? '<' : '>'
  if (comparator.startsWith(wrongWay)) return undefined
  const total = { '<': Math.ceil(value) - 1, '>': Math.floor(value) + 1 }[comparator] ?? Math.floor(value)
  return isTotalOf(instrument, total) ? { instrument, total } : undefined
}

function measureInWords(target: unknown): string | undefined {
  const what = displayOf(field(target, 'measure'))
  const range = field(target, 'detailRange')
  const ends = [quantityInWords(field(range, 'low')), quantityInWords(field(range, 'high'))]
  const between = ends.filter((end) => end !== undefined).join(' to ')
  const detail =
    displayOf(field(target, 'detailCodeableConcept')) ??
    text(field(target, 'detailString')) ??
    quantityInWords(field(target, 'detailQuantity')) ??
    text(between)
  return text([what, detail].filter((part) => part !== undefined).join(': '))
}

function quantityInWords(quantity: unknown): string | undefined {
  const value = looseNumber(field(quantity, 'value'))
  if (value === undefined) return undefined
  return text(`${text(field(quantity, 'comparator')) ?? ''}${value} ${text(field(quantity, 'unit')) ?? ''}`)
}
