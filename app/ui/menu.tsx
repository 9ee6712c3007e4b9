import { Link, type LinkProps } from '@remix-run/react'
import { ChevronDown, type LucideIcon } from 'lucide-react'
import { type ButtonHTMLAttributes, type ReactNode, useEffect, useRef } from 'react'
import { classes } from './classes.ts'

interface MenuProps {
  label: string
  icon?: LucideIcon
  /** The label is only heard; the icon stands for it. */
  iconOnly?: boolean
  align?: 'left' | 'right'
  /** `MenuLink`s and forms with a `MenuButton`. */
  children: ReactNode
}

/** More that can be done here, folded away. It opens and works without JavaScript; with it, Escape closes it. */
export function Menu({ label, icon: Icon, iconOnly, align = 'right', children }: MenuProps) {
  return (
    <Fold className="relative inline-block print:hidden">
      <summary
        aria-label={iconOnly ? label : undefined}
        title={iconOnly ? label : undefined}
        className="border-line-strong bg-surface hover:bg-sunken inline-flex min-h-11 min-w-11 list-none items-center justify-center gap-2 rounded-md border px-3 font-semibold"
      >
        {Icon && <Icon aria-hidden="true" className="size-[1.15rem]" />}
        {!iconOnly && label}
        {!iconOnly && <ChevronDown aria-hidden="true" className="size-4" />}
      </summary>
      <div
        className={classes(
          'bg-surface border-line-strong/60 shadow-raised absolute z-30 mt-1 min-w-56 rounded-lg border p-1.5',
          align === 'right' ? 'right-0' : 'left-0',
        )}
      >
        {children}
      </div>
    </Fold>
  )
}

const itemLook =
  'flex min-h-11 w-full items-center gap-3 rounded-md px-3 text-left font-medium hover:bg-sunken -outline-offset-3!'

/** A place to go, in a menu. */
export function MenuLink({ icon: Icon, children, ...rest }: LinkProps & { icon?: LucideIcon }) {
  return (
    <Link className={itemLook} {...rest}>
      {Icon && <Icon aria-hidden="true" className="text-ink-soft size-[1.15rem]" />}
      {children}
    </Link>
  )
}

/** Something to do, in a menu: the button of a form around it. */
export function MenuButton({
  icon: Icon,
  children,
  type = 'submit',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { icon?: LucideIcon }) {
  return (
    <button type={type} className={itemLook} {...rest}>
      {Icon && <Icon aria-hidden="true" className="text-ink-soft size-[1.15rem]" />}
      {children}
    </button>
  )
}

interface FoldProps {
  className?: string
  /** A summary, and what it unfolds. */
  children: ReactNode
}

/**
 * A details element that folds again when the focus or the pointer goes elsewhere, when a link in it was followed, or
 * on Escape, which also gives the focus back. Without JavaScript it folds by its summary.
 */
export function Fold({ className, children }: FoldProps) {
  const details = useRef<HTMLDetailsElement>(null)

  useEffect(() => {
    const fold = details.current
    if (!fold) return
    function close(event: Event) {
      if (!(event.target instanceof Element)) return
      const followed = event.type === 'click' && event.target.closest('a')
      if (followed || !fold?.contains(event.target)) fold?.removeAttribute('open')
    }
    function closeOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !fold?.open) return
      fold.open = false
      fold.querySelector('summary')?.focus()
    }
    document.addEventListener('click', close)
    document.addEventListener('focusin', close)
    document.addEventListener('keydown', closeOnEscape)
    return () => {
      document.removeEventListener('click', close)
      document.removeEventListener('focusin', close)
      document.removeEventListener('keydown', closeOnEscape)
    }
  }, [])

  return (
    <details ref={details} className={className}>
      {children}
    </details>
  )
}
