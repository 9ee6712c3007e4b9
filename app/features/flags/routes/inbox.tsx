import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
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
import { ErrorSummary } from '#app/ui/form.tsx'
import { formatTime } from '#app/ui/moment-words.ts'
import { Notice } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { Pagination } from '#app/ui/table.tsx'
import { inboxSearch, inboxViews, isFiltered, readInboxQuery } from '../core/inbox-query.ts'
import { inboxForm } from '../forms.ts'
import { actInInbox } from '../server/act-in-inbox.ts'
import { readInbox } from '../server/read-inbox.ts'
import { readMeanwhile } from '../server/read-meanwhile.ts'
import { Filter, Keys, keysDialog, Views } from '../ui/inbox-controls.tsx'
import { CarriedList, EarlierList, RecentList } from '../ui/inbox-lists.tsx'
import { SettledRows, WaitingRows } from '../ui/inbox-sections.tsx'
import { emptyWords, inboxSayings, sayMeanwhile } from '../ui/sayings.ts'
import { idsOf, toSentBack, typedWords } from '../ui/sent-back.ts'
import { useInboxNews } from '../ui/use-inbox-news.ts'
import { useFocusAfterDeed, useTriageKeys } from '../ui/use-triage-keys.ts'

export const meta: MetaFunction = () => [{ title: 'Inbox · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const teamId = idOf(params.teamId)
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'case.read', teamId)
  const query = readInboxQuery(new URL(request.url).searchParams)
  if (!query) throw new Response('This inbox cannot be filtered like that.', { status: 400 })
  const page = await inOrganization(context.world, viewer, async (scope) => {
    const read = await readInbox(scope, viewer, teamId, query)
    return read && withConsent(scope, read)
  })
  if (!page) throw notFound()
  return { ...page, now: context.world.now().toISO() ?? '' }
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
  // Whoever was overtaken is told by whom, and what became of the flag.
  if (acted.problem === 'changed-meanwhile' && 'flagId' in form.value) {
    const { flagId } = form.value
    const meanwhile = await inOrganization(context.world, viewer, (scope) => readMeanwhile(scope, flagId))
    if (meanwhile) {
      const clock = meanwhile.at ? formatTime(meanwhile.at, viewer.zone) : ''
      return form.sendBack({ '': [sayMeanwhile(meanwhile, clock)] }, 409)
    }
  }
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
  const { mayTriage, query, now, zone, rows, counts } = page
  const [said, say] = useState('')
  const keys = useTriageKeys(mayTriage, keysDialog, say)
  useInboxNews(page.teamId, page.moves)
  useFocusAfterDeed()
  const sentBack = sent && toSentBack(sent)
  const address = inboxSearch(query)
  const main = query.show === 'to-decide'
  const list = { page, now, sentBack, keys: keys.ready && keys.on }
  const filter = (counts[query.show] > 5 || isFiltered(query)) && (
    <Filter query={query} people={page.people} />
  )
  return (
    <Page>
      <PageTitle
        lead={mayTriage ? undefined : 'Only leads decide here.'}
        actions={
          <>
            {mayTriage && keys.ready && (
              <div className="pointer-coarse:hidden">
                <Keys on={keys.on} turn={keys.turn} />
              </div>
            )}
            <ButtonLink to={`/teams/${page.teamId}/queue`} variant="secondary">
              Queue: what will be discussed
            </ButtonLink>
          </>
        }
      >
        Inbox
      </PageTitle>
      <ErrorSummary errors={sentBack?.errors} ids={idsOf(sentBack)} focusField />
      {sentBack?.errors[''] && typedWords(sentBack) && (
        <Notice title="What you had typed">
          <p className="whitespace-pre-line">{typedWords(sentBack)}</p>
        </Notice>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
      {page.crisisInstruction && (
        <Notice tone="safety" title="Nobody of the team is at work now">
          <p className="whitespace-pre-line">{page.crisisInstruction}</p>
        </Notice>
      )}
      <Views query={query} counts={counts} />
      {page.safety.length > 0 && (
        <Section title="Safety" aside="Open until somebody says what was found and done">
          <SettledRows {...list} rows={page.safety} label="Safety flags" />
        </Section>
      )}
      {page.carried.length > 0 && (
        <Section title="Carried over three times or more" aside="Raise it, or say why it may wait">
          <CarriedList rows={page.carried} mayTriage={mayTriage} zone={zone} sentBack={sentBack} />
        </Section>
      )}
      <Section title={inboxViews[query.show]} aside={sayCount(counts[query.show])} actions={filter}>
        {counts[query.show] === 0 && (
          <EmptyState
            icon={Inbox}
            title={isFiltered(query) ? 'Nothing here fits' : emptyWords[query.show].title}
            action={
              isFiltered(query) && (
                <TextLink to={inboxSearch({ ...query, ...everything }) || '?'}>Show all</TextLink>
              )
            }
          >
            {isFiltered(query) ? 'Other flags may: the filter hides them.' : emptyWords[query.show].how}
          </EmptyState>
        )}
        {main ? (
          <WaitingRows key={address} {...list} rows={rows} label="Flags to decide about" />
        ) : query.show === 'recent' ? (
          rows.length > 0 && <RecentList flags={rows} mayTriage={mayTriage} now={now} zone={zone} />
        ) : (
          <SettledRows {...list} rows={rows} label={inboxViews[query.show]} />
        )}
        {page.pages > 1 && (
          <Pagination
            page={query.page}
            pages={page.pages}
            total={counts[query.show]}
            of="flags"
            toPage={(number) => inboxSearch({ ...query, page: number }) || '?'}
          />
        )}
      </Section>
      {page.earlier.length > 0 && (
        <Section title="Earlier positive answers" aside="Check that someone followed up">
          <EarlierList rows={page.earlier} sentBack={sentBack} />
        </Section>
      )}
      {page.recent.length > 0 && (
        <Section
          title="Recently triaged"
          actions={
            counts.recent > page.recent.length && (
              <TextLink
                to={inboxSearch({ ...query, show: 'recent', page: 1 })}
                className="inline-flex min-h-11 items-center"
              >
                All {counts.recent} of the last seven days
              </TextLink>
            )
          }
        >
          <RecentList flags={page.recent} mayTriage={mayTriage} now={now} zone={zone} />
        </Section>
      )}
    </Page>
  )
}

const everything = { urgency: null, by: null, manager: null, page: 1 } as const

function sayCount(count: number): string {
  return count === 0 ? '' : count === 1 ? '1 flag' : `${count} flags`
}

function idOf(text: string | undefined): TeamId {
  const id = readId<TeamId>(text)
  if (!id) throw notFound()
  return id
}
