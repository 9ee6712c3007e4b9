import { Button } from '#app/ui/button.tsx'

type Answer = 'none' | 'yes' | 'maybe' | 'no'

const choices = [
  ['yes', 'Yes'],
  ['maybe', 'Maybe'],
  ['no', 'No'],
] as const

const said = { none: null, yes: 'You said yes.', maybe: 'You said maybe.', no: 'You said no.' }

/** Yes, maybe or no to an invitation, within a form; what was said so far is pressed, and is said below. */
export function AnswerButtons({ answer }: { answer: Answer }) {
  return (
    <>
      <fieldset>
        <legend className="mb-2 font-semibold">Will you come?</legend>
        <div className="flex flex-wrap gap-2 max-sm:[&>button]:grow">
          {choices.map(([value, words]) => (
            <Button
              key={value}
              name="answer"
              value={value}
              variant={answer === value ? 'primary' : 'secondary'}
              aria-pressed={answer === value}
            >
              {words}
            </Button>
          ))}
        </div>
      </fieldset>
      <p className="mt-2 min-h-6" role="status">
        {said[answer]} {said[answer] && 'You can change it until the huddle ends.'}
      </p>
    </>
  )
}
