import { giveBackCases } from '#app/features/agendas/server/give-back-cases.ts'
import { inviteAttendees } from '#app/features/calendar/server/invite-attendees.ts'
import { writeHuddleInvitation } from '#app/features/calendar/server/write-huddle-invitation.ts'
import { settleConsentOf } from '#app/features/cases/server/settle-consent.ts'
import { releaseAgreed } from '#app/features/exchange/server/agree-import.ts'
import { endStaleImport } from '#app/features/exchange/server/end-import.ts'
import { readImport } from '#app/features/exchange/server/read-import.ts'
import { applyRulesToCase } from '#app/features/flags/server/apply-rules.ts'
import { closeFlagOfTask } from '#app/features/flags/server/close-flag.ts'
import { escalateMissed } from '#app/features/flags/server/escalate-missed.ts'
import { runDailyRules, runRulesOfTeam } from '#app/features/flags/server/run-daily-rules.ts'
import { flagWaitsAgain } from '#app/features/flags/server/undo-triage.ts'
import { wakeDueFlag } from '#app/features/flags/server/wake-due-flag.ts'
import { writeMissed } from '#app/features/flags/server/write-missed.ts'
import { writeInvitation } from '#app/features/people/server/write-invitation.ts'
import { escalateSafetyTask, handOnSafetyTasksOf } from '#app/features/tasks/server/escalate-safety-task.ts'
import { writeOffer } from '#app/features/tasks/server/write-offer.ts'
import { deliverWith, type LetterWriter } from '#app/platform/letters.ts'
import type { JobTable } from '#app/platform/world.ts'

/** Every letter that can be owed, and who writes it. */
const letters: Readonly<Record<string, LetterWriter>> = {
  // people
  'person.invited': writeInvitation,

  // tasks
  'task.offered': writeOffer,

  // flags
  'flags.missed': writeMissed,

  // calendar
  'huddle.invitation': writeHuddleInvitation,
}

/** Every announced fact, and the use cases that answer it. What has come due is a fact too: its name begins with `due.`. */
export const jobs: JobTable = {
  'letter.owed': { deliver: deliverWith(letters) },

  // people
  'person.access-ended': { 'hand-on-safety': handOnSafetyTasksOf },

  // cases
  'score.recorded': { 'apply-rules': applyRulesToCase },
  'contact.added': { 'apply-rules': applyRulesToCase },
  'goal.changed': { 'apply-rules': applyRulesToCase },
  'case.opened': { 'apply-rules': applyRulesToCase },
  'case.changed': { 'apply-rules': applyRulesToCase },
  'case.discussed': { 'apply-rules': applyRulesToCase },

  'due.consent': { settle: settleConsentOf },

  // tasks
  'task.offered': {},
  'task.accepted': {},
  'task.declined': {},
  'task.done': { 'close-flag': closeFlagOfTask },
  'task.cancelled': { 'flag-waits-again': flagWaitsAgain },
  'due.safety-task': { escalate: escalateSafetyTask },

  // flags
  'flag.raised': {},
  'flag.triaged': {},
  'due.daily-rules': { run: runDailyRules },
  'due.snooze': { wake: wakeDueFlag },
  'due.respond-by': { escalate: escalateMissed },
  'rules.changed': { run: runRulesOfTeam },

  // huddles
  'huddle.scheduled': { invite: inviteAttendees },
  'huddle.moved': { invite: inviteAttendees },
  'huddle.cancelled': { giveBack: giveBackCases, invite: inviteAttendees },
  'huddle.attendees-changed': { invite: inviteAttendees },

  // live
  'huddle.started': {},
  'huddle.ended': {},

  // exchange
  'import.requested': { read: readImport },
  'import.agreed': { release: releaseAgreed },
  'due.import-stale': { end: endStaleImport },
}
