import { type InputHTMLAttributes, useState } from 'react'
import { classes } from './classes.ts'
import { controlLook, controlOf, FieldFrame, type FieldProps, partsOf } from './field.tsx'
import { formatDayIfAny } from './moment-words.ts'

type DateFieldProps = FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'defaultValue' | 'value' | 'type'> & {
    /** A calendar date, 2026-12-01. */
    defaultValue?: string | undefined
  }

/**
 * A calendar date, with its echo beneath: browsers show 01-Dec-2026 as 12/01/2026 or 01/12/2026 as they please, so the
 * unmistakable form always stands below. The echo of the given value is there without JavaScript.
 */
export function DateField({ defaultValue = '', className, onChange, ...props }: DateFieldProps) {
  const [value, setValue] = useState(defaultValue)
  const { frame, rest } = partsOf(props)
  const echo = formatDayIfAny(value)
  return (
    <FieldFrame {...frame} below={<Echo id={frame.id ?? frame.name}>{echo}</Echo>}>
      <input
        type="date"
        defaultValue={defaultValue}
        {...controlOf(frame)}
        {...rest}
        onChange={(event) => {
          setValue(event.currentTarget.value)
          onChange?.(event)
        }}
        className={classes(controlLook, 'w-44', className)}
      />
    </FieldFrame>
  )
}

/** The echo keeps its line when it is empty, so that nothing jumps while a date is typed. */
function Echo({ id, children }: { id: string; children: string | undefined }) {
  return (
    <output htmlFor={id} className="mt-1 block min-h-5 text-sm font-medium whitespace-nowrap">
      {children}
    </output>
  )
}

type TimeFieldProps = FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'type'> & {
    /** Whose wall clock: "Kathmandu time". Said wherever a reader may be in another zone. */
    zoneLabel?: string
  }

/** A time of day, 09:05 or 23:40. Text, because the native control speaks the browser's 12-hour clock. */
export function TimeField({ zoneLabel, className, ...props }: TimeFieldProps) {
  const { frame, rest } = partsOf(props)
  return (
    <FieldFrame {...frame}>
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder="hh:mm"
          maxLength={5}
          {...controlOf(frame)}
          {...rest}
          className={classes(controlLook, 'w-24', className)}
        />
        {zoneLabel && <span className="text-ink-soft">{zoneLabel}</span>}
      </span>
    </FieldFrame>
  )
}
