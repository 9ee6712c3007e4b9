import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { notFound, requireRight, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { newCaseForm } from '../forms.ts'
import { listCareManagers } from '../server/caseload-page.server.ts'
import { type OpenCaseProblem, openCase } from '../server/open-case.ts'

export const meta: MetaFunction = () => [{ title: 'New case · Huddle' }]

export async function loader(args: LoaderFunctionArgs) {
  const { viewer, teamId } = await atTeam(args)
  return inOrganization(args.context.world, viewer, async (scope) => {
    const team = await findTeam(scope, teamId)
    const careManagers = await listCareManagers(scope, teamId)
    return {
      teamId,
      team: team?.name ?? '',
      today: scope.now.setZone(team?.zone ?? 'utc').toFormat('yyyy-MM-dd'),
      careManagers,
      // Whoever opens a case mostly cares for it.
      me: careManagers.some(({ value }) => value === viewer.personId) ? viewer.personId : '',
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { viewer, teamId } = await atTeam(args)
  const { world } = args.context
  const team = await inOrganization(world, viewer, (scope) => findTeam(scope, teamId))
  const today = world
    .now()
    .setZone(team?.zone ?? 'utc')
    .toFormat('yyyy-MM-dd')
  const form = await readForm(args.request, newCaseForm(today))
  if (!form.ok) return form.sendBack()
  const opened = await openCase(world, viewer, { ...form.value, teamId })
  if (opened.ok) return redirect(`/cases/${opened.value}`)
  if (opened.problem === 'no-such-team') throw notFound()
  const { field, words } = sayings[opened.problem]
  return form.sendBack({ [field]: [words] })
}

const sayings = {
  'no-such-care-manager': { field: 'careManagerId', words: 'This person is not on the team any more.' },
  'already-on-caseload': {
    field: 'recordNumber',
    words: 'This patient has an open case on this team already. Find it on the caseload.',
  },
  'number-of-another': {
    field: 'recordNumber',
    words: 'Another patient has this number. Check the number, the birth date and the name.',
  },
} satisfies Record<Exclude<OpenCaseProblem, 'no-such-team'>, { field: string; words: string }>

async function atTeam({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const teamId = readId<TeamId>(params.teamId)
  if (!teamId) throw notFound()
  await requireRight(context, viewer, 'case.write', teamId)
  return { viewer, teamId }
}

export default function NewCase() {
  const { teamId, team, today, careManagers, me } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<{
    family: string
    given: string
    birthDate: string
    gender: string
    recordNumber: string
    episodeStart: string
    careManagerId: string
  }>({ lastResult: lastResult ?? null, defaultValue: { episodeStart: today, careManagerId: me } })
  const field = (name: keyof typeof fields) => ({
    name,
    defaultValue: fields[name].initialValue,
    errors: fields[name].errors,
  })
  return (
    <Page width="reading">
      <PageTitle above={team}>New case</PageTitle>
      <Card>
        <Form method="post" id={form.id} autoComplete="off">
          <FormKey />
          <FormFields>
            <ErrorSummary errors={form.allErrors} />
            <TextField {...field('family')} label="Family name" maxLength={120} />
            <TextField {...field('given')} label="Given names" maxLength={120} />
            <FieldRow>
              <DateField {...field('birthDate')} label="Born" max={today} />
              <TextField
                {...field('recordNumber')}
                label="Record number (MRN)"
                optional
                maxLength={60}
                className="max-w-60"
              />
            </FieldRow>
            <RadioCards
              {...field('gender')}
              label="Gender"
              shape="row"
              choices={[
                { value: 'female', label: 'Female' },
                { value: 'male', label: 'Male' },
                { value: 'other', label: 'Other' },
                { value: 'unknown', label: 'Not known' },
              ]}
            />
            <FieldRow>
              <DateField
                {...field('episodeStart')}
                label="Episode since"
                hint="Treatment began then. Scores are measured from about this day."
                max={today}
              />
            </FieldRow>
            <SelectField
              {...field('careManagerId')}
              label="Care manager"
              emptyLabel="Nobody yet"
              options={careManagers}
            />
          </FormFields>
          <FormActions>
            <Button>Open the case</Button>
            <ButtonLink to={`/teams/${teamId}/cases`} variant="quiet">
              Cancel
            </ButtonLink>
          </FormActions>
        </Form>
      </Card>
    </Page>
  )
}
