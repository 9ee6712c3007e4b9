import { TriangleAlert } from 'lucide-react'
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { classes } from './classes.ts'

export interface FieldProps {
  name: string
  label: ReactNode
  /** What to type, and why; stands between the label and the control. */
  hint?: ReactNode
  /** What is wrong with what was typed, in clear sentences. What was typed stays, by `defaultValue`. */
  errors?: readonly string[] | undefined
  /** The name will do, unless a page shows the same form twice. `ErrorSummary` links to it. */
  id?: string
  /** Says "optional" beside the label. Fields are required unless they say so. */
  optional?: boolean
  /** The label is only heard: for a control whose meaning its row or heading already shows. */
  labelHidden?: boolean
}

interface FieldFrameProps extends FieldProps {
  children: ReactNode
  /** Below the control: the echo of a date, a count. */
  below?: ReactNode
}

/** Label, hint, control, error, in this order; the error names itself, and is beside what it is about. */
export function FieldFrame({
  name,
  label,
  hint,
  errors,
  id = name,
  optional,
  labelHidden,
  below,
  children,
}: FieldFrameProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'mb-1 block font-semibold'}>
        {label}
        {optional && <Optional />}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-soft mb-1.5 max-w-[36rem] text-sm">
          {hint}
        </p>
      )}
      {children}
      {below}
      <FieldErrors id={id} errors={errors} />
    </div>
  )
}

type TextFieldProps = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id'>

/** One line of text. Any input attribute goes through (`maxLength`, `autoComplete`, `inputMode`). */
export function TextField({ className, ...props }: TextFieldProps) {
  const { frame, rest } = partsOf(props)
  return (
    <FieldFrame {...frame}>
      <input
        type="text"
        {...controlOf(frame)}
        {...rest}
        className={classes(controlLook, 'w-full', className)}
      />
    </FieldFrame>
  )
}

/** A mail address. */
export function MailField(props: TextFieldProps) {
  return (
    <TextField
      type="email"
      inputMode="email"
      autoComplete="email"
      spellCheck={false}
      autoCapitalize="none"
      {...props}
    />
  )
}

/** The code from a mail. Typed, pasted (with its spaces) or filled in by the phone. */
export function CodeField({ className, ...props }: TextFieldProps) {
  return (
    <TextField
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      className={classes('max-w-56 font-mono text-lg! tracking-[0.18em]', className)}
      {...props}
    />
  )
}

type NumberFieldProps = TextFieldProps & {
  /** What is counted, behind the number: "min". */
  unit?: string
}

/** A whole number, with its unit. Text with a number keyboard: wheels and arrows must not change it unseen. */
export function NumberField({ unit, className, ...props }: NumberFieldProps) {
  const { frame, rest } = partsOf(props)
  return (
    <FieldFrame {...frame}>
      <span className="inline-flex items-center gap-2">
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          {...controlOf(frame)}
          {...rest}
          className={classes(controlLook, 'w-24 text-right', className)}
        />
        {unit && <span className="text-ink-soft">{unit}</span>}
      </span>
    </FieldFrame>
  )
}

type TextAreaProps = FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name' | 'id'>

/** Text of several lines. It grows with what is typed where the browser can. */
export function TextArea({ className, rows = 3, ...props }: TextAreaProps) {
  const { frame, rest } = partsOf(props)
  return (
    <FieldFrame {...frame}>
      <textarea
        rows={rows}
        {...controlOf(frame)}
        {...rest}
        className={classes(
          controlLook,
          'field-sizing-content w-full',
          areaHeights[Math.min(rows, 6)],
          className,
        )}
      />
    </FieldFrame>
  )
}

// field-sizing ignores `rows`, so the least height is said again.
const areaHeights = ['min-h-11', 'min-h-11', 'min-h-17', 'min-h-23', 'min-h-29', 'min-h-35', 'min-h-40']

export interface Option {
  value: string
  label: string
}

type SelectFieldProps = FieldProps &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'name' | 'id'> & {
    options: readonly (Option | { group: string; options: readonly Option[] })[]
    /** The first, empty choice: "Choose a person". Without it the first option is taken unless another is given. */
    emptyLabel?: string
  }

/** One of many. Up to five are better as `RadioCards`. */
export function SelectField({ options, emptyLabel, className, ...props }: SelectFieldProps) {
  const { frame, rest } = partsOf(props)
  return (
    <FieldFrame {...frame}>
      <select {...controlOf(frame)} {...rest} className={classes(controlLook, 'w-full pr-8', className)}>
        {emptyLabel && <option value="">{emptyLabel}</option>}
        {options.map((option) =>
          'group' in option ? (
            <optgroup key={option.group} label={option.group}>
              {option.options.map(toOption)}
            </optgroup>
          ) : (
            toOption(option)
          ),
        )}
      </select>
    </FieldFrame>
  )
}

function toOption({ value, label }: Option) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  )
}

/** What is wrong with a field, read together with it. */
export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] | undefined }) {
  if (!errors?.length) return null
  return (
    <div id={`${id}-error`} className="text-warn mt-1.5 flex gap-1.5 font-medium">
      <TriangleAlert aria-hidden="true" className="mt-1 size-4 shrink-0" />
      <div>
        <span className="sr-only">Error: </span>
        {errors.map((error) => (
          <p key={error}>{error}</p>
        ))}
      </div>
    </div>
  )
}

/** The word behind the label of a field that may be left empty. */
export function Optional() {
  return <span className="text-ink-soft font-normal"> optional</span>
}

/** The classes every text control shares. 16 px on phones, because iOS zooms into anything smaller. */
export const controlLook = classes(
  'block min-h-11 rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink max-sm:text-[1rem]',
  'hover:border-ink-soft disabled:bg-sunken disabled:text-ink-soft',
  'aria-invalid:border-warn-mark aria-invalid:shadow-[inset_3px_0_0_var(--color-warn-mark)]',
)

/** What ties a control to its label, hint and error. */
export function controlOf({ name, id = name, hint, errors }: FieldProps) {
  const wrong = Boolean(errors?.length)
  const described = [hint ? `${id}-hint` : '', wrong ? `${id}-error` : ''].filter(Boolean).join(' ')
  return { id, name, 'aria-invalid': wrong || undefined, 'aria-describedby': described || undefined } as const
}

/** The field's own props apart from those that go on to the control. */
export function partsOf<Props extends FieldProps>(props: Props) {
  const { name, label, hint, errors, id, optional, labelHidden, ...rest } = props
  return { frame: { name, label, hint, errors, id, optional, labelHidden }, rest }
}
