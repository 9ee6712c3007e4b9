/** Where a number comes from, so that whoever is flagged can check. */
export interface Source {
  readonly text: string
  readonly href?: string
}

export const sources = {
  mhip: {
    text: 'Improved is PHQ-9 below 10 or at least 50 % down; without it by week 8, psychiatric review between weeks 8 and 12, for a baseline of 10 or more (MHIP, doi 10.1176/appi.ps.201400577)',
    href: 'https://doi.org/10.1176/appi.ps.201400577',
  },
  riskId: {
    text: 'PHQ-9 item 9 answered above "not at all" calls for a structured second step (VHA Risk ID)',
    href: 'https://psychiatryonline.org/doi/10.1176/appi.ps.202000109',
  },
  epdsItem10: {
    text: 'EPDS item 10 answered above "never" is treated like PHQ-9 item 9; the decision is ours, a site can change it',
  },
  respondBy: {
    text: 'Respond-by times are ours, without a source, and can be changed',
  },
} as const satisfies Record<string, Source>
