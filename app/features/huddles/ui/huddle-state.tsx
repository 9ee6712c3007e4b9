import { StateMark } from '#app/ui/badge.tsx'

const states = {
  draft: { mark: 'open', words: 'Draft' },
  scheduled: { mark: 'waiting', words: 'Scheduled' },
  live: { mark: 'active', words: 'Live now' },
  ended: { mark: 'done', words: 'Ended' },
  cancelled: { mark: 'stopped', words: 'Cancelled' },
} as const

/** Where a huddle stands. One whose time went by without being begun says so. */
export function HuddleStateMark({ state, over }: { state: keyof typeof states; over?: boolean }) {
  if (state === 'scheduled' && over) return <StateMark state="stopped">Not held</StateMark>
  const { mark, words } = states[state]
  return <StateMark state={mark}>{words}</StateMark>
}
