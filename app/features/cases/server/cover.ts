import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { openPermitted, type Permit, type SealedPlace } from '#app/platform/sealed.ts'
import type { CaseId, PatientId, PersonId } from '#app/shared/ids.ts'
import { type ConsentRecord, covers, nextChange, type Reader } from '../core/consent.ts'
import { boundOf, isPart2, withheldWords } from '../core/labels.ts'
import { listConsentRecords, listPatientsOf, listReaders, listStateRules } from './consent-queries.server.ts'

/** What a text belongs to: a patient, or a case and so its patient; and the labels it carries. */
export interface Labelled {
  readonly caseId?: string | null
  readonly patientId?: string | null
  readonly labels: readonly string[]
}

/**
 * The one way to open a text about a patient: it asks, for each text, whether the patient's consent lets every reader of the scope see
 * it, at the moment the text is opened. What it shows under a consent is noted for the report of disclosures; what it withholds is counted for the page.
 */
export interface Cover {
  /** Whether the readers may see what carries these labels. */
  lets(item: Labelled): boolean
  /**
   * Whether what has no sealed text is shown, such as a score. Like `text` it notes what is shown and counts what is withheld.
   * `kind` is its table.
   */
  shows(kind: string, rowId: string, item: Labelled): boolean
  /** The text, or undefined where it is withheld. */
  text(place: SealedPlace, rowId: string, sealed: Uint8Array, item: Labelled): string | undefined
  /** The text, or words that say it is withheld. For what is shown and never written back. */
  words(place: SealedPlace, rowId: string, sealed: Uint8Array, item: Labelled): string
  /** The same for a column that may be empty. */
  wordsMaybe(place: SealedPlace, rowId: string, sealed: Uint8Array | null, item: Labelled): string | null
}

/**
 * The cover of these items for the readers of the scope, read at once for all of them. Items without labels cost no question.
 *
 * It fails closed: an item it was not asked about, a patient without records, no reader at all: all withhold.
 */
export async function coverOf(scope: Scope, items: readonly Labelled[]): Promise<Cover> {
  const labelled = items.filter(({ labels }) => labels.length > 0)
  const known = labelled.length > 0 ? await readConsents(scope, labelled) : nothingKnown
  const readers = known.readers

  const underOf = (item: Labelled): Under[] | undefined => {
    if (scope.readers === 'no-person') return []
    const bound = boundOf(item.labels, known.stateRules)
    if (bound.length === 0) return []
    const patientId = patientOf(known, item)
    const records = patientId && known.records.get(patientId)
    if (!patientId || !records || readers.length === 0) return undefined
    const under: Under[] = []
    for (const reader of readers) {
      const covered = covers(records, reader, bound, scope.now.toMillis())
      if (covered.size < new Set(bound).size) return undefined
      const category = bound.some(isPart2) ? 'part2' : 'protected'
      under.push({
        patientId,
        readerId: reader.personId,
        consentIds: [...new Set(covered.values())],
        category,
      })
    }
    return under
  }
  const shows: Cover['shows'] = (kind, rowId, item) => {
    const under = underOf(item)
    if (under?.length !== 0 && scope.memo.has('over'))
      throw new Error('A protected text was opened when its work was over.')
    if (!under) scope.withheld.add(`${kind} ${rowId}`)
    for (const one of under ?? []) noteDisclosed(scope, one, kind)
    return under !== undefined
  }
  const text: Cover['text'] = (place, rowId, sealed, item) =>
    shows(place.split('.')[0] ?? '', rowId, item)
      ? openPermitted(scope, permit, place, rowId, sealed)
      : undefined
  const words: Cover['words'] = (place, rowId, sealed, item) =>
    text(place, rowId, sealed, item) ?? withheldWords
  return {
    lets: (item) => underOf(item) !== undefined,
    shows,
    text,
    words,
    wordsMaybe: (place, rowId, sealed, item) => (sealed ? words(place, rowId, sealed, item) : null),
  }
}

/**
 * Whom of these people the consent of each item's patient does not cover, in the order of the items. It is read at once for all; nothing
 * is opened and nothing noted. An item without labels is for everybody.
 */
