import type { SubmissionResult } from '@conform-to/react'
import { useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { ConsentNotice } from '#app/features/cases/ui/consent-notice.tsx'
import { TextLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Page } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import type { LiveState } from '../server/live-state.ts'
import { AgendaRail } from './agenda-rail.tsx'
import { Over, Waiting } from './before-and-after.tsx'
import { CaseBrief } from './case-brief.tsx'
import { ConnectionNotice } from './connection-notice.tsx'
import { DecisionForm } from './decision-form.tsx'
import { Decisions } from './decisions.tsx'
import { Between, Controls } from './live-controls.tsx'
import { People } from './live-people.tsx'
import { type ShownState, useLiveState } from './use-live-state.ts'

interface LiveHuddleProps {
  initial: ShownState
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
  const own = current?.decisions.filter((one) => one.recordedById === state.you).length ?? 0
  return (
    <>
      {current && <PatientBanner {...current.banner} today={state.today} as="p" />}
      <Page width="full">
        <h1 className="sr-only">Live huddle</h1>
        <ConnectionNotice connection={connection} />
        <ConsentNotice consent={state.consent} />
        {current && state.may.facilitate && <UncoveredNotice current={current} />}
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
              <DecisionCard more={own > 0} open={sentBack !== undefined}>
                <DecisionForm
                  // One's own recorded decision clears the form. One that was sent back keeps it, and so does another person's. Where
                  // the patient's consent ends, another person's draft goes with it; one's own is kept on the server.
                  key={`${current.itemId}.${own}.${current.withheld}`}
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

// Told to whoever runs the huddle: the case can be talked about aloud only once nobody hears it whom the consent does not cover.
function UncoveredNotice({ current }: { current: NonNullable<LiveState['current']> }) {
  if (current.uncovered.length === 0) return null
  return (
    <div className="mb-4">
      <Notice tone="warn" title={`Not covered by the patient's consent: ${current.uncovered.join(', ')}`}>
        What is protected about this case is withheld from them here. Before you talk about it, ask them to
        step out, or{' '}
        <TextLink to={`/cases/${current.caseId}/consents`}>record the patient's consent</TextLink>.
      </Notice>
    </div>
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

// A second decision of one's own about a case is rare: its form waits behind a word, so that nobody thinks there is more to fill in.
// Another person's decision folds nothing: somebody may be typing here.
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
