import {
  Activity,
  CircleDot,
  FilePlus2,
  Flag,
  type LucideIcon,
  MessageCircle,
  PenLine,
  Phone,
  Settings2,
} from 'lucide-react'
import { Moment } from '#app/ui/moment.tsx'
import { Card, Section } from '#app/ui/page.tsx'
import { Timeline, TimelineEntry } from '#app/ui/timeline.tsx'
import type { CasePage } from '../server/case-page.server.ts'

/** What happened to the case, the newest first. */
export function HistorySection({ history, zone }: Pick<CasePage, 'history' | 'zone'>) {
  return (
    <Section id="history" title="History">
      <Card>
        {history.length === 0 ? (
          <p className="text-ink-soft">Nothing has happened yet.</p>
        ) : (
          <Timeline label="History">
            {history.map((event) => (
              <TimelineEntry
                key={event.id}
                icon={iconOf(event.kind)}
                when={<Moment iso={event.at} zone={zone} />}
                title={event.words}
                by={event.by}
              />
            ))}
          </Timeline>
        )}
      </Card>
    </Section>
  )
}

const icons: readonly [RegExp, LucideIcon][] = [
  [/^(opened|imported)$/, FilePlus2],
  [/^score-/, Activity],
  [/^brief-/, PenLine],
  [/^contact-/, Phone],
  [/-changed$/, Settings2],
  [/flag/, Flag],
  [/discuss|decision/, MessageCircle],
]

function iconOf(kind: string): LucideIcon {
  return icons.find(([pattern]) => pattern.test(kind))?.[1] ?? CircleDot
}
