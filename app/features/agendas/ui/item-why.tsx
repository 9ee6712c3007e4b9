import type { Urgency } from '#app/shared/urgency.ts'
import { Badge, UrgencyMark } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { carriedWords, type NeedStanding, standingWords } from './agenda-words.ts'

interface ItemWhyProps {
  item: {
    urgency: Urgency
    safety: boolean
    question: string
    respondBy: string
    late: boolean
    /** The answer was due before now, and not only before the huddle. */
    overdue: boolean
    carried: number
    /** Who is asked and not covered by the patient's consent. */
    uncovered?: readonly string[]
    needs: readonly { name: string; standing: NeedStanding }[]
  }
  zone: string
}

/** Why a case is where it is: how urgent, answered by when, how often put off, whom it needs, and the question itself. */
export function ItemWhy({ item, zone }: ItemWhyProps) {
  const carried = carriedWords(item.carried)
  const doubtful = item.needs.flatMap(({ name, standing }) => standingWords(name, standing) ?? [])
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <UrgencyMark urgency={item.urgency} />
        {item.safety && <Badge tone="safety">Safety</Badge>}
        <span className={item.late || item.overdue ? 'text-warn font-semibold' : 'text-ink-soft'}>
          {item.overdue ? 'Answer was due ' : item.late ? 'Answer due before this huddle: ' : 'Answer by '}
          <Moment iso={item.respondBy} zone={zone} form="weekday" />
        </span>
        {carried && <Badge tone="warn">{carried}</Badge>}
      </p>
      {item.question && <p className="max-w-[42rem]">{item.question}</p>}
      {item.needs.length > 0 && (
        <p className="text-ink-soft text-sm">Needs {item.needs.map((need) => need.name).join(', ')}</p>
      )}
      {doubtful.length > 0 && <p className="text-warn text-sm font-semibold">{doubtful.join('. ')}</p>}
      {item.uncovered && item.uncovered.length > 0 && (
        <p className="text-warn text-sm font-semibold">
          Not covered by the patient's consent: {item.uncovered.join(', ')}
        </p>
      )}
    </div>
  )
}
