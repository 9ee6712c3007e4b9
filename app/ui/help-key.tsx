/** A key to press. Several are pressed one after the other. */
export function HelpKey({ keys }: { keys: readonly string[] }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {keys.map((key, index) => (
        <kbd
          key={index}
          className="border-line-strong bg-surface min-w-6 rounded-sm border border-b-2 px-1.5 text-center font-sans text-sm leading-5 font-medium"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}

/** What the keys of a page do. */
export function KeyList({ items }: { items: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-5 gap-y-2">
      {items.map(({ keys, does }) => (
        <div key={does} className="col-span-2 grid grid-cols-subgrid items-center">
          <dt>
            <HelpKey keys={keys} />
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
