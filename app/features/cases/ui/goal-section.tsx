import { Form } from '@remix-run/react'
import { Check, Circle, PartyPopper, Target } from 'lucide-react'
import { Badge } from '#app/ui/badge.tsx'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Day, PartialDay } from '#app/ui/moment.tsx'
import { Card, Section } from '#app/ui/page.tsx'
import { goalStates } from '../core/goals.ts'
import type { CasePage } from '../server/case-page.server.ts'
import type { ShownGoal } from '../server/read-goals.ts'
import { Withheld } from './withheld.tsx'

interface GoalSectionProps {
  page: CasePage
  mayWrite: boolean
}

/** What the patient works towards, how far it has come, and which steps are done. */
export function GoalSection({ page: { caseId, goals }, mayWrite }: GoalSectionProps) {
  const active = goals.shown.filter(({ state }) => state === 'active')
  const ended = goals.shown.filter(({ state }) => state !== 'active')
  return (
    <Section
      id="goals"
      title="Goals"
      actions={
        mayWrite && (
          <ButtonLink to={`/cases/${caseId}/goals/new`} variant="secondary" icon={Target}>
            Set a goal
          </ButtonLink>
        )
      }
    >
      <Card>
        {active.length === 0 ? (
          <p className="text-ink-soft">No goal is being worked on.</p>
        ) : (
          <ul className="flex flex-col gap-6">
            {active.map((goal) => (
              <li key={goal.goalId}>
                <Goal caseId={caseId} goal={goal} mayWrite={mayWrite} />
              </li>
            ))}
          </ul>
        )}
        {ended.length > 0 && (
          <details className="mt-4" data-print-open="">
            <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
              {ended.length} reached or given up
            </summary>
            <ul className="mt-2 flex flex-col gap-4">
              {ended.map((goal) => (
                <li key={goal.goalId}>
                  <Ended caseId={caseId} goal={goal} mayWrite={mayWrite} />
                </li>
              ))}
            </ul>
          </details>
        )}
        <Withheld count={goals.withheld} />
      </Card>
    </Section>
  )
}

interface GoalProps {
  caseId: string
  goal: ShownGoal
  mayWrite: boolean
}

function Goal({ caseId, goal, mayWrite }: GoalProps) {
  const address = `/cases/${caseId}/goals/${goal.goalId}`
  return (
    <>
      <p className="text-md font-semibold whitespace-pre-line">{goal.text}</p>
      <p className="text-ink-soft mt-0.5 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {goal.measured && <span>{goal.measured}</span>}
        {goal.targetOn && (
          <span>
            by <PartialDay date={goal.targetOn} />
          </span>
        )}
        {goal.reviewOn && (
          <span>
            look again on <Day date={goal.reviewOn} />
          </span>
        )}
        {goal.reviewDue && <Badge tone="warn">Due for review</Badge>}
      </p>
      {goal.alsoMeasured && <p className="text-sm whitespace-pre-line">{goal.alsoMeasured}</p>}
      {goal.progress && <Progress progress={goal.progress} />}
      <Steps address={address} goal={goal} mayWrite={mayWrite} />
      {goal.cheer && <Cheer words={goal.cheer} />}
      {mayWrite && (
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
          <Form method="post" action={address}>
            <FormKey />
            <input type="hidden" name="intent" value="end" />
            <input type="hidden" name="version" value={goal.version} />
            <input type="hidden" name="state" value="reached" />
            <Button variant="secondary" size="small" icon={Check}>
              Goal reached
            </Button>
          </Form>
          <TextLink to={address}>
            Change or give up<span className="sr-only">: {goal.text}</span>
          </TextLink>
        </div>
      )}
    </>
  )
}

function Progress({ progress }: { progress: NonNullable<ShownGoal['progress']> }) {
  const { percent, reached, from, now, to, of, on } = progress
  return (
    <div className="mt-2 max-w-[32rem]">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span>
          {of} <span className="tabular-nums">{from}</span>
          <span aria-hidden="true"> → </span>
          <span className="sr-only"> at the start, </span>
          <strong className="text-base font-semibold tabular-nums">{now}</strong>
          <span className="sr-only"> now, </span>
          <span aria-hidden="true"> → </span>
          <span className="sr-only"> to reach </span>
          <span className="tabular-nums">{to}</span>
        </span>
        <span className="text-ink-soft">
          {reached ? 'The total is reached' : `${percent} % of the way`}, <Day date={on} />
        </span>
      </p>
      <div aria-hidden="true" className="bg-sunken border-line mt-1 h-2.5 overflow-clip rounded-full border">
        <div className="bg-accent h-full" style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}

function Steps({ address, goal, mayWrite }: { address: string; goal: ShownGoal; mayWrite: boolean }) {
  if (goal.steps.length === 0) return null
  return (
    <ol className="mt-2 flex flex-col gap-1.5">
      {goal.steps.map((step) => (
        <li key={step.milestoneId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="flex min-w-0 gap-2">
            {step.reachedOn ? (
              <Check
                aria-hidden="true"
                className="text-accent mt-[0.2em] size-4 shrink-0"
                strokeWidth={2.5}
              />
            ) : (
              <Circle aria-hidden="true" className="text-ink-soft mt-[0.2em] size-4 shrink-0" />
            )}
            <span>
              {step.text}{' '}
              <span className="text-ink-soft text-sm whitespace-nowrap">
                {step.reachedOn ? (
                  <>
                    reached <Day date={step.reachedOn} />
                  </>
                ) : (
                  step.dueOn && (
                    <>
                      by <Day date={step.dueOn} />
                    </>
                  )
                )}
              </span>
            </span>
          </span>
          {mayWrite && !step.reachedOn && goal.state === 'active' && (
            <Form method="post" action={address} className="print:hidden">
              <FormKey />
              <input type="hidden" name="intent" value="step" />
              <input type="hidden" name="milestoneId" value={step.milestoneId} />
              <Button variant="secondary" size="small">
                Mark as reached<span className="sr-only">: {step.text}</span>
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ol>
  )
}

function Cheer({ words }: { words: string }) {
  return (
    <p className="text-accent-strong mt-2 flex gap-1.5 font-medium">
      <PartyPopper aria-hidden="true" className="mt-[0.15em] size-4 shrink-0" />
      {words}
    </p>
  )
}

function Ended({ caseId, goal, mayWrite }: GoalProps) {
  return (
    <>
      <p className="font-medium whitespace-pre-line">{goal.text}</p>
      <p className="text-ink-soft text-sm">
        {goalStates[goal.state]}
        {goal.endedOn && (
          <>
            , <Day date={goal.endedOn} />
          </>
        )}
      </p>
      {goal.endedReason && <p className="whitespace-pre-line">{goal.endedReason}</p>}
      {goal.cheer && <Cheer words={goal.cheer} />}
      {mayWrite && (
        <TextLink to={`/cases/${caseId}/goals/${goal.goalId}`} className="print:hidden">
          Open<span className="sr-only"> the goal: {goal.text}</span>
        </TextLink>
      )}
    </>
  )
}
