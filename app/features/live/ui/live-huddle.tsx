import type { SubmissionResult } from '@conform-to/react'
import { Form, Link, useNavigation } from '@remix-run/react'
import { FastForward, Hand, LogIn, MonitorUp, Play, TimerReset, Undo2, Video } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { disciplines } from '#app/shared/disciplines.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button, ButtonLink, buttonLook } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { Clock } from '#app/ui/clock.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import type { LiveState } from '../server/live-state.ts'
import { AgendaRail } from './agenda-rail.tsx'
import { CaseBrief } from './case-brief.tsx'
import { DecisionForm } from './decision-form.tsx'
import { Decisions } from './decisions.tsx'
import { type Connection, useLiveState } from './use-live-state.ts'

interface LiveHuddleProps {
  initial: LiveState
  /** Why the last button did not do its work. */
  problem: string | undefined
  /** A decision that was sent back, with everything typed. */
  sentBack: SubmissionResult | undefined
}

/**
 * One huddle while it runs: on a wide screen the agenda beside the open case, on a phone the clock, the case and the decision, and no
 * agenda. Every screen shows the same case and counts towards the same end.
 */
export function LiveHuddle({ initial, problem, sentBack }: LiveHuddleProps) {
  const { state, connection } = useLiveState(initial)
  const { huddle, current } = state
  useShowRecorded(current, sentBack !== undefined)
  if (huddle.state === 'scheduled') return <Waiting state={state} problem={problem} connection={connection} />
  if (huddle.state !== 'live') return <Over state={state} />
  const formKey = `${state.seq}.${huddle.huddleId.slice(-12)}.${Date.parse(initial.serverNow)}`
  return (
    <>
      {current && <PatientBanner {...current.banner} today={state.today} as="p" />}
      <Page width="full">
        <h1 className="sr-only">Live huddle</h1>
        <ConnectionNotice connection={connection} />
        {problem && (
          <div className="mb-4">
            <Notice tone="warn" announce>
              {problem}
            </Notice>
          </div>
        )}
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] 2xl:grid-cols-[17rem_minmax(0,1fr)_28rem]">
          <aside className="max-2xl:hidden" aria-label="Agenda and people">
            <Card title="Agenda">
              <AgendaRail state={state} formKey={formKey} />
            </Card>
          </aside>
          <div className="min-w-0">
            <Controls state={state} formKey={formKey} />
            {current ? (
              <CaseBrief current={current} now={state.serverNow} zone={state.zone} />
            ) : (
              <Between state={state} formKey={formKey} />
            )}
          </div>
          <div id="decision" tabIndex={-1} className="flex min-w-0 scroll-mt-32 flex-col gap-6 outline-none">
            {current && current.decisions.length > 0 && (
              <div id="decided" tabIndex={-1} className="rounded-lg outline-offset-2">
                <Card title="Decided">
                  <Decisions decisions={current.decisions} />
                </Card>
              </div>
            )}
            {current && state.may.record && (
              <DecisionCard more={current.decisions.length > 0} open={sentBack !== undefined}>
                <DecisionForm
                  // A decision that was recorded clears the form; one that was sent back keeps it.
                  key={`${current.itemId}.${current.decisions.length}`}
                  current={current}
                  formKey={formKey}
                  usualDue={state.usualDue}
                  sentBack={sentBack}
                />
              </DecisionCard>
            )}
            <div className="max-lg:hidden 2xl:hidden">
              <Card title="Agenda">
                <AgendaRail state={state} formKey={formKey} />
              </Card>
            </div>
            <People state={state} />
          </div>
        </div>
      </Page>
    </>
  )
}

// What one has recorded oneself comes into view with the focus on it, so that nobody wonders whether it was kept.
function useShowRecorded(current: LiveState['current'], sentBack: boolean): void {
  const deciding = useNavigation().formData?.get('intent') === 'decide'
  const sent = useRef<{ itemId: string; before: number } | undefined>(undefined)
  const itemId = current?.itemId
  const count = current?.decisions.length ?? 0
  useEffect(() => {
    if (deciding && itemId) sent.current ??= { itemId, before: count }
    else if (sentBack) sent.current = undefined
    if (!sent.current || sent.current.itemId !== itemId || count <= sent.current.before) return
    sent.current = undefined
    const box = document.getElementById('decided')
    box?.focus({ preventScroll: true })
    box?.scrollIntoView({ block: 'center' })
  }, [deciding, sentBack, itemId, count])
}

