import { type ReactNode, useEffect, useRef } from 'react'
import { linkLook } from './button.tsx'
import { useFormKey } from './form-key.tsx'

interface ErrorSummaryProps {
  /** Errors by field name; under '' what concerns the whole form. */
  errors: Readonly<Record<string, readonly string[] | null | undefined>> | undefined
  /** Where a field's id is not its name. */
  ids?: Readonly<Record<string, string>>
  title?: string
  /** On a page of many forms: the focus goes to the first field that is wrong, instead of away to this box. */
  focusField?: boolean
}

/**
 * Everything that is wrong with a form, at its top, each leading to its field. Takes the focus when it appears, so that
 * nobody looks for what happened. Nothing when nothing is wrong.
 */
export function ErrorSummary({
  errors = {},
  ids = {},
  title = 'Please look at this again',
  focusField = false,
}: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  const wrong = Object.entries(errors).flatMap(([name, said]) =>
    (said ?? []).map((words) => ({ name, words })),
  )
  const shown = wrong.map(({ words }) => words).join(' ')

  const first = wrong[0]?.name
  const field = focusField && first ? (ids[first] ?? first) : ''
  useEffect(() => {
    if (!shown) return
    const target = (field && document.getElementById(field)) || box.current
    target?.focus()
  }, [shown, field])

  if (wrong.length === 0) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="border-warn-line bg-warn-soft border-l-warn-mark rounded-md border border-l-4 px-4 py-3"
    >
      <p className="font-semibold">{title}</p>
      <ul className="mt-1 list-disc pl-5">
        {wrong.map(({ name, words }) => (
          <li key={`${name} ${words}`}>
            {name === '' ? (
              words
            ) : (
              <a href={`#${ids[name] ?? name}`} className={linkLook}>
                {words}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The form's own key, made with the page: the same form sent twice is then one deed. A `value` is for a key that must outlive the page. */
export function FormKey({ value }: { value?: string }) {
  const own = useFormKey()
  return <input type="hidden" name="key" value={value ?? own} />
}

/** The fields of a form, one above the other. */
export function FormFields({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-5">{children}</div>
}

/** Fields beside each other: a date and its time. They wrap where there is no room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-x-4 gap-y-5">{children}</div>
}

interface FormActionsProps {
  /** The primary action first: it is nearest to what was just filled in. */
  children: ReactNode
  /** A few words on what happens next. */
  aside?: ReactNode
}

/** What one can do with the form, below it. */
export function FormActions({ children, aside }: FormActionsProps) {
  return (
    <div className="mt-6 flex flex-wrap items-center gap-x-3 gap-y-2 max-sm:[&>a]:w-full max-sm:[&>button]:w-full">
      {children}
      {aside && <p className="text-ink-soft text-sm">{aside}</p>}
    </div>
  )
}
