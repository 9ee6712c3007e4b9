import { FieldErrors, type FieldProps } from '#app/ui/field.tsx'

interface WeekdayFieldProps extends Pick<FieldProps, 'name' | 'label' | 'errors'> {
  /** The days that are ticked, Monday being `1`. */
  defaultValue: readonly string[]
}

/** Any of the seven days, in one line where there is room. */
export function WeekdayField({ name, label, errors, defaultValue }: WeekdayFieldProps) {
  return (
    <fieldset aria-describedby={errors?.length ? `${name}-error` : undefined} className="min-w-0">
      <legend className="mb-1 font-semibold">{label}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(4.75rem,1fr))] gap-1.5">
        {weekdays.map(({ value, short, long }, index) => (
          <label
            key={value}
            className="bg-surface border-line-strong hover:border-ink-soft has-checked:border-accent has-checked:bg-accent-soft flex min-h-11 items-center gap-2 rounded-md border px-2"
          >
            <input
              type="checkbox"
              // The first carries the field's id, so that a link from the error summary lands on something focusable.
              id={index === 0 ? name : undefined}
              name={name}
              value={value}
              aria-label={long}
              defaultChecked={defaultValue.includes(value)}
              className="size-5 shrink-0"
            />
            <span aria-hidden="true" className="font-medium">
              {short}
            </span>
          </label>
        ))}
      </div>
      <FieldErrors id={name} errors={errors} />
    </fieldset>
  )
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (long, index) => ({ value: String(index + 1), short: long.slice(0, 3), long }),
)
