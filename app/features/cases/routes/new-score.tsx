import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { SelectField } from '#app/ui/field.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { sheetOf } from '../core/instrument-sheets.ts'
import { allInstruments, type InstrumentCode, instruments } from '../core/instruments.ts'
import { scoreForm } from '../forms/scores.ts'
import { atCaseForm, requireCaseForm } from '../server/at-case.server.ts'
import { recordScore } from '../server/record-score.ts'
import { fieldsOf, textAt } from '../ui/sent-back.ts'
import { SheetFields, sheetIds } from '../ui/sheet-fields.tsx'

export const meta: MetaFunction = () => [{ title: 'Record a score · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCaseForm(context, request, params.caseId, async () => {
    const asked = new URL(request.url).searchParams
    const named = asked.get('instrument') ?? ''
    const instrument = Object.hasOwn(instruments, named) ? (named as InstrumentCode) : 'phq-9'
    return { instrument, byTotal: asked.get('by') === 'total' || !sheetOf(instrument) }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId, today } = await requireCaseForm(context, request, params.caseId)
  const form = await readForm(request, scoreForm(today, viewer.zone))
  if (!form.ok) return form.sendBack()
  const recorded = await recordScore(context.world, viewer, { ...form.value, caseId })
  if (!recorded.ok) throw notFound()
  // Whoever has written down a thought of self-harm sees at once what follows from it.
  const positive = (form.value.safetyAnswer ?? 0) > 0
  return redirect(`/cases/${caseId}${positive ? `/scores/${recorded.value}` : '#scores'}`)
}

export default function NewScore() {
  const { caseId, banner, today, zone, ...asked } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const field = fieldsOf(sent, { takenOn: today })
  const named = textAt(sent?.initialValue, 'instrument')
  const code = Object.hasOwn(instruments, named) ? (named as InstrumentCode) : asked.instrument
  const sheet = asked.byTotal ? undefined : sheetOf(code)
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle above={<TextLink to={`/cases/${caseId}#scores`}>Back to the case</TextLink>}>
          Record a score
        </PageTitle>
        <ChooseInstrument code={code} />
        <Card key={`${code} ${asked.byTotal}`}>
          <Form method="post" noValidate>
            <FormKey />
            <input type="hidden" name="instrument" value={code} />
            <FormFields>
              <ErrorSummary errors={sent?.error ?? {}} ids={sheetIds} />
              <SheetFields
                code={code}
                sheet={sheet}
                field={field}
                today={today}
                zone={zone}
                other={
                  sheetOf(code) &&
                  (sheet ? (
                    <TextLink to={`?instrument=${code}&by=total`}>Type only the total</TextLink>
                  ) : (
                    <TextLink to={`?instrument=${code}`}>Type each answer</TextLink>
                  ))
                }
              />
            </FormFields>
            <FormActions>
              <Button>Save the score</Button>
              <ButtonLink to={`/cases/${caseId}#scores`} variant="quiet">
                Cancel
              </ButtonLink>
            </FormActions>
          </Form>
        </Card>
      </Page>
    </>
  )
}

function ChooseInstrument({ code }: { code: InstrumentCode }) {
  const choices = (whole: boolean) =>
    allInstruments
      .filter((one) => Boolean(sheetOf(one.code)) === whole)
      .map(({ code: value, name, fullName }) => ({ value, label: `${name} (${fullName})` }))
  return (
    <Form method="get" className="flex flex-wrap items-end gap-3">
      <div className="min-w-0 grow basis-72">
        <SelectField
          key={code}
          name="instrument"
          label="Questionnaire"
          defaultValue={code}
          options={[
            { group: 'Answer by answer, or the total', options: choices(true) },
            { group: 'The total alone', options: choices(false) },
          ]}
          onChange={(event) => event.currentTarget.form?.requestSubmit()}
        />
      </div>
      <Button variant="secondary">Show</Button>
    </Form>
  )
}
