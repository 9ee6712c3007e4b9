import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { searchTokens } from '#app/features/cases/core/search.ts'
import { hashesOf } from '#app/features/cases/server/patient-queries.server.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import { seeded } from './measure.ts'

/** Where the cases of a bench go. */
export interface Ward {
  readonly teamId: TeamId
  /** Those who can be care managers. */
  readonly people: readonly PersonId[]
}

/** So many cases are written in one transaction. */
const BATCH = 250

/**
 * Puts `count` cases on a team: each with six scores, eight contacts, a brief of four parts, a medication, a condition, five lines
 * of history; every third with a flag, every second with a task.
 *
 * Whole batches are written at once, and no rule looks at them: it would take the use cases of the rooms many minutes.
 */
export async function fillWard(
  world: World,
  caller: Caller,
  ward: Ward,
  count: number,
  seed: number,
): Promise<void> {
  const random = seeded(seed)
  for (let done = 0; done < count; done += BATCH)
    await inOrganization(world, caller, (scope) =>
      fillBatch(scope, ward, Math.min(BATCH, count - done), random),
    )
}

type Random = ReturnType<typeof seeded>

async function fillBatch(scope: Scope, ward: Ward, count: number, random: Random): Promise<void> {
  const cases = Array.from({ length: count }, () => aCase(scope, ward, random))
  await insert(
    scope,
    'patient',
    cases.map(({ patient }) => patient),
  )
  await insertTokens(scope, cases)
  await insert(
    scope,
    'case',
    cases.map((one) => one.case),
  )
  for (const table of tables)
    await insert(
      scope,
      table,
      cases.flatMap((one) => one[table] as never),
    )
}

const tables = [
  'score',
  'contact',
  'medication',
  'condition',
  'brief_part',
  'case_event',
  'flag',
  'task',
] as const

function aCase(scope: Scope, { teamId, people }: Ward, random: Random) {
  const { int, pick, next } = random
  const { organizationId: organization_id, now, world } = scope
  const [patient_id, case_id] = [world.newId(), world.newId()]
  const weeks = int(0, 60)
  const start = now.minus({ days: weeks * 7 + int(0, 6) })
  const careManager = pick(people)
  const identity = {
    family: `${pick(families)}${pick(['', '', '', '-'])}${pick(syllables)}${pick(syllables)}`,
    given: [pick(givens), pick(givens)],
    birthDate: `${int(1935, 2008)}-${two(int(1, 12))}-${two(int(1, 28))}`,
    gender: pick(['female', 'male', 'other']),
    recordNumber: `${int(1_000_000, 9_999_999)}`,
  }
  const day = (share: number) => start.plus({ days: Math.floor(now.diff(start, 'days').days * share) })
  const row = { organization_id, patient_id }
  const began = int(8, 24)
  const slope = next() < 0.35 ? 0 : -next() * 18
  return {
    patient: {
      ...row,
      identity_sealed: seal(scope, 'patient.identity', patient_id, JSON.stringify(identity)),
      allergy_state: 'none-known',
      created_at: start.toJSDate(),
    },
    tokens: searchTokens({
      names: [identity.family, ...identity.given],
      birthDate: identity.birthDate,
      identifiers: [identity.recordNumber],
    }),
    case: {
      ...row,
      case_id,
      team_id: teamId,
      episode_start: isoDay(start),
      phase: pick(['active', 'active', 'active', 'active', 'relapse-prevention', 'closed']),
      care_manager_id: next() < 0.05 ? null : careManager,
      consent_state: pick(['given', 'given', 'given', 'not-recorded', 'refused', 'unavailable']),
      last_discussed_at: next() < 0.2 ? null : day(next()).toJSDate(),
      created_at: start.toJSDate(),
    },
    score: ['phq-9', 'gad-7'].flatMap((instrument) =>
      [0, 0.5, 1].map((share) => ({
        ...row,
        score_id: world.newId(),
        instrument,
        taken_on: isoDay(day(share * next())),
        total: Math.max(0, Math.min(21, Math.round(began + slope * share + int(-2, 2)))),
        safety_answer: instrument === 'phq-9' ? 0 : null,
        arrived_at: now.toJSDate(),
      })),
    ),
    contact: Array.from({ length: 8 }, (_, index) => {
      const contact_id = world.newId()
      return {
        ...row,
        contact_id,
        at: day((index + next()) / 9).toJSDate(),
        by_person_id: careManager,
        way: pick(['phone', 'visit', 'video']),
        reached: next() < 0.75,
        minutes: int(5, 45),
        note_sealed: seal(scope, 'contact.note', contact_id, `Spoke about sleep, ${pick(phrases)}.`),
        created_at: now.toJSDate(),
      }
    }),
    medication: [sealedFact(scope, 'medication', row, { active: true, started_on: isoDay(start) })],
    condition: [sealedFact(scope, 'condition', row, { active: true })],
    brief_part: ['question', 'situation', 'medication', 'goal'].map((part) => ({
      organization_id,
      case_id,
      part,
      text_sealed: seal(
        scope,
        'brief_part.text',
        `${case_id}.${part}`,
        `${pick(phrases)}. ${pick(phrases)}.`,
      ),
      author_id: careManager,
      written_at: day(0.5).toJSDate(),
    })),
    case_event: Array.from({ length: 5 }, (_, index) => ({
      organization_id,
      case_event_id: world.newId(),
      case_id,
      at: day(index / 5).toJSDate(),
      kind: pick(['opened', 'score-recorded', 'contact-added', 'brief-written', 'discussed']),
      actor_kind: 'person',
      actor_id: careManager,
    })),
    flag: next() < 0.33 ? [aFlag(scope, { case_id, team_id: teamId }, careManager, random)] : [],
    task: next() < 0.5 ? [aTask(scope, { case_id, team_id: teamId }, careManager, random)] : [],
  }
}

