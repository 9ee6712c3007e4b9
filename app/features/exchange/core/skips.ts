/** Why a record was not read, by name; `sayings` has the words. */
export const skipReasons = {
  'not-json': 'The line is not JSON',
  'not-a-resource': 'Not a FHIR resource',
  'unsupported-type': 'A kind of record that is not read',
  'unsupported-code': 'A measurement that is not read',
  'nothing-to-keep': 'Read, and nothing in it that a huddle needs',
  'no-id': 'No id',
  'too-large': 'Longer than any record is',
  'cut-off': 'The file breaks off here',
  'entered-in-error': 'Marked as entered in error by its source',
  deleted: 'Deleted by its source',
  'status-unknown': 'Its status is not known',
  'not-done': 'Cancelled, planned or never happened',
  'no-subject': 'It is not about a patient',
  'unknown-subject': 'Its patient is not in these files',
  'no-value': 'It holds no value',
  'score-out-of-range': 'A score that the questionnaire cannot have',
  'bad-date': 'No date, or one that cannot be read',
  'future-date': 'Dated in the future',
  'dangling-reference': 'It points to a record that is not in these files',
  'other-team': 'Its patient is with another team: an admin can import for both',
  'other-person': 'Its id belongs to a patient of another name and birth date',
  'other-consent': 'A consent about something else than sharing records',
  superseded: 'A newer version of the record belongs to another patient',
  'label-psythpn': 'Psychotherapy notes are not taken in',
} as const

export type SkipReason = keyof typeof skipReasons

/** Whether a text read from a row names a reason. */
export function isSkipReason(text: string): text is SkipReason {
  return Object.hasOwn(skipReasons, text)
}

/** Skips that are counted and nothing else: nobody has to mend them. */
export const onlyCounted: readonly SkipReason[] = [
  'unsupported-type',
  'unsupported-code',
  'nothing-to-keep',
  'label-psythpn',
]

/** Skips that take back what the same record said before. */
export const takesBack: readonly SkipReason[] = ['entered-in-error', 'deleted']

/**
 * A record that was not read. It never holds patient text: reason, type and id only.
 *
 * Those that `takesBack` names undo what the same record said before, see `resolve.ts`.
 */
export interface Skip {
  readonly reason: SkipReason
  readonly source: string
  readonly type?: string
  readonly id?: string
  readonly lastUpdated?: string
  /** Of a record entered in error, whose it was: an opaque id, never a number a patient is known by. */
  readonly patient?: string
}
