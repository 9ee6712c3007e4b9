import {
  Activity,
  CircleDot,
  ClipboardCheck,
  FilePlus2,
  Flag,
  HeartHandshake,
  type LucideIcon,
  MessageCircle,
  PenLine,
  Phone,
  Pill,
  Settings2,
  Target,
} from 'lucide-react'
import { TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Card, Section } from '#app/ui/page.tsx'
import { Timeline, TimelineEntry } from '#app/ui/timeline.tsx'
import type { CasePage } from '../server/case-page.server.ts'
import type { HistoryLine } from '../server/history-lines.ts'

/** What happened to the case last, with the way to all of it. */
export function HistorySection({ page: { caseId, history, zone } }: { page: CasePage }) {
  return (
    <Section id="history" title="History">
      <Card>
        {history.length === 0 ? (
          <p className="text-ink-soft">Nothing has happened yet.</p>
        ) : (
          <HistoryLines lines={history} zone={zone} />
        )}
        <p className="mt-3 print:hidden">
          <TextLink to={`/cases/${caseId}/history`}>The whole history</TextLink>
        </p>
      </Card>
    </Section>
  )
}

/** Lines of a case's history, the newest first. */
export function HistoryLines({ lines, zone }: { lines: readonly HistoryLine[]; zone: string }) {
  return (
    <Timeline label="History">
      {lines.map((event) => (
        <TimelineEntry
          key={event.id}
          icon={iconOf(event.kind)}
          when={<Moment iso={event.at} zone={zone} />}
          title={event.words}
          by={event.by}
        />
      ))}
    </Timeline>
  )
}

const icons: readonly [RegExp, LucideIcon][] = [
  [/^(opened|imported)$/, FilePlus2],
  [/^score-/, Activity],
  [/^brief-/, PenLine],
  [/^contact-/, Phone],
  [/^goal-/, Target],
  [/^(need|circle)-/, HeartHandshake],
  [/^medication-/, Pill],
  [/^task-/, ClipboardCheck],
  [/-changed$|^case-|^moved-/, Settings2],
  [/flag|triage/, Flag],
  [/discuss|decision|carried/, MessageCircle],
]

function iconOf(kind: string): LucideIcon {
  return icons.find(([pattern]) => pattern.test(kind))?.[1] ?? CircleDot
}
