import type { ReactNode } from 'react'

export interface Bar {
  label: ReactNode
  value: number
  /** The value in words, where the number alone does not say it: "12 of 40". */
  words?: string
}

interface BarChartProps {
  title: string
  /** What the bars show, in one sentence. */
  summary: string
  bars: readonly Bar[]
  /** The head of the first column, and of the second: "Discipline", "Open tasks". */
  heads: readonly [string, string]
  /** The end of the scale; the largest value if left out. */
  max?: number
}

/** A few amounts side by side. It is a table, whose numbers also have a length. */
export function BarChart({
  title,
  summary,
  bars,
  heads,
  max = Math.max(1, ...bars.map(({ value }) => value)),
}: BarChartProps) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2">
        <h3 className="text-md font-semibold">{title}</h3>
        <p className="text-ink-soft">{summary}</p>
      </figcaption>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{title}</caption>
        <thead className="sr-only">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, value, words }, index) => (
            <tr key={index}>
              <th scope="row" className="w-[38%] max-w-56 py-1 pr-4 align-middle font-normal">
                {label}
              </th>
              <td className="py-1 align-middle">
                <span className="flex items-center gap-2.5">
                  <span
                    aria-hidden="true"
                    className="bg-accent h-4 shrink-0 rounded-sm"
                    style={{
                      width: `calc((100% - 5.5rem) * ${Math.min(1, value / max)})`,
                      minWidth: value > 0 ? 3 : 0,
                      printColorAdjust: 'exact',
                    }}
                  />
                  <span className="font-semibold whitespace-nowrap">{words ?? value}</span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