// A second decision about a case is rare: its form waits behind a word, so that nobody thinks there is more to fill in.
function DecisionCard({ more, open, children }: { more: boolean; open: boolean; children: React.ReactNode }) {
  return more ? (
    <details open={open} className="bg-surface border-line rounded-lg border p-4 sm:p-5">
      <summary className="text-accent cursor-pointer font-semibold">Another decision about this case</summary>
      <div className="mt-4">{children}</div>
    </details>
  ) : (
    <Card title="Decision">{children}</Card>
  )
}

function Controls({ state, formKey }: { state: LiveState; formKey: string }) {
  const { current } = state
  const done = state.items.filter((item) => item.state === 'discussed' || item.state === 'carried').length
  const at = current ? done + 1 : done
  const canGoOn = !current || current.decisions.length > 0
  const last = !state.items.some((item) => item.state === 'planned')
  return (
    <div className="bg-canvas border-line mb-6 flex flex-wrap items-center gap-x-2 gap-y-3 border-b pb-4 max-sm:[&_button>svg]:hidden sm:gap-x-3 print:hidden">
      <div className="min-w-40 grow max-sm:w-full">
        {current?.clock ? (
          <Clock
            endsAt={current.clock.endsAt}
            serverNow={state.serverNow}
            minutes={current.clock.minutes}
            label={`Case ${at} of ${state.items.length}`}
          />
        ) : (
          <p className="text-md font-semibold">
            {at} of {state.items.length} cases done
          </p>
        )}
      </div>
      {!state.isThere && (
        <Step intent="join" formKey={formKey} icon={LogIn} variant="primary">
          I am here
        </Step>
      )}
      {state.may.facilitate && state.isFacilitator && (
        <>
          {current && (
            <Step
              intent="more-minutes"
              formKey={formKey}
              icon={TimerReset}
              fields={{ itemId: current.itemId }}
            >
              +2 min
            </Step>
          )}
          {current && current.decisions.length === 0 && (
            <Step intent="carry-over" formKey={formKey} icon={Undo2} fields={{ itemId: current.itemId }}>
              Carry over
            </Step>
          )}
          {(current || !last) && (
            <Step
              intent="go-on"
              formKey={formKey}
              icon={current ? FastForward : Play}
              variant={canGoOn ? 'primary' : 'secondary'}
              fields={current ? { from: current.itemId } : {}}
            >
              {!current ? 'Open next case' : last ? 'Close case' : 'Next case'}
            </Step>
          )}
          <ButtonLink
            to={`/huddles/${state.huddle.huddleId}/live/end`}
            variant={!current && last ? 'primary' : 'quiet'}
          >
            End huddle
          </ButtonLink>
        </>
      )}
      {current && state.may.record && (
        <a href="#decision" className={classes(buttonLook('secondary'), 'lg:hidden')}>
          {current.decisions.length > 0 ? 'What was decided' : 'Write the decision'}
        </a>
      )}
      {state.may.facilitate && !state.isFacilitator && (
        <Step intent="take-over" formKey={formKey} icon={Hand} variant="quiet">
          {state.facilitator ? `Take over from ${state.facilitator.name}` : 'Take over'}
        </Step>
      )}
    </div>
  )
}

interface StepProps {
  intent: string
  formKey: string
  icon: typeof Play
  variant?: 'primary' | 'secondary' | 'quiet'
  fields?: Readonly<Record<string, string>>
  children: React.ReactNode
}

function Step({ intent, formKey, icon, variant = 'secondary', fields = {}, children }: StepProps) {
  return (
    <Form method="post" replace preventScrollReset>
      <input type="hidden" name="intent" value={intent} />
      <FormKey value={`${formKey}.${intent}`} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button variant={variant} icon={icon}>
        {children}
      </Button>
    </Form>
  )
}