function sealedFact<Rest extends object>(
  scope: Scope,
  table: 'medication' | 'condition',
  row: { readonly organization_id: string; readonly patient_id: string },
  rest: Rest,
) {
  const id = scope.world.newId()
  const words = table === 'medication' ? 'Sertraline 50 mg once a day' : 'Major depressive disorder'
  return { ...row, [`${table}_id`]: id, text_sealed: seal(scope, `${table}.text`, id, words), ...rest }
}

interface OfCase {
  readonly case_id: string
  readonly team_id: string
}

function aFlag(scope: Scope, row: OfCase, raisedBy: PersonId, { int, pick }: Random) {
  const flag_id = scope.world.newId()
  const raisedAt = scope.now.minus({ days: int(0, 30), minutes: int(0, 900) })
  const why = { by: 'person', reason: 'No better since the last huddle' }
  return {
    ...row,
    organization_id: scope.organizationId,
    flag_id,
    raised_by: raisedBy,
    question_sealed: seal(scope, 'flag.question', flag_id, 'Is the dose right?'),
    why_sealed: seal(scope, 'flag.why', flag_id, JSON.stringify(why)),
    urgency: pick(['urgent', 'soon', 'soon', 'routine']),
    raised_at: raisedAt.toJSDate(),
    respond_by: raisedAt.plus({ days: int(2, 30) }).toJSDate(),
  }
}

function aTask(scope: Scope, row: OfCase, owner: PersonId, { int, pick }: Random) {
  const task_id = scope.world.newId()
  const done = pick([true, false, false])
  return {
    ...row,
    organization_id: scope.organizationId,
    task_id,
    owner_id: owner,
    kind: pick(['call-patient', 'order-lab', 'referral']),
    title_sealed: seal(scope, 'task.title', task_id, 'Call about sleep'),
    due_on: isoDay(scope.now.plus({ days: int(-10, 30) })),
    state: done ? 'done' : pick(['offered', 'accepted']),
    outcome_sealed: done ? seal(scope, 'task.outcome', task_id, 'Reached, sleeps better') : null,
    created_at: scope.now.minus({ days: 11 }).toJSDate(),
  }
}

async function insertTokens(
  scope: Scope,
  cases: readonly { readonly tokens: readonly string[]; readonly patient: { readonly patient_id: string } }[],
): Promise<void> {
  const pairs = cases.flatMap(({ tokens, patient }) =>
    hashesOf(scope, tokens).map((hash) => [hash, patient.patient_id] as const),
  )
  await sql`insert into patient_search (organization_id, token_hash, patient_id)
    select ${scope.organizationId}::uuid, pair.hash, pair.patient
      from unnest(${pairs.map(([hash]) => hash)}::bytea[], ${pairs.map(([, id]) => id)}::uuid[]) as pair (hash, patient)`.execute(
    scope.trx,
  )
}

// The rows are made above, of columns that the tables have: said once here, since each table's own type is another.
async function insert(
  scope: Scope,
  table: (typeof tables)[number] | 'patient' | 'case',
  rows: readonly never[] | readonly object[],
) {
  if (rows.length > 0)
    await scope.trx
      .insertInto(table)
      .values(rows as never)
      .execute()
}

function isoDay(at: DateTime): string {
  return at.toFormat('yyyy-MM-dd')
}

function two(number: number): string {
  return `${number}`.padStart(2, '0')
}

const families = ['Oka', 'Ber', 'Nuñ', 'Smi', 'Gar', 'Haa', 'Kow', 'Lin', 'Mor', 'Pet', 'Ruz', 'Sza', 'Tan']
const syllables = ['for', 'ger', 'ez', 'th', 'cia', 'land', 'al', 'ski', 'der', 'ro', 'ova', 'ic', 'aka']
const givens = ['Ada', 'Bo', 'Chidi', 'Dolores', 'Emre', 'Fatima', 'Grace', 'Hanna', 'Ivo', 'José', 'Kim']
const phrases = [
  'he wakes at four and cannot sleep again',
  'she takes her tablets with breakfast',
  'work has become too much since spring',
  'she would like to see her sister again',
]
