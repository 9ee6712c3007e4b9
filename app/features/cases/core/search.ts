import { isDay } from '#app/time/calendar-days.ts'
import { fold, nameWords } from './names.ts'

/** A prefix of a name is searchable from this many letters on; a shorter word only as a whole. */
const shortestPrefix = 3

/** A word is cut here, stored and asked for alike, so that a runaway name cannot become thousands of tokens. */
const longestWord = 40

/** What stands between two names, where a hyphen or a point stands within one. */
const separator = /[\s,;]+/

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * Everything a patient can be found by, as tokens to be hashed elsewhere: `name:smi`, `born:1984-07-14`,
 * `id:1032702`. Each word of the names with its prefixes, the birth date as far as it is known, each identifier.
 *
 * A double name is found by either half and by both written together, with a hyphen, a space or nothing between. Sorted, without repeats.
 */
export function searchTokens(patient: {
  readonly names: readonly string[]
  readonly birthDate?: string
  readonly identifiers: readonly string[]
}): string[] {
  const chunks = patient.names.flatMap((name) => name.split(separator))
  const parts = [...chunks, ...patient.names]
  const words = parts.flatMap((part) => [...nameWords(part), nameWords(part).join('')])
  const tokens = [
    ...words.flatMap(prefixesOf).map((word) => `name:${word}`),
    ...patient.identifiers.map((identifier) => `id:${bare(identifier)}`).filter((token) => token !== 'id:'),
    ...(patient.birthDate ? [`born:${patient.birthDate}`] : []),
  ]
  return [...new Set(tokens)].sort()
}

/**
 * What to look for when someone types `text`: a patient is found who has, for every entry of the answer, at least
 * one of its tokens. An empty answer means that nothing was asked, and finds nobody.
 *
 * Dates are understood as 1984-07-14, 19840714, 14-Jul-1984, 14 Jul 1984, Jul 14, 1984 and 7/14/1984. Where day and month could be
 * either (3/4/1984), both are looked for: what is found shows its birth date in words. Groups of digits are one number, as the
 * banner shows it (413 4405). Names are looked for in the spellings they may have, see `spellingsOf`.
 */
export function queryTokens(text: string): string[][] {
  return joinGroups(joinDates(text.trim()).split(separator))
    .filter((word) => word !== '')
    .map((word) => {
      const born = datesIn(word)
      const names = nameWords(word)
      const identifier = bare(word)
      // A word with marks inside ("Garcia-Lopez") stands for the whole of it, else any half would do.
      const name = names.length > 0 ? spellingsOf(word).map((one) => `name:${one.slice(0, longestWord)}`) : []
      return [...name, ...(identifier ? [`id:${identifier}`] : []), ...born.map((day) => `born:${day}`)]
    })
    .filter((tokens) => tokens.length > 0)
}

/**
 * The ways to read a date in `text` whose day and month could be either, each as a day and as the text with that day in place of it.
 * None where nothing is to be asked.
 */
export function readingsOf(text: string): { readonly on: string; readonly words: string }[] {
  const words = text.trim().split(separator)
  const at = words.findIndex((word) => datesIn(word).length > 1)
  return datesIn(words[at] ?? '').map((on) => ({ on, words: words.with(at, on).join(' ') }))
}

/**
 * How a word may be spelt in a name: Müller is also written Mueller and Muller, and whoever has one of them on a card must find the
 * other. `word` may have marks inside.
 */
function spellingsOf(word: string): string[] {
  const plain = nameWords(word).join('')
  const written = nameWords(
    word.replace(/[äöüåøæ]/giu, (letter) => spelt[letter.toLowerCase()] ?? letter),
  ).join('')
  const unwritten = plain.replace(/ae|oe|ue/g, ([vowel = '']) => vowel)
  const nordic = [plain.replace(/^aa/, 'a'), plain.replace(/aa/g, 'a')]
  return [...new Set([plain, written, unwritten, ...nordic])].filter((one) => one !== '')
}

const spelt: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', æ: 'ae' }

function prefixesOf(word: string): string[] {
  const letters = [...word.slice(0, longestWord)]
  // A name in Han characters, kana or hangul is whole words in one or two signs.
  const from = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)
    ? 1
    : shortestPrefix
  const prefixes = letters.map((_, i) => letters.slice(0, i + 1).join('')).slice(from - 1)
  return word === '' ? [] : [...prefixes, letters.join('')]
}

function bare(identifier: string): string {
  return fold(identifier).replace(/[^\p{L}\p{N}]/gu, '')
}

// "14 Jul 1984" and "Jul 14, 1984" become one word; a month is told from a name by standing between numbers.
function joinDates(text: string): string {
  return text
    .replace(/\b(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/gi, '$1-$2-$3')
    .replace(/\b([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b/gi, '$2-$1-$3')
}

function joinGroups(words: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    const last = joined.at(-1)
    if (last !== undefined && /^\d+$/.test(last) && /^\d+$/.test(word))
      joined[joined.length - 1] = last + word
    else joined.push(word)
  }
  return joined
}

function datesIn(word: string): string[] {
  const [, one, other, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(word) ?? []
  if (one && other) return [...new Set([dayOf(year, one, other), dayOf(year, other, one)])].filter(isDay)
  const date = dateIn(word)
  return date ? [date] : []
}

function dayOf(year: string | undefined, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function dateIn(word: string): string | undefined {
  const [, day, name, year] = /^(\d{1,2})-([a-z]{3})[a-z]*-(\d{4})$/.exec(fold(word)) ?? []
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(word)
  const month = months.indexOf(name ?? '') + 1
  const iso = day ? dayOf(year, `${month}`, day) : digits ? digits.slice(1).join('-') : word
  return isDay(iso) || /^\d{4}-\d{2}$/.test(iso) ? iso : undefined
}
