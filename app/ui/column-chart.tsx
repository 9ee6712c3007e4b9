import { classes } from './classes.ts'

export interface Column {
  /** What stands below it, as short as can be: "J". */
  label: string
  /** Undefined where there is nothing to show; 0 is a value. */
  value: number | undefined
  /** What stands above it, line by line, each as short as can be: a share says what it is made of, "9" over "/12". */
  lines: readonly string[]
  /** Drawn paler: it rests on too little to lean on. */
  pale?: boolean
}

interface ColumnChartProps {
  title: string
  /** What the columns show, in one or two sentences: what someone says who looked at them. */
  summary: string
  columns: readonly Column[]
  /** The end of the scale, so that a small change never looks like a large one. */
  max: number
}

/**
 * A short course of amounts, one column each, on a fixed scale. For the eye only: the summary says what there is to see, and
 * the page has the numbers in a table. Drawn on the server in percentages, so text keeps its size at any width and on paper.
 */
export function ColumnChart({ title, summary, columns, max }: ColumnChartProps) {
  return (
    <figure className="min-w-0">
      <figcaption>
        <h3 className="text-md font-semibold">{title}</h3>
        <p className="text-ink-soft">{summary}</p>
      </figcaption>
      <div aria-hidden="true" className="mt-3 flex gap-1">
        {columns.map(({ label, value, lines, pale }, index) => (
          <div key={index} className="flex min-w-0 flex-1 flex-col">
            <div className="border-line-strong flex h-28 flex-col items-center justify-end border-b">
              {lines.map((line, row) => (
                <span key={row} className="text-ink text-xs leading-tight tabular-nums">
                  {line}
                </span>
              ))}
              {value !== undefined && (
                <span
                  className={classes('w-full max-w-8 rounded-t-sm', pale ? 'bg-accent-line' : 'bg-accent')}
                  style={{
                    // What is left above the highest column is for its words.
                    height: `calc((100% - 2.25rem) * ${Math.min(1, value / max)})`,
                    minHeight: 2,
                    printColorAdjust: 'exact',
                  }}
                />
              )}
            </div>
            <span className="text-ink-soft pt-0.5 text-center text-xs">{label}</span>
          </div>
        ))}
      </div>
    </figure>
  )
}
