import { Flag } from 'lucide-react'
import { verdicts } from '#app/features/flags/core/triage.ts'
import { FlagWhy } from '#app/features/flags/ui/flag-why.tsx'
import { RespondClock } from '#app/features/flags/ui/respond-clock.tsx'
import { Decisions } from '#app/features/live/ui/decisions.tsx'
import { TaskRow } from '#app/features/tasks/ui/task-row.tsx'
import { Badge, UrgencyMark } from '#app/ui/badge.tsx'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Ago, Moment } from '#app/ui/moment.tsx'
import { Section } from '#app/ui/page.tsx'
import type { CaseWork } from '../server/case-work.ts'

interface CaseWorkProps {
  caseId: string
  work: CaseWork
  now: string
  zone: string
  mayFlag: boolean
  mayTriage: boolean
}

/** Why the case is flagged, and where it waits. */
export function FlagSection({ caseId, work, now, zone, mayFlag, mayTriage }: CaseWorkProps) {
  return (
    <Section
      title="Flags"
      actions={
        mayFlag && (
          <ButtonLink to={`/cases/${caseId}/flags/new`} variant="primary" icon={Flag}>
            Raise a flag
          </ButtonLink>
        )
      }
    >
      {work.queue && (
        <p className="mb-3">
          {work.queue.huddleId ? (
            <>
              On the agenda of{' '}
              <TextLink to={`/huddles/${work.queue.huddleId}`}>
                {work.queue.huddleAt ? (
                  <>
                    the huddle on <Moment iso={work.queue.huddleAt} zone={zone} />
                  </>
                ) : (
                  'a huddle without a time yet'
                )}
              </TextLink>
            </>
          ) : (
            'Waits to be discussed'
          )}
          {work.queue.carried > 0 &&
            `, carried over ${work.queue.carried === 1 ? 'once' : `${work.queue.carried} times`}`}
          .
        </p>
      )}
      {work.flags.length === 0 ? (
        <p className="text-ink-soft">No open flag.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {work.flags.map((flag) => (
            <li
              key={flag.flagId}
              className={`bg-surface rounded-lg border p-4 ${flag.safety ? 'border-safety-line border-l-safety border-l-4' : 'border-line'}`}
            >
              <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <UrgencyMark urgency={flag.urgency} />
                <span className="text-sm">
                  <RespondClock clock={flag.clock} respondBy={flag.respondBy} zone={work.teamZone} />
                </span>
                <Badge>
                  {flag.snoozedUntil ? (
                    <>
                      Snoozed until <Moment iso={flag.snoozedUntil} zone={zone} form="weekday" />
                    </>
                  ) : flag.verdict ? (
                    verdictWords(flag.verdict)
                  ) : (
                    'Waits for triage'
                  )}
                </Badge>
              </p>
              <p className="mt-2 font-semibold whitespace-pre-line">{flag.question}</p>
              <FlagWhy why={flag.why} caseId={caseId} raisedBy={flag.raisedBy} />
              <p className="text-ink-soft mt-1 text-sm">
                Raised <Ago iso={flag.raisedAt} now={now} />
              </p>
              {flag.lapsedAt && (
                <p className="text-ink-soft mt-1 text-sm">
                  No longer so since <Moment iso={flag.lapsedAt} zone={work.teamZone} form="weekday" />: the
                  rule would not ask today.{' '}
                  {mayTriage && (
                    <TextLink to={`/teams/${work.teamId}/inbox#flag-${flag.flagId}`}>
                      Close it in the inbox
                    </TextLink>
                  )}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** What is still to be done about the case. */
export function TaskSection({
  caseId,
  work,
  now,
  zone,
  mayGive,
}: Pick<CaseWorkProps, 'caseId' | 'work' | 'now' | 'zone'> & { mayGive: boolean }) {
  return (
    <Section
      id="tasks"
      title="Open tasks"
      actions={
        mayGive && (
          <ButtonLink to={`/cases/${caseId}/tasks/new`} variant="secondary">
            Give a task
          </ButtonLink>
        )
      }
    >
      {work.tasks.length === 0 ? (
        <p className="text-ink-soft">Nothing is open.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {work.tasks.map((task) => (
            <TaskRow key={task.taskId} task={task} now={now} zone={zone} />
          ))}
        </ul>
      )}
    </Section>
  )
}

/** What was decided last, with the way to all of it. */
export function DecisionSection({ caseId, work, zone }: Pick<CaseWorkProps, 'caseId' | 'work' | 'zone'>) {
  return (
    <Section
      title="Decisions"
      actions={
        work.decisions.length > 0 && <TextLink to={`/cases/${caseId}/minutes`}>Minutes of this case</TextLink>
      }
    >
      {work.decisions.length === 0 ? (
        <p className="text-ink-soft">Nothing has been decided yet.</p>
      ) : (
        <ol className="flex flex-col gap-5">
          {work.decisions.map(({ decision, decidedAt, replaced }) => (
            <li key={decision.decisionId}>
              <p className="text-ink-soft mb-1 flex flex-wrap gap-x-3 text-sm">
                <Moment iso={decidedAt} zone={zone} form="weekday" />
                {replaced && <Badge>Replaced since</Badge>}
              </p>
              <Decisions decisions={[decision]} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

function verdictWords(verdict: string): string {
  return verdict in verdicts ? verdicts[verdict as keyof typeof verdicts] : verdict
}
