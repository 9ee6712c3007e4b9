import { type Urgency, urgencies } from '#app/shared/urgency.ts'
import { NumberField } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import type { RulePage } from '../server/read-rules-page.ts'

interface RuleFieldsProps {
  page: RulePage
  /** What was sent, if it was sent back. */
  typed: Readonly<Record<string, unknown>> | null | undefined
  errors: Readonly<Record<string, readonly string[] | null | undefined>>
}

/** What a team can say about a rule: whether it uses it, how urgent its flags are, and its numbers within their bounds. */
export function RuleFields({ page, typed, errors }: RuleFieldsProps) {
  const { setting, book, numbers } = page
  const text = (name: string) => (typeof typed?.[name] === 'string' ? typed[name] : undefined)
  const sentNumbers = isRecord(typed?.numbers) ? typed.numbers : {}
  return (
    <>
      {page.mayTurnOff ? (
        <RadioCards
          name="on"
          label="Does the team use it?"
          shape="pair"
          choices={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
          defaultValue={text('on') ?? (setting.on ? 'yes' : 'no')}
          errors={errors.on ?? undefined}
        />
      ) : (
        <input type="hidden" name="on" value="yes" />
      )}
      {page.urgencies.length > 0 ? (
        <RadioCards
          name="urgency"
          label="How urgent its flags are"
          shape="row"
          choices={page.urgencies.map((urgency) => ({
            value: urgency,
            label: urgencies[urgency],
            ...(urgency === book.urgency && { hint: 'The default' }),
          }))}
          defaultValue={text('urgency') ?? setting.urgency ?? undefined}
          errors={errors.urgency ?? undefined}
        />
      ) : (
        setting.urgency && <FixedUrgency urgency={setting.urgency} />
      )}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-x-4 gap-y-5">
        {numbers.map((spec) => {
          const name = `numbers.${spec.name}`
          const sent = sentNumbers[spec.name]
          return (
            <NumberField
              key={spec.name}
              name={name}
              label={spec.label}
              {...(spec.unit && { unit: spec.unit })}
              hint={`From ${spec.min} to ${spec.max}; the default is ${spec.default}.`}
              defaultValue={typeof sent === 'string' ? sent : String(setting.numbers[spec.name] ?? '')}
              errors={errors[name] ?? undefined}
            />
          )
        })}
      </div>
    </>
  )
}

function FixedUrgency({ urgency }: { urgency: Urgency }) {
  return (
    <>
      <input type="hidden" name="urgency" value={urgency} />
      <p>
        <span className="text-ink-soft">Its flags are always </span>
        {urgencies[urgency].toLowerCase()}
        <span className="text-ink-soft">; it cannot be turned off, nor made less urgent.</span>
      </p>
    </>
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
