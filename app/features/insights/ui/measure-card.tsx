import { ColumnChart } from '#app/ui/column-chart.tsx'
import { formatMonth } from '#app/ui/moment-words.ts'
import { Card, KeyValues, Stack } from '#app/ui/page.tsx'
import { sayRate, type TeamMeasureCode, teamMeasures } from '../core/team-measures.ts'
import type { MeasuresPage } from '../server/read-measures.ts'

type Measure = MeasuresPage['measures'][number]

/** One measure: its course over the months, and what it is. */
export function MeasureCard({ measure }: { measure: Measure }) {
  const { code, months } = measure
  return (
    <Card>
      <Stack>
        <ColumnChart
          title={teamMeasures[code].name}
          summary={summaryOf(measure)}
          max={100}
          columns={months.map(({ month, percent, small, met, of }) => ({
            label: formatMonth(month).slice(0, 1),
            value: percent,
            lines: of > 0 ? [`${met}`, `/${of}`] : [],
            pale: small,
          }))}
        />
        <MeasureDefinition code={code} />
      </Stack>
    </Card>
  )
}

/** The definition in plain words, as it stands beside every number. */
export function MeasureDefinition({ code }: { code: TeamMeasureCode }) {
  const { counts, ofWhom, closes, source } = teamMeasures[code]
  return (
    <KeyValues
      items={[
        { label: 'Counted', value: counts },
        { label: 'Of whom', value: ofWhom },
        { label: 'Month', value: `The one with ${closes}. Cases closed before then count on.` },
        { label: 'Source', value: source },
      ]}
    />
  )
}

function summaryOf({ code, whole, open }: Measure): string {
  const { measured } = teamMeasures[code]
  const rate =
    whole.percent === undefined
      ? 'Nobody to count in these 12 months.'
      : `${sayRate(code, whole)} in these 12 months.`
  const share =
    measured && whole.measured?.of ? ` ${whole.measured.met} of ${whole.measured.of} were ${measured}.` : ''
  return `${rate}${share}${open > 0 ? ` ${open} still open.` : ''}`
}
