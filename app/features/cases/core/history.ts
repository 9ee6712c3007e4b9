// What the product writes into a case's history. Rooms after this one may add kinds: without an entry here they read as their own words.
const sayings: Readonly<Record<string, string>> = {
  opened: 'Case opened',
  imported: 'Records imported',
  'score-recorded': 'Score recorded',
  'score-corrected': 'Score corrected',
  'score-taken-back': 'Score taken back',
  'brief-written': 'Brief written',
  'contact-added': 'Contact recorded',
  'phase-changed': 'Phase changed',
  'case-closed': 'Case closed',
  'case-reopened': 'Case opened again',
  'moved-to-active': 'Phase changed to active',
  'moved-to-relapse-prevention': 'Phase changed to relapse prevention',
  'care-manager-changed': 'Care manager changed',
  'consent-changed': 'Consent changed',
  'triaged-discuss': 'Flag triaged: discuss',
  'triaged-list-only': 'Flag triaged: list only',
  'triaged-not-ready': 'Flag triaged: not ready',
  'triaged-same-day-task': 'Flag triaged: same-day task',
  'triage-undone': 'Triage taken back',
  'goal-set': 'Goal set',
  'goal-changed': 'Goal changed',
  'goal-reached': 'Goal reached',
  'goal-given-up': 'Goal given up',
  'goal-taken-up': 'Goal taken up again',
  'goal-step-reached': 'Step to a goal reached',
  'need-noted': 'Need noted',
  'need-changed': 'Need changed',
  'need-open': 'Need opened again',
  'need-in-hand': 'Need taken in hand',
  'need-met': 'Need met',
  'need-declined': 'Help with a need declined',
  'circle-added': 'Person around the patient added',
  'circle-changed': 'Person around the patient changed',
  'medication-started': 'Medication started',
  'medication-changed': 'Medication changed',
  'medication-stopped': 'Medication stopped',
  'consent-given': 'Consent recorded',
  'consent-refused': 'Refusal of consent recorded',
  'consent-revoked': 'Consent revoked',
  'protection-changed': 'Special protection changed',
}

/**
 * A line of history in words. A kind unknown here is dashed words: `flag-raised` reads `Flag raised`.
 */
export function sayEvent(kind: string): string {
  const known = Object.hasOwn(sayings, kind) ? sayings[kind] : undefined
  if (known) return known
  const words = kind.replaceAll('-', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
