/** Where an episode stands, in the order a case goes through. */
export const phases = {
  active: 'Active',
  'relapse-prevention': 'Relapse prevention',
  closed: 'Closed',
} as const

export type Phase = keyof typeof phases

/** What is known about the patient's consent to share, shown in words wherever the patient is. */
export const consentStates = {
  given: 'Given',
  refused: 'Refused',
  'not-recorded': 'Not recorded',
  unavailable: 'Unavailable',
} as const

export type ConsentState = keyof typeof consentStates

/** What is known of a patient's allergies. */
export type AllergyState = 'known' | 'none-known' | 'not-recorded' | 'unavailable'

/** How a patient was reached out to. */
export const contactWays = {
  visit: 'Visit',
  phone: 'Phone',
  video: 'Video',
  message: 'Message',
  other: 'Other',
} as const

export type ContactWay = keyof typeof contactWays