export async function listUncovered(
  scope: Scope,
  items: readonly Labelled[],
  personIds: readonly PersonId[],
): Promise<PersonId[][]> {
  const labelled = items.filter(({ labels }) => labels.length > 0)
  if (labelled.length === 0) return items.map(() => [])
  const known = await readConsents({ ...scope, readers: personIds }, labelled)
  return items.map((item) => {
    const bound = boundOf(item.labels, known.stateRules)
    if (bound.length === 0) return []
    const records = known.records.get(patientOf(known, item) ?? '') ?? []
    return known.readers
      .filter((reader) => covers(records, reader, bound, scope.now.toMillis()).size < new Set(bound).size)
      .map(({ personId }) => personId as PersonId)
  })
}

/** The next moment at which what may be shown of these patients changes by itself, or null. */
export async function findNextChange(scope: Scope, patientIds: readonly PatientId[]): Promise<Date | null> {
  const records = [...(await listConsentRecords(scope, patientIds)).values()].flat()
  const at = nextChange(records, scope.now.toMillis())
  return at === undefined ? null : new Date(at)
}

// Only a cover makes one: it is what lets a text about a patient be opened.
const permit = {} as Permit

interface Under {
  readonly patientId: string
  readonly readerId: string
  readonly consentIds: readonly string[]
  readonly category: 'part2' | 'protected'
}

interface Known {
  readonly stateRules: readonly string[]
  readonly readers: readonly Reader[]
  readonly patientByCase: ReadonlyMap<string, string>
  readonly records: ReadonlyMap<string, readonly ConsentRecord[]>
}

const nothingKnown: Known = { stateRules: [], readers: [], patientByCase: new Map(), records: new Map() }

async function readConsents(scope: Scope, items: readonly Labelled[]): Promise<Known> {
  if (scope.readers === 'no-person') return nothingKnown
  const readers = await once(scope, `readers ${scope.readers.join(' ')}`, () =>
    scope.readers === 'no-person' ? Promise.resolve([]) : listReaders(scope, [...new Set(scope.readers)]),
  )
  const stateRules = await once(scope, 'state rules', () => listStateRules(scope))
  const caseIds = items.flatMap(({ patientId, caseId }) => (patientId || !caseId ? [] : [caseId as CaseId]))
  const patientByCase = await listPatientsOf(scope, [...new Set(caseIds)])
  const patientIds = items.flatMap(({ patientId }) => (patientId ? [patientId as PatientId] : []))
  const records = await listConsentRecords(scope, [...new Set([...patientIds, ...patientByCase.values()])])
  return { stateRules, readers, patientByCase, records }
}

function patientOf(known: Known, { patientId, caseId }: Labelled): string | undefined {
  return patientId ?? (caseId ? known.patientByCase.get(caseId) : undefined)
}

async function once<Value>(scope: Scope, name: string, read: () => Promise<Value>): Promise<Value> {
  if (scope.memo.has(name)) return scope.memo.get(name) as Value
  const value = await read()
  scope.memo.set(name, value)
  return value
}

// One row for each reader, patient and consent, however many texts it was: their kinds stand in it together.
function noteDisclosed(scope: Scope, under: Under, kind: string): void {
  const consents = under.consentIds.join(' ')
  const name = `disclosed ${under.readerId} ${under.patientId} ${under.category} ${consents}`
  const kinds = (scope.memo.get(name) as Set<string> | undefined) ?? new Set<string>()
  const entry = (detail: string) => ({
    action: 'record.disclosed',
    entity: 'person',
    entityId: under.readerId,
    patientId: under.patientId,
    category: under.category,
    detail,
  })
  const before = detailOf(kinds, consents)
  kinds.add(kind)
  scope.memo.set(name, kinds)
  const at = scope.audited.findIndex(
    (one) =>
      one.action === 'record.disclosed' &&
      one.entityId === under.readerId &&
      one.patientId === under.patientId &&
      one.category === under.category &&
      one.detail === before,
  )
  if (at === -1) audit(scope, entry(detailOf(kinds, consents)))
  else scope.audited[at] = entry(detailOf(kinds, consents))
}

function detailOf(kinds: ReadonlySet<string>, consents: string): string {
  return `${[...kinds].sort().join(',')} ${consents}`
}
