import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { findTeam, namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { Button, TextLink } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { ErrorSummary, FormActions, FormKey } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Page, PageTitle, Prose, Stack } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { sayAge } from '../core/brief.ts'
import { withheldWords } from '../core/labels.ts'
import { briefForm } from '../forms.ts'
import { atCase, requireCase } from '../server/at-case.server.ts'
import { type BriefLine, readBrief } from '../server/case-page.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { type WriteBriefProblem, writeBriefPart } from '../server/write-brief-part.ts'
import { BothTexts } from '../ui/both-texts.tsx'
import { LabelField } from '../ui/label-field.tsx'
import { listSent } from '../ui/sent-back.ts'

export const meta: MetaFunction = () => [{ title: 'Brief · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found, mayWrite }) => {
    if (!mayWrite) throw notFound()
    const banner = await findBanner(scope, found.caseId)
    const team = await findTeam(scope, found.teamId)
    if (!banner || !team) throw notFound()
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      banner,
      brief: await readBrief(scope, found.caseId, team.zone, await namesOfPeople(scope)),
    }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCase(context, request, params.caseId, 'case.write')
  const form = await readForm(request, briefForm)
  if (!form.ok) return form.sendBack()
  const written = await writeBriefPart(context.world, viewer, { ...form.value, caseId })
  if (written.ok) return redirect(`/cases/${caseId}/brief#${form.value.part}`)
  const status = written.problem === 'changed-meanwhile' ? 409 : 422
  return form.sendBack({ text: [sayings[written.problem]] }, status)
}

const sayings = {
  'no-such-case': 'This case is not there any more.',
  'nobody-writes': 'Only a person can write a brief.',
  withheld: "What stands here is kept from you by the patient's consent, so you cannot write over it.",
  'changed-meanwhile':
    'Somebody else has written this part meanwhile. Both texts are here: bring them together and save.',
} satisfies Record<WriteBriefProblem, string>

export default function Brief() {
  const { caseId, banner, brief, zone } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const part = textIn(sent?.initialValue, 'part')
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle above={<TextLink to={`/cases/${caseId}`}>Back to the case</TextLink>}>Brief</PageTitle>
        {part && (
          <ErrorSummary
            errors={sent?.error ?? {}}
            ids={{ text: `${part}-text` }}
            title="This was not saved yet"
          />
        )}
        <Stack gap="loose">
          {brief.map((line) => (
            <PartForm
              // A part that was saved begins anew with what was saved.
              key={`${line.part} ${line.version}`}
              line={line}
              zone={zone}
              sent={
                part === line.part
                  ? {
                      text: textIn(sent?.initialValue, 'text'),
                      labels: listSent(sent, 'labels') ?? [],
                      version: textIn(sent?.initialValue, 'version'),
                      errors: sent?.error?.text ?? sent?.error?.[''] ?? [],
                    }
                  : undefined
              }
            />
          ))}
        </Stack>
      </Page>
    </>
  )
}

interface PartFormProps {
  line: BriefLine
  zone: string
  /** What was sent and not saved, and why. */
  sent:
    | {
        readonly text: string
        readonly labels: readonly string[]
        readonly version: string
        readonly errors: readonly string[]
      }
    | undefined
}

function PartForm({ line, zone, sent }: PartFormProps) {
  if (line.withheld) return <WithheldPart line={line} sent={sent} />
  const overtaken = sent !== undefined && sent.version !== String(line.version)
  // Of two who wrote, what either has ticked stays ticked until somebody takes it away.
  const labels = sent ? [...sent.labels, ...(overtaken ? line.labels : [])] : line.labels
  return (
    <div id={line.part} className="scroll-mt-32">
      <Card>
        <Form method="post">
          <FormKey />
          <input type="hidden" name="part" value={line.part} />
          <input type="hidden" name="version" value={line.version} />
          {overtaken && <BothTexts line={line} mine={sent.text} zone={zone} />}
          <TextArea
            name="text"
            id={`${line.part}-text`}
            label={overtaken ? `${line.label}: the text to save` : line.label}
            optional={!line.required}
            rows={3}
            maxLength={4000}
            hint={
              overtaken ? (
                'It begins with what you typed'
              ) : line.writtenAt ? (
                <>
                  Written by {line.author}, {sayAge(line.ageInDays ?? 0)}
                </>
              ) : (
                'Not written yet'
              )
            }
            defaultValue={sent?.text ?? line.text}
            errors={sent?.errors}
          />
          <div className="mt-3">
            <LabelField id={`${line.part}-labels`} defaultValue={labels} />
          </div>
          <FormActions>
            <Button variant="secondary">Save {line.label.toLowerCase()}</Button>
          </FormActions>
        </Form>
      </Card>
    </div>
  )
}

// What one may not see one may not write over. A text that was typed before the consent ended is not lost: it stands here to be copied.
function WithheldPart({ line, sent }: Pick<PartFormProps, 'line' | 'sent'>) {
  return (
    <div id={line.part} className="scroll-mt-32">
      <Card title={line.label}>
        <p id={`${line.part}-text`} className="text-warn font-medium">
          {withheldWords}
        </p>
        {sent && (
          <Notice tone="warn" announce title={sent.errors[0]}>
            <Prose>{sent.text}</Prose>
          </Notice>
        )}
      </Card>
    </div>
  )
}

function textIn(values: Record<string, unknown> | null | undefined, name: string): string {
  const value = values?.[name]
  return typeof value === 'string' ? value : ''
}
