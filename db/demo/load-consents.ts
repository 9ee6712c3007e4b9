import { recordConsent } from '#app/features/cases/server/record-consent.ts'
import type { CaseSketch, DemoCase } from './demo.ts'
import { made, of, type Past } from './past.ts'

/** What the patient said about sharing when the case was opened: yes, no, or a paper that had run out by then. */
export async function askForConsent(
  past: Past,
  { key, team, careManager, consent, seenBy }: DemoCase,
): Promise<void> {
  if (consent === 'not-recorded') return
  const now = past.world.now()
  const ranOut = consent === 'unavailable'
  const recipients = seenBy
    ? seenBy.map((person) => ({ kind: 'person' as const, personId: of(past.people, person) }))
    : [{ kind: 'team' as const, teamId: of(past.teams, team) }]
  for (const recipient of recipients) {
    const recorded = await recordConsent(past.world, await past.as(careManager), {
      caseId: of(past.cases, key),
      decision: consent === 'refused' ? 'refused' : 'given',
      recipient,
      words: { discloser: 'Larkfield Clinic', purpose: 'treatment' },
      scope: ['part2'],
      from: ranOut ? now.minus({ years: 1 }) : now,
      until: ranOut ? now.minus({ days: 10 }) : null,
      documentHash: null,
    })
    made(recorded, key)
  }
}

/** The labels of a text about a patient: those who chose who sees it have been treated for substance use, and some texts say so. */
export function labelsOf({ seenBy }: Pick<CaseSketch, 'seenBy'>, ...texts: readonly string[]): string[] {
  return seenBy && texts.some((text) => /alcohol|naltrexone|sober|sobriety|drink/i.test(text))
    ? ['part2']
    : []
}
