import { TextLink } from '#app/ui/button.tsx'
import { formatCount } from '#app/ui/count-words.ts'
import { Section, Stack } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import type { ImportPage } from '../server/import-page.server.ts'

/** What an import did not take in: counted by reason, and named where somebody could mend it. */
export function SkipSection({
  importId,
  counts,
  skips,
}: {
  importId: string
  counts: ImportPage['skipCounts']
  skips: ImportPage['skips']
}) {
  if (counts.length === 0) return null
  const named = counts.filter((one) => one.named).reduce((sum, { count }) => sum + count, 0)
  return (
    <Section title="Skipped records">
      <Stack>
        <DataTable
          caption="Skipped records by reason"
          columns={
            <>
              <ColumnHead>Why</ColumnHead>
              <ColumnHead align="right">Records</ColumnHead>
            </>
          }
        >
          {counts.map(({ words, count }) => (
            <Row key={words}>
              <RowHead>{words}</RowHead>
              <Cell label="Records" align="right">
                {formatCount(count)}
              </Cell>
            </Row>
          ))}
        </DataTable>
        <p>
          <TextLink to={`/admin/imports/${importId}/skipped.csv`} reloadDocument>
            All of them as a table (CSV)
          </TextLink>
        </p>
        {skips.length > 0 && (
          <details>
            <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
              {named > skips.length
                ? `The first ${formatCount(skips.length)} of ${formatCount(named)}, one by one`
                : `${formatCount(skips.length)} one by one`}
            </summary>
            <div className="mt-2">
              <DataTable
                caption="Skipped records one by one"
                columns={
                  <>
                    <ColumnHead>File</ColumnHead>
                    <ColumnHead>Kind</ColumnHead>
                    <ColumnHead>Id</ColumnHead>
                    <ColumnHead>Why</ColumnHead>
                  </>
                }
              >
                {skips.map((skip) => (
                  <Row key={skip.seq}>
                    <RowHead>
                      <span className="break-all">{skip.file || 'Not known'}</span>
                    </RowHead>
                    <Cell label="Kind">{skip.type ?? 'Not known'}</Cell>
                    <Cell label="Id">
                      <span className="break-all">{skip.id ?? 'None'}</span>
                    </Cell>
                    <Cell label="Why">{skip.why}</Cell>
                  </Row>
                ))}
              </DataTable>
            </div>
          </details>
        )}
      </Stack>
    </Section>
  )
}
