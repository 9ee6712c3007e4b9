import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { ListOrdered } from 'lucide-react'
import type { z } from 'zod'
import { withConsent } from '#app/features/cases/server/consent-shown.ts'
import { showPatients } from '#app/features/cases/server/show-patients.ts'
import { listQueue } from '#app/features/flags/server/queue-queries.server.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { requireHuddle } from '#app/features/huddles/server/require-huddle.server.ts'
import { may } from '#app/features/people/core/rights.ts'
import {
  notFound,
  requireRight,
  requireViewer,
  type Viewer,
} from '#app/features/people/server/require-viewer.server.ts'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Duration, Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { agendaForm } from '../forms.ts'
import { addItem } from '../server/add-item.ts'
import { namesIn, showAgenda } from '../server/agenda-page.server.ts'
import type { AgendaProblem, ItemProblem } from '../server/change-agenda.ts'
import { moveItem } from '../server/move-item.ts'
import { neededFor, type PutProblem } from '../server/put-item.ts'
import { removeItem } from '../server/remove-item.ts'
import { setItemMinutes } from '../server/set-item-minutes.ts'
import { applyOrder } from '../server/suggest-order.ts'
import { showSuggestion } from '../server/suggestion-page.server.ts'
import { AgendaTable } from '../ui/agenda-table.tsx'
import { casesWords } from '../ui/agenda-words.ts'
import { ItemActions } from '../ui/item-actions.tsx'
import { ItemWhy } from '../ui/item-why.tsx'
import { OrderDifference } from '../ui/order-difference.tsx'

export const meta: MetaFunction = () => [{ title: 'Agenda · Huddle' }]

const sayings = {
  'no-such-huddle': 'This huddle is not there any more.',
  'too-late': 'This huddle is over, so its agenda stays as it is.',
  'no-such-item': 'This case was just taken off the agenda by somebody else.',
  'already-opened': 'This case is being talked about, or has been, so it stays where it is.',
  'changed-meanwhile':
    'Somebody else has just changed this. The agenda below is as it stands now: look, and do it again if you still want to.',
  'at-the-end': 'It cannot go further.',
  'no-such-entry': 'This case does not wait in the queue any more.',
  'not-waiting': 'This case was just put on another agenda.',
} satisfies Record<AgendaProblem | ItemProblem | PutProblem | 'at-the-end', string>

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { huddleId, teamId } = await requireHuddle(context, viewer, params.huddleId, 'huddle.join')
  const suggest = new URL(request.url).searchParams.has('suggest')
  return inOrganization(context.world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle) throw notFound()
    const over = huddle.state === 'ended' || huddle.state === 'cancelled'
    const edits = may(viewer, 'agenda.edit', teamId) && !over
    const waiting = edits ? await listQueue(scope, teamId) : []
    const patientOf = await showPatients(
      scope,
      waiting.map((entry) => entry.caseId),
      'case.listed',
    )
    const nameOf = await namesIn(scope, huddle)
    return withConsent(scope, {
      teamId,
      huddleId,
      zone: viewer.zone,
      edits,
      state: huddle.state,
      startsAt: huddle.startsAt?.toISO() ?? null,
      endsAt: huddle.endsAt?.toISO() ?? null,
      minutes: huddle.minutes,
      setupMinutes: huddle.setupMinutes,
      ...(await showAgenda(scope, huddle)),
      suggestion: edits && suggest ? await showSuggestion(scope, huddle) : null,
      queue: waiting.map((entry) => ({
        queueEntryId: entry.queueEntryId,
        patient: patientOf(entry.caseId),
        minutes: entry.minutes,
        urgency: entry.urgency,
        safety: entry.safety,
        question: entry.question,
        respondBy: entry.respondBy,
        late: false,
        overdue: Date.parse(entry.respondBy) < scope.now.toMillis(),
        carried: entry.carried,
        needs: neededFor(entry).map((personId) => ({ name: nameOf(personId), standing: 'open' as const })),
      })),
    })
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { huddleId, teamId } = await requireHuddle(context, viewer, params.huddleId, 'huddle.join')
  await requireRight(context, viewer, 'agenda.edit', teamId)
  const formData = await takeForm(request)
  const form = readFormData(formData, agendaForm)
  const sent = { itemId: text(formData, 'itemId'), typed: text(formData, 'minutes') }
  if (!form.ok) {
    const { error } = form.sendBack().data
    return data(
      { ...sent, beside: true, errors: Object.values(error ?? {}).flatMap((said) => said ?? []) },
      { status: 422 },
    )
  }
  const changed = await change(context.world, viewer, huddleId, form.value)
  if (!changed.ok)
    return data({ ...sent, beside: false, errors: [sayings[changed.problem]] }, { status: 409 })
  return redirect(`/huddles/${huddleId}/agenda`)
}

