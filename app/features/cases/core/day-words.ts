const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * A date as sentences of this room say it: `03-May-2026`, `May-2026` or `2026`, as far as it is known. What is no date stays as it is.
 */
export function formatDay(date: string): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date) ?? []
  if (!year) return date
  const name = months[Number(month) - 1]
  return [day, name, year].filter((part) => part !== undefined).join('-')
}
