import { DateTime } from 'luxon'
import { findOrganization } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import { sayings } from './consent-page.server.ts'
import { listConsents } from './consent-queries.server.ts'

/** What a page must say about the protected records on it. */
export interface ConsentShown {
  /** A record under 42 CFR Part 2 is on it: the notice of 2.32 goes with it. */
  readonly part2: boolean
  /** How many things on it are withheld for want of the patient's consent. */
  readonly withheld: number
  /** The consents it was shown under: to whom, what for, the first and the last day in the organization's zone. */
  readonly under: readonly {
    readonly recipient: string
    readonly purpose: string | null
    readonly from: string
    readonly until: string | null
  }[]
}

/** What the work of a scope has shown and withheld so far. Asked last, when everything of a page is read. */
export async function consentShown(scope: Scope): Promise<ConsentShown> {
  const disclosed = scope.audited.filter(({ action }) => action === 'record.disclosed')
  return {
    part2: disclosed.some(({ category }) => category === 'part2'),
    withheld: scope.withheld.size,
    under: disclosed.length > 0 ? await consentsOf(scope, disclosed) : [],
  }
}

/** A page's data with what must be said about the protected records in it. */
export async function withConsent<Page extends object>(
  scope: Scope,
  page: Page,
): Promise<Page & { readonly consent: ConsentShown }> {
  return { ...page, consent: await consentShown(scope) }
}

async function consentsOf(scope: Scope, disclosed: Scope['audited']): Promise<ConsentShown['under']> {
  const ids = new Set(disclosed.flatMap(({ detail }) => (detail ?? '').split(' ').slice(1)))
  const patientIds = new Set(disclosed.flatMap(({ patientId }) => patientId ?? []))
  const say = await sayings(scope)
  const { zone } = await findOrganization(scope)
  const day = (millis: number) => DateTime.fromMillis(millis, { zone }).toFormat('yyyy-MM-dd')
  const under: ConsentShown['under'][number][] = []
  for (const patientId of patientIds) {
    for (const consent of await listConsents(scope, patientId as PatientId)) {
      if (!ids.has(consent.consentId)) continue
      under.push({
        recipient: say.recipient(consent),
        purpose: consent.words.purpose ?? null,
        from: day(consent.from),
        until: consent.until === null ? null : day(consent.until - 1),
      })
    }
  }
  return under
}
