import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { AdminTabs } from '#app/features/people/ui/admin-tabs.tsx'
import { readFormData } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { mostUploadBytes, readUpload } from '#app/platform/upload.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { CheckboxField } from '#app/ui/field-choice.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { importForm } from '../forms.ts'
import { listImportTeams, requireImporter } from '../server/import-caller.server.ts'
import { listImports } from '../server/import-queries.server.ts'
import { type StartImportProblem, startImport } from '../server/start-import.ts'
import { FilesField } from '../ui/files-field.tsx'

export const meta: MetaFunction = () => [{ title: 'Import records · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { viewer, caller } = await requireImporter(context, request)
  return inOrganization(context.world, caller, async (scope) => {
    const teams = await listImportTeams(scope, viewer)
    const [last] = await listImports(scope, 1)
    const asked = new URL(request.url).searchParams.get('team')
    return {
      teams,
      admin: viewer.admin,
      mostMegabytes: mostUploadBytes / 1024 / 1024,
      values: {
        teamId:
          (teams.find(({ value }) => value === asked) ?? (teams.length === 1 ? teams[0] : undefined))
            ?.value ?? '',
        source: last?.source ?? 'health-record',
      },
    }
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { caller } = await requireImporter(context, request)
  const { form: fields, files } = await readUpload(request, 'files')
  const form = readFormData(fields, importForm)
  if (!form.ok) return form.sendBack()
  if (files === 'too-large') return form.sendBack({ files: [sayings['too-large']] }, 413)
  const { teamId, ...rest } = form.value
  if (!teamId) return form.sendBack({ teamId: [sayings['no-such-team']] })
  const started = await startImport(context.world, caller, { ...rest, teamId, files })
  if (started.ok) return redirect(`/admin/imports/${started.value}`)
  return form.sendBack({ [started.problem === 'no-files' ? 'files' : 'teamId']: [sayings[started.problem]] })
}

const sayings = {
  'no-such-team': 'Choose a team from the list.',
  'no-files': 'Choose at least one file.',
  'too-large':
    'These files are larger than 10 MB together. Send fewer at a time, send them packed (.gz), or let your operator import the folder with the command line, which has no limit.',
} satisfies Record<StartImportProblem | 'too-large', string>

export default function NewImport() {
  const { teams, admin, mostMegabytes, values } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<typeof values & { files: string; part2: string }>({
    lastResult: lastResult ?? null,
    defaultValue: values,
  })
  const pending = useNavigation().state === 'submitting'
  return (
    <Page width="reading">
      <PageTitle lead="Patients, their problems, medication, visits, scores, goals and consents, from files of your health record.">
        Import records
      </PageTitle>
      {admin && <AdminTabs at="/admin/imports" />}
      <Card>
        <Form method="post" id={form.id} encType="multipart/form-data">
          <FormKey />
          <FormFields>
            <ErrorSummary errors={form.allErrors} />
            <FilesField
              name="files"
              label="Files"
              hint={`FHIR, as .json or .ndjson, also packed (.gz), up to ${mostMegabytes} MB together. They are kept encrypted and are gone once they are read.`}
              errors={fields.files.errors}
            />
            <SelectField
              name="teamId"
              label="For the caseload of"
              emptyLabel="Choose a team"
              options={teams}
              defaultValue={fields.teamId.initialValue}
              errors={fields.teamId.errors}
            />
            <TextField
              name="source"
              label="Where they come from"
              hint="The same name each time: records are recognised by it. Letters, digits and hyphens."
              maxLength={40}
              defaultValue={fields.source.initialValue}
              errors={fields.source.errors}
              className="max-w-72"
            />
            <CheckboxField
              name="part2"
              label="These are records of a Part 2 programme"
              hint="Substance use treatment (42 CFR Part 2): everything in them is then shown only to people whom the patient's consent covers."
              defaultChecked={fields.part2.initialValue === 'on'}
            />
          </FormFields>
          <FormActions aside="No flag is raised before you have seen which, and agreed.">
            <Button pending={pending}>Import</Button>
            <ButtonLink to="/admin/imports" variant="quiet">
              Cancel
            </ButtonLink>
          </FormActions>
        </Form>
      </Card>
    </Page>
  )
}
