/** Words that mean nothing and occur nowhere else, each put in one place: where one turns up tells where it came from. */
export interface Canaries {
  /** A new canary for a place, which is named for whoever has to find the hole. */
  at(place: string): string
  readonly count: () => number
  /** The places whose canaries are in a text, as they are or as hexadecimal bytes (how the database writes them). */
  heardIn(text: string): string[]
}

const letters = 'abcdefghijklmnoprstuvwxy'

/** Makes canaries. `mark` keeps two flocks apart. It is so long that no random secret looks like a canary. */
export function makeCanaries(mark = 'zqx'): Canaries {
  const places = new Map<string, string>()
  const plain = new RegExp(`${mark}[a-z]{3}${mark}`, 'gi')
  const markInHex = [...mark].map((letter) => `(?:${hex(letter)}|${hex(letter.toUpperCase())})`).join('')
  const inHex = new RegExp(`${markInHex}(?:[46][0-9a-f]|[57][0-9a]){3}${markInHex}`, 'gi')

  return {
    at(place) {
      const number = places.size
      const middle = [number / letters.length ** 2, number / letters.length, number]
        .map((part) => letters[Math.floor(part) % letters.length])
        .join('')
      const canary = `${mark}${middle}${mark}`
      places.set(canary, place)
      // A name begins with a capital letter, and so may be told from a word.
      return canary[0]?.toUpperCase() + canary.slice(1)
    },
    count: () => places.size,
    heardIn(text) {
      const found = [
        ...(text.match(plain) ?? []),
        ...(text.match(inHex) ?? []).map((bytes) => Buffer.from(bytes, 'hex').toString('latin1')),
      ]
      return [...new Set(found.map((canary) => places.get(canary.toLowerCase()) ?? canary))]
    },
  }
}

function hex(letter: string): string {
  return Buffer.from(letter).toString('hex')
}