function change(world: World, viewer: Viewer, huddleId: HuddleId, deed: z.output<typeof agendaForm>) {
  switch (deed.intent) {
    case 'move-up':
    case 'move-down': {
      const { intent, ...item } = deed
      const direction = intent === 'move-up' ? 'up' : 'down'
      return moveItem(world, viewer, { huddleId, ...item, direction })
    }
    case 'minutes': {
      const { intent: _, ...item } = deed
      return setItemMinutes(world, viewer, { huddleId, ...item })
    }
    case 'remove': {
      const { intent: _, ...item } = deed
      return removeItem(world, viewer, { huddleId, ...item })
    }
    case 'add': {
      const { intent: _, ...entry } = deed
      return addItem(world, viewer, { huddleId, ...entry })
    }
    case 'apply': {
      const { intent: _, ...order } = deed
      return applyOrder(world, viewer, { huddleId, ...order })
    }
  }
}

function text(formData: FormData, name: string): string | undefined {
  const value = formData.get(name)
  return typeof value === 'string' ? value : undefined
}

// After a refusal the page shows the agenda as it stands now.
export const shouldRevalidate = () => true

export default function Agenda() {
  const agenda = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { huddleId, zone, edits, rows, queue, suggestion } = agenda
  const wrongRow = rows.find((row) => row.itemId === answer?.itemId)
  return (
    <Page>
      <PageTitle
        above={
          <TextLink to={`/huddles/${huddleId}`}>
            {agenda.startsAt && agenda.endsAt ? (
              <Moment iso={agenda.startsAt} until={agenda.endsAt} zone={zone} form="range" />
            ) : (
              'Huddle without a time yet'
            )}
          </TextLink>
        }
        lead={
          <Fill
            until={agenda.until}
            minutes={agenda.minutes}
            setup={agenda.setupMinutes}
            cases={rows.length}
          />
        }
        actions={
          edits && (
            <>
              {rows.length > 1 && (
                <ButtonLink to="?suggest=1#suggestion" variant="secondary" icon={ListOrdered}>
                  Suggest an order
                </ButtonLink>
              )}
              {agenda.state === 'draft' && (
                <ButtonLink to={`/huddles/${huddleId}/time`}>Find a time</ButtonLink>
              )}
            </>
          )
        }
      >
        Agenda
      </PageTitle>
      {answer && (!answer.beside || !wrongRow) && (
        <Refusal errors={answer.errors} row={wrongRow} typed={answer.typed} />
      )}
      {suggestion && <SuggestedOrder suggestion={suggestion} huddleId={huddleId} />}
      {rows.length === 0 ? (
        <EmptyState title="Nothing is on the agenda yet">
          {edits
            ? 'Add cases from the queue below. Whom they need, and how long they take, comes with them.'
            : 'A lead puts cases on it. Until the huddle begins it may change.'}
        </EmptyState>
      ) : (
        <AgendaTable
          rows={rows}
          zone={zone}
          {...(edits && {
            actions: (row, index) =>
              row.state === 'planned' ? (
                <ItemActions
                  row={row}
                  up={rows[index - 1]?.state === 'planned'}
                  down={index < rows.length - 1}
                  typed={answer?.itemId === row.itemId ? answer.typed : undefined}
                  errors={answer?.itemId === row.itemId && answer.beside ? answer.errors : undefined}
                />
              ) : null,
          })}
        />
      )}
      {edits && (
        <Section title="Waiting in the queue" aside={queue.length > 0 && `(${queue.length})`}>
          {queue.length === 0 ? (
            <p className="text-ink-soft">Nothing else waits.</p>
          ) : (
            <Queue queue={queue} zone={zone} />
          )}
        </Section>
      )}
    </Page>
  )
}

