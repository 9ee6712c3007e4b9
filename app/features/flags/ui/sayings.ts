import type { InboxView } from '../core/inbox-query.ts'
import type { InboxProblem } from '../server/act-in-inbox.ts'
import type { EntryProblem } from '../server/change-queue-entry.ts'
import type { RaiseProblem } from '../server/raise-flag.ts'
import type { Meanwhile } from '../server/read-meanwhile.ts'

/** Words for a refusal, and the field they stand beside; the empty name is the form as a whole. */
interface Saying {
  readonly field: string
  readonly words: string
}

export const raiseSayings = {
  'case-closed': { field: '', words: 'This case is closed. Open it again before you flag it.' },
  'needs-not-in-team': { field: 'needs', words: 'Choose only people of the team.' },
  'says-nothing': { field: 'question', words: 'Say what you ask the team, and why.' },
} as const satisfies Record<Exclude<RaiseProblem, 'no-such-case'>, Saying>

/** Why something in the inbox or the queue could not be done. */
export const inboxSayings = {
  'changed-meanwhile': {
    field: '',
    words: 'Somebody else was here meanwhile. Below is how it stands now; please decide again.',
  },
  'already-closed': { field: '', words: 'This flag is closed already.' },
  'already-triaged': { field: '', words: 'This flag is triaged already. Undo that first.' },
  'already-on-agenda': {
    field: '',
    words: 'The case is on the agenda of a huddle. Take it off there first, then undo.',
  },
  'already-discussed': {
    field: '',
    words: 'The case was discussed already, which closed the flag. Flag it again if it needs the team.',
  },
  'nothing-to-undo': { field: '', words: 'There is nothing to undo: the flag waits in the inbox.' },
  'task-answered': {
    field: '',
    words:
      'The owner of the task has answered already. Call the task off on its page: the flag then waits here again.',
  },
  'safety-stays': {
    field: '',
    words: 'A safety flag is not undone. It is closed with what was found and done.',
  },
  'safety-cannot-wait': {
    field: '',
    words: 'A safety flag cannot be put off. It has its task today; it can be discussed too.',
  },
  'already-snoozed': { field: '', words: 'This flag is snoozed already. Wake it first.' },
  'not-snoozed': { field: '', words: 'This flag is back in the inbox already.' },
  'say-why-snoozed': { field: 'reason', words: 'Say why it can wait.' },
  'choose-a-later-day': { field: 'until', words: 'Choose a day after today.' },
  'beyond-respond-by': {
    field: 'until',
    words: 'That is after the day by which it must be answered. Choose that day or an earlier one.',
  },
  'longer-than-four-weeks': { field: 'until', words: 'A flag is snoozed for four weeks at most.' },
  'say-what-is-missing': { field: 'missing', words: 'Say what is missing.' },
  'say-what-was-found': { field: 'found', words: 'Say what was found and done.' },
  'say-who': { field: 'ownerId', words: 'Choose who does it.' },
  'say-what': { field: 'title', words: 'Say what is to be done.' },
  'needs-not-in-team': { field: 'needs', words: 'Choose only people of the team.' },
  'in-the-queue': {
    field: 'found',
    words: 'The case waits to be discussed. Withdraw it from the queue instead.',
  },
  'no-such-entry': { field: '', words: 'That case is no longer in the queue.' },
  'not-waiting': { field: '', words: 'That case no longer waits: it is on an agenda, or was discussed.' },
  'say-why-or-raise': { field: 'mayWait', words: 'Raise its urgency, or say why it may wait.' },
  'cannot-be-raised-to': { field: 'raiseTo', words: 'It is that urgent already.' },
  'nothing-to-check': { field: '', words: 'Somebody has checked this already.' },
} as const satisfies Record<Exclude<InboxProblem, 'no-such-flag' | 'not-a-lead'>, Saying>

export const queueSayings = {
  'changed-meanwhile': inboxSayings['changed-meanwhile'],
  'no-such-entry': inboxSayings['no-such-entry'],
  'not-waiting': inboxSayings['not-waiting'],
  'needs-not-in-team': inboxSayings['needs-not-in-team'],
  'say-why': { field: 'reason', words: 'Say why it is withdrawn.' },
} as const satisfies Record<Exclude<EntryProblem, 'not-a-lead'> | 'needs-not-in-team' | 'say-why', Saying>

/** What was decided, as the line in its place says it. */
export const verdictWords = {
  discuss: 'will be discussed',
  'list-only': 'is on the list, without being discussed',
  'not-ready': 'is not ready yet',
  'same-day-task': 'has a task for today',
} as const

/** Who was here first, and what they made of it: for somebody whose own decision came too late. */
export function sayMeanwhile({ by, patient, now, verdict, at }: Meanwhile, clock: string): string {
  const who = by ?? 'Somebody else'
  switch (now) {
    case 'triaged':
      return `${who} was here before you: ${patient} ${verdict ? verdictWords[verdict] : 'is decided'}${at ? ` (${clock})` : ''}. Undo that first, or leave it.`
    case 'snoozed':
      return `${who} was here before you: ${patient} is snoozed${at ? ` (${clock})` : ''}. Wake it first, or leave it.`
    case 'closed':
      return `${who} was here before you: the flag of ${patient} is closed${at ? ` (${clock})` : ''}.`
    case 'waits':
      return `Somebody was here before you: ${patient} waits for a decision again. Below is how it stands now.`
    default:
      return now satisfies never
  }
}

/** What an empty list says: what would be in it, and how it gets there. */
export const emptyWords = {
  'to-decide': {
    title: 'Nothing waits for a decision',
    how: 'A case comes here when a rule or a person flags it. Flag one from its case page.',
  },
  missed: {
    title: 'Nothing was missed',
    how: 'A flag that nobody answers in time stands here until somebody does.',
  },
  safety: {
    title: 'No safety flag is open',
    how: 'Safety answers and emergencies stand here until somebody says what was found and done.',
  },
  snoozed: {
    title: 'Nothing is snoozed',
    how: 'A snoozed flag waits here and comes back by itself on the morning of its day.',
  },
  'not-ready': {
    title: 'Every case is ready',
    how: 'A case that still lacks something waits here; its time to answer goes on.',
  },
  listed: {
    title: 'Nothing is listed only',
    how: 'Cases that are on the list without being discussed stand here.',
  },
  recent: {
    title: 'Nothing was triaged in the last seven days',
    how: 'What is triaged stays here for seven days, with its Undo.',
  },
} as const satisfies Record<InboxView, { readonly title: string; readonly how: string }>
