import { TextField } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { Day } from '#app/ui/moment.tsx'
import { fieldsOf, type SentBack } from './sent-back.ts'

interface SnoozeFieldsProps {
  flag: { readonly flagId: string }
  /** The last day it can be snoozed until. */
  until: string
  days: readonly { day: string; label: string }[]
  sentBack: SentBack | undefined
}

/** Until when a flag is snoozed, and why. Only days are offered that leave it time to be answered. */
export function SnoozeFields({ flag, until, days, sentBack }: SnoozeFieldsProps) {
  const field = fieldsOf(flag, sentBack)
  const offered = days.filter(({ day }) => day <= until)
  const { errors, defaultValue, ...untilField } = field.of('until', 'snooze')
  return (
    // The day of one's own is asked for only by who wants one; the style sheet sees to it, so it needs no script.
    <div className="group flex flex-col gap-5">
      <RadioCards
        {...untilField}
        label="Until the morning of"
        hint={
          <>
            At the latest <Day date={until} weekday />. Its time to answer goes on.
          </>
        }
        shape="row"
        choices={[
          ...offered.map(({ day, label }) => ({
            value: day,
            label: (
              <>
                {label}, <Day date={day} weekday />
              </>
            ),
          })),
          { value: 'other', label: 'Another day' },
        ]}
        defaultValue={defaultValue ?? offered[0]?.day ?? 'other'}
        errors={errors}
      />
      <div className="hidden group-has-[input[value=other]:checked]:block">
        <DateField {...field.of('untilOn', 'snooze')} label="Which day" max={until} />
      </div>
      <TextField {...field.of('reason', 'snooze')} label="Why it can wait" maxLength={300} />
    </div>
  )
}
