import { Link } from '@remix-run/react'
import { X } from 'lucide-react'
import { forwardRef, type ReactNode, useEffect, useId, useRef } from 'react'
import { Button, buttonLook, IconButton } from './button.tsx'

interface DialogLinkProps {
  /** The page that holds the same content: where the link leads without JavaScript, or in a new tab. */
  to: string
  /** The words on the link. */
  label: ReactNode
  title: string
  variant?: 'primary' | 'secondary' | 'quiet'
  /** What the dialog holds, a form usually. */
  children: ReactNode
  /** Give it something new (the id of what was saved) and the dialog closes. */
  closeOn?: string | number | undefined
}

/**
 * A link to a page that opens over this one instead, where it can. The browser's own dialog keeps the focus in it,
 * closes on Escape and gives the focus back.
 */
export function DialogLink({ to, label, title, variant = 'secondary', children, closeOn }: DialogLinkProps) {
  const dialog = useRef<HTMLDialogElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: closing is what a new value is for
  useEffect(() => dialog.current?.close(), [closeOn])

  return (
    <>
      <Link
        to={to}
        className={buttonLook(variant)}
        aria-haspopup="dialog"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || !dialog.current) return
          event.preventDefault()
          dialog.current.showModal()
        }}
      >
        {label}
      </Link>
      <Sheet ref={dialog} title={title}>
        {children}
      </Sheet>
    </>
  )
}

interface DialogButtonProps {
  /** Of the dialog itself, for a key that opens it. */
  id: string
  label: ReactNode
  title: string
  variant?: 'primary' | 'secondary' | 'quiet'
  children: ReactNode
}

/** A button that opens a dialog: for help that nobody needs without JavaScript, such as what the keys do. */
export function DialogButton({ id, label, title, variant = 'secondary', children }: DialogButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <Button
        type="button"
        variant={variant}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </Button>
      <Sheet ref={dialog} id={id} title={title}>
        {children}
      </Sheet>
    </>
  )
}

const Sheet = forwardRef<HTMLDialogElement, { id?: string; title: string; children: ReactNode }>(
  function Sheet({ id, title, children }, ref) {
    const titleId = useId()
    return (
      <dialog
        ref={ref}
        id={id}
        aria-labelledby={titleId}
        className="bg-surface text-ink border-line shadow-raised m-auto w-[min(34rem,calc(100vw-2rem))] rounded-lg border p-5 sm:p-6"
      >
        <div className="mb-3 flex items-start justify-between gap-4">
          <h2 id={titleId} className="text-lg font-semibold">
            {title}
          </h2>
          <div className="-mt-2 -mr-2">
            <IconButton
              icon={X}
              label="Close"
              type="button"
              onClick={(event) => event.currentTarget.closest('dialog')?.close()}
            />
          </div>
        </div>
        {children}
      </dialog>
    )
  },
)
