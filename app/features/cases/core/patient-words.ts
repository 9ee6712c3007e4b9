const genders: Readonly<Record<string, string>> = { male: 'Male', female: 'Female', other: 'Other' }

/** A gender in full, or undefined when it is not known: the reader says so in its own way. */
export function genderWords(gender: string | undefined): string | undefined {
  return gender && Object.hasOwn(genders, gender) ? genders[gender] : undefined
}
