import { Form, useNavigation } from '@remix-run/react'
import { Check, PhoneMissed, ThumbsUp, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, StateMark, UrgencyMark } from '#app/ui/badge.tsx'
import { Button, TextLink } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Ago, DueIn, Moment } from '#app/ui/moment.tsx'
import { formatWeekday } from '#app/ui/moment-words.ts'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { taskStates } from '../core/task.ts'
import type { ShownTask } from '../server/shown-tasks.ts'

interface TaskRowProps {
  task: ShownTask
  now: string
  zone: string
  /** Names the patient: for lists of more than one patient. Left out on a patient's own page. */
  withPatient?: boolean
  /** The page is about this very task: its title leads nowhere. */
  here?: boolean
  /** What one can do about it, below the row. */
  children?: ReactNode
}

/** One task in a list: what, for whom, until when, and where it stands. */
export function TaskRow({ task, now, zone, withPatient, here, children }: TaskRowProps) {
  const ended = task.endedAt !== null
  return (
    <li
      id={task.taskId}
      className={
        task.safety && !ended
          ? 'border-safety-line border-l-safety bg-surface rounded-lg border border-l-4 px-4 py-3 sm:px-5'
          : 'border-line bg-surface rounded-lg border px-4 py-3 sm:px-5'
      }
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="text-md min-w-0 font-semibold">
          {here ? task.title : <TextLink to={`/tasks/${task.taskId}`}>{task.title}</TextLink>}
        </p>
        {ended ? (
          <Moment iso={task.endedAt ?? ''} zone={zone} form="weekday" />
        ) : (
          <p>
            <DueIn due={task.due} now={now} zone={zone} />{' '}
            <span className="text-ink-soft whitespace-nowrap">({formatWeekday(task.due, zone)})</span>
          </p>
        )}
      </div>
      {withPatient && (
        <div className="mt-1.5">
          <RowPatient patient={task.patient} />
        </div>
      )}
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1">
        {task.safety ? <Badge tone="safety">Safety</Badge> : <UrgencyMark urgency={task.urgency} />}
        <StateMark state={marks[task.state]}>{taskStates[task.state]}</StateMark>
        {!task.mine && <span>With {task.owner}</span>}
        {task.mine && task.requester && task.requester !== task.owner && (
          <span className="text-ink-soft">Asked for by {task.requester}</span>
        )}
        {task.mine && !task.requester && <span className="text-ink-soft">Asked for by a rule</span>}
        {task.attempts > 0 && (
          <span className="text-ink-soft">
            {task.attempts === 1 ? 'Tried once' : `Tried ${task.attempts} times`}, not reached
          </span>
        )}
        {task.safety && task.state === 'offered' && task.escalatesAt && (
          <span className="text-warn font-medium">
            Goes on to the next person <Ago iso={task.escalatesAt} now={now} />
          </span>
        )}
      </div>
      {task.withheld && (
        <p className="text-warn mt-2">
          What it says is kept from you until the patient's consent covers you. Ask{' '}
          {task.requester ?? 'the lead of the team'}.
        </p>
      )}
      {task.state === 'offered-back' && task.declineReason && (
        <p className="mt-2">
          <span className="text-ink-soft">Given back: </span>
          {task.declineReason}
        </p>
      )}
      {task.outcome && (
        <p className="mt-2 whitespace-pre-line">
          <span className="text-ink-soft">What came of it: </span>
          {task.outcome}
        </p>
      )}
      {children}
    </li>
  )
}

const marks = {
  offered: 'waiting',
  accepted: 'active',
  'offered-back': 'waiting',
  done: 'done',
  cancelled: 'stopped',
} as const

interface TaskActionsProps {
  task: ShownTask
  /** What was wrong with what was sent for this very task, and what was typed. */
  sentBack?: { errors: Record<string, string[] | null>; typed: Record<string, unknown> } | undefined
  canGiveBack?: boolean
  /** On the page of the task itself, where one stays after the first answer. */
  here?: boolean
}

/** What its owner can do with a task: one tap to accept or to note a try, a few words to end it or to give it back. */
export function TaskActions({ task, sentBack, canGiveBack = true, here }: TaskActionsProps) {
  const navigation = useNavigation()
  const to = `/tasks/${task.taskId}${here ? '?here' : ''}`
  const pending = (intent: string) =>
    navigation.formAction === to && navigation.formData?.get('intent') === intent
  const said = (field: string) => sentBack?.errors[field] ?? undefined
  const typed = (field: string) =>
    typeof sentBack?.typed[field] === 'string' ? sentBack.typed[field] : undefined
  return (
    <div className="mt-3 flex flex-wrap items-start gap-2 print:hidden">
      {task.state !== 'accepted' && (
        <TapForm to={to} intent="accept">
          <Button icon={ThumbsUp} pending={pending('accept')}>
            Accept
          </Button>
        </TapForm>
      )}
      <TapForm to={to} intent="not-reached">
        <Button variant="secondary" icon={PhoneMissed} pending={pending('not-reached')}>
          Tried, not reached
        </Button>
      </TapForm>
      <Disclosure
        icon={<Check aria-hidden="true" className="size-4" />}
        label="Done"
        open={Boolean(said('outcome'))}
      >
        <Form method="post" action={to} noValidate>
          <input type="hidden" name="intent" value="done" />
          <FormKey />
          <TextArea
            id={`outcome-${task.taskId}`}
            name="outcome"
            label={task.safety ? 'What was found and done' : 'What came of it'}
            rows={2}
            maxLength={2000}
            defaultValue={typed('outcome')}
            errors={said('outcome')}
          />
          <div className="mt-3">
            <Button pending={pending('done')}>Mark as done</Button>
          </div>
        </Form>
      </Disclosure>
      {canGiveBack && (
        <Disclosure
          icon={<Undo2 aria-hidden="true" className="size-4" />}
          label="Give back"
          open={Boolean(said('reason'))}
        >
          <Form method="post" action={to} noValidate>
            <input type="hidden" name="intent" value="decline" />
            <FormKey />
            <TextArea
              id={`reason-${task.taskId}`}
              name="reason"
              label="Why you give it back"
              hint={
                task.safety
                  ? 'It goes to the lead at once, then to whoever is on call.'
                  : `It goes to ${task.requester ?? 'the lead'}, who has it from then on.`
              }
              rows={2}
              maxLength={2000}
              defaultValue={typed('reason')}
              errors={said('reason')}
            />
            <div className="mt-3">
              <Button variant="secondary" pending={pending('decline')}>
                Give back
              </Button>
            </div>
          </Form>
        </Disclosure>
      )}
    </div>
  )
}

interface TapFormProps {
  to: string
  intent: string
  children: ReactNode
}

/** A form that is only its button. */
export function TapForm({ to, intent, children }: TapFormProps) {
  return (
    <Form method="post" action={to}>
      <input type="hidden" name="intent" value={intent} />
      <FormKey />
      {children}
    </Form>
  )
}

interface DisclosureProps {
  icon?: ReactNode
  label: string
  open?: boolean
  children: ReactNode
}

/** A button that shows a small form in place. The browser's own, so it needs no script. */
export function Disclosure({ icon, label, open, children }: DisclosureProps) {
  return (
    <details open={open} className="group open:w-full">
      <summary className="border-line-strong bg-surface hover:bg-sunken inline-flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-md border px-4 font-semibold">
        {icon}
        {label}
      </summary>
      <div className="bg-sunken border-line mt-2 max-w-[40rem] rounded-md border p-4">{children}</div>
    </details>
  )
}
