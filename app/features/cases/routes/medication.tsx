import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { TextField } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { formatDay } from '../core/day-words.ts'
import { changeMedicationForm, startMedicationForm } from '../forms/depth.ts'
import { atCaseForm, idOrNew, requireCaseForm } from '../server/at-case.server.ts'
import {
  type ChangeMedicationProblem,
  changeMedication,
  startMedication,
} from '../server/change-medication.ts'
import { findMedication } from '../server/medication-queries.server.ts'
import { CaseFormPage } from '../ui/case-form-page.tsx'
import { LabelField } from '../ui/label-field.tsx'
import { fieldsOf, isOvertaken, listSent } from '../ui/sent-back.ts'

export const meta: MetaFunction = () => [{ title: 'Medication · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCaseForm(context, request, params.caseId, async (scope, { found }) => {
    const id = idOrNew(params.medicationId)
    const medication = id ? await findMedication(scope, found.patientId, id) : null
    if (medication === undefined) throw notFound()
    return { medication }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId, today } = await requireCaseForm(context, request, params.caseId)
  const medicationId = idOrNew(params.medicationId)
  const back = `/cases/${caseId}#medication`
  if (!medicationId) {
    const form = await readForm(request, startMedicationForm(today))
    if (!form.ok) return form.sendBack()
    const started = await startMedication(context.world, viewer, { ...form.value, caseId })
    if (started.ok) return redirect(back)
    if (started.problem === 'no-such-case') throw notFound()
    return form.sendBack({ startedOn: [sayings[started.problem].words] })
  }
  const form = await readForm(request, changeMedicationForm(today))
  if (!form.ok) return form.sendBack()
  const changed = await changeMedication(context.world, viewer, { ...form.value, caseId, medicationId })
  if (changed.ok) return redirect(back)
  if (changed.problem === 'no-such-case' || changed.problem === 'no-such-medication') throw notFound()
  const { field, words } = sayings[changed.problem]
  return form.sendBack({ [field]: [words] }, changed.problem === 'changed-meanwhile' ? 409 : 422)
}

const sayings = {
  'in-the-future': { field: 'on', words: 'This day is still to come.' },
  'before-its-start': { field: 'on', words: 'It was started after this day.' },
  'changed-meanwhile': { field: '', words: 'Somebody else has stopped or changed this meanwhile.' },
} satisfies Record<
  Exclude<ChangeMedicationProblem, 'no-such-case' | 'no-such-medication'>,
  { field: string; words: string }
>

const inFull = 'The whole name, the strength and how it is taken: sertraline 50 mg tablet, one each morning.'

export default function MedicationPage() {
  const { caseId, banner, medication, today } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const field = fieldsOf(sent, { startedOn: today, on: today, intent: 'change', text: medication?.text })
  const back = `/cases/${caseId}#medication`
  if (!medication) {
    return (
      <CaseFormPage
        banner={banner}
        title="Start a medication"
        back={back}
        submit="Save the medication"
        errors={sent?.error}
      >
        <TextField
          {...field('text')}
          label="Drug, in full"
          hint={inFull}
          autoComplete="off"
          maxLength={300}
        />
        <DateField {...field('startedOn')} label="Taken since" max={today} />
        <LabelField defaultValue={listSent(sent, 'labels')} />
      </CaseFormPage>
    )
  }
  return (
    <CaseFormPage
      banner={banner}
      title="Change or stop a medication"
      lead={medication.text}
      back={back}
      submit="Save"
      errors={sent?.error}
      version={medication.version}
      saved={
        isOvertaken(sent)
          ? [
              { label: 'Drug', value: medication.text },
              {
                label: 'Stopped on',
                value: medication.endedOn ? formatDay(medication.endedOn) : 'Not stopped',
              },
              { label: 'Why', value: medication.stopReason ?? '' },
            ]
          : undefined
      }
    >
      {!medication.recordedBy && (
        <Notice title="This came from the record system">
          Change it there too: the next file from there has the last word.
        </Notice>
      )}
      <RadioCards
        {...field('intent')}
        label="What happens with it"
        choices={[
          {
            value: 'change',
            label: 'Another takes its place',
            hint: 'Another dose, or another drug for the same thing.',
          },
          { value: 'stop', label: 'It is stopped', hint: 'The line below is then left as it is.' },
        ]}
      />
      <TextField
        {...field('text')}
        label="Taken instead, in full"
        hint={inFull}
        autoComplete="off"
        maxLength={300}
      />
      <DateField {...field('on')} label="From this day on" max={today} />
      <TextField
        {...field('reason')}
        label="Why"
        hint="No effect, a side effect, the patient's wish."
        optional
        maxLength={500}
      />
    </CaseFormPage>
  )
}
