/** Class names joined, leaving out what is not there. */
export function classes(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}
