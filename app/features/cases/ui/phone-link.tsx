import { linkLook } from '#app/ui/button.tsx'
import { dialOf } from '../core/circle.ts'

/** A telephone number that can be rung with a tap, where it is one. */
export function PhoneLink({ phone }: { phone: string }) {
  if (!phone) return <>Not known</>
  const dial = dialOf(phone)
  if (!dial) return <>{phone}</>
  return (
    <a href={dial} className={`${linkLook} inline-flex min-h-8 items-center whitespace-nowrap`}>
      {phone}
    </a>
  )
}
