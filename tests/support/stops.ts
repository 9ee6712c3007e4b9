import { createHash } from 'node:crypto'
import type { Floor } from './clinic.ts'

/**
 * Who finds something at an address. `team` is everyone in the team, `lead` only who leads it; `keepers` are the admins of the
 * organization and whoever leads any of its teams.
 */
export type Readers =
  | 'everyone'
  | 'signed-in'
  | 'admin'
  | 'importers'
  | 'keepers'
  | 'team'
  | 'clinical'
  | 'lead'
  | 'nobody'

/** Who of the floor's own people may make a change. */
export type Maker = 'lead' | 'clinician' | 'staff' | 'admin' | 'anyone'

/** Something that can be sent to an address. */
export interface Change {
  /** Whom the walk sends it as, to see that it really is a change. */
  readonly by: Maker
  /** The least that may, where that is less than `by`. */
  readonly least?: Maker
  readonly form: (floor: Floor) => Readonly<Record<string, string | readonly string[]>>
  /** Files that go with it. */
  readonly files?: (
    floor: Floor,
  ) => Readonly<Record<string, { readonly name: string; readonly content: string }>>
  /** Where it is sent to, when that is another thing than the one that is looked at. */
  readonly parts?: Stop['parts']
  /** What must be done first to make room for it: an address, and the name of a change there. */
  readonly after?: readonly [path: string, change: string]
  /** Who may see the page and not do this is told so in words: that it is there is no secret to them. */
  readonly refusedInWords?: boolean
  /** It is accepted and leaves no trace in the tables. */
  readonly traceless?: boolean
  /** It is answered in words and not by leading on, so that whoever sent it stays where they are. */
  readonly stays?: boolean
}

/** One address as the walk takes it. */
export interface Stop {
  readonly readers: Readers
  /** There is nothing to see: it only takes what is sent. */
  readonly onlyTakes?: boolean
  /** It is a stream: asked for as a whole, it never comes to its end. */
  readonly endless?: boolean
  /** Its own people are led on to another page. */
  readonly leadsOn?: boolean
  /** A session by mailed code alone is enough here. */
  readonly codeIsEnough?: boolean
  /** The parts of the address, on a floor. */
  readonly parts?: (floor: Floor) => Readonly<Record<string, string>>
  /** Its question, on a floor: `team=…`. */
  readonly query?: (floor: Floor) => string
  /** A cookie that opens it, whoever holds it. */
  readonly pass?: (floor: Floor) => string
  readonly changes?: Readonly<Record<string, Change>>
}

const key = () => ({ key: crypto.randomUUID() })
const huddle = (which: (floor: Floor) => string) => ({
  parts: (floor: Floor) => ({ huddleId: which(floor) }),
})
const live = huddle((floor) => floor.liveHuddleId)
const scheduled = huddle((floor) => floor.scheduledHuddleId)
const aCase = { parts: (floor: Floor) => ({ caseId: floor.caseId }) }
const aTeam = { parts: (floor: Floor) => ({ teamId: floor.teamId }) }
const aTask = (which: (floor: Floor) => string) => ({ parts: (floor: Floor) => ({ taskId: which(floor) }) })
const refOf = (token: string) => createHash('sha256').update(token).digest('hex').slice(0, 8)
const aPass = {
  parts: (floor: Floor) => ({ ref: refOf(floor.linkToken) }),
  pass: (floor: Floor) => `huddle-join-${refOf(floor.linkToken)}=${floor.linkToken}`,
}
const aTeamsForm = {
  name: 'North again',
  zone: 'Europe/London',
  defaultMinutes: '25',
  setupMinutes: '2',
  videoUrl: 'https://video.example/room',
}
const aRule = {
  version: '0',
  on: 'yes',
  urgency: 'soon',
  'numbers.week': '10',
  'numbers.measuredSinceWeek': '4',
  'numbers.baselineFrom': '10',
  'numbers.againDays': '28',
  reason: 'We measure later',
}
const aPersonsForm = { name: 'Robin Again', discipline: 'nurse', zone: 'Europe/London' }

