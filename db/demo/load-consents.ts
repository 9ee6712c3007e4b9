import { recordConsent } from '#app/features/cases/server/record-consent.ts'
import type { DemoCase } from './demo.ts'
import { made, of, type Past } from './past.ts'

/** What the patient said about sharing when the case was opened: yes, no, or a paper that had run out by then. */
export async function askForConsent(
  past: Past,
  { key, team, careManager, consent }: DemoCase,
): Promise<void> {
  if (consent === 'not-recorded') return
  const now = past.world.now()
  const ranOut = consent === 'unavailable'
  const recorded = await recordConsent(past.world, await past.as(careManager), {
    caseId: of(past.cases, key),
    decision: consent === 'refused' ? 'refused' : 'given',
    recipient: { kind: 'team', teamId: of(past.teams, team) },
    words: { discloser: 'This clinic', purpose: 'treatment' },
    scope: ['part2'],
    from: ranOut ? now.minus({ years: 1 }) : now,
    until: ranOut ? now.minus({ days: 10 }) : null,
    documentHash: null,
  })
  made(recorded, key)
}
