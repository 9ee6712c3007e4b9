import { NumberField, SelectField, TextArea, TextField } from '#app/ui/field.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { FieldRow } from '#app/ui/form.tsx'
import { formatDay } from '../core/day-words.ts'
import { allInstruments } from '../core/instruments.ts'
import { LabelField } from './label-field.tsx'
import type { FieldOf } from './sent-back.ts'

interface GoalFieldsProps {
  field: FieldOf
  /** How many steps can be written. */
  rows: number
  today: string
  labels: readonly string[]
  /** The month or year a file gave as the date to reach it by. */
  partialTarget: string | undefined
}

/** What a goal is made of: what, how one will know, by when, and the steps on the way. */
export function GoalFields({ field, rows, today, labels, partialTarget }: GoalFieldsProps) {
  return (
    <>
      <TextArea
        {...field('text')}
        label="What the patient wants to reach"
        hint="One thing, as the patient would say it: walk to the river and back three times a week."
        rows={2}
        maxLength={1000}
      />
      <FieldRow>
        <SelectField
          {...field('instrument')}
          label="Measured by"
          optional
          emptyLabel="No questionnaire: in words"
          options={allInstruments.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <NumberField
          {...field('total')}
          label="Total to reach"
          hint="Remission of PHQ-9 is 4 or less."
          optional
        />
      </FieldRow>
      <TextArea
        {...field('measure')}
        label="How we will know"
        hint="In words, where no total says it."
        optional
        rows={2}
        maxLength={500}
      />
      <FieldRow>
        <DateField
          {...field('targetOn')}
          label="To reach by"
          hint={partialTarget ? `Known so far: ${formatDay(partialTarget)}` : undefined}
        />
        <DateField {...field('reviewOn')} label="Look at it again on" optional />
      </FieldRow>
      <fieldset className="flex min-w-0 flex-col gap-4">
        <legend className="mb-1 font-semibold">
          Steps on the way<span className="text-ink-soft font-normal"> optional</span>
        </legend>
        <p className="text-ink-soft -mt-3 max-w-[36rem] text-sm">
          Leave a row empty to take it out. Two more rows come with each saving.
        </p>
        {Array.from({ length: rows }, (_, index) => (
          <Step key={index} field={field} index={index} today={today} />
        ))}
      </fieldset>
      <LabelField defaultValue={labels} />
    </>
  )
}

function Step({ field, index, today }: { field: FieldOf; index: number; today: string }) {
  const of = (name: string) => field(`milestones[${index}].${name}`)
  const { name, defaultValue } = of('milestoneId')
  return (
    <div className="border-line flex flex-col gap-3 border-l-2 pl-4">
      {defaultValue && <input type="hidden" name={name} value={defaultValue} />}
      <TextField {...of('text')} label={`Step ${index + 1}`} maxLength={300} />
      <FieldRow>
        <DateField {...of('dueOn')} label="By" optional />
        <DateField {...of('reachedOn')} label="Reached on" max={today} optional />
      </FieldRow>
    </div>
  )
}
