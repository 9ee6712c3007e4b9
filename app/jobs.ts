import { writeInvitation } from '#app/features/people/server/write-invitation.ts'
import { deliverWith, type LetterWriter } from '#app/platform/letters.ts'
import type { JobTable } from '#app/platform/world.ts'

/** Every letter that can be owed, and who writes it. */
const letters: Readonly<Record<string, LetterWriter>> = {
  // people
  'person.invited': writeInvitation,
}

/** Every announced fact, and the use cases that answer it. What has come due is a fact too: its name begins with `due.`. */
export const jobs: JobTable = {
  'letter.owed': { deliver: deliverWith(letters) },
  // cases
  'score.recorded': {},
}
