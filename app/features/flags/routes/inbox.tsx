import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { Inbox } from 'lucide-react'
import { withConsent } from '#app/features/cases/server/consent-shown.ts'
import {
  notFound,
  requireRight,
  requireViewer,
  unseen,
} from '#app/features/people/server/require-viewer.server.ts'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { ErrorSummary } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { inboxForm } from '../forms.ts'
import { actInInbox } from '../server/act-in-inbox.ts'
import { readFilter, readInbox } from '../server/read-inbox.ts'
import { FlagRow, TriagedRow } from '../ui/flag-row.tsx'
import { Filter, Keys } from '../ui/inbox-controls.tsx'
import { CarriedList, EarlierList, RecentList } from '../ui/inbox-lists.tsx'
import { inboxSayings } from '../ui/sayings.ts'
import { fieldsOf, More, type SentBack, TriageForms, Verdict, VerdictFields } from '../ui/triage-form.tsx'
import { useFocusAfterDeed, useSteadyOrder, useTriageKeys } from '../ui/use-triage-keys.ts'

export const meta: MetaFunction = () => [{ title: 'Inbox · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const teamId = idOf(params.teamId)
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'case.read', teamId)
  const filter = readFilter(new URL(request.url).searchParams)
  const page = await inOrganization(context.world, viewer, async (scope) =>
    withConsent(scope, await readInbox(scope, viewer, teamId, filter)),
  )
  return { ...page, now: context.world.now().toISO() ?? '', zone: viewer.zone }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const teamId = idOf(params.teamId)
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'case.read', teamId)
  const form = readFormData(await takeForm(request), inboxForm)
  if (!form.ok) return form.sendBack()
  const acted = await actInInbox(context.world, viewer, form.value)
  if (acted.ok) return redirect(`/teams/${teamId}/inbox${new URL(request.url).search}`)
  if (acted.problem === 'no-such-flag' || acted.problem === 'not-a-lead')
    throw await unseen(context, viewer, {
      action: `inbox.${form.value.intent}`,
      entity: 'team',
      entityId: teamId,
    })
  const { field, words } = inboxSayings[acted.problem]
  return form.sendBack({ [field]: [words] }, field === '' ? 409 : 422)
}

