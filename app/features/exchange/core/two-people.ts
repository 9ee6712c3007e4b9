import { namesAlike, nameWords } from '#app/features/cases/core/names.ts'

interface Named {
  readonly birthDate?: string
  readonly family?: string
  readonly given?: readonly string[]
}

/**
 * Whether two readings under one id are about two people: another day of birth, and names that are not alike and share no word.
 *
 * Somebody who marries keeps their day of birth, a mistyped day keeps the name; both at once is an id that was given twice.
 */
export function areTwoPeople(one: Named, other: Named): boolean {
  if (!one.birthDate || !other.birthDate || one.birthDate === other.birthDate) return false
  const [mine, theirs] = [wordsOf(one), wordsOf(other)]
  if (mine.length === 0 || theirs.length === 0) return false
  return !namesAlike(one, other) && !mine.some((word) => theirs.includes(word))
}

function wordsOf({ family, given }: Named): string[] {
  return nameWords([...(given ?? []), family ?? ''].join(' '))
}
