import type { Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import type { PatientId } from '#app/shared/ids.ts'
import type { InstrumentCode } from '../core/instruments.ts'

/** A goal, a need, somebody around the patient or a consent on its way into its table. */
export type ArrivingDepth =
  | {
      readonly target: 'goal'
      readonly text: string
      readonly instrument: InstrumentCode | null
      readonly targetTotal: number | null
      readonly measure: string | null
      readonly targetOn: string | null
      readonly state: 'active' | 'reached' | 'given-up'
      readonly endedOn: string | null
      readonly labels: readonly string[]
    }
  | {
      readonly target: 'need'
      readonly kind: string
      /** False: there is none any more. */
      readonly present: boolean
      readonly text: string | null
      /** The day it was noted; today where nobody said. */
      readonly notedOn: string | null
      readonly labels: readonly string[]
    }
  | {
      readonly target: 'circle_person'
      readonly kind: 'professional' | 'related'
      readonly details: {
        readonly name: string
        readonly role?: string
        readonly phone?: string
        readonly organization?: string
      }
      readonly active: boolean
      readonly labels: readonly string[]
    }
  | {
      readonly target: 'consent'
      readonly decision: 'given' | 'refused' | 'unavailable'
      readonly words: { readonly discloser?: string; readonly recipient?: string; readonly purpose?: string }
      readonly recipientKind: 'organization' | 'outside'
      readonly scope: readonly string[]
      readonly from: string
      readonly until: string | null
      readonly endedAt: string | null
    }

type Rows = readonly ({ readonly id: string; readonly patientId: PatientId } & {
  readonly target: string
})[]
type Of<Target> = { readonly id: string; readonly patientId: PatientId } & Extract<
  ArrivingDepth,
  { readonly target: Target }
>

/**
 * Adds goals, needs, people and consents to their tables, in the work of `insertArriving`.
 *
 * What a person has changed here since stays as they said it. A need that was met is open again when a newer answer says so; one that is
 * in hand or was declined stays that. A consent that a person revoked stays revoked.
 */
export async function insertArrivingDepth(scope: Scope, facts: Rows): Promise<void> {
  await insertGoals(scope, only(facts, 'goal'))
  await insertNeeds(scope, only(facts, 'need'))
  await insertCircle(scope, only(facts, 'circle_person'))
  await insertConsents(scope, only(facts, 'consent'))
}

/** Ends a consent that its source takes back. */
export async function updateConsentEnded(scope: Scope, consentId: string): Promise<void> {
  await scope.trx
    .updateTable('consent')
    .set((eb) => ({ revoked_at: scope.now.toJSDate(), version: eb('consent.version', '+', 1) }))
    .where('consent.organization_id', '=', scope.organizationId)
    .where('consent.consent_id', '=', consentId)
    .where('consent.revoked_at', 'is', null)
    .execute()
}

async function insertGoals(scope: Scope, goals: readonly Of<'goal'>[]): Promise<void> {
  if (goals.length === 0) return
  await scope.trx
    .insertInto('goal')
    .values(
      goals.map((goal) => ({
        organization_id: scope.organizationId,
        goal_id: goal.id,
        patient_id: goal.patientId,
        text_sealed: seal(scope, 'goal.text', goal.id, goal.text),
        instrument: goal.instrument,
        target_total: goal.targetTotal,
        measure_sealed: sealMaybe(scope, 'goal.measure', goal.id, goal.measure),
        target_on: goal.targetOn,
        state: goal.state,
        ended_on: goal.endedOn,
        labels: [...goal.labels],
        created_at: scope.now.toJSDate(),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'goal_id'])
        .doUpdateSet((eb) => ({
          text_sealed: eb.ref('excluded.text_sealed'),
          instrument: eb.ref('excluded.instrument'),
          target_total: eb.ref('excluded.target_total'),
          measure_sealed: eb.ref('excluded.measure_sealed'),
          target_on: eb.ref('excluded.target_on'),
          state: eb.ref('excluded.state'),
          ended_on: eb.ref('excluded.ended_on'),
          labels: eb.ref('excluded.labels'),
        }))
        .where('goal.version', '=', 1),
    )
    .execute()
}

async function insertNeeds(scope: Scope, needs: readonly Of<'need'>[]): Promise<void> {
  if (needs.length === 0) return
  const today = scope.now.toISODate() ?? ''
  await scope.trx
    .insertInto('need')
    .values(
      needs.map((need) => ({
        organization_id: scope.organizationId,
        need_id: need.id,
        patient_id: need.patientId,
        kind: need.kind,
        state: need.present ? 'open' : 'met',
        text_sealed: sealMaybe(scope, 'need.text', need.id, need.text),
        noted_on: need.notedOn ?? today,
        labels: [...need.labels],
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'need_id']).doUpdateSet((eb) => ({
        state: eb
          .case()
          .when(
            eb.and([
              eb('need.state', 'in', ['in-hand', 'declined']),
              eb(eb.ref('excluded.state'), '=', 'open'),
            ]),
          )
          .then(eb.ref('need.state'))
          .else(eb.ref('excluded.state'))
          .end(),
        text_sealed: eb
          .case()
          .when('need.version', '=', 1)
          .then(eb.ref('excluded.text_sealed'))
          .else(eb.ref('need.text_sealed'))
          .end(),
        noted_on: eb.ref('excluded.noted_on'),
        labels: eb.ref('excluded.labels'),
      })),
    )
    .execute()
}

async function insertCircle(scope: Scope, people: readonly Of<'circle_person'>[]): Promise<void> {
  if (people.length === 0) return
  await scope.trx
    .insertInto('circle_person')
    .values(
      people.map((one) => ({
        organization_id: scope.organizationId,
        circle_person_id: one.id,
        patient_id: one.patientId,
        kind: one.kind,
        details_sealed: seal(scope, 'circle_person.details', one.id, JSON.stringify(one.details)),
        active: one.active,
        labels: [...one.labels],
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'circle_person_id'])
        .doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'),
          details_sealed: eb.ref('excluded.details_sealed'),
          active: eb.ref('excluded.active'),
          labels: eb.ref('excluded.labels'),
        }))
        .where('circle_person.version', '=', 1),
    )
    .execute()
}

async function insertConsents(scope: Scope, consents: readonly Of<'consent'>[]): Promise<void> {
  if (consents.length === 0) return
  await scope.trx
    .insertInto('consent')
    .values(
      consents.map((one) => ({
        organization_id: scope.organizationId,
        consent_id: one.id,
        patient_id: one.patientId,
        decision: one.decision,
        words_sealed: seal(scope, 'consent.words', one.id, JSON.stringify(one.words)),
        recipient_kind: one.recipientKind,
        scope: [...one.scope],
        from_at: one.from,
        until_at: one.until,
        revoked_at: one.endedAt,
        recorded_at: scope.now.toJSDate(),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'consent_id'])
        .doUpdateSet((eb) => ({
          decision: eb.ref('excluded.decision'),
          words_sealed: eb.ref('excluded.words_sealed'),
          recipient_kind: eb.ref('excluded.recipient_kind'),
          scope: eb.ref('excluded.scope'),
          from_at: eb.ref('excluded.from_at'),
          until_at: eb.ref('excluded.until_at'),
          revoked_at: eb.ref('excluded.revoked_at'),
          version: eb('consent.version', '+', 1),
        }))
        .where('consent.revoked_by', 'is', null),
    )
    .execute()
}

function only<Target extends ArrivingDepth['target']>(facts: Rows, target: Target): Of<Target>[] {
  return facts.filter((fact): fact is Of<Target> => fact.target === target)
}