// Who was overtaken sees how things stand now, so the page is read anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export default function InboxPage() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { mayTriage, filter, now, zone } = page
  const keys = useTriageKeys(mayTriage)
  const rows = useSteadyOrder(page.rows)
  useFocusAfterDeed()
  const sentBack = sent && toSentBack(sent)
  const sentFor = (flagId: string) => (sentBack?.typed.flagId === flagId ? sentBack : undefined)
  const ids = idsOf(sentBack)
  const nothing = page.waiting + page.safety.length + page.carried.length + page.earlier.length === 0
  return (
    <Page>
      <PageTitle
        lead={
          mayTriage
            ? 'What needs the team. The time to answer runs from when a flag was raised, whatever is decided here.'
            : 'What waits for a lead. Only leads decide here.'
        }
        actions={
          <ButtonLink to={`/teams/${page.teamId}/queue`} variant="secondary">
            Queue: what will be discussed
          </ButtonLink>
        }
      >
        Inbox
      </PageTitle>
      <ErrorSummary errors={sentBack?.errors} ids={ids} focusField />
      {page.crisisInstruction && (
        <Notice tone="safety" title="Nobody of the team is at work now">
          <p className="whitespace-pre-line">{page.crisisInstruction}</p>
        </Notice>
      )}
      {nothing && page.rows.length === 0 && (
        <EmptyState icon={Inbox} title="Nothing waits here">
          A case comes here when a rule or a person flags it. Flag one from its case page.
        </EmptyState>
      )}
      {page.safety.length > 0 && (
        <Section title="Safety" aside="Open until somebody says what was found and done">
          <ul aria-label="Safety flags" className="flex flex-col gap-3">
            {page.safety.map((flag) => (
              <FlagRow key={flag.flagId} flag={flag} now={now} zone={zone}>
                {mayTriage && (
                  <div className="mt-4 flex flex-wrap items-start gap-2 print:hidden">
                    {flag.verdict !== 'discuss' && (
                      <Verdict flag={flag} intent="discuss" label="Discuss it too" />
                    )}
                    <More
                      intent="close"
                      label="Close with what was found"
                      open={sentFor(flag.flagId)?.intent === 'close'}
                    >
                      <VerdictFields flag={flag} intent="close" submit="Close the flag and its task">
                        <TextArea
                          {...fieldsOf(flag, sentFor(flag.flagId)).of('found', 'close')}
                          label="What was found and done"
                          rows={3}
                          maxLength={2000}
                        />
                      </VerdictFields>
                    </More>
                  </div>
                )}
              </FlagRow>
            ))}
          </ul>
        </Section>
      )}
      {page.carried.length > 0 && (
        <Section title="Carried over three times or more" aside="Raise it, or say why it may wait">
          <CarriedList rows={page.carried} mayTriage={mayTriage} now={now} zone={zone} sentBack={sentBack} />
        </Section>
      )}
      {(page.waiting > 0 || rows.length > 0 || filter.urgency || filter.by) && (
        <Section
          title="To decide"
          aside={page.waiting === 1 ? 'One waits' : `${page.waiting} wait`}
          actions={<Filter filter={filter} />}
        >
          {rows.length === 0 && <p className="text-ink-soft">Nothing waits that fits the filter.</p>}
          <ul aria-label="Flags to decide about" className="flex flex-col gap-3">
            {rows.map((flag) =>
              flag.state === 'open' ? (
                <FlagRow key={flag.flagId} flag={flag} now={now} zone={zone}>
                  {mayTriage && (
                    <TriageForms
                      flag={flag}
                      people={page.people}
                      sentBack={sentFor(flag.flagId)}
                      keys={keys.ready && keys.on}
                    />
                  )}
                </FlagRow>
              ) : (
                <TriagedRow key={flag.flagId} flag={flag} />
              ),
            )}
          </ul>
        </Section>
      )}
      {page.notReady.length > 0 && (
        <Section title="Not ready" aside="Their clocks go on">
          <ul aria-label="Not ready" className="flex flex-col gap-3">
            {page.notReady.map((flag) => (
              <FlagRow key={flag.flagId} flag={flag} now={now} zone={zone}>
                <p className="mt-2">
                  <span className="text-ink-soft">Sent back for: </span>
                  {flag.verdictNote?.split('\n').join('; ')}
                </p>
                {mayTriage && (
                  <div className="mt-3 flex flex-wrap items-start gap-2">
                    <Verdict flag={flag} intent="discuss" label="It is ready: discuss" />
                    <TextLink
                      to={`/cases/${flag.caseId}/brief`}
                      className="inline-flex min-h-11 items-center"
                    >
                      Open the brief
                    </TextLink>
                  </div>
                )}
              </FlagRow>
            ))}
          </ul>
        </Section>
      )}
      {page.listed.length > 0 && (
        <Section title="Listed only">
          <ul aria-label="Listed only" className="flex flex-col gap-3">
            {page.listed.map((flag) => (
              <FlagRow key={flag.flagId} flag={flag} now={now} zone={zone}>
                {mayTriage && (
                  <div className="mt-3 flex flex-wrap items-start gap-2">
                    <Verdict flag={flag} intent="discuss" label="Discuss after all" />
                    <More intent="close" label="Close" open={sentFor(flag.flagId)?.intent === 'close'}>
                      <VerdictFields flag={flag} intent="close" submit="Close the flag">
                        <TextArea
                          {...fieldsOf(flag, sentFor(flag.flagId)).of('found', 'close')}
                          label="What was found and done"
                          rows={2}
                          maxLength={2000}
                        />
                      </VerdictFields>
                    </More>
                  </div>
                )}
              </FlagRow>
            ))}
          </ul>
        </Section>
      )}
      {page.earlier.length > 0 && (
        <Section title="Earlier positive answers" aside="Check that someone followed up">
          <EarlierList rows={page.earlier} sentBack={sentBack} />
        </Section>
      )}
      {page.recent.length > 0 && (
        <Section title="Recently triaged" aside="In the last seven days">
          <RecentList flags={page.recent} mayTriage={mayTriage} now={now} />
        </Section>
      )}
      {mayTriage && keys.ready && (
        <div className="pointer-coarse:hidden print:hidden">
          <Keys on={keys.on} turn={keys.turn} />
        </div>
      )}
    </Page>
  )
}

function toSentBack(sent: { initialValue?: unknown; error?: unknown }): SentBack {
  const typed = (sent.initialValue ?? {}) as Record<string, unknown>
  return {
    intent: typeof typed.intent === 'string' ? typed.intent : '',
    errors: (sent.error ?? {}) as Record<string, string[] | null>,
    typed,
  }
}

// The same field stands in many rows, so each has the id of its row behind its name.
function idsOf(sentBack: SentBack | undefined): Record<string, string> {
  if (!sentBack) return {}
  const { flagId, queueEntryId, scoreId, caseId } = sentBack.typed
  const of = flagId ?? queueEntryId ?? (scoreId ? `${String(scoreId)}-${String(caseId)}` : '')
  return Object.fromEntries(Object.keys(sentBack.errors).map((name) => [name, `${name}-${String(of)}`]))
}

function idOf(text: string | undefined): TeamId {
  const id = readId<TeamId>(text)
  if (!id) throw notFound()
  return id
}
