import { StateMark } from '#app/ui/badge.tsx'
import type { PlainImport } from '../server/import-page.server.ts'

/** Where an import stands. */
export function ImportState({ state, failure }: Pick<PlainImport, 'state' | 'failure'>) {
  if (failure) return <StateMark state="stopped">Ended early</StateMark>
  switch (state) {
    case 'reading':
      return <StateMark state="active">Reading</StateMark>
    case 'stopped':
      return <StateMark state="stopped">Stopped</StateMark>
    case 'read':
      return <StateMark state="waiting">Waits for agreement</StateMark>
    case 'finished':
      return <StateMark state="done">Finished</StateMark>
    case 'failed':
      return <StateMark state="stopped">Failed</StateMark>
    default:
      return state satisfies never
  }
}