/** Every address there is. One that is missing here fails the walk. */
export const stops: Readonly<Record<string, Stop>> = {
  // people
  '/teams': { readers: 'signed-in' },
  '/crisis': { readers: 'signed-in', codeIsEnough: true },
  '/admin': { readers: 'admin' },
  '/admin/people': { readers: 'admin' },
  '/admin/people/new': {
    readers: 'admin',
    changes: {
      invite: {
        by: 'admin',
        form: (floor) => ({
          ...key(),
          ...aPersonsForm,
          mail: 'new@clinic.test',
          [`roles.${floor.teamId}`]: 'lead',
        }),
      },
    },
  },
  '/admin/people/:personId': {
    readers: 'admin',
    parts: (floor) => ({ personId: floor.people.staff.personId }),
    changes: {
      save: {
        by: 'admin',
        form: (floor) => ({
          ...key(),
          ...aPersonsForm,
          version: String(floor.people.staff.person.version),
          [`roles.${floor.teamId}`]: 'lead',
        }),
      },
      end: { by: 'admin', form: () => ({ ...key(), intent: 'end' }) },
      'reset passkeys': { by: 'admin', form: () => ({ ...key(), intent: 'reset-passkeys' }) },
    },
  },
  '/admin/teams': { readers: 'admin' },
  '/admin/teams/new': {
    readers: 'admin',
    changes: { create: { by: 'admin', form: () => ({ ...key(), ...aTeamsForm }) } },
  },
  '/admin/teams/:teamId': {
    readers: 'admin',
    parts: (floor) => ({ teamId: floor.teamId }),
    changes: { save: { by: 'admin', form: () => ({ ...key(), ...aTeamsForm, version: '1' }) } },
  },
  '/admin/organization': {
    readers: 'admin',
    changes: {
      save: {
        by: 'admin',
        form: (floor) => ({
          ...key(),
          version: '1',
          name: 'Northern again',
          zone: 'Europe/London',
          crisisInstruction: 'Call.',
          onCallPersonId: floor.people.lead.personId,
          idleMinutes: '30',
        }),
      },
    },
  },
  '/admin/audit': { readers: 'admin' },

  // identity
  '/sign-in': {
    readers: 'everyone',
    leadsOn: true,
    changes: { 'ask for a code': { by: 'anyone', form: () => ({ mail: 'nobody@clinic.test' }) } },
  },
  '/sign-in/code': {
    readers: 'everyone',
    changes: {
      'try a code': { by: 'anyone', form: () => ({ code: '12345678' }), traceless: true, stays: true },
    },
  },
  '/organizations': {
    readers: 'everyone',
    leadsOn: true,
    changes: {
      choose: { by: 'anyone', form: (floor) => ({ organizationId: floor.organizationId }), traceless: true },
    },
  },
  '/passkey': {
    readers: 'signed-in',
    leadsOn: true,
    codeIsEnough: true,
    changes: {
      enrol: {
        by: 'staff',
        form: () => ({ intent: 'enrol', response: JSON.stringify({ id: 'x' }) }),
        traceless: true,
        stays: true,
      },
    },
  },
  '/passkey/options': {
    readers: 'everyone',
    onlyTakes: true,
    changes: { present: { by: 'anyone', form: () => ({ intent: 'present' }) } },
  },
  '/sign-out': { readers: 'everyone', leadsOn: true, changes: { out: { by: 'staff', form: () => ({}) } } },
  '/session': { readers: 'everyone', changes: { wake: { by: 'anyone', form: () => ({}), traceless: true } } },
  '/profile': {
    readers: 'signed-in',
    changes: {
      zone: { by: 'staff', form: () => ({ ...key(), intent: 'zone', zone: 'Asia/Kathmandu' }) },
      theme: { by: 'staff', form: () => ({ intent: 'theme', theme: 'dark' }), traceless: true },
    },
  },
  '/demo/enter/:token': { readers: 'nobody', parts: () => ({ token: 'x'.repeat(43) }) },
  '/demo/mail': { readers: 'nobody' },
  '/demo/mail/:name': { readers: 'nobody', parts: () => ({ name: 'x' }) },

  // cases
  '/teams/:teamId/cases': {
    readers: 'team',
    ...aTeam,
    changes: { search: { by: 'staff', form: () => ({ words: 'zqaaazq' }), traceless: true } },
  },
  '/teams/:teamId/cases/views': {
    readers: 'team',
    ...aTeam,
    changes: {
      save: {
        by: 'staff',
        form: () => ({ ...key(), intent: 'save', name: 'Mine', search: '?review=overdue', isDefault: 'on' }),
      },
    },
  },
  '/teams/:teamId/cases/new': {
    readers: 'team',
    ...aTeam,
    changes: {
      open: {
        by: 'staff',
        form: (floor) => ({
          ...key(),
          family: 'Novak',
          given: 'Ana Maria',
          birthDate: '1990-05-06',
          gender: 'female',
          recordNumber: 'MRN 77',
          episodeStart: '2026-11-01',
          careManagerId: floor.people.staff.personId,
        }),
      },
    },
  },
  '/cases/:caseId': { readers: 'team', ...aCase },
  '/cases/:caseId/brief': {
    readers: 'team',
    ...aCase,
    changes: {
      write: { by: 'staff', form: () => ({ ...key(), part: 'goal', version: '1', text: 'Sleep through' }) },
    },
  },
  '/cases/:caseId/brief/:part': {
    readers: 'team',
    parts: (floor) => ({ caseId: floor.caseId, part: 'goal' }),
  },
  '/cases/:caseId/contacts': {
    readers: 'team',
    ...aCase,
    changes: { 'tried, not reached': { by: 'staff', form: () => ({ ...key() }) } },
  },
  '/cases/:caseId/scores': { readers: 'team', ...aCase },
  '/cases/:caseId/scores/:scoreId': {
    readers: 'team',
    parts: (floor) => ({ caseId: floor.caseId, scoreId: floor.depth.scoreId }),
    changes: {
      correct: {
        by: 'staff',
        form: () => ({
          ...key(),
          instrument: 'phq-9',
          takenOn: '2026-09-01',
          total: '16',
          safetyAnswer: '0',
          version: '1',
          reason: 'Typed wrongly',
        }),
      },
      'take back': { by: 'staff', form: () => ({ ...key(), version: '1', reason: 'Another sheet' }) },
    },
  },
  '/cases/:caseId/goals/:goalId': {
    readers: 'team',
    parts: (floor) => ({ caseId: floor.caseId, goalId: floor.depth.goalId }),
    changes: {
      change: {
        by: 'staff',
        form: () => ({
          ...key(),
          version: '1',
          text: 'Sleep six hours',
          measure: 'A diary',
          targetOn: '2027-02-01',
        }),
      },
      set: {
        by: 'staff',
        parts: (floor) => ({ caseId: floor.caseId, goalId: 'new' }),
        form: () => ({
          ...key(),
          version: '0',
          text: 'Walk each day',
          instrument: 'phq-9',
          total: '4',
          targetOn: '2027-02-01',
          'milestones[0].text': 'Once round the house',
        }),
      },
      'reach a step': {
        by: 'staff',
        form: (floor) => ({ ...key(), intent: 'step', milestoneId: floor.depth.milestoneId }),
      },
      reach: { by: 'staff', form: () => ({ ...key(), intent: 'end', version: '1', state: 'reached' }) },
    },
  },
  '/cases/:caseId/needs/:needId': {
    readers: 'team',
    parts: (floor) => ({ caseId: floor.caseId, needId: floor.depth.needId }),
    changes: {
      change: {
        by: 'staff',
        form: () => ({ ...key(), version: '1', kind: 'housing', state: 'met' }),
      },
      note: {
        by: 'staff',
        parts: (floor) => ({ caseId: floor.caseId, needId: 'new' }),
        form: () => ({ ...key(), version: '0', kind: 'language', state: 'open', text: 'Nepali' }),
      },
    },
  },
  '/cases/:caseId/circle/:circlePersonId': {
    readers: 'team',
    parts: (floor) => ({ caseId: floor.caseId, circlePersonId: floor.depth.circlePersonId }),
    changes: {
      change: {
        by: 'staff',
        form: () => ({ ...key(), version: '1', kind: 'related', name: 'Rita', active: 'no' }),
      },
      add: {
        by: 'staff',
        parts: (floor) => ({ caseId: floor.caseId, circlePersonId: 'new' }),
        form: () => ({ ...key(), version: '0', kind: 'professional', name: 'Dr Rai', phone: '555 0142' }),
      },
    },
  },
  '/cases/:caseId/medications/:medicationId': {
    readers: 'team',
    parts: (floor) => ({ caseId: floor.caseId, medicationId: floor.depth.medicationId }),
    changes: {
      stop: { by: 'staff', form: () => ({ ...key(), version: '1', intent: 'stop', on: '2026-11-20' }) },
      start: {
        by: 'staff',
        parts: (floor) => ({ caseId: floor.caseId, medicationId: 'new' }),
        form: () => ({ ...key(), version: '0', text: 'mirtazapine 15 mg', startedOn: '2026-11-20' }),
      },
    },
  },
  '/cases/:caseId/history': { readers: 'team', ...aCase },
  '/services': { readers: 'signed-in' },
  '/services/:serviceId': {
    readers: 'keepers',
    parts: (floor) => ({ serviceId: floor.depth.serviceId }),
    changes: {
      change: {
        by: 'admin',
        least: 'lead',
        form: () => ({ ...key(), version: '1', name: 'Pantry', kinds: ['food'], phone: '555 0100' }),
      },
      add: {
        by: 'lead',
        parts: () => ({ serviceId: 'new' }),
        form: () => ({ ...key(), version: '0', name: 'Shelter', kinds: ['housing', 'food'] }),
      },
      end: { by: 'lead', form: () => ({ ...key(), version: '1', ended: 'yes' }) },
    },
  },
  '/cases/:caseId/contacts/new': {
    readers: 'team',
    ...aCase,
    changes: {
      add: {
        by: 'staff',
        form: () => ({
          ...key(),
          on: '2026-11-30',
          time: '10:00',
          way: 'phone',
          reached: 'yes',
          minutes: '5',
          note: 'Slept well',
        }),
      },
    },
  },
  '/cases/:caseId/scores/new': {
    readers: 'team',
    ...aCase,
    changes: {
      record: {
        by: 'staff',
        form: () => ({
          ...key(),
          instrument: 'phq-9',
          takenOn: '2026-11-30',
          total: '12',
          safetyAnswer: '0',
        }),
      },
    },
  },
  '/cases/:caseId/edit': {
    readers: 'team',
    ...aCase,
    changes: {
      change: {
        by: 'staff',
        form: (floor) => ({
          ...key(),
          version: '1',
          phase: 'relapse-prevention',
          careManagerId: floor.people.clinician.personId,
        }),
      },
      close: {
        by: 'staff',
        form: () => ({
          ...key(),
          version: '1',
          phase: 'closed',
          closedReason: 'Moved away',
        }),
      },
    },
  },
  '/cases/:caseId/consents': {
    readers: 'team',
    ...aCase,
    changes: {
      revoke: {
        by: 'staff',
        form: (floor) => ({ ...key(), consentId: floor.consentId, version: '1' }),
      },
    },
  },
  '/cases/:caseId/consents/new': {
    readers: 'team',
    ...aCase,
    changes: {
      record: {
        by: 'staff',
        form: () => ({
          ...key(),
          decision: 'given',
          labels: ['part2'],
          discloser: 'Northern Clinic',
          // A consent may name any team of the organization, so none is named: another team's id would fit.
          recipientKind: 'organization',
          purpose: 'treatment',
          from: '2026-11-30',
        }),
        files: () => ({ document: { name: 'signed.txt', content: 'Signed by hand' } }),
      },
    },
  },
  '/cases/:caseId/disclosures': { readers: 'lead', ...aCase },

  // tasks
  '/tasks': { readers: 'signed-in' },
  '/tasks/:taskId': {
    readers: 'team',
    ...aTask((floor) => floor.offeredTaskId),
    changes: {
      accept: { by: 'staff', form: () => ({ ...key(), intent: 'accept' }) },
      'not reached': { by: 'staff', form: () => ({ ...key(), intent: 'not-reached' }) },
      done: { by: 'staff', form: () => ({ ...key(), intent: 'done', outcome: 'She is well' }) },
      decline: { by: 'staff', form: () => ({ ...key(), intent: 'decline', reason: 'On leave' }) },
      'hand to another': {
        by: 'staff',
        form: (floor) => ({ ...key(), intent: 'hand', ownerId: floor.people.clinician.personId }),
      },
      cancel: {
        by: 'lead',
        refusedInWords: true,
        form: () => ({ ...key(), intent: 'cancel', cancelReason: 'Not needed' }),
      },
      'take one of the safety line': {
        by: 'clinician',
        least: 'staff',
        ...aTask((floor) => floor.safetyTaskId),
        form: () => ({ ...key(), intent: 'take' }),
      },
    },
  },

  '/cases/:caseId/tasks/new': {
    readers: 'team',
    ...aCase,
    query: (floor) => `need=${floor.depth.needId}`,
    changes: {
      give: {
        by: 'staff',
        form: (floor) => ({
          ...key(),
          title: 'Refer to the shelter',
          kind: 'referral',
          ownerId: floor.people.clinician.personId,
          dueOn: '2026-12-09',
          urgency: 'routine',
        }),
      },
    },
  },

  // flags
  '/cases/:caseId/flags/new': {
    readers: 'team',
    ...aCase,
    changes: {
      raise: {
        by: 'staff',
        form: (floor) => ({
          ...key(),
          question: 'What next?',
          reason: 'No better',
          urgency: 'soon',
          minutes: '8',
          'needs[0]': floor.people.clinician.personId,
          presenterId: floor.people.staff.personId,
        }),
      },
      'raise an emergency': {
        by: 'staff',
        form: () => ({ ...key(), question: 'What now?', reason: 'In danger', urgency: 'emergency' }),
      },
    },
  },
  '/teams/:teamId/inbox': {
    readers: 'team',
    ...aTeam,
    changes: {
      discuss: {
        by: 'lead',
        form: (floor) => ({
          ...key(),
          intent: 'discuss',
          ...floor.openFlag,
          changes: 'yes',
          minutes: '9',
          'needs[0]': floor.people.clinician.personId,
        }),
      },
      'list only': { by: 'lead', form: (floor) => ({ ...key(), intent: 'list-only', ...floor.openFlag }) },
      'not ready': {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'not-ready', ...floor.openFlag, missing: 'The lab' }),
      },
      'same-day task': {
        by: 'lead',
        form: (floor) => ({
          ...key(),
          intent: 'same-day-task',
          ...floor.openFlag,
          ownerId: floor.people.staff.personId,
          title: 'Call today',
        }),
      },
      snooze: {
        by: 'lead',
        form: (floor) => ({
          ...key(),
          intent: 'snooze',
          ...floor.openFlag,
          until: 'other',
          untilOn: floor.snoozeDay,
          reason: 'The lab comes first',
        }),
      },
      wake: { by: 'lead', form: (floor) => ({ ...key(), intent: 'wake', ...floor.snoozedFlag }) },
      undo: { by: 'lead', form: (floor) => ({ ...key(), intent: 'undo', ...floor.queuedFlag }) },
      close: {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'close', ...floor.safetyFlag, found: 'Safe at home' }),
      },
      carried: {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'carried', ...floor.carriedThrice, mayWait: 'Stable' }),
      },
      checked: {
        by: 'staff',
        form: (floor) => ({ ...key(), intent: 'checked', ...floor.earlierAnswer, found: 'Talked it over' }),
      },
    },
  },
  '/teams/:teamId/inbox/stream': { readers: 'team', ...aTeam, endless: true },
  '/teams/:teamId/queue': {
    readers: 'team',
    ...aTeam,
    changes: {
      change: {
        by: 'lead',
        form: (floor) => ({
          ...key(),
          intent: 'change',
          ...floor.waiting,
          minutes: '12',
          'needs[0]': floor.people.staff.personId,
        }),
      },
      withdraw: {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'withdraw', ...floor.waiting, reason: 'Solved' }),
      },
    },
  },

  '/teams/:teamId/rules': { readers: 'team', ...aTeam },
  '/teams/:teamId/rules/:code': {
    readers: 'lead',
    parts: (floor) => ({ teamId: floor.teamId, code: 'not-measured-week-8' }),
    changes: {
      change: { by: 'lead', form: () => ({ ...key(), ...aRule, intent: 'save' }) },
      'look first': {
        by: 'lead',
        form: () => ({ ...key(), ...aRule, intent: 'preview' }),
        traceless: true,
        stays: true,
      },
    },
  },

  // huddles and agendas
  '/teams/:teamId/huddles': { readers: 'team', ...aTeam },
  '/huddles/new': {
    readers: 'lead',
    query: (floor) => `team=${floor.teamId}&entry=${floor.waiting.queueEntryId}`,
    changes: {
      plan: {
        by: 'lead',
        form: (floor) => ({
          ...key(),
          teamId: floor.teamId,
          minutes: '30',
          setupMinutes: '2',
          'entry[0]': floor.waiting.queueEntryId,
        }),
      },
    },
  },
  '/huddles/:huddleId': {
    readers: 'team',
    ...scheduled,
    changes: {
      answer: {
        by: 'clinician',
        least: 'staff',
        form: () => ({ intent: 'answer', answer: 'maybe' }),
      },
      'take somebody off': {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'remove', personId: floor.people.clinician.personId }),
      },
      'add somebody': {
        by: 'lead',
        ...huddle((floor) => floor.soonHuddleId),
        form: (floor) => ({
          ...key(),
          intent: 'add',
          personId: floor.people.staff.personId,
          required: 'yes',
        }),
      },
      'make somebody optional': {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'make-optional', personId: floor.people.clinician.personId }),
      },
      choose: {
        by: 'lead',
        form: (floor) => ({
          ...key(),
          intent: 'choose',
          version: floor.scheduledVersion,
          facilitatorId: floor.people.clinician.personId,
          scribeId: floor.people.staff.personId,
        }),
      },
    },
  },
  '/huddles/:huddleId/now': {
    readers: 'lead',
    ...scheduled,
    changes: {
      hold: {
        by: 'lead',
        after: ['/huddles/:huddleId/live', 'end'],
        form: (floor) => ({ ...key(), version: floor.scheduledVersion, minutes: '12' }),
      },
    },
  },
  '/huddles/:huddleId/cancel': {
    readers: 'lead',
    ...scheduled,
    changes: {
      cancel: { by: 'lead', form: (floor) => ({ ...key(), version: floor.scheduledVersion }) },
    },
  },
  '/huddles/:huddleId/agenda': {
    readers: 'team',
    ...scheduled,
    changes: {
      'move up': { by: 'lead', form: (floor) => ({ ...key(), intent: 'move-up', ...itemOn(floor, 1) }) },
      'move down': { by: 'lead', form: (floor) => ({ ...key(), intent: 'move-down', ...itemOn(floor, 0) }) },
      minutes: {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'minutes', ...itemOn(floor, 0), minutes: '11' }),
      },
      remove: { by: 'lead', form: (floor) => ({ ...key(), intent: 'remove', ...itemOn(floor, 0) }) },
      add: {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'add', queueEntryId: floor.waiting.queueEntryId }),
      },
      'apply the suggestion': {
        by: 'lead',
        form: (floor) => ({ ...key(), intent: 'apply', basis: floor.suggestion }),
      },
    },
  },
  '/huddles/:huddleId/time': {
    readers: 'lead',
    ...scheduled,
    changes: {
      move: {
        by: 'lead',
        form: (floor) => ({
          ...key(),
          intent: 'move',
          version: floor.scheduledVersion,
          startsAt: '2026-12-04T11:00:00Z',
          minutes: '30',
        }),
      },
      schedule: {
        by: 'lead',
        ...huddle((floor) => floor.draftHuddleId),
        form: () => ({
          ...key(),
          intent: 'schedule',
          version: '1',
          startsAt: '2026-12-04T13:00:00Z',
          minutes: '30',
        }),
      },
    },
  },

  // live
  '/huddles/:huddleId/live': {
    readers: 'team',
    ...live,
    changes: {
      start: {
        by: 'clinician',
        ...huddle((floor) => floor.soonHuddleId),
        form: () => ({ ...key(), intent: 'start' }),
      },
      'go on': {
        by: 'clinician',
        form: (floor) => ({ ...key(), intent: 'go-on', from: floor.currentItemId }),
      },
      join: { by: 'staff', form: () => ({ intent: 'join' }) },
      room: { by: 'staff', form: () => ({ intent: 'room' }) },
      draft: {
        by: 'staff',
        form: (floor) => ({ intent: 'draft', itemId: floor.currentItemId, text: 'Typed', version: '1' }),
      },
      decide: {
        by: 'staff',
        form: (floor) => ({
          ...key(),
          intent: 'decide',
          itemId: floor.currentItemId,
          text: 'Call her',
          rationale: 'She asked for it',
          dissent: 'None',
          outcome: 'tasks',
          'tasks[0].title': 'Call her',
          'tasks[0].ownerId': floor.people.staff.personId,
          'tasks[0].dueOn': '2026-12-02',
          'tasks[0].kind': 'call-patient',
        }),
      },
      'no action': {
        by: 'staff',
        form: (floor) => ({
          ...key(),
          intent: 'decide',
          itemId: floor.currentItemId,
          outcome: 'no-action',
          noActionReason: 'Nothing new',
        }),
      },
      'take over': { by: 'clinician', form: () => ({ intent: 'take-over' }) },
      'more minutes': {
        by: 'clinician',
        form: (floor) => ({ ...key(), intent: 'more-minutes', itemId: floor.currentItemId }),
      },
      'carry over': {
        by: 'clinician',
        form: (floor) => ({ ...key(), intent: 'carry-over', itemId: floor.nextItemId }),
      },
      end: { by: 'clinician', form: () => ({ ...key(), intent: 'end' }) },
    },
  },
  '/huddles/:huddleId/live/state': { readers: 'team', ...live },
  '/huddles/:huddleId/live/end': { readers: 'clinical', ...live },
  '/huddles/:huddleId/stream': { readers: 'team', ...live, endless: true },
  '/huddles/:huddleId/room': { readers: 'team', ...live },
  '/huddles/:huddleId/minutes': { readers: 'team', ...huddle((floor) => floor.endedHuddleId) },
  '/cases/:caseId/minutes': { readers: 'team', parts: (floor) => ({ caseId: floor.caseId }) },

  // calendar
  '/j/:token': { readers: 'everyone', parts: (floor) => ({ token: floor.linkToken }), leadsOn: true },
  '/join/:ref': {
    readers: 'nobody',
    ...aPass,
    changes: { answer: { by: 'anyone', form: () => ({ answer: 'maybe' }) } },
  },
  '/join/:ref/invite.ics': { readers: 'nobody', ...aPass },

  // exchange
  '/admin/imports': { readers: 'importers' },
  '/admin/imports/new': {
    readers: 'importers',
    changes: {
      start: {
        by: 'lead',
        form: (floor) => ({ ...key(), teamId: floor.teamId, source: 'clinic-ehr' }),
        files: () => ({ files: { name: 'a.json', content: '{"resourceType":"Bundle"}' } }),
      },
    },
  },
  '/admin/imports/:importId': {
    readers: 'importers',
    parts: (floor) => ({ importId: floor.importId }),
    changes: { agree: { by: 'lead', form: () => key() } },
  },
  '/admin/imports/:importId/skipped.csv': {
    readers: 'importers',
    parts: (floor) => ({ importId: floor.importId }),
  },
  '/admin/imports/:importId/progress': {
    readers: 'importers',
    parts: (floor) => ({ importId: floor.importId }),
  },

  // insights
  '/teams/:teamId/measures': { readers: 'clinical', ...aTeam },
  '/teams/:teamId/measures/counts.csv': { readers: 'clinical', ...aTeam },
  '/teams/:teamId/measures/:measure/:month': {
    readers: 'clinical',
    parts: (floor) => ({ teamId: floor.teamId, measure: 'contact-4-weeks', month: '2026-12' }),
  },

  // home
  '/': { readers: 'signed-in' },
  '/*': { readers: 'nobody', parts: () => ({ '*': 'nothing/of/the/kind' }), changes: {} },
  '/styleguide': { readers: 'nobody' },
}

function itemOn(floor: Floor, index: number) {
  return { itemId: floor.scheduledItemIds[index] ?? '', version: '1' }
}
