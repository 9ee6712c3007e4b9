import { FastForward, Hand, LogIn, Play, TimerReset, Undo2 } from 'lucide-react'
import { ButtonLink, buttonLook } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { Clock } from '#app/ui/clock.tsx'
import { EmptyState } from '#app/ui/page.tsx'
import type { LiveState } from '../server/live-state.ts'
import { Step } from './step-button.tsx'

/** The clock of the open case, and what the facilitator can do. */
export function Controls({ state, formKey }: { state: LiveState; formKey: string }) {
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

/** What stands where a case would be while none is open. */
export function Between({ state, formKey }: { state: LiveState; formKey: string }) {
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