interface FillProps {
  until: number
  minutes: number
  setup: number
  cases: number
}

function Fill({ until, minutes, setup, cases }: FillProps) {
  if (cases === 0) return null
  return (
    <>
      {casesWords(cases)}. <Duration minutes={until} /> of <Duration minutes={minutes} /> are filled
      {setup > 0 && (
        <>
          , <Duration minutes={setup} /> of them for arriving
        </>
      )}
      .
    </>
  )
}

interface RefusalProps {
  errors: readonly string[]
  row: { minutes: number; patient: { family: string; given: string } } | undefined
  typed: string | undefined
}

function Refusal({ errors, row, typed }: RefusalProps) {
  return (
    <Notice tone="warn" announce title={errors.join(' ')}>
      {row && typed && (
        <>
          {row.patient.family.toLocaleUpperCase('en')}, {row.patient.given} now has {row.minutes} min; you
          typed {typed}.
        </>
      )}
    </Notice>
  )
}

type Suggestion = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['suggestion']>

function SuggestedOrder({ suggestion, huddleId }: { suggestion: Suggestion; huddleId: string }) {
  const { differs, changes, gains, basis, exact } = suggestion
  const back = `/huddles/${huddleId}/agenda`
  return (
    <Section id="suggestion" title="Suggested order">
      {differs ? (
        <div className="flex flex-col gap-4">
          <p>
            {gains}{' '}
            {exact
              ? 'No order is better.'
              : 'There may be a still better one: there are too many cases to try all orders.'}{' '}
            Nothing has changed yet.
          </p>
          <OrderDifference changes={changes} />
          <div className="flex flex-wrap gap-2">
            <Form method="post" action={back}>
              <FormKey />
              <input type="hidden" name="basis" value={basis} />
              <Button name="intent" value="apply">
                Apply this order
              </Button>
            </Form>
            <ButtonLink to={back} variant="secondary">
              Keep the order as it is
            </ButtonLink>
          </div>
        </div>
      ) : (
        <Notice
          title="The order is as it would be suggested"
          actions={
            <ButtonLink to={back} variant="secondary" size="small">
              Close
            </ButtonLink>
          }
        />
      )}
    </Section>
  )
}

type Waiting = ReturnType<typeof useLoaderData<typeof loader>>['queue']

function Queue({ queue, zone }: { queue: Waiting; zone: string }) {
  return (
    <DataTable
      caption="Cases that wait, the most urgent first"
      columns={
        <>
          <ColumnHead>Case</ColumnHead>
          <ColumnHead>Minutes</ColumnHead>
          <ColumnHead>Why it waits</ColumnHead>
          <ColumnHead hidden>Add</ColumnHead>
        </>
      }
    >
      {queue.map((entry) => (
        <Row key={entry.queueEntryId}>
          <RowHead>
            <RowPatient patient={entry.patient} similar={entry.patient.similar} />
          </RowHead>
          <Cell label="Minutes" nowrap>
            {entry.minutes} min
          </Cell>
          <Cell label="Why">
            <ItemWhy item={entry} zone={zone} />
          </Cell>
          <Cell>
            <Form method="post" preventScrollReset>
              <FormKey />
              <input type="hidden" name="queueEntryId" value={entry.queueEntryId} />
              <Button
                variant="secondary"
                name="intent"
                value="add"
                aria-label={`Add ${entry.patient.family}, ${entry.patient.given} to the agenda`}
              >
                Add
              </Button>
            </Form>
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}
