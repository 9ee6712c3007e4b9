import { Notice } from '#app/ui/notice.tsx'
import type { RuleCount } from '../server/count-rule.ts'

/** For how many cases a rule asks today, and, once somebody wants to know, what other numbers would do. */
export function RulePreview({ now, wanted }: { now: RuleCount | null; wanted: RuleCount | null }) {
  if (!now) return null
  const today = (
    <p>
      Today it asks about {now.asks} of this team’s {casesOf(now.cases, 'open ')}.
    </p>
  )
  if (!wanted) return <div className="text-ink-soft">{today}</div>
  const moves = [
    ...(wanted.raises > 0 ? [`${flagsOf(wanted.raises)} will be raised`] : []),
    ...(wanted.lapses > 0 ? [`${flagsOf(wanted.lapses)} will say that the reason has gone`] : []),
  ]
  return (
    <Notice announce title={`With these numbers it would ask about ${casesOf(wanted.asks)}`}>
      {today}
      <p>
        {moves.length > 0 ? `Once saved, ${moves.join(', and ')}.` : 'Once saved, no flag comes or goes.'}
      </p>
    </Notice>
  )
}

function casesOf(count: number, kind = ''): string {
  return count === 1 ? `1 ${kind}case` : `${count} ${kind}cases`
}

function flagsOf(count: number): string {
  return count === 1 ? '1 flag' : `${count} flags`
}
