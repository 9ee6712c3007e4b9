import { DateTime } from 'luxon'
import { codingOf, codingsOf, displayOf } from './codes.ts'
import { type FhirDate, readDate } from './dates.ts'
import type { ConsentFact, ReadContext } from './facts.ts'
import { field, first, list, text } from './json.ts'
import { type FhirRecord, labelOfCode, lastUpdatedOf, patientOf, type Reading } from './record.ts'
import { referenceKey } from './references.ts'

/**
 * A Consent about sharing records. What it allows is taken only as far as it is plain: a permission that is limited to some data,
 * some other purpose than care, or by exceptions that name no label, is `unavailable`: it is there, and somebody should read it.
 */
export function readConsent({ json, context, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const status = text(field(json, 'status'))
  if (status === 'draft' || status === 'proposed') return 'not-done'
  if (!status || !['active', 'inactive', 'rejected'].includes(status)) return 'status-unknown'
  const about = codingsOf(field(json, 'scope')).map(({ code }) => code)
  if (
    about.length > 0 &&
    !about.includes('patient-privacy') &&
    about.some((code) => knownScopes.includes(code))
  )
    return 'other-consent'

  const provision = list(field(json, 'provision'))[0]
  const period = field(provision, 'period') ?? field(json, 'period')
  const from =
    startOf(readDate(field(period, 'start'), context.zone), context) ??
    startOf(readDate(field(json, 'dateTime') ?? field(json, 'date'), context.zone), context) ??
    lastUpdatedOf(json, context)
  if (!from) return 'bad-date'
  const until = endOf(readDate(field(period, 'end'), context.zone), context)
  if (until && until <= from) return 'bad-date'

  const { decision, scope } = meaningOf(json, provision, status === 'rejected')
  const recipient = text(recipientsOf(json, provision).join(', '))
  const discloser = first(
    [
      ...list(field(json, 'organization')),
      ...list(field(json, 'controller')),
      ...list(field(json, 'manager')),
    ].map(nameIn),
  )
  const purpose = text(
    list(field(provision, 'purpose'))
      .flatMap((coding) => text(field(coding, 'display')) ?? codingOf(coding)?.code ?? [])
      .join(', '),
  )
  const fact: ConsentFact = {
    kind: 'consent',
    ...head,
    patient,
    decision,
    scope,
    ...(recipient && { recipient }),
    ...(discloser && { discloser }),
    ...(purpose && { purpose }),
    from,
    ...(until && { until }),
    // Nobody says since when an inactive consent is so: since it was last changed, or never in force at all.
    ...(status === 'inactive' && { endedAt: lastUpdatedOf(json, context) ?? from }),
  }
  return [fact]
}

const knownScopes = ['adr', 'research', 'treatment']
const carePurposes = ['TREAT', 'ETREAT', 'CAREMGT', 'COC', 'TREATMNT', 'HOPERAT', 'PATRQT', 'BTG']
const everyLabel = ['eth', 'hiv', 'part2', 'psy', 'psychotherapy', 'sud']
const limits = ['class', 'documentType', 'resourceType', 'code', 'data', 'dataPeriod', 'expression']

function meaningOf(
  json: unknown,
  provision: unknown,
  rejected: boolean,
): Pick<ConsentFact, 'decision' | 'scope'> {
  const policies = [
    ...codingsOf(field(json, 'policyRule')),
    ...list(field(json, 'regulatoryBasis')).flatMap(codingsOf),
    ...list(field(json, 'category')).flatMap(codingsOf),
  ].map(({ code }) => code)
  const named = labelsIn(provision)
  const byRegulation = policies.flatMap((code) => labelOfCode(code) ?? [])
  const said = text(field(json, 'decision')) ?? text(field(provision, 'type'))
  const permits = said === 'permit' || (said === undefined && policies.some((code) => /^OPTIN/.test(code)))
  const denies =
    rejected || said === 'deny' || (said === undefined && policies.some((code) => /^OPTOUT/.test(code)))
  const labels = [...new Set([...named, ...byRegulation])].sort()
  if (denies) return { decision: 'refused', scope: labels.length > 0 ? labels : everyLabel }

  const exceptions = list(field(provision, 'provision'))
  const unclear = exceptions.some((one) => labelsIn(one).length === 0)
  const limited = limits.some((name) => list(field(provision, name)).length > 0)
  const purposes = list(field(provision, 'purpose')).flatMap((coding) => codingOf(coding)?.code ?? [])
  const forCare = purposes.length === 0 || purposes.some((code) => carePurposes.includes(code))
  // A consent that says opt-out and permits, or the other way round, is no consent to rely on.
  const torn = permits && policies.some((code) => /^OPTOUT/.test(code))
  const scope = labels.filter((label) => !exceptions.some((one) => labelsIn(one).includes(label)))
  if (!permits || unclear || limited || !forCare || torn)
    return { decision: 'unavailable', scope: labels.length > 0 ? labels : ['general'] }
  return { decision: 'given', scope: scope.length > 0 ? scope : ['general'] }
}

function labelsIn(provision: unknown): string[] {
  return list(field(provision, 'securityLabel')).flatMap((coding) => {
    const code = codingOf(coding)?.code
    return (code && labelOfCode(code)) ?? []
  })
}

const receives = ['IRCP', 'PRCP', 'INF', 'CST']

function recipientsOf(json: unknown, provision: unknown): string[] {
  const actors = list(field(provision, 'actor')).filter((actor) => {
    const role = codingsOf(field(actor, 'role')).map(({ code }) => code)
    return role.length === 0 || role.some((code) => receives.includes(code))
  })
  const grantees = list(field(json, 'grantee')).map((one) => nameIn(one))
  return [...actors.map((actor) => nameIn(field(actor, 'reference')) ?? 'Somebody'), ...grantees].flatMap(
    (name) => name ?? [],
  )
}

function nameIn(reference: unknown): string | undefined {
  return text(field(reference, 'display')) ?? displayOf(reference) ?? referenceKey(reference)
}

function startOf(date: FhirDate | undefined, { zone }: ReadContext): string | undefined {
  if (!date) return undefined
  return date.at ?? dayStart(`${date.on}-01-01`.slice(0, 10), zone).toJSDate().toISOString()
}

/** The end of the last day, month or year that a period names. */
function endOf(date: FhirDate | undefined, { zone }: ReadContext): string | undefined {
  if (!date) return undefined
  if (date.at) return date.at
  const begins = dayStart(`${date.on}-01-01`.slice(0, 10), zone)
  return begins
    .plus({ [`${date.precision}s`]: 1 })
    .toJSDate()
    .toISOString()
}

function dayStart(day: string, zone: string): DateTime {
  return DateTime.fromISO(day, { zone }).startOf('day')
}
