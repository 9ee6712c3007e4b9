import { type SubmissionResult, useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { NumberField, TextField } from '#app/ui/field.tsx'
import { CheckboxField } from '#app/ui/field-choice.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { ZoneField } from './zone-field.tsx'

/** What the form begins with. */
interface TeamValues {
  readonly name: string
  readonly zone: string
  readonly defaultMinutes: string
  readonly setupMinutes: string
  readonly videoUrl: string
  readonly part2Programme: string
  readonly quorum: Readonly<Record<string, string>>
}

interface TeamFormProps {
  values: TeamValues
  regions: readonly { region: string; zones: string[] }[]
  disciplines: readonly { value: string; label: string }[]
  lastResult: SubmissionResult | undefined
  version?: number
  submit: string
}

/** What a team is, and what its huddles need. */
export function TeamForm({ values, regions, disciplines, lastResult, version, submit }: TeamFormProps) {
  const [form, fields] = useForm<{
    name: string
    zone: string
    defaultMinutes: string
    setupMinutes: string
    videoUrl: string
    part2Programme: string
    quorum: Record<string, string>
  }>({ lastResult: lastResult ?? null, defaultValue: { ...values, quorum: { ...values.quorum } } })
  const quorum = fields.quorum.getFieldset()
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
        <ZoneField
          name="zone"
          label="Time zone"
          hint="Dates and reminders of the team's huddles are meant in it."
          regions={regions}
          defaultValue={fields.zone.initialValue}
          errors={fields.zone.errors}
        />
        <FieldRow>
          <NumberField
            name="defaultMinutes"
            label="A huddle takes"
            unit="min"
            defaultValue={fields.defaultMinutes.initialValue}
            errors={fields.defaultMinutes.errors}
          />
          <NumberField
            name="setupMinutes"
            label="Of them, for arriving"
            unit="min"
            defaultValue={fields.setupMinutes.initialValue}
            errors={fields.setupMinutes.errors}
          />
        </FieldRow>
        <fieldset className="min-w-0">
          <legend className="mb-1 font-semibold">Every huddle needs</legend>
          <p className="text-ink-soft mb-2 text-sm">
            How many of each discipline. Leave empty what is not always needed.
          </p>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-4">
            {disciplines.map(({ value, label }) => (
              <NumberField
                key={value}
                name={`quorum.${value}`}
                label={label}
                defaultValue={quorum[value]?.initialValue}
                errors={quorum[value]?.errors}
              />
            ))}
          </div>
        </fieldset>
        <TextField
          name="videoUrl"
          label="Video link"
          optional
          hint="Shown to people who have joined a huddle, never mailed. It begins with https://."
          type="url"
          inputMode="url"
          autoComplete="off"
          defaultValue={fields.videoUrl.initialValue}
          errors={fields.videoUrl.errors}
        />
        <CheckboxField
          name="part2Programme"
          value="yes"
          label="This team is a Part 2 programme"
          hint="Substance use treatment (42 CFR Part 2). What is written about its cases from now on is shown only to people whom the patient's consent covers."
          defaultChecked={fields.part2Programme.initialValue === 'yes'}
          errors={fields.part2Programme.errors}
        />
      </FormFields>
      <FormActions>
        <Button>{submit}</Button>
        <ButtonLink to="/admin/teams" variant="quiet">
          Back to teams
        </ButtonLink>
      </FormActions>
    </Form>
  )
}
