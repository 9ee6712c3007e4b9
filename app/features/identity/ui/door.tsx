import { useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { BareFrame } from '#app/ui/shell.tsx'
import { Banners } from './frame.tsx'

/** The frame of the doors: one thing to do, and nowhere else to go. */
export function Door({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const root = useRouteLoaderData<{ demo: boolean }>('root')
  return (
    <BareFrame banners={<Banners demo={root?.demo ?? false} />}>
      <div className="flex flex-col gap-5">
        <header>
          <h1 className="text-xl font-semibold">{title}</h1>
          {lead && <p className="text-ink-soft mt-1">{lead}</p>}
        </header>
        {children}
      </div>
    </BareFrame>
  )
}
