import { type SubmissionResult, useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors, MailField, SelectField, TextField } from '#app/ui/field.tsx'
import { CheckboxField } from '#app/ui/field-choice.tsx'
import { TimeField } from '#app/ui/field-time.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { WeekdayField } from './weekday-field.tsx'
import { ZoneField } from './zone-field.tsx'

/** A line of working hours as the form shows it. */
interface HoursLine {
  readonly weekdays: readonly string[]
  readonly from: string
  readonly to: string
}

/** What the form begins with. */
interface PersonValues {
  readonly name: string
  readonly mail: string
  readonly discipline: string
  readonly zone: string
  readonly admin: string
  readonly roles: Readonly<Record<string, string>>
  readonly hours: readonly HoursLine[]
}

/** What one can choose from. */
interface PersonChoices {
  readonly teams: readonly { teamId: string; name: string }[]
  readonly disciplines: readonly { value: string; label: string }[]
  readonly roles: readonly { value: string; label: string }[]
  readonly regions: readonly { region: string; zones: string[] }[]
}

interface PersonFormProps {
  values: PersonValues
  choices: PersonChoices
  lastResult: SubmissionResult | undefined
  /** The version of the person that is changed; left out for a new one, who has a mail address to type instead. */
  version?: number
  submit: string
}

/** Who a person is, what they may do where, and when they work. It works without JavaScript: each saving offers one more line of hours. */
export function PersonForm({ values, choices, lastResult, version, submit }: PersonFormProps) {
  const [form, fields] = useForm<{
    name: string
    mail: string
    discipline: string
    zone: string
    admin: string
    roles: Record<string, string>
    hours: { weekdays: string[]; from: string; to: string }[]
  }>({
    lastResult: lastResult ?? null,
    defaultValue: {
      ...values,
      roles: { ...values.roles },
      hours: values.hours.map((line) => ({ ...line, weekdays: [...line.weekdays] })),
    },
  })
  const roleFields = fields.roles.getFieldset()
  const lines = fields.hours.getFieldList()
  return (
    <Form method="post" id={form.id}>
      <FormKey />
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <FormFields>
        <ErrorSummary errors={form.allErrors} />
        <TextField
          name="name"
          label="Name"
          autoComplete="off"
          maxLength={120}
          defaultValue={fields.name.initialValue}
          errors={fields.name.errors}
        />
        {version === undefined && (
          <MailField
            name="mail"
            label="Mail address"
            hint="They sign in with it, and get invitations there. It cannot be changed later."
            autoComplete="off"
            defaultValue={fields.mail.initialValue}
            errors={fields.mail.errors}
          />
        )}
        <SelectField
          name="discipline"
          label="Discipline"
          options={choices.disciplines}
          defaultValue={fields.discipline.initialValue}
          errors={fields.discipline.errors}
        />
        <ZoneField
          name="zone"
          label="Time zone"
          hint="They see every time in it, and their working hours are meant in it."
          regions={choices.regions}
          defaultValue={fields.zone.initialValue}
          errors={fields.zone.errors}
        />
        <fieldset className="min-w-0">
          <legend className="mb-1 font-semibold">Roles</legend>
          <p className="text-ink-soft mb-2 text-sm">
            A lead plans and decides what is discussed; a clinician also runs huddles; staff work with cases
            and tasks.
          </p>
          <div className="flex flex-col gap-3">
            {choices.teams.map(({ teamId, name }) => (
              <SelectField
                key={teamId}
                name={`roles.${teamId}`}
                label={name}
                emptyLabel="Not in this team"
                options={choices.roles}
                defaultValue={roleFields[teamId]?.initialValue}
                errors={roleFields[teamId]?.errors}
              />
            ))}
            {choices.teams.length === 0 && <p>There is no team yet.</p>}
          </div>
          <FieldErrors id="roles" errors={fields.roles.errors} />
        </fieldset>
        <CheckboxField
          name="admin"
          value="yes"
          label="Admin of the organization"
          hint="Lets people in and out, and sees the audit. It opens no case by itself."
          defaultChecked={fields.admin.initialValue === 'yes'}
          errors={fields.admin.errors}
        />
        <fieldset className="min-w-0">
          <legend className="mb-1 font-semibold">Working hours</legend>
          <p className="text-ink-soft mb-2 text-sm">
            Huddles are only offered within them. A line without days or times is left out.
          </p>
          <div className="flex flex-col gap-4">
            {lines.map((line, index) => (
              <HoursLineFields key={line.name} line={line.getFieldset()} index={index} />
            ))}
          </div>
        </fieldset>
      </FormFields>
      <FormActions>
        <Button>{submit}</Button>
        <ButtonLink to="/admin/people" variant="quiet">
          Back to people
        </ButtonLink>
      </FormActions>
    </Form>
  )
}

interface LineField {
  readonly name: string
  readonly errors?: string[] | undefined
}

interface HoursLineFieldsProps {
  line: {
    weekdays: LineField & { readonly initialValue?: unknown }
    from: LineField & { readonly initialValue?: string | undefined }
    to: LineField & { readonly initialValue?: string | undefined }
  }
  index: number
}

function HoursLineFields({ line, index }: HoursLineFieldsProps) {
  return (
    <div className="border-line flex flex-col gap-3 rounded-md border p-3">
      <WeekdayField
        name={line.weekdays.name}
        label={`Line ${index + 1}`}
        defaultValue={chosenDays(line.weekdays.initialValue)}
        errors={line.weekdays.errors}
      />
      <FieldRow>
        <TimeField
          name={line.from.name}
          label="From"
          defaultValue={line.from.initialValue}
          errors={line.from.errors}
        />
        <TimeField
          name={line.to.name}
          label="To"
          defaultValue={line.to.initialValue}
          errors={line.to.errors}
        />
      </FieldRow>
    </div>
  )
}

// One ticked box comes back as a text, several as a list.
function chosenDays(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((day): day is string => typeof day === 'string') : []
}
