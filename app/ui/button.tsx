import { Link, type LinkProps } from '@remix-run/react'
import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classes } from './classes.ts'

/** `danger` is for safety only: it is red, and red means somebody may come to harm. Deleting is `secondary`. */
type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'
type Size = 'normal' | 'small' | 'large'

interface Look {
  variant?: Variant
  size?: Size
  icon?: LucideIcon
  /** As wide as its column: the main action on a phone. */
  wide?: boolean
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  Look & {
    children: ReactNode
    /** It was pressed and the answer is on its way. It keeps its focus, and a second press does nothing. */
    pending?: boolean
  }

/** Something that changes something: sends a form. Going somewhere is `ButtonLink`. */
export function Button({
  variant = 'primary',
  size = 'normal',
  icon,
  wide,
  pending,
  className,
  children,
  type = 'submit',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={classes(buttonLook(variant, size, wide), className)}
      {...rest}
    >
      <Inside icon={icon} size={size} pending={pending}>
        {children}
      </Inside>
    </button>
  )
}

type ButtonLinkProps = LinkProps & Look

/** A link that looks like a button: the one next step of a page. */
export function ButtonLink({
  variant = 'primary',
  size = 'normal',
  icon,
  wide,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <Link className={classes(buttonLook(variant, size, wide), className)} {...rest}>
      <Inside icon={icon} size={size}>
        {children}
      </Inside>
    </Link>
  )
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'children'> & {
  icon: LucideIcon
  /** What it does and to what: "Move MORALES up". It is read aloud, and shown as a tip. */
  label: string
  variant?: 'quiet' | 'secondary'
}

/** A button with a picture only, for rows where the same action repeats. */
export function IconButton({
  icon: Icon,
  label,
  variant = 'quiet',
  type = 'submit',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classes(
        'inline-grid size-11 shrink-0 place-items-center rounded-md transition-colors disabled:opacity-40',
        variants[variant],
        className,
      )}
      {...rest}
    >
      <Icon className="size-5" aria-hidden="true" />
    </button>
  )
}

/** The classes of a link in running text or in a table. */
export const linkLook =
  'text-accent font-medium underline decoration-accent-line decoration-1 underline-offset-[0.2em] hover:text-accent-strong hover:decoration-current hover:decoration-2'

/** A link in text. */
export function TextLink({ className, ...rest }: LinkProps) {
  return <Link className={classes(linkLook, className)} {...rest} />
}

const variants = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border border-transparent',
  secondary: 'bg-surface text-ink border border-line-strong hover:bg-sunken hover:border-ink-soft',
  quiet: 'text-ink border border-transparent hover:bg-sunken',
  danger: 'bg-safety text-on-safety hover:bg-safety-strong border border-transparent',
}

const sizes = {
  small: 'min-h-9 px-3 text-sm gap-1.5',
  normal: 'min-h-11 px-4 text-base gap-2',
  large: 'min-h-14 px-6 text-md gap-2.5',
}

/** The classes of a button, for the few things that are neither a button nor a `ButtonLink`. */
export function buttonLook(variant: Variant, size: Size = 'normal', wide?: boolean): string {
  return classes(
    'inline-flex items-center justify-center rounded-md py-1.5 font-semibold leading-tight text-center no-underline transition-colors',
    'disabled:opacity-50 aria-disabled:cursor-progress print:hidden',
    variants[variant],
    sizes[size],
    wide && 'w-full',
  )
}

interface InsideProps {
  icon: LucideIcon | undefined
  size: Size
  pending?: boolean | undefined
  children: ReactNode
}

function Inside({ icon, size, pending, children }: InsideProps) {
  const Icon = pending ? LoaderCircle : icon
  return (
    <>
      {Icon && (
        <Icon
          aria-hidden="true"
          className={classes(
            'shrink-0',
            size === 'small' ? 'size-4' : 'size-[1.15rem]',
            pending && 'animate-spin',
          )}
        />
      )}
      {children}
    </>
  )
}
