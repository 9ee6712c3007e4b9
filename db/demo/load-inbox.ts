import { readInbox } from '#app/features/flags/server/read-inbox.ts'
import { snoozeFlag } from '#app/features/flags/server/snooze-flag.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { leadOf } from './load-flags.ts'
import { made, of, type Past } from './past.ts'
import { teams } from './people.ts'
import type { Timeline } from './timeline.ts'

/** Minutes before now that the leads last looked at their inboxes. */
const LOOKED_MINUTES = 25

/** In each team the lead has put one flag off that can wait: the one whose answer is due last. */
export function snoozedOn(past: Past): Timeline {
  return teams.map(({ key }) => ({
    at: past.now.minus({ minutes: LOOKED_MINUTES }),
    async happen() {
      const lead = await past.as(leadOf(key))
      const query = { show: 'to-decide', urgency: null, by: null, manager: null, page: 1 } as const
      const page = await inOrganization(past.world, lead, (scope) =>
        readInbox(scope, lead, of(past.teams, key), query),
      )
      const waits = page?.rows.filter((flag) => flag.snoozeUntil && flag.state === 'open') ?? []
      const last = waits.at(-1)
      // Somebody must be left to decide about: a demo without an inbox shows nothing.
      if (!page || !last || waits.length < 3) return
      const day = page.snoozeDays.find((offered) => offered.day <= (last.snoozeUntil ?? ''))?.day
      if (!day) return
      const { flagId, version } = last
      const reason = 'The lab result comes first'
      made(await snoozeFlag(past.world, lead, { flagId, version, day, reason }), 'a snooze')
    },
  }))
}
