/** The disciplines a team is made of, in the order they are offered. The words on screen are the labels. */
export const disciplines = {
  psychiatrist: 'Psychiatrist',
  'primary-care': 'Primary care',
  'care-manager': 'Care manager',
  therapist: 'Therapist',
  'social-worker': 'Social worker',
  nurse: 'Nurse',
  pharmacist: 'Pharmacist',
  peer: 'Peer support',
} as const

export type Discipline = keyof typeof disciplines

/** What a person may do in one team. Rights follow from it in `people/core/rights.ts`. */
export const roles = { lead: 'Lead', clinician: 'Clinician', staff: 'Staff' } as const

export type Role = keyof typeof roles
