import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button } from '#app/ui/button.tsx'
import { NumberField, SelectField, TextArea, TextField } from '#app/ui/field.tsx'
import { CheckboxGroup } from '#app/ui/field-choice.tsx'
import { FieldRow, FormFields, FormKey } from '#app/ui/form.tsx'
import { HelpKey } from '#app/ui/help-key.tsx'
import type { ShownFlag } from '../server/shown-flags.ts'
import { fieldsOf, type SentBack } from './sent-back.ts'
import { SnoozeFields } from './snooze-fields.tsx'

interface TriageFormsProps {
  flag: ShownFlag
  people: readonly { value: string; label: string }[]
  sentBack: SentBack | undefined
  /** The days a flag can be snoozed until at one press. */
  snoozeDays: readonly { day: string; label: string }[]
  /** Shows which key does what. */
  keys: boolean
}

/** The four verdicts of one flag and its snooze, each a plain form; those that ask for more show it in place. */
export function TriageForms({ flag, people, sentBack, snoozeDays, keys }: TriageFormsProps) {
  const field = fieldsOf(flag, sentBack)
  return (
    <div className={deedsLook}>
      <Verdict flag={flag} intent="discuss" label="Discuss" primary keyName={keys ? '1' : undefined} />
      <Verdict flag={flag} intent="list-only" label="List only" keyName={keys ? '2' : undefined} />
      <More
        intent="not-ready"
        label="Not ready"
        keyName={keys ? '3' : undefined}
        open={field.sent('not-ready')}
      >
        <VerdictFields flag={flag} intent="not-ready" submit="Put back as not ready">
          {flag.missing.length > 0 && (
            <CheckboxGroup
              name="missingParts"
              id={field.id('missingParts')}
              label="The brief lacks"
              choices={flag.missing.map((words) => ({ value: words, label: words }))}
              defaultValue={flag.missing}
            />
          )}
          <TextArea
            {...field.of('missing', 'not-ready')}
            label="What else is missing"
            optional={flag.missing.length > 0}
            rows={2}
            maxLength={2000}
          />
        </VerdictFields>
      </More>
      <More
        intent="same-day-task"
        label="Same-day task"
        keyName={keys ? '4' : undefined}
        open={field.sent('same-day-task')}
      >
        <VerdictFields flag={flag} intent="same-day-task" submit="Give the task">
          <TextField
            {...field.of('title', 'same-day-task')}
            label="What is to be done today"
            maxLength={300}
          />
          <SelectField
            {...field.of('ownerId', 'same-day-task')}
            label="One owner"
            emptyLabel="Choose a person"
            options={people}
          />
        </VerdictFields>
      </More>
      {flag.snoozeUntil && (
        <More intent="snooze" label="Snooze" keyName={keys ? 'H' : undefined} open={field.sent('snooze')}>
          <VerdictFields flag={flag} intent="snooze" submit="Snooze">
            <SnoozeFields flag={flag} until={flag.snoozeUntil} days={snoozeDays} sentBack={sentBack} />
          </VerdictFields>
        </More>
      )}
      <More intent="discuss-how" label="Discuss with…" open={field.sent('discuss')}>
        <VerdictFields flag={flag} intent="discuss" submit="Discuss">
          <input type="hidden" name="changes" value="yes" />
          <HuddleWishes
            people={people}
            minutes={field.text('minutes') ?? (flag.minutes === null ? '' : String(flag.minutes))}
            needs={field.list('needs') ?? flag.needs}
            presenterId={field.text('presenterId') ?? flag.presenterId ?? ''}
            idSuffix={flag.flagId}
            errors={field.sent('discuss') ? sentBack?.errors : undefined}
            minutesOptional
          />
        </VerdictFields>
      </More>
    </div>
  )
}

/** What can be done about a flag: two beside each other on a phone, as many as there is room for elsewhere. */
export const deedsLook =
  'mt-3 grid grid-cols-2 items-start gap-2 sm:max-xl:flex sm:max-xl:flex-wrap xl:mt-2 xl:grid-cols-3 print:hidden ' +
  'max-sm:[&>form>button]:w-full xl:[&>form>button]:w-full max-sm:[&>details>summary]:w-full xl:[&>details>summary]:w-full'

