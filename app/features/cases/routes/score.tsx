import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { ChangedMeanwhile } from '#app/features/people/ui/changed-meanwhile.tsx'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { readId } from '#app/shared/ids.ts'
import { Button, TextLink } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { formatTime } from '#app/ui/moment-words.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { formatDay } from '../core/day-words.ts'
import { sheetOf } from '../core/instrument-sheets.ts'
import { instrumentOf } from '../core/instruments.ts'
import { correctScoreForm, takeBackForm } from '../forms/scores.ts'
import { atCase, requireCaseForm } from '../server/at-case.server.ts'
import { correctScore, takeBackScore } from '../server/correct-score.ts'
import { findBanner } from '../server/find-banner.ts'
import { findScore } from '../server/score-queries.server.ts'
import { ScoreFacts } from '../ui/score-line.tsx'
import { fieldsOf, isOvertaken, textAt } from '../ui/sent-back.ts'
import { SheetFields, sheetIds } from '../ui/sheet-fields.tsx'

export const meta: MetaFunction = () => [{ title: 'Score · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const scoreId = scoreIdOf(params.scoreId)
  return atCase(context, request, params.caseId, async (scope, { viewer, found, mayWrite }) => {
    const score = await findScore(scope, found.caseId, scoreId)
    const banner = await findBanner(scope, found.caseId)
    if (!score || !banner) throw notFound()
    const names = await namesOfPeople(scope)
    const { instrument, takenOn, way, total, safetyAnswer, items, version } = score
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      today: banner.today,
      banner,
      score: {
        instrument,
        takenOn,
        takenAt: score.takenAt?.toISOString() ?? null,
        way,
        total,
        safetyAnswer,
        items,
        by: names(score.recordedBy),
        version,
      },
      mayChange: mayWrite && score.recordedBy !== null,
      crisisInstruction: viewer.organization.crisisInstruction,
    }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const scoreId = scoreIdOf(params.scoreId)
  const { viewer, caseId, today } = await requireCaseForm(context, request, params.caseId)
  const sent = await takeForm(request)
  if (sent.has('instrument')) {
    const form = readFormData(sent, correctScoreForm(today, viewer.zone))
    if (!form.ok) return form.sendBack()
    const corrected = await correctScore(context.world, viewer, { ...form.value, caseId, scoreId })
    if (corrected.ok) return redirect(`/cases/${caseId}/scores/${scoreId}`)
    if (corrected.problem === 'changed-meanwhile') return form.sendBack(overtaken, 409)
    throw notFound()
  }
  const form = readFormData(sent, takeBackForm)
  if (!form.ok) return form.sendBack()
  const taken = await takeBackScore(context.world, viewer, { ...form.value, caseId, scoreId })
  if (taken.ok) return redirect(`/cases/${caseId}/scores`)
  if (taken.problem === 'changed-meanwhile') return form.sendBack(overtaken, 409)
  throw notFound()
}

const overtaken = { '': ['Somebody else has corrected this score meanwhile.'] }

function scoreIdOf(text: string | undefined): string {
  const id = readId<string>(text)
  if (!id) throw notFound()
  return id
}

export default function ScorePage() {
  const { caseId, banner, score, zone, mayChange, crisisInstruction } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle above={<TextLink to={`/cases/${caseId}#scores`}>Back to the case</TextLink>}>
          Score
        </PageTitle>
        {(score.safetyAnswer ?? 0) > 0 && (
          <Notice tone="safety" title="A thought of self-harm was answered">
            <p>
              A newly given answer makes a task for today: the care manager has it, else the lead. Do not wait
              for it if the patient is in danger now.
            </p>
            {crisisInstruction && <p className="mt-2 whitespace-pre-line">{crisisInstruction}</p>}
          </Notice>
        )}
        {isOvertaken(sent) && (
          <ChangedMeanwhile
            saved={[
              { label: 'Total', value: score.total === null ? 'None' : String(score.total) },
              { label: 'Filled in', value: formatDay(score.takenOn) },
            ]}
          />
        )}
        <Card>
          <ScoreFacts score={score} zone={zone} />
        </Card>
        {mayChange && <Change key={score.version} />}
      </Page>
    </>
  )
}

function Change() {
  const { score, today, zone } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const correcting = textAt(sent?.initialValue, 'instrument') !== ''
  const typed = correcting ? sent : undefined
  const taking = correcting ? undefined : sent
  const field = fieldsOf(typed, {
    takenOn: score.takenOn,
    takenTime: score.takenAt ? formatTime(score.takenAt, zone) : '',
    way: score.way,
    // With every answer there the total adds itself up; one that was typed beside gaps is shown again.
    total: score.items?.every((answer) => answer !== null) ? '' : (score.total?.toString() ?? ''),
    safetyAnswer: score.items ? '' : (score.safetyAnswer?.toString() ?? ''),
    ...Object.fromEntries(
      (score.items ?? []).map((answer, index) => [`items[${index}]`, answer?.toString()]),
    ),
  })
  const sheet = score.items ? sheetOf(score.instrument) : undefined
  return (
    <>
      <details open={Boolean(typed)}>
        <summary className="text-accent inline-flex min-h-11 items-center font-medium underline underline-offset-[0.2em]">
          Correct a typing error
        </summary>
        <Card>
          <Form method="post" noValidate>
            <FormKey />
            <input type="hidden" name="version" value={score.version} />
            <input type="hidden" name="instrument" value={score.instrument} />
            <FormFields>
              <ErrorSummary errors={typed?.error ?? {}} ids={sheetIds} />
              <SheetFields code={score.instrument} sheet={sheet} field={field} today={today} zone={zone} />
              <TextArea
                {...field('reason')}
                label="What was wrong"
                hint="Stays beside what it said before. A flag that was raised stays too: a person closes it."
                rows={2}
                maxLength={500}
              />
            </FormFields>
            <FormActions>
              <Button>Save the correction</Button>
            </FormActions>
          </Form>
        </Card>
      </details>
      <details open={Boolean(taking)}>
        <summary className="text-accent inline-flex min-h-11 items-center font-medium underline underline-offset-[0.2em]">
          Take this {instrumentOf(score.instrument).name} back
        </summary>
        <Card>
          <Form method="post" noValidate>
            <FormKey />
            <input type="hidden" name="version" value={score.version} />
            <TextArea
              {...fieldsOf(taking, {})('reason')}
              id="take-back-reason"
              label="Why it is taken back"
              hint="For instance: it was another patient's sheet. It counts nowhere then, and can still be read."
              rows={2}
              maxLength={500}
            />
            <FormActions>
              <Button variant="secondary">Take it back</Button>
            </FormActions>
          </Form>
        </Card>
      </details>
    </>
  )
}
