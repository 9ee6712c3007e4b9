import { AlertTriangle } from 'lucide-react'
import { FlagWhy } from '#app/features/flags/ui/flag-why.tsx'
import { Badge, UrgencyMark } from '#app/ui/badge.tsx'
import { TextLink } from '#app/ui/button.tsx'
import { Ago, Day, DueIn, Moment } from '#app/ui/moment.tsx'
import { Section } from '#app/ui/page.tsx'
import { ScoreChart } from '#app/ui/score-chart.tsx'
import type { CurrentCase } from '../server/current-case.ts'
import { ChangesList } from './changes-list.tsx'

interface CaseBriefProps {
  current: CurrentCase
  now: string
  zone: string
}

/** What a huddle needs to know about the open case: the question first, then the half page, then the numbers. */
export function CaseBrief({ current, now, zone }: CaseBriefProps) {
  return (
    <div className="flex flex-col gap-6">
      <div>
        <p className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1">
          <UrgencyMark urgency={current.urgency} />
          {current.respondBy && (
            <span className="text-ink-soft text-sm">
              <DueIn due={current.respondBy} now={now} zone={zone} />
            </span>
          )}
          {current.presenter && (
            <span className="text-ink-soft text-sm">Presented by {current.presenter}</span>
          )}
        </p>
        <p className="max-w-[42rem] text-xl font-semibold text-balance whitespace-pre-line">
          {current.question ?? 'No question was written for this case.'}
        </p>
        {current.flags.map((flag) => (
          <div key={flag.flagId} className="mt-2 max-w-[42rem]">
            {flag.question && <p className="font-semibold whitespace-pre-line">{flag.question}</p>}
            <FlagWhy
              why={flag.why}
              caseId={current.caseId}
              raisedBy={flag.raisedBy}
              raised={<Ago iso={flag.raisedAt} now={now} />}
            />
          </div>
        ))}
      </div>

      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {current.brief.filter(isWorthShowing).map((part) => (
          <div key={part.part} className="min-w-0">
            <dt className="text-ink-soft text-sm font-semibold">{part.label}</dt>
            <dd>
              {part.text ? (
                <>
                  <span className="whitespace-pre-line">{part.text}</span>
                  <span className="text-ink-soft mt-0.5 block text-sm">
                    {part.author}
                    {part.writtenAt && (
                      <>
                        , <Ago iso={part.writtenAt} now={now} />
                      </>
                    )}
                  </span>
                </>
              ) : (
                <span className="text-ink-soft">Not written</span>
              )}
            </dd>
          </div>
        ))}
        {current.medications.length > 0 && (
          <div className="min-w-0">
            <dt className="text-ink-soft text-sm font-semibold">Active medication on record</dt>
            <dd>
              <ul>
                {current.medications.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>

      {current.changes && (
        <Section
          title={
            current.changes.from === 'last-discussion' ? 'Since the last huddle' : 'Since the episode began'
          }
          aside={<Moment iso={current.changes.since} zone={zone} form="date" />}
        >
          <ChangesList changes={current.changes.changes} />
        </Section>
      )}

      {current.charts.length > 0 && (
        <div className="grid gap-6 xl:grid-cols-2">
          {current.charts.map(({ code, ...chart }) => (
            <ScoreChart key={code} {...chart} />
          ))}
        </div>
      )}

      {current.openTasks.length > 0 && (
        <Section title="Open tasks from before">
          <ul className="divide-line divide-y">
            {current.openTasks.map((task) => (
              <li key={task.taskId} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
                {task.safety && (
                  <Badge tone="safety" icon={AlertTriangle}>
                    Safety
                  </Badge>
                )}
                <TextLink to={`/tasks/${task.taskId}`} className="min-w-0 grow">
                  {task.title}
                </TextLink>
                <span className="text-ink-soft text-sm">
                  {task.owner}, due <Day date={task.dueOn} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}

// The flag asks the question already; only a question of the brief's own is shown beside it.
function isWorthShowing(part: CurrentCase['brief'][number]): boolean {
  return part.part !== 'question' || part.text !== null
}