function Between({ state, formKey }: { state: LiveState; formKey: string }) {
  const left = state.items.filter((item) => item.state === 'planned').length
  return (
    <EmptyState
      icon={Play}
      title={
        left === 0
          ? 'Every case was discussed or carried over'
          : state.items.length === left
            ? 'The huddle has begun'
            : 'Between two cases'
      }
      action={
        state.isFacilitator && left > 0 ? (
          <Step intent="go-on" formKey={`${formKey}.b`} icon={Play} variant="primary">
            Open next case
          </Step>
        ) : undefined
      }
    >
      {left === 0
        ? 'The facilitator can end the huddle now.'
        : `${left} ${left === 1 ? 'case waits' : 'cases wait'}. ${state.facilitator ? `${state.facilitator.name} opens the next one.` : ''}`}
    </EmptyState>
  )
}

function People({ state }: { state: LiveState }) {
  return (
    <Section title="People">
      <ul className="flex flex-col gap-2">
        {state.people.map((person) => (
          <li key={person.personId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className={person.there ? 'font-semibold' : 'text-ink-soft'}>{person.name}</span>
            <span className="text-ink-soft text-sm">{disciplines[person.discipline]}</span>
            {person.there ? <Badge tone="accent">Here</Badge> : person.required && <Badge>Required</Badge>}
            {state.facilitator?.personId === person.personId && <Badge>Facilitator</Badge>}
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-3 print:hidden">
        {state.huddle.videoUrl && (
          <a
            href={state.huddle.videoUrl}
            rel="noreferrer"
            target="_blank"
            className={buttonLook('secondary')}
          >
            <Video aria-hidden="true" size={18} />
            Video call
          </a>
        )}
        <Form method="post">
          <input type="hidden" name="intent" value="room" />
          <Button variant="quiet" icon={MonitorUp}>
            Show in the room
          </Button>
        </Form>
      </div>
    </Section>
  )
}

function Waiting({
  state,
  problem,
  connection,
}: {
  state: LiveState
  problem: string | undefined
  connection: Connection
}) {
  const { huddle } = state
  return (
    <Page width="reading">
      <PageTitle
        lead={
          huddle.startsAt &&
          huddle.endsAt && (
            <Moment iso={huddle.startsAt} until={huddle.endsAt} zone={state.zone} form="range" nameZone />
          )
        }
      >
        The huddle has not begun
      </PageTitle>
      <ConnectionNotice connection={connection} />
      {problem && (
        <Notice tone="warn" announce>
          {problem}
        </Notice>
      )}
      <p className="my-4">
        {huddle.canStart
          ? 'Everybody who has this page open sees the first case as soon as it is started.'
          : state.may.facilitate && huddle.opensAt
            ? 'It can be started 15 minutes before its time.'
            : 'This page changes by itself when it is started.'}
      </p>
      {huddle.canStart && (
        <Step intent="start" formKey={`start.${huddle.huddleId}`} icon={Play} variant="primary">
          Start the huddle
        </Step>
      )}
      <div className="mt-6">
        <People state={{ ...state, huddle: { ...huddle, videoUrl: null } }} />
      </div>
    </Page>
  )
}

function Over({ state }: { state: LiveState }) {
  const { huddle } = state
  return (
    <Page width="reading">
      <PageTitle>
        {huddle.state === 'cancelled' ? 'This huddle was cancelled' : 'This huddle has ended'}
      </PageTitle>
      <p className="my-4">
        {huddle.state === 'cancelled'
          ? 'Its cases are back in the queue.'
          : 'Its decisions are recorded, and what was not reached is back in the queue.'}
      </p>
      <p className="flex flex-wrap gap-3">
        {huddle.state === 'ended' && (
          <ButtonLink to={`/huddles/${huddle.huddleId}/minutes`} variant="primary">
            Minutes
          </ButtonLink>
        )}
        <ButtonLink to="/" variant="secondary">
          Today
        </ButtonLink>
      </p>
    </Page>
  )
}

function ConnectionNotice({ connection }: { connection: Connection }) {
  if (connection === 'live') return null
  return (
    <div className="mb-4">
      {connection === 'asking' ? (
        <Notice tone="warn" announce>
          The connection is being made again. This page asks for news every few seconds meanwhile.
        </Notice>
      ) : (
        <Notice tone="warn" title="You are no longer signed in here" announce>
          <Link to="/sign-in" reloadDocument>
            Sign in again
          </Link>{' '}
          to go on. What you have typed stays on this page until you leave it.
        </Notice>
      )}
    </div>
  )
}