interface HuddleWishesProps {
  people: readonly { value: string; label: string }[]
  minutes: string
  needs: readonly string[]
  presenterId: string
  /** Tells the fields of one page apart. */
  idSuffix: string
  errors?: Readonly<Record<string, string[] | null>> | undefined
  minutesOptional?: boolean
}

/** How a case is to be talked about: how long, with whom, presented by whom. */
export function HuddleWishes({
  people,
  minutes,
  needs,
  presenterId,
  idSuffix,
  errors,
  minutesOptional,
}: HuddleWishesProps) {
  const id = (name: string) => `${name}-${idSuffix}`
  return (
    <>
      <FieldRow>
        <NumberField
          name="minutes"
          id={id('minutes')}
          label="Minutes"
          unit="min"
          optional={minutesOptional}
          defaultValue={minutes}
          errors={errors?.minutes ?? undefined}
        />
        <SelectField
          name="presenterId"
          id={id('presenterId')}
          label="Presented by"
          optional
          emptyLabel="Nobody in particular"
          options={people}
          defaultValue={presenterId}
          errors={errors?.presenterId ?? undefined}
        />
      </FieldRow>
      <CheckboxGroup
        name="needs"
        id={id('needs')}
        label="People it needs"
        optional
        shape="row"
        choices={people.map(({ value, label }) => ({ value, label }))}
        defaultValue={needs}
        errors={errors?.needs ?? undefined}
      />
    </>
  )
}

interface VerdictProps {
  flag: ShownFlag
  intent: string
  label: string
  primary?: boolean
  keyName?: string | undefined
  /** Words that are sent with it, unseen. */
  found?: string
}

/** A verdict that needs no more words. */
export function Verdict({ flag, intent, label, primary, keyName, found }: VerdictProps) {
  const pending = usePending(flag, intent)
  return (
    <Form method="post" preventScrollReset data-verdict={intent}>
      <OfFlag flag={flag} intent={intent} />
      {found && <input type="hidden" name="found" value={found} />}
      <Button
        variant={primary ? 'primary' : 'secondary'}
        pending={pending}
        className="max-sm:w-full xl:w-full"
      >
        {label}
        {keyName && <KeyHint name={keyName} />}
      </Button>
    </Form>
  )
}

interface VerdictFieldsProps {
  flag: ShownFlag
  intent: string
  submit: string
  children: ReactNode
}

/** The form of something that asks for words. */
export function VerdictFields({ flag, intent, submit, children }: VerdictFieldsProps) {
  const pending = usePending(flag, intent)
  return (
    <Form method="post" preventScrollReset noValidate>
      <OfFlag flag={flag} intent={intent} />
      <FormFields>{children}</FormFields>
      <div className="mt-4">
        <Button pending={pending}>{submit}</Button>
      </div>
    </Form>
  )
}

interface MoreProps {
  intent: string
  label: string
  keyName?: string | undefined
  open: boolean
  children: ReactNode
}

/** A button that shows a form in place. The browser's own, so it needs no script. */
export function More({ intent, label, keyName, open, children }: MoreProps) {
  return (
    <details open={open} data-more={intent} className="open:col-span-full open:w-full">
      <summary className="border-line-strong bg-surface hover:bg-sunken inline-flex min-h-11 cursor-pointer list-none items-center justify-center gap-2 rounded-md border px-4 py-1.5 text-center leading-tight font-semibold">
        {label}
        {keyName && <KeyHint name={keyName} />}
      </summary>
      <div className="bg-sunken border-line mt-2 max-w-[46rem] rounded-md border p-4">{children}</div>
    </details>
  )
}

function OfFlag({ flag, intent }: { flag: ShownFlag; intent: string }) {
  return (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="flagId" value={flag.flagId} />
      <input type="hidden" name="version" value={flag.version} />
      <FormKey />
    </>
  )
}

function KeyHint({ name }: { name: string }) {
  return (
    <span aria-hidden="true" className="text-ink max-sm:hidden">
      <HelpKey keys={[name]} />
    </span>
  )
}

function usePending(flag: ShownFlag, intent: string): boolean {
  const { formData } = useNavigation()
  return formData?.get('flagId') === flag.flagId && formData.get('intent') === intent
}
