import type { Floor } from './clinic.ts'

/** Who finds something at an address. `team` is everyone in the team, `lead` only who leads it. */
export type Readers = 'everyone' | 'signed-in' | 'admin' | 'team' | 'clinical' | 'lead' | 'nobody'

/** Who of the floor's own people may make a change. */
export type Maker = 'lead' | 'clinician' | 'staff' | 'admin' | 'anyone'

/** Something that can be sent to an address. */
export interface Change {
  /** The least that may: whoever the walk sends it as, to see that it really is a change. */
  readonly by: Maker
  readonly form: (floor: Floor) => Readonly<Record<string, string | readonly string[]>>
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
  /** Its own people are led on to another page. */
  readonly leadsOn?: boolean
  /** A session by mailed code alone is enough here. */
  readonly codeIsEnough?: boolean
  /** The parts of the address, on a floor. */
  readonly parts?: (floor: Floor) => Readonly<Record<string, string>>
  /** Its question, on a floor: `team=…`. */
  readonly query?: (floor: Floor) => string
  readonly changes?: Readonly<Record<string, Change>>
}

const key = () => ({ key: crypto.randomUUID() })
const huddle = (which: (floor: Floor) => string) => ({
  parts: (floor: Floor) => ({ huddleId: which(floor) }),
})
const live = huddle((floor) => floor.liveHuddleId)
const aTeamsForm = {
  name: 'North again',
  zone: 'Europe/London',
  defaultMinutes: '25',
  setupMinutes: '2',
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
          [`roles[${floor.teamId}]`]: 'lead',
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
        form: (floor) => ({ ...key(), ...aPersonsForm, version: '1', [`roles[${floor.teamId}]`]: 'lead' }),
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

  // live
  '/huddles/:huddleId/live': {
    readers: 'team',
    ...live,
    changes: {
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
  '/huddles/:huddleId/stream': { readers: 'team', ...live },
  '/huddles/:huddleId/room': { readers: 'team', ...live },
  '/huddles/:huddleId/minutes': { readers: 'team', ...huddle((floor) => floor.endedHuddleId) },
  '/cases/:caseId/minutes': { readers: 'team', parts: (floor) => ({ caseId: floor.caseId }) },

  // home
  '/': { readers: 'signed-in' },
  '/styleguide': { readers: 'nobody' },
}
