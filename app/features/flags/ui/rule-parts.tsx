import { SlidersHorizontal } from 'lucide-react'
import { Badge, UrgencyMark } from '#app/ui/badge.tsx'
import { linkLook, TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Timeline, TimelineEntry } from '#app/ui/timeline.tsx'
import { type Source, sourceKinds } from '../core/sources.ts'
import type { ShownChange, ShownRule } from '../server/read-rules-page.ts'

/** Where a rule comes from, each with what stands behind it. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {sources.map(({ text, href, kind }) => (
        <li key={text}>
          {kind && <span className="font-medium">{sourceKinds[kind]}: </span>}
          <span className="text-ink-soft">{text}</span>
          {href && (
            <>
              {' '}
              <a href={href} rel="noreferrer" target="_blank" className={linkLook}>
                Open the source
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

interface RuleListProps {
  label: string
  teamId: string
  rules: readonly ShownRule[]
  mayEdit: boolean
}

/** Rules in plain words, with the numbers this team uses. */
export function RuleList({ label, teamId, rules, mayEdit }: RuleListProps) {
  return (
    <ul aria-label={label} className="border-line bg-surface divide-line divide-y rounded-lg border">
      {rules.map((rule) => (
        <li key={rule.code} id={rule.code} className="flex flex-col gap-2 p-4 sm:p-5">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <h3 className="text-md flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
              {rule.name}
              {!rule.on && <Badge>Off</Badge>}
              {rule.edited && <Badge tone="accent">This team’s numbers</Badge>}
            </h3>
            {mayEdit && (
              <TextLink
                to={`/teams/${teamId}/rules/${rule.code}`}
                className="inline-flex min-h-11 items-center"
              >
                Change<span className="sr-only"> {rule.name}</span>
              </TextLink>
            )}
          </div>
          <p className="max-w-[46rem]">{rule.says}</p>
          {rule.urgency && (
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
              <UrgencyMark urgency={rule.urgency} />
              <span className="text-ink-soft">{openWords(rule.open)}</span>
            </p>
          )}
          <details className="max-w-[46rem]">
            <summary className={`${linkLook} inline-flex min-h-6 cursor-pointer items-center text-sm`}>
              Where it comes from<span className="sr-only">: {rule.name}</span>
            </summary>
            <div className="mt-1">
              <Sources sources={rule.sources} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}

interface ChangeListProps {
  changes: readonly ShownChange[]
  zone: string
  /** The rule is named by the page already. */
  ofOneRule?: boolean
}

/** Who changed what, from what to what, and why, the latest first. */
export function ChangeList({ changes, zone, ofOneRule }: ChangeListProps) {
  if (changes.length === 0)
    return <p className="text-ink-soft">Nothing has been changed: these are the defaults.</p>
  return (
    <Timeline label="Changes, the latest first">
      {changes.map((change) => (
        <TimelineEntry
          key={change.changeId}
          icon={SlidersHorizontal}
          when={<Moment iso={change.at} zone={zone} />}
          by={change.by}
          title={ofOneRule ? change.what.join('; ') : change.name}
        >
          {!ofOneRule && <p>{change.what.join('; ')}</p>}
          <p className="text-ink-soft whitespace-pre-line">{change.reason}</p>
        </TimelineEntry>
      ))}
    </Timeline>
  )
}

function openWords(open: number | null): string {
  if (open === null || open === 0) return 'No open flag'
  return open === 1 ? '1 open flag' : `${open} open flags`
}
