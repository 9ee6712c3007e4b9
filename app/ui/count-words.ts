/** A whole number with its thousands set apart: 12,304. The same on every machine, unlike Intl with its own locale. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
