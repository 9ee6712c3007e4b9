import { Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#app/ui/button.tsx'

/** Opens the browser's print dialog. Not there without JavaScript, where the browser's own menu prints the same page. */
export function PrintButton() {
  const [hydrated, setHydrated] = useState(false)
  useEffect(() => setHydrated(true), [])
  if (!hydrated) return null
  return (
    <span className="print:hidden">
      <Button type="button" icon={Printer} onClick={() => window.print()}>
        Print
      </Button>
    </span>
  )
}
