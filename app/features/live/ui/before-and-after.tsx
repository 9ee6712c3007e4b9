import { Play } from 'lucide-react'
import { ButtonLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'
import type { LiveState } from '../server/live-state.ts'
import { ConnectionNotice } from './connection-notice.tsx'
import { People } from './live-people.tsx'
import { Step } from './step-button.tsx'
import type { Connection } from './use-live-state.ts'

/** A huddle that has not begun yet. */
export function Waiting({
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

/** A huddle that is over or was cancelled. */
export function Over({ state }: { state: LiveState }) {
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
