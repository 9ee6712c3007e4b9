// What the product itself writes into a case's history. Rooms after this one may add kinds; theirs read as their own words.
const sayings: Readonly<Record<string, string>> = {
  opened: 'Case opened',
  imported: 'Records imported',
  'score-recorded': 'Score recorded',
  'brief-written': 'Brief written',
  'contact-added': 'Contact recorded',
  'phase-changed': 'Phase changed',
  'care-manager-changed': 'Care manager changed',
  'consent-changed': 'Consent changed',
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
