import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Bookmark } from 'lucide-react'
import {
  notFound,
  requireRight,
  requireViewer,
  type Viewer,
} from '#app/features/people/server/require-viewer.server.ts'
import type { Context } from '#app/platform/context.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'
import { CheckboxField } from '#app/ui/field-choice.tsx'
import { ErrorSummary, FormActions, FormKey } from '#app/ui/form.tsx'
import { Card, EmptyState, Page, PageTitle, Stack } from '#app/ui/page.tsx'
import { readCaseloadQuery, wordsOf } from '../core/caseload.ts'
import { viewForm } from '../forms.ts'
import { changeView } from '../server/change-view.ts'
import { letGoOfView } from '../server/let-go-of-view.ts'
import { mostViews, type SaveViewProblem, saveView } from '../server/save-view.ts'
import { listViews } from '../server/view-queries.server.ts'

export const meta: MetaFunction = () => [{ title: 'Your views · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { viewer, teamId } = await enter(context, request, params.teamId)
  const views = await inOrganization(context.world, viewer, (scope) => listViews(scope, teamId))
  return {
    teamId,
    views: views.map(({ viewId, name, search, isDefault, version }) => {
      const query = readCaseloadQuery(new URLSearchParams(search))
      return { viewId, name, search, isDefault, version, words: query ? wordsOf(query) : '' }
    }),
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, teamId } = await enter(context, request, params.teamId)
  const form = await readForm(request, viewForm)
  if (!form.ok) return form.sendBack()
  const { value } = form
  const { world } = context
  switch (value.intent) {
    case 'save': {
      const saved = await saveView(world, viewer, { ...value, teamId })
      if (!saved.ok) return form.sendBack({ name: [sayings[saved.problem]] })
      return redirect(`/teams/${teamId}/cases${value.search}`)
    }
    case 'change': {
      const changed = await changeView(world, viewer, value)
      if (changed.ok) return redirect(`/teams/${teamId}/cases/views`)
      if (changed.problem === 'no-such-view') throw notFound()
      return form.sendBack({ name: [sayings[changed.problem]] })
    }
    case 'delete': {
      const gone = await letGoOfView(world, viewer, value)
      if (!gone.ok) throw notFound()
      return redirect(`/teams/${teamId}/cases/views`)
    }
  }
}

async function enter(
  context: Context,
  request: Request,
  team: string | undefined,
): Promise<{ viewer: Viewer; teamId: TeamId }> {
  const viewer = await requireViewer(context, request)
  const teamId = readId<TeamId>(team)
  if (!teamId) throw notFound()
  await requireRight(context, viewer, 'case.read', teamId)
  return { viewer, teamId }
}

const sayings = {
  'no-such-team': 'This team has no caseload for you.',
  'no-such-view': 'This caseload cannot be sorted or filtered like that.',
  'name-taken': 'You have a view of that name already. Choose another one.',
  'too-many': `You have ${mostViews} views already. Delete one of them first.`,
  'changed-meanwhile': 'This view was changed in another window. Look at it again, then save.',
} satisfies Record<SaveViewProblem, string>

export default function Views() {
  const { teamId, views } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form] = useForm({ lastResult })
  const sent = form.initialValue as Readonly<Record<string, string>> | undefined
  const failed = lastResult?.status === 'error' ? form.allErrors.name : undefined
  return (
    <Page width="reading">
      <PageTitle above={<TextLink to={`/teams/${teamId}/cases`}>Cases</TextLink>} lead="Only you see them.">
        Your views of this caseload
      </PageTitle>
      <ErrorSummary
        errors={form.allErrors}
        ids={{ name: sent?.viewId ? `${sent.viewId}-name` : 'name', viewId: `${sent?.viewId}-name` }}
      />
      {sent?.intent === 'save' && failed && (
        <Card title="Save this view">
          <Form method="post">
            <FormKey />
            <input type="hidden" name="intent" value="save" />
            <input type="hidden" name="search" value={sent.search} />
            <ViewFields name={sent.name ?? ''} isDefault={sent.isDefault === 'on'} id="" errors={failed} />
            <FormActions>
              <Button>Save</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      {views.length === 0 ? (
        <EmptyState
          icon={Bookmark}
          title="No view saved yet"
          action={<ButtonLink to={`/teams/${teamId}/cases`}>Back to the caseload</ButtonLink>}
        >
          Sort and narrow down the caseload as you need it, then press “Save this view”.
        </EmptyState>
      ) : (
        <Stack>
          {views.map((view) => {
            const mine = sent?.viewId === view.viewId && failed ? sent : undefined
            return (
              <Card key={`${view.viewId} ${view.version}`}>
                <p className="text-ink-soft mb-3 text-sm">
                  <TextLink to={`/teams/${teamId}/cases${view.search}`}>{view.words}</TextLink>
                </p>
                <Form method="post">
                  <FormKey />
                  <input type="hidden" name="intent" value="change" />
                  <input type="hidden" name="viewId" value={view.viewId} />
                  <input type="hidden" name="version" value={view.version} />
                  <ViewFields
                    name={mine?.name ?? view.name}
                    isDefault={mine ? mine.isDefault === 'on' : view.isDefault}
                    id={`${view.viewId}-`}
                    errors={mine && failed}
                  />
                  <FormActions>
                    <Button variant="secondary">Save</Button>
                  </FormActions>
                </Form>
                <Form method="post" className="mt-3">
                  <FormKey />
                  <input type="hidden" name="intent" value="delete" />
                  <input type="hidden" name="viewId" value={view.viewId} />
                  <Button variant="quiet">
                    Delete <span className="sr-only">{view.name}</span>
                  </Button>
                </Form>
              </Card>
            )
          })}
        </Stack>
      )}
    </Page>
  )
}

function ViewFields({
  name,
  isDefault,
  id,
  errors,
}: {
  name: string
  isDefault: boolean
  id: string
  errors: string[] | undefined
}) {
  return (
    <>
      <TextField
        name="name"
        id={`${id}name`}
        label="Name of the view"
        maxLength={60}
        autoComplete="off"
        defaultValue={name}
        errors={errors}
      />
      <CheckboxField
        name="isDefault"
        id={`${id}isDefault`}
        label="Open the caseload with it"
        defaultChecked={isDefault}
      />
    </>
  )
}
