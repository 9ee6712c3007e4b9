import type { InputHTMLAttributes, ReactNode } from 'react'
import { controlOf, FieldErrors, type FieldProps, Optional } from './field.tsx'

export interface Choice {
  value: string
  label: ReactNode
  /** One line on what follows from it. */
  hint?: ReactNode
  disabled?: boolean
}

interface RadioCardsProps extends FieldProps {
  choices: readonly Choice[]
  defaultValue?: string | undefined
  required?: boolean
  /** `row` puts them beside each other where there is room, `pair` two short ones always. */
  shape?: 'list' | 'row' | 'pair'
}

/** One of a few, each a card one can read before choosing. */
export function RadioCards({ choices, defaultValue, required, shape = 'list', ...field }: RadioCardsProps) {
  return (
    <ChoiceFrame {...field} shape={shape}>
      {choices.map((choice, index) => (
        <ChoiceCard
          key={choice.value}
          {...choice}
          // The first carries the field's id, so that a link from the error summary lands on something focusable.
          id={index === 0 ? idOf(field) : `${idOf(field)}-${choice.value}`}
          input={{ type: 'radio', name: field.name, defaultChecked: choice.value === defaultValue, required }}
        />
      ))}
    </ChoiceFrame>
  )
}

interface CheckboxGroupProps extends FieldProps {
  choices: readonly Choice[]
  defaultValue?: readonly string[] | undefined
  shape?: 'list' | 'row'
}

/** Any of a few: each that is ticked arrives under the same name. */
export function CheckboxGroup({ choices, defaultValue = [], shape = 'list', ...field }: CheckboxGroupProps) {
  return (
    <ChoiceFrame {...field} shape={shape}>
      {choices.map((choice, index) => (
        <ChoiceCard
          key={choice.value}
          {...choice}
          id={index === 0 ? idOf(field) : `${idOf(field)}-${choice.value}`}
          input={{ type: 'checkbox', name: field.name, defaultChecked: defaultValue.includes(choice.value) }}
        />
      ))}
    </ChoiceFrame>
  )
}

type CheckboxFieldProps = Omit<FieldProps, 'optional' | 'labelHidden'> &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'type'>

/** Yes or no. The label is the sentence one agrees to. */
export function CheckboxField({ name, label, hint, errors, id = name, ...rest }: CheckboxFieldProps) {
  return (
    <div>
      <div className="flex gap-2.5">
        <input
          type="checkbox"
          {...controlOf({ name, label, hint, errors, id })}
          {...rest}
          className="mt-2.5 size-6 shrink-0"
        />
        <div className="py-2.5">
          <label htmlFor={id} className="font-medium">
            {label}
          </label>
          {hint && (
            <p id={`${id}-hint`} className="text-ink-soft text-sm">
              {hint}
            </p>
          )}
        </div>
      </div>
      <FieldErrors id={id} errors={errors} />
    </div>
  )
}

function ChoiceFrame({
  label,
  hint,
  errors,
  optional,
  labelHidden,
  shape,
  children,
  ...field
}: FieldProps & { shape: 'list' | 'row' | 'pair'; children: ReactNode }) {
  const id = idOf(field)
  const described = [hint ? `${id}-hint` : '', errors?.length ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <fieldset aria-describedby={described || undefined} className="min-w-0">
      <legend className={labelHidden ? 'sr-only' : 'mb-1 font-semibold'}>
        {label}
        {optional && <Optional />}
      </legend>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-soft mb-1.5 max-w-[36rem] text-sm">
          {hint}
        </p>
      )}
      <div
        className={
          shape === 'row'
            ? 'grid grid-cols-[repeat(auto-fit,minmax(min(100%,12rem),1fr))] gap-2'
            : shape === 'pair'
              ? 'grid grid-cols-2 gap-2'
              : 'flex flex-col gap-2'
        }
      >
        {children}
      </div>
      <FieldErrors id={id} errors={errors} />
    </fieldset>
  )
}

interface ChoiceCardProps extends Choice {
  id: string
  input: InputHTMLAttributes<HTMLInputElement>
}

function ChoiceCard({ id, value, label, hint, disabled, input }: ChoiceCardProps) {
  return (
    <label
      htmlFor={id}
      className="bg-surface border-line-strong hover:border-ink-soft has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--color-accent)] flex min-h-11 gap-2.5 rounded-md border px-3 py-2.5 has-disabled:opacity-60 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
    >
      <input {...input} id={id} value={value} disabled={disabled} className="size-6 shrink-0 outline-none" />
      <span className="min-w-0 grow">
        <span className="block font-medium">{label}</span>
        {hint && <span className="text-ink-soft block text-sm">{hint}</span>}
      </span>
    </label>
  )
}

function idOf({ id, name }: { id?: string | undefined; name: string }): string {
  return id ?? name
}
