/** How soon a case needs an answer, most urgent first. */
export const urgencies = {
  emergency: 'Emergency',
  urgent: 'Urgent',
  soon: 'Soon',
  routine: 'Routine',
} as const

export type Urgency = keyof typeof urgencies
