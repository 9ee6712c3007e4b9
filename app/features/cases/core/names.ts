/** Letters that unicode does not take apart into a letter and a mark. */
const singleLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

/** Text without what people leave out when they type a name: case, accents, ligatures and look-alike forms. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => singleLetters[letter] ?? letter)
}

/**
 * The folded words of a name. An apostrophe belongs to its word (O'Brien is `obrien`); any other mark parts words.
 */
export function nameWords(name: string): string[] {
  return fold(name.replace(/['’ʼ`]/g, ''))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

interface Named {
  readonly family?: string
  readonly given?: readonly string[]
}

/** A patient as a warning about mistaken identity knows them. */
export interface Mistakable extends Named {
  readonly birthDate?: string | undefined
}

/**
 * Whether two names can be one person's, written by two hands: the same family name, family names that look or
 * sound alike (up to one letter apart from 4 letters on, two from 8), or the same names the other way round.
 *
 * Without family names the given names are compared. A patient without any name is like nobody.
 */
export function namesAlike(a: Named, b: Named): boolean {
  return alike(foldedName(a), foldedName(b))
}

/**
 * Whether two patients could be mistaken for each other by whoever reads a list or opens a case:
 *
 * - the same names the other way round; or
 * - family names that are the same, look or sound alike, or share a word of a double name, and with it
 *   - given names that are near (one letter apart, said alike, or one short for the other), or
 *   - the same birth date, as twins have.
 *
 * The same family name alone is not enough: in many teams every tenth patient shares one, and a warning that is always there is not
 * read. Without family names the given ones are compared. A patient without any name is like nobody.
 */
export function isMistakable(a: Mistakable, b: Mistakable): boolean {
  return mistakable(foldedName(a), foldedName(b))
}

/** Of a list, the places of those who could be mistaken for another: the ones that need a marker. */
export function alikeAmong(patients: readonly Mistakable[]): Set<number> {
  const names = patients.map(foldedName)
  const found = new Set<number>()
  for (const [i, a] of names.entries()) {
    for (const [j, b] of names.entries()) if (j > i && mistakable(a, b)) found.add(i).add(j)
  }
  return found
}

function mistakable(a: FoldedName, b: FoldedName): boolean {
  if (a.words === '' || b.words === '') return false
  if (a.words === b.words) return true
  if (a.family === '' && b.family === '') return givenNear(a, b)
  const familyNear =
    wordsAlike(a.family, b.family, a.sound === b.sound) ||
    a.familyWords.some((word) => word.length >= 4 && b.familyWords.includes(word))
  if (!familyNear) return false
  return (
    givenNear(a, b) || (a.birthDate !== undefined && a.birthDate.length > 7 && a.birthDate === b.birthDate)
  )
}

// The first given name is the one people are called by; a middle name that differs tells nobody apart.
function givenNear(a: FoldedName, b: FoldedName): boolean {
  const [one = '', other = ''] = [a.givenWords[0], b.givenWords[0]]
  if (one === '' || other === '') return false
  if (wordsAlike(one, other, a.givenSound === b.givenSound)) return true
  const shorter = Math.min(one.length, other.length)
  if (shorter >= 3 && (one.startsWith(other) || other.startsWith(one))) return true
  return shorter >= 3 && Math.abs(one.length - other.length) <= 1 && editDistance(one, other) <= 1
}

interface FoldedName {
  readonly family: string
  readonly given: string
  readonly familyWords: readonly string[]
  readonly givenWords: readonly string[]
  readonly birthDate: string | undefined
  /** All its words in the order of letters, so that turned round it is the same. */
  readonly words: string
  /** What stands for the name where one word does: the family's, or else the given. */
  readonly sound: string
  /** The same of the first given name. */
  readonly givenSound: string
}

// Folding is dear, and a list compares each name with every other: each is folded once.
function foldedName({ family = '', given = [], birthDate }: Mistakable): FoldedName {
  const [familyWords, givenWords] = [nameWords(family), nameWords(given.join(' '))]
  const [whole, rest] = [familyWords.join(''), givenWords.join('')]
  return {
    family: whole,
    given: rest,
    familyWords,
    givenWords,
    birthDate,
    words: [...familyWords, ...givenWords].sort().join(' '),
    sound: soundOf(whole || rest),
    givenSound: soundOf(givenWords[0] ?? ''),
  }
}

function alike(a: FoldedName, b: FoldedName): boolean {
  if (a.family === '' && b.family === '') return wordsAlike(a.given, b.given, a.sound === b.sound)
  return wordsAlike(a.family, b.family, a.sound === b.sound) || a.words === b.words
}

function wordsAlike(a: string, b: string, soundAlike: boolean): boolean {
  if (a === '' || b === '') return false
  if (a === b) return true
  if (soundAlike && Math.min(a.length, b.length) >= 4) return true
  const allowed = (x: string, y: string) => {
    const shorter = Math.min(x.length, y.length)
    return shorter < 4 ? 0 : shorter < 8 ? 1 : 2
  }
  const most = allowed(a, b)
  return Math.abs(a.length - b.length) <= most && mayBeNear(a, b, most) && editDistance(a, b) <= most
}

/**
 * Whether two words have so many letters in common that `most` edits could be enough. Almost all pairs of a list have not, and are told
 * apart here without the long way: each letter that one has more often than the other needs an edit.
 */
function mayBeNear(a: string, b: string, most: number): boolean {
  if (most === 0) return false
  counts.fill(0)
  for (let i = 0; i < a.length; i++) counts[a.charCodeAt(i) & 31] = (counts[a.charCodeAt(i) & 31] ?? 0) + 1
  let missing = 0
  for (let i = 0; i < b.length; i++) {
    const place = b.charCodeAt(i) & 31
    const left = counts[place] ?? 0
    if (left > 0) counts[place] = left - 1
    else if (++missing > most) return false
  }
  return true
}

// Letters by their last five bits: two that share a place make words look nearer than they are, never further.
const counts = new Uint16Array(32)

/** Spellings that are said alike, brought to one: Phillips and Filips, Meyer and Maier, Schmidt and Schmitt. */
function soundOf(word: string): string {
  return word
    .replace(/ph/g, 'f')
    .replace(/ck|q|c(?=[aoukrlt]|$)/g, 'k')
    .replace(/dt|th/g, 't')
    .replace(/(?:ai|ei|ay|ey)/g, 'ai')
    .replace(/(?:ie|ee|ea|y)/g, 'i')
    .replace(/z/g, 's')
    .replace(/w/g, 'v')
    .replace(/(.)\1+/g, '$1')
}

/** Letters to change, add, drop or swap with their neighbour to get from one word to the other. */
function editDistance(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const changed = (row[j - 1] ?? 0) + (same ? 0 : 1)
      let best = Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      next.push(best)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
