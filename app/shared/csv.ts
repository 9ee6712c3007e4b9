/**
 * One line of a CSV file (RFC 4180), with its end.
 *
 * A cell that begins with = + - @, a tab or a carriage return gets an apostrophe in front: a spreadsheet takes it for a formula
 * otherwise, and would do what a stranger wrote.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
