import type { LetterWriter } from '#app/platform/letters.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { findPerson } from './people-queries.server.ts'

/** The letter `person.invited`. Pointless once the person has come in, or may no longer. */
export const writeInvitation: LetterWriter = async (scope, { personId }) => {
  const person = await findPerson(scope, personId as PersonId)
  if (person?.state !== 'invited') return undefined
  return {
    to: person.mail,
    letter: {
      subject: 'You are invited to Huddle',
      text: [
        'You have been invited to Huddle, where your team prepares and holds its huddles.',
        `Sign in here with this mail address: ${scope.world.env.APP_ORIGIN}/sign-in`,
        'You will get a code by mail, and then make a passkey on your own device. There is no password.',
        'If you did not expect this, you need not do anything.',
      ].join('\n\n'),
    },
  }
}
