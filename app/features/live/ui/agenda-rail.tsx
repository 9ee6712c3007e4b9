import { Form } from '@remix-run/react'
import { Check, CornerDownRight, Play, Undo2 } from 'lucide-react'
import { UrgencyMark } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Duration } from '#app/ui/moment.tsx'
import type { LiveState, RailItem } from '../server/live-state.ts'

const stateWords = {
  planned: 'To come',
  current: 'Now',
  discussed: 'Discussed',
  carried: 'Carried over',
} as const
const stateIcons = { planned: CornerDownRight, current: Play, discussed: Check, carried: Undo2 } as const

/** The agenda beside a running huddle: initials only, since another patient's banner stands on the page. */
export function AgendaRail({ state, formKey }: { state: LiveState; formKey: string }) {
  const current = state.items.find((item) => item.state === 'current')
  const mayJump = state.may.facilitate && state.huddle.state === 'live'
  return (
    <ol className="divide-line divide-y" aria-label="Agenda">
      {state.items.map((item, index) => (
        <li
          key={item.itemId}
          aria-current={item.state === 'current' ? 'step' : undefined}
          className={item.state === 'current' ? 'bg-accent-soft -mx-2 rounded-md px-2 py-3' : 'py-3'}
        >
          <div className="flex items-baseline justify-between gap-2">
            <span
              className={
                item.state === 'planned' || item.state === 'current' ? 'font-semibold' : 'text-ink-soft'
              }
            >
              {index + 1}. {item.label}
            </span>
            <span className="text-ink-soft text-sm tabular-nums">{minutesOf(item)}</span>
          </div>
          <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <StateWord state={item.state} />
            {(item.state === 'planned' || item.state === 'current') && <UrgencyMark urgency={item.urgency} />}
            {item.carried > 0 && <span className="text-ink-soft">carried over {timesOf(item.carried)}</span>}
            {mayJump && item.state === 'planned' && (
              <Form method="post" replace preventScrollReset className="ml-auto">
                <FormKey value={`${formKey}.to.${item.itemId.slice(-8)}`} />
                <input type="hidden" name="intent" value="go-on" />
                {current && <input type="hidden" name="from" value={current.itemId} />}
                <input type="hidden" name="to" value={item.itemId} />
                <Button variant="quiet" size="small" aria-label={`Open now: case ${index + 1}`}>
                  Open now
                </Button>
              </Form>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function StateWord({ state }: { state: RailItem['state'] }) {
  const Icon = stateIcons[state]
  return (
    <span className="text-ink-soft inline-flex items-center gap-1">
      <Icon aria-hidden="true" size={14} />
      {stateWords[state]}
    </span>
  )
}

function minutesOf(item: RailItem) {
  if (item.state === 'discussed' || (item.state === 'carried' && item.spentSeconds > 0)) {
    return (
      <>
        {Math.max(1, Math.round(item.spentSeconds / 60))} min, {item.minutes} planned
      </>
    )
  }
  return <Duration minutes={item.minutes} />
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}
