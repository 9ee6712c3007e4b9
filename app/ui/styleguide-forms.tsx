import { Form } from '@remix-run/react'
import { AnswerSheet } from './answer-sheet.tsx'
import { Button } from './button.tsx'
import { CodeField, MailField, NumberField, SelectField, TextArea, TextField } from './field.tsx'
import { CheckboxField, CheckboxGroup, RadioCards } from './field-choice.tsx'
import { DateField, TimeField } from './field-time.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from './form.tsx'
import { Card, Columns, Page, PageTitle, Section } from './page.tsx'

/** Fields as they are first seen. */
export function FormParts() {
  return (
    <Section title="Forms">
      <Columns>
        <Card title="As first seen">
          <Form method="post">
            <FormKey value="6f1d" />
            <FormFields>
              <TextField
                name="question"
                label="What should the team answer?"
                hint="One question, as you would ask it."
              />
              <TextArea name="situation" label="Situation" optional rows={3} />
              <FieldRow>
                <DateField name="due" label="Due" defaultValue="2026-12-01" />
                <TimeField name="at" label="At" defaultValue="14:00" zoneLabel="St Johns time" />
                <NumberField name="minutes" label="Time needed" unit="min" defaultValue="8" />
              </FieldRow>
              <SelectField
                name="owner"
                label="Owner"
                emptyLabel="Choose a person"
                options={[
                  { group: 'In this huddle', options: [{ value: 'a', label: 'Sam Example, psychiatrist' }] },
                  { value: 'b', label: 'Robin Sample, care manager' },
                ]}
              />
              <CheckboxField
                name="confirm"
                label="The patient knows about it"
                hint="If not, say so in the huddle."
              />
            </FormFields>
            <FormActions aside="The owner gets one mail, without patient data.">
              <Button type="button">Save</Button>
              <Button type="button" variant="quiet">
                Cancel
              </Button>
            </FormActions>
          </Form>
        </Card>

        <Card title="Choices">
          <FormFields>
            <RadioCards
              name="triage"
              label="What should happen?"
              defaultValue="discuss"
              choices={[
                { value: 'discuss', label: 'Discuss', hint: 'On the agenda of the next huddle.' },
                { value: 'list', label: 'List only', hint: 'Seen by the team, not talked about.' },
                { value: 'same-day', label: 'Same-day task', hint: 'Somebody acts today.' },
                { value: 'never', label: 'Not offered here', disabled: true },
              ]}
            />
            <RadioCards
              name="answer"
              label="Will you be there?"
              shape="row"
              errors={['Say whether you come.']}
              choices={[
                { value: 'yes', label: 'Yes' },
                { value: 'maybe', label: 'If need be' },
                { value: 'no', label: 'No' },
              ]}
            />
            <CheckboxGroup
              name="needs"
              label="Who is needed?"
              optional
              shape="row"
              defaultValue={['psychiatrist']}
              choices={[
                { value: 'psychiatrist', label: 'Psychiatrist' },
                { value: 'pharmacist', label: 'Pharmacist' },
              ]}
            />
          </FormFields>
        </Card>
      </Columns>
    </Section>
  )
}

/** A questionnaire, half filled in. */
export function SheetPart() {
  return (
    <Section title="A questionnaire">
      <Card>
        <AnswerSheet
          name="sheet"
          label="Answers about the last 2 weeks"
          hint="A digit answers the question that has the focus."
          questions={[
            {
              topic: 'A first thing one is asked',
              answers: ['Not at all', 'Several days', 'Nearly every day'],
            },
            {
              topic: 'A second thing, about harm',
              answers: ['Not at all', 'Several days', 'Nearly every day'],
            },
          ]}
          answerOf={(index) => (index === 1 ? '1' : undefined)}
          bands={[{ from: 0, to: 4, words: 'Any' }]}
          safety={{ item: 2, words: 'An answer of 1 or more makes a task for today.' }}
        />
      </Card>
    </Section>
  )
}

/** A form that came back with errors: a page of its own, because the summary takes the focus. */
export function ErrorScene() {
  return (
    <Page width="reading">
      <PageTitle>A form with errors</PageTitle>
      <Card>
        <FormFields>
          <ErrorSummary
            errors={{
              '': ['Somebody else changed this agenda. Look at it again.'],
              mail: ['Type the whole address, like robin@example.org.'],
              day: ['Choose a day from today on.'],
            }}
          />
          <MailField
            name="mail"
            label="Mail address"
            defaultValue="robin@"
            errors={['Type the whole address, like robin@example.org.']}
          />
          <CodeField
            name="code"
            label="Code"
            hint="Eight digits from the mail."
            errors={['This code has run out.']}
            defaultValue="1234 5678"
          />
          <DateField
            name="day"
            label="Day"
            defaultValue="2026-11-12"
            errors={['Choose a day from today on.']}
          />
          <TextField name="locked" label="Cannot be changed" disabled defaultValue="North team" />
        </FormFields>
      </Card>
    </Page>
  )
}
