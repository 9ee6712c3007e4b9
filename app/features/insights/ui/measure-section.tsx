import { BarChart } from '#app/ui/bar-chart.tsx'
import { TextLink } from '#app/ui/button.tsx'
import { Month } from '#app/ui/moment.tsx'
import { Card, Columns, KeyValues, Section } from '#app/ui/page.tsx'
import { teamMeasures } from '../core/team-measures.ts'
import type { MeasuresPage } from '../server/read-measures.ts'
import { rateWords } from './months-table.tsx'

interface MeasureSectionProps {
  measure: MeasuresPage['measures'][number]
  address: string
}

/** One measure: what it is, and its course over the months. */
export function MeasureSection({ measure, address }: MeasureSectionProps) {
  const { code, months, whole, open } = measure
  const definition = teamMeasures[code]
  return (
    <Section id={code} title={definition.name}>
      <Columns>
        <Card title="What is counted">
          <MeasureDefinition code={code} />
        </Card>
        <Card>
          <BarChart
            title="In percent, by month"
            summary={summaryOf(whole, open, definition.measured)}
            heads={['Month', definition.short]}
            max={100}
            bars={months.map((rate) => ({
              label: (
                <TextLink to={`${address}/${code}/${rate.month}`}>
                  <Month month={rate.month} />
                </TextLink>
              ),
              value: rate.percent ?? 0,
              words: rate.of === 0 && rate.pending === 0 ? 'No case' : rateWords(rate),
            }))}
          />
        </Card>
      </Columns>
    </Section>
  )
}

/** The definition in plain words, as it stands beside every number. */
export function MeasureDefinition({ code }: { code: MeasureSectionProps['measure']['code'] }) {
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

function summaryOf(
  whole: MeasuresPage['measures'][number]['whole'],
  open: number,
  measured: string | undefined,
): string {
  const rate =
    whole.percent === undefined
      ? 'In these 12 months there was nobody to count.'
      : `In these 12 months ${whole.met} of ${whole.of}, ${whole.percent} %.`
  const share =
    measured && whole.measured && whole.measured.of > 0
      ? ` ${whole.measured.met} of ${whole.measured.of} were ${measured}.`
      : ''
  return `${rate}${share}${open > 0 ? ` ${open} still open.` : ''}`
}
