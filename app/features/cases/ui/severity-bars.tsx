/** How severe a total is, as a shape and a word: of the bars above the lowest band, as many are filled as it has been passed. */
export function SeverityBars({ filled, of, words }: { filled: number; of: number; words: string }) {
  return (
    <small>
      <svg
        width={of * 4}
        height="12"
        aria-hidden="true"
        className="text-ink mr-1 inline-block align-baseline"
      >
        {filled < of && <path d={bars(filled, of)} fill="none" stroke="currentColor" opacity="0.55" />}
        {filled > 0 && <path d={bars(0, filled)} fill="currentColor" stroke="currentColor" />}
      </svg>
      {words}
    </small>
  )
}

// Each bar is a step higher than the one before.
function bars(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => {
    const place = from + index
    const height = 3 + place * 2
    return `M${place * 4 + 0.5} 11.5v-${height}h2v${height}z`
  }).join('')
}
