import type { ReactNode } from 'react'
import { linkLook, TextLink } from '#app/ui/button.tsx'
import { formatWeekday } from '#app/ui/moment-words.ts'
import type { Why } from '../core/flag.ts'
import { ruleEntry } from '../core/rule-book.ts'
import { sayWhy } from '../core/rules.ts'

interface FlagWhyProps {
  why: Why
  /** Whose case it is: leads to what the rule looked at. */
  caseId: string
  /** Who raised it, when a person did. */
  raisedBy?: string | null
  /** How long ago, said beside who or what raised it. */
  raised?: ReactNode
}

/** Why a case is flagged: the rule with its numbers, dates and source, or the person and their reason. */
export function FlagWhy({ why, caseId, raisedBy, raised }: FlagWhyProps) {
  if (why.by === 'person') {
    return (
      <p className="whitespace-pre-line">
        <span className="text-ink-soft">
          {raisedBy ?? 'Somebody'}
          {raised && <>, {raised}</>}:{' '}
        </span>
        {why.reason}
      </p>
    )
  }
  const { answer } = why
  const section = ruleEntry(answer.rule).restsOn
  return (
    <div>
      <p>
        <span className="text-ink-soft">
          Rule “{ruleEntry(answer.rule).name}”{raised && <>, {raised}</>}:{' '}
        </span>
        {sayWhy(answer, (day) => formatWeekday(day, 'UTC'))}{' '}
        <TextLink to={`/cases/${caseId}#${section}`}>{sections[section]}</TextLink>
      </p>
      <details className="text-sm">
        <summary className={`${linkLook} inline-flex min-h-6 cursor-pointer items-center`}>
          Where this rule comes from
        </summary>
        <p className="mt-1">
          {answer.source.text}
          {answer.source.href && (
            <>
              {' '}
              <a href={answer.source.href} rel="noreferrer" target="_blank" className={linkLook}>
                Open the source
              </a>
            </>
          )}
        </p>
      </details>
    </div>
  )
}

// The parts of a case's page that rules look at.
const sections = {
  scores: 'See the scores',
  contacts: 'See the contacts',
  goals: 'See the goals',
  history: 'See the history',
} as const
