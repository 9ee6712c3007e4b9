import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { requireCase } from '#app/features/cases/server/at-case.server.ts'
import { withConsent } from '#app/features/cases/server/consent-shown.ts'
import { LabelField } from '#app/features/cases/ui/label-field.tsx'
import {
  notFound,
  requireRight,
  requireViewer,
  unseen,
} from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type CaseId, readId } from '#app/shared/ids.ts'
import { urgencies } from '#app/shared/urgency.ts'
import { Button, TextLink } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { formatWeekday } from '#app/ui/moment-words.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { raiseForm } from '../forms.ts'
import { findFlag } from '../server/flag-queries.server.ts'
import { raiseFlag } from '../server/raise-flag.ts'
import { readRaisePage } from '../server/read-raise-page.ts'
import { raiseSayings } from '../ui/sayings.ts'
import { HuddleWishes } from '../ui/triage-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Flag a case · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const caseId = idOf(params.caseId)
  const viewer = await requireViewer(context, request)
  const page = await inOrganization(context.world, viewer, async (scope) => {
    const read = await readRaisePage(scope, viewer, caseId)
    return read && withConsent(scope, read)
  })
  if (!page) throw await unseen(context, viewer, { action: 'flag.raise', entity: 'case', entityId: caseId })
  await requireRight(context, viewer, 'flag.raise', page.teamId)
  return { ...page, caseId, today: context.world.now().setZone(viewer.zone).toISODate() ?? '' }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCase(context, request, params.caseId, 'flag.raise')
  const form = await readForm(request, raiseForm)
  if (!form.ok) return form.sendBack()
  const raised = await raiseFlag(context.world, viewer, { ...form.value, caseId })
  if (!raised.ok) {
    if (raised.problem === 'no-such-case') throw notFound()
    const { field, words } = raiseSayings[raised.problem]
    return form.sendBack({ [field]: [words] })
  }
  const flag = await inOrganization(context.world, viewer, (scope) => findFlag(scope, raised.value))
  // Whoever raises an emergency sees at once who has its task, and can take it.
  return redirect(flag?.safety ? `/tasks/${flag.taskId}` : `/cases/${caseId}`)
}

export default function RaiseFlagPage() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const busy = useNavigation().state === 'submitting'
  const errors = sent?.error ?? {}
  const typed = sent?.initialValue ?? {}
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : undefined)
  const labels = Array.isArray(typed.labels) ? typed.labels.map(String) : []
  const needs = Array.isArray(typed.needs) ? typed.needs.filter((each) => typeof each === 'string') : []
  return (
    <>
      <PatientBanner {...page.banner} today={page.today} as="p" />
      <Page width="reading">
        <PageTitle
          above={<TextLink to={`/cases/${page.caseId}`}>Case</TextLink>}
          lead="It goes to the lead's inbox, with the time by which the team has to answer."
        >
          Flag this case
        </PageTitle>
        <ErrorSummary
          errors={errors}
          ids={{ minutes: 'minutes-new', presenterId: 'presenterId-new', needs: 'needs-new' }}
        />
        {page.closed && (
          <Notice tone="warn" title="This case is closed">
            Open it again before you flag it.
          </Notice>
        )}
        {page.open.length > 0 && (
          <Notice
            title={
              page.open.length === 1
                ? 'One question is open already'
                : `${page.open.length} questions are open already`
            }
          >
            <ul className="list-disc pl-5">
              {page.open.map((question, index) => (
                <li key={index}>{question}</li>
              ))}
            </ul>
          </Notice>
        )}
        <Form method="post" noValidate className="mt-5">
          <FormKey />
          <FormFields>
            <TextArea
              name="question"
              label="What you ask the team"
              hint="One question that the huddle can answer."
              rows={2}
              maxLength={500}
              defaultValue={text('question')}
              errors={errors.question ?? undefined}
            />
            <TextArea
              name="reason"
              label="Why now"
              hint="What you saw or heard, and since when."
              rows={3}
              maxLength={2000}
              defaultValue={text('reason')}
              errors={errors.reason ?? undefined}
            />
            <LabelField defaultValue={labels} />
            <RadioCards
              name="urgency"
              label="How soon it needs an answer"
              hint="These times are a working agreement of ours, from no guideline."
              choices={page.dues.map(({ urgency, respondBy }) => ({
                value: urgency,
                label: urgencies[urgency],
                hint:
                  urgency === 'emergency'
                    ? 'Today. A task goes to the care manager at once, and on to the lead if nobody accepts it in 30 minutes.'
                    : `By ${formatWeekday(respondBy, page.teamZone)}`,
              }))}
              defaultValue={text('urgency')}
              errors={errors.urgency ?? undefined}
            />
            <Notice tone="safety" title="Huddle is not an emergency service">
              {page.crisisInstruction && <p className="whitespace-pre-line">{page.crisisInstruction}</p>}
            </Notice>
            <HuddleWishes
              people={page.people}
              minutes={text('minutes') ?? ''}
              needs={needs}
              presenterId={text('presenterId') ?? ''}
              idSuffix="new"
              errors={errors}
              minutesOptional
            />
          </FormFields>
          <FormActions>
            <Button pending={busy}>Flag this case</Button>
            <TextLink to={`/cases/${page.caseId}`}>Cancel</TextLink>
          </FormActions>
        </Form>
      </Page>
    </>
  )
}

function idOf(text: string | undefined): CaseId {
  const id = readId<CaseId>(text)
  if (!id) throw notFound()
  return id
}
