import { type FieldProps, SelectField } from '#app/ui/field.tsx'

interface ZoneFieldProps extends FieldProps {
  regions: readonly { region: string; zones: string[] }[]
  defaultValue?: string | undefined
}

/** One of all time zones, by region and place. */
export function ZoneField({ regions, ...field }: ZoneFieldProps) {
  return (
    <SelectField
      {...field}
      options={regions.map(({ region, zones }) => ({
        group: region,
        options: zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
      }))}
    />
  )
}
