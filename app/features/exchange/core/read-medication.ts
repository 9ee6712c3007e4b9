import { addDays } from '#app/time/calendar-days.ts'
import type { DrugFact } from './anchor-facts.ts'
import { codingsOf, displayOf } from './codes.ts'
import { readDate, readDay } from './dates.ts'
import type { DispenseFact, MedicationFact } from './facts.ts'
import { aliasesOf } from './identity.ts'
import { at, field, first, list, looseNumber, text } from './json.ts'
import { containedOf, type FhirRecord, isAhead, patientOf, type Reading } from './record.ts'
import { referenceKey } from './references.ts'

// Wishes and drafts are not medication; neither is an order that was cancelled before anything was given out.
const notOrdered = ['draft', 'cancelled', 'intended', 'proposed', 'planned']
const onlyProposed = ['proposal', 'option']

/** Statuses after which the patient no longer takes it, so that the day of the last change is the day it ended. */
const over = ['stopped', 'completed', 'ended', 'not-taken']

/**
 * A MedicationRequest or MedicationStatement. One whose status its source does not know is kept, and says so: a drug
 * left out of the list is the greater danger. `not-taken` is kept too.
 */
export function readMedication({ json, context, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const said = text(field(json, 'status'))?.toLowerCase() ?? 'unknown'
  const status = text(field(json, 'taken')) === 'n' ? 'not-taken' : said
  const proposed = onlyProposed.includes(text(field(json, 'intent')) ?? '')
  if (notOrdered.includes(status) || proposed || field(json, 'doNotPerform') === true) return 'not-done'

  const named = medicationOf(json)
  if (!named.display && !named.drug) return 'no-value'
  const dosage = dosageOf(json)
  const bounds = at(dosage, 'timing', 'repeat', 'boundsPeriod')
  const day = (...values: unknown[]) => first(values.map((value) => readDate(value, context.zone)?.on))
  const period = field(json, 'effectivePeriod')
  const supply = at(json, 'dispenseRequest', 'validityPeriod')
  const startedOn = day(
    field(bounds, 'start'),
    field(period, 'start'),
    field(json, 'effectiveDateTime'),
    field(json, 'authoredOn'),
    field(json, 'dateWritten'),
    field(supply, 'start'),
  )
  const endedOn = day(
    field(bounds, 'end'),
    field(period, 'end'),
    ...(over.includes(status) ? [field(json, 'statusChanged'), field(json, 'dateEnded')] : []),
  )
  const how = text(field(dosage, 'text'))
  const fact: MedicationFact = {
    kind: 'medication',
    ...head,
    patient,
    ...named,
    status,
    ...(startedOn && { startedOn }),
    ...(endedOn && { endedOn }),
    ...(how && { dosage: how }),
  }
  return [fact]
}

const handedOut = ['completed', 'in-progress', 'stopped', 'on-hold', 'unfulfilled']

/** A MedicationDispense: something was handed out, or is about to be. What was declined or cancelled was not. */
export function readDispense({ json, context, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const status = text(field(json, 'status'))?.toLowerCase()
  if (['cancelled', 'declined', 'preparation'].includes(status ?? '')) return 'not-done'
  if (!status || !handedOut.includes(status)) return 'status-unknown'
  const named = medicationOf(json)
  if (!named.display && !named.drug) return 'no-value'
  const date = first(
    ['whenHandedOver', 'whenPrepared', 'recorded'].map((name) => readDay(field(json, name), context.zone)),
  )
  if (!date) return 'bad-date'
  if (isAhead(date.on, context)) return 'future-date'

  const days = daysOf(field(json, 'daysSupply'))
  const how = text(field(dosageOf(json), 'text'))
  const prescription = first(list(field(json, 'authorizingPrescription')).map(referenceKey))
  const fact: DispenseFact = {
    kind: 'dispense',
    ...head,
    patient,
    ...named,
    on: date.on,
    ...(days !== undefined && { until: addDays(date.on, days) }),
    ...(how && { dosage: how }),
    ...(prescription && { prescription }),
  }
  return [fact]
}

/** A Medication of its own, for those who point to it. */
export function readDrug({ json, key, context, head }: FhirRecord): Reading {
  const display = drugName(json)
  if (!display) return 'no-value'
  const aliases = aliasesOf(key.type, key.id, context.fullUrl)
  const fact: DrugFact = { kind: 'drug', ...head, aliases, codings: codingsOf(field(json, 'code')), display }
  return [fact]
}

const dayUnits = ['d', 'day', 'days']

function daysOf(quantity: unknown): number | undefined {
  const value = looseNumber(field(quantity, 'value'))
  const unit = (text(field(quantity, 'code')) ?? text(field(quantity, 'unit')) ?? 'd').toLowerCase()
  if (value === undefined || !dayUnits.includes(unit)) return undefined
  return value > 0 && value <= 400 ? Math.round(value) : undefined
}

function dosageOf(json: unknown): unknown {
  return list(field(json, 'dosageInstruction') ?? field(json, 'dosage'))[0]
}

function medicationOf(json: unknown): Pick<MedicationFact, 'codings' | 'display' | 'drug'> {
  // R5 holds both ways of naming a drug in one field.
  const either = field(json, 'medication')
  const concept = field(json, 'medicationCodeableConcept') ?? field(either, 'concept')
  const display = displayOf(concept)
  if (display) return { codings: codingsOf(concept), display }
  const reference = field(json, 'medicationReference') ?? field(either, 'reference')
  const key = referenceKey(reference)
  const said = text(field(reference, 'display'))
  if (!key?.startsWith('#')) return { codings: [], ...(said && { display: said }), ...(key && { drug: key }) }
  const contained = containedOf(json, key)
  const name = drugName(contained) ?? said
  return { codings: codingsOf(field(contained, 'code')), ...(name && { display: name }) }
}

function drugName(json: unknown): string | undefined {
  const ingredients = list(field(json, 'ingredient')).flatMap(
    (one) => displayOf(field(one, 'itemCodeableConcept') ?? field(field(one, 'item'), 'concept')) ?? [],
  )
  return displayOf(field(json, 'code')) ?? text(ingredients.join(' + '))
}
