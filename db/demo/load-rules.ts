import { fullSetting } from '#app/features/flags/core/standards.ts'
import { changeRule } from '#app/features/flags/server/change-rule.ts'
import { workingDaysBefore } from './days.ts'
import type { DemoOrganization } from './demo.ts'
import { leadOf } from './load-flags.ts'
import { made, of, type Past } from './past.ts'
import { teamOf } from './people.ts'
import { clockAt, type Timeline } from './timeline.ts'

const team = 'elm'
const ofTheBook = fullSetting('early-warning').numbers

/** What Elm Street has made of the rules: one tried and given up, one fitted to how often it meets. */
export function rulesOn(past: Past, demo: DemoOrganization): Timeline {
  return [
    changed(past, demo, 34, 'early-warning', {
      version: 0,
      on: true,
      urgency: 'soon',
      numbers: ofTheBook,
      reason: 'To see whether we would change treatment sooner with it.',
    }),
    changed(past, demo, 33, 'review-overdue', {
      version: 0,
      on: true,
      urgency: 'routine',
      numbers: { activeMonths: 2, preventionMonths: 3, againDays: 28 },
      reason: 'We meet every second week, and those who are doing well can wait for a second round.',
    }),
    changed(past, demo, 12, 'early-warning', {
      version: 1,
      on: false,
      urgency: 'soon',
      numbers: ofTheBook,
      reason: 'It flagged whom we talked about anyway.',
    }),
  ]
}

type Change = Pick<Parameters<typeof changeRule>[2], 'version' | 'on' | 'urgency' | 'numbers' | 'reason'>

function changed(
  past: Past,
  demo: DemoOrganization,
  daysAgo: number,
  code: Parameters<typeof changeRule>[2]['code'],
  change: Change,
) {
  return {
    at: clockAt(workingDaysBefore(demo.today, daysAgo), 16, 20, teamOf(team).zone),
    async happen() {
      const lead = await past.as(leadOf(team))
      made(await changeRule(past.world, lead, { teamId: of(past.teams, team), code, ...change }), code)
    },
  }
}
