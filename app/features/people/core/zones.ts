import { IANAZone } from 'luxon'

/** Whether there is such a time zone, by its full name (`America/St_Johns`). */
export function isZone(name: string): boolean {
  return name.length <= 64 && IANAZone.isValidZone(name)
}

/** Every time zone one can choose, by region and then by place. `also` is kept in the list whatever the runtime calls it. */
export function zonesByRegion(also: string): { region: string; zones: string[] }[] {
  const names = new Set([...Intl.supportedValuesOf('timeZone').map(currentName), also])
  const regions = new Map<string, string[]>()
  for (const name of [...names].sort()) {
    const region = name.includes('/') ? name.slice(0, name.indexOf('/')) : 'Other'
    regions.set(region, [...(regions.get(region) ?? []), name])
  }
  return [...regions].map(([region, zones]) => ({ region, zones }))
}

// The runtime's list still has the names from before these places were renamed.
const renamed: Record<string, string> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
}

function currentName(name: string): string {
  return renamed[name] ?? name
}
