import { Tabs } from '#app/ui/tabs.tsx'

const places = [
  { to: '/admin', label: 'Overview' },
  { to: '/admin/people', label: 'People' },
  { to: '/admin/teams', label: 'Teams' },
  { to: '/admin/organization', label: 'Organization' },
  { to: '/admin/imports', label: 'Imports' },
  { to: '/admin/audit', label: 'Audit' },
]

/** The places of the admin pages. */
export function AdminTabs({ at }: { at: string }) {
  return <Tabs label="Admin" tabs={places.map((place) => ({ ...place, current: place.to === at }))} />
}
