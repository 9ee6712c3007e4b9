import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { DateTime } from 'luxon'
import { clashShown, isClash } from '#app/features/huddles/server/clash-page.server.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { type MoveProblem, moveHuddle } from '#app/features/huddles/server/move-huddle.ts'
import { requireHuddle } from '#app/features/huddles/server/require-huddle.server.ts'
import { type ScheduleProblem, scheduleHuddle } from '#app/features/huddles/server/schedule-huddle.ts'
import { clashWords } from '#app/features/huddles/ui/clash-words.ts'
import { notFound, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { AvailabilityGrid } from '#app/ui/availability-grid.tsx'
import { Badge } from '#app/ui/badge.tsx'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { NumberField, SelectField } from '#app/ui/field.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { FormActions, FormKey } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { formatDateTime, formatRange, formatTime, formatWeekday, formatZone } from '#app/ui/moment-words.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Columns, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { timeForm, timeQuestion } from '../forms.ts'
import { type OpeningRow, showTimes } from '../server/time-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'Find a time · Huddle' }]

const sayings = {
  'no-such-huddle': 'This huddle is not there any more.',
  'changed-meanwhile': 'Somebody else has just changed this huddle. The times below are found anew.',
  'not-a-draft':
    'Somebody else has just given this huddle its time. It is shown above; you can move it from here.',
  'not-scheduled': 'This huddle cannot be moved any more.',
  'in-the-past': 'That time has gone by.',
  'too-short': 'The huddle must be longer than its time for arriving.',
  'same-time': 'The huddle is at that time already.',
  'nobody-asked': 'Nobody is asked to this huddle yet.',
} satisfies Record<ScheduleProblem | MoveProblem, string>

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { huddleId, teamId, state } = await requireHuddle(context, viewer, params.huddleId, 'huddle.schedule')
  if (state !== 'draft' && state !== 'scheduled') throw redirect(`/huddles/${huddleId}`)
  const question = timeQuestion.parse(Object.fromEntries(new URL(request.url).searchParams))
  return inOrganization(context.world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle) throw notFound()
    return {
      teamId,
      huddleId,
      version: huddle.version,
      zone: viewer.zone,
      moves: huddle.state === 'scheduled',
      startsAt: huddle.startsAt?.toISO() ?? null,
      endsAt: huddle.endsAt?.toISO() ?? null,
      ...(await showTimes(scope, huddle, viewer.zone, question)),
    }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { huddleId } = await requireHuddle(context, viewer, params.huddleId, 'huddle.schedule')
  const form = await readForm(request, timeForm)
  if (!form.ok) return data({ wrong: 'Choose one of the times below.', clashes: null }, { status: 422 })
  const { intent, ...wanted } = form.value
  const startsAt = DateTime.fromISO(wanted.startsAt, { zone: 'utc' })
  const give = intent === 'schedule' ? scheduleHuddle : moveHuddle
  const given = await give(context.world, viewer, { huddleId, ...wanted, startsAt })
  if (given.ok) return redirect(`/huddles/${huddleId}`)
  if (isClash(given)) return data({ wrong: '', clashes: clashShown(given) }, { status: 409 })
  return data({ wrong: sayings[given.problem], clashes: null }, { status: 409 })
}

// After a refusal the times are found anew.
export const shouldRevalidate = () => true

export default function Time() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { huddleId, zone, startsAt, endsAt, openings, chosen, none } = page
  return (
    <Page width="full">
      <PageTitle
        above={<TextLink to={`/huddles/${huddleId}`}>Huddle</TextLink>}
        lead={
          startsAt && endsAt ? (
            <>
              Now at <Moment iso={startsAt} until={endsAt} zone={zone} form="range" />
            </>
          ) : (
            'Best first: the most important cases with the people they need.'
          )
        }
        actions={
          <>
            <ButtonLink to={`/huddles/${huddleId}/agenda`} variant="quiet">
              Agenda
            </ButtonLink>
            <ButtonLink to={`/huddles/${huddleId}/now`} variant="secondary">
              Hold it now
            </ButtonLink>
          </>
        }
      >
        {page.moves ? 'Move the huddle' : 'Find a time'}
      </PageTitle>
      {answer && (
        <Notice tone="warn" announce title={answer.clashes ? 'That time cannot be had' : answer.wrong}>
          {answer.clashes && clashWords(answer.clashes, zone).map((words) => <p key={words}>{words}</p>)}
        </Notice>
      )}
      {page.gone && (
        <Notice tone="warn" title="The huddle cannot begin then. The best time is shown instead." />
      )}
      {page.withoutHours.length > 0 && (
        <Notice title={`No working hours are known of ${page.withoutHours.join(', ')}`}>
          They count as not free. An admin can say when they work.
        </Notice>
      )}
      <Horizon />
      {none && (
        <Notice tone="warn" title="No time fits">
          <p>{none.why}</p>
          {none.blocking.length > 0 && (
            <ul className="mt-2 list-disc pl-5">
              {none.blocking.map(({ name, starts }) => (
                <li key={name}>
                  {name} alone rules out {starts} {starts === 1 ? 'start' : 'starts'}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      {chosen && (
        <Columns shape="main-aside">
          <Section title="Times" aside="best first">
            <ol className="flex flex-col gap-2">
              {openings.map((opening) => (
                <li key={opening.startsAt}>
                  <OpeningCard opening={opening} current={opening.startsAt === chosen.startsAt} />
                </li>
              ))}
            </ol>
          </Section>
          <Chosen opening={chosen} />
        </Columns>
      )}
      <Everybody />
    </Page>
  )
}

/** The address of this page with another start or day; it carries times and nothing else. */
function useAddress() {
  const { from, to, minutes } = useLoaderData<typeof loader>()
  return (more: { at?: string; day?: string }) =>
    `?${new URLSearchParams({ from, to, minutes: String(minutes), ...more })}`
}

function Horizon() {
  const { from, to, minutes } = useLoaderData<typeof loader>()
  return (
    <Form
      method="get"
      key={`${from} ${to} ${minutes}`}
      className="grid grid-cols-2 items-start gap-x-3 gap-y-3 max-sm:[&_input[type=date]]:w-full sm:flex sm:flex-wrap sm:gap-x-4"
    >
      <DateField name="from" label="From" defaultValue={from} />
      <DateField name="to" label="To" defaultValue={to} />
      <NumberField name="minutes" label="Length" unit="min" defaultValue={minutes} />
      <div className="pt-7">
        <Button variant="secondary">Look again</Button>
      </div>
    </Form>
  )
}

function OpeningCard({ opening, current }: { opening: OpeningRow; current: boolean }) {
  const { zone } = useLoaderData<typeof loader>()
  const address = useAddress()
  return (
    <div
      className={`bg-surface rounded-lg border p-4 ${current ? 'border-accent bg-accent-soft' : 'border-line'}`}
      aria-current={current || undefined}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-72 sm:shrink">
          <p className="font-semibold">
            <Moment iso={opening.startsAt} until={opening.endsAt} zone={zone} form="range" />
          </p>
          {opening.lastStart !== opening.startsAt && (
            <p className="text-ink-soft">
              or any start until <Moment iso={opening.lastStart} zone={zone} form="time" />
            </p>
          )}
          <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
            <QualityBadge quality={opening.quality} />
            <span className="min-w-0">{opening.sentence}.</span>
          </p>
        </div>
        {current ? (
          <span className="text-accent py-2 font-semibold">Chosen</span>
        ) : (
          <ButtonLink
            to={`${address({ at: opening.startsAt })}#chosen`}
            variant="secondary"
            preventScrollReset
            aria-label={`Choose ${formatDateTime(opening.startsAt, zone)}`}
          >
            Choose
          </ButtonLink>
        )}
      </div>
    </div>
  )
}

function QualityBadge({ quality }: { quality: OpeningRow['quality'] }) {
  const tones = { Good: 'accent', Fair: 'neutral', Poor: 'warn' } as const
  return <Badge tone={tones[quality]}>{quality}</Badge>
}

function Chosen({ opening }: { opening: OpeningRow }) {
  const { zone, version, minutes, moves, step } = useLoaderData<typeof loader>()
  const starts = startsOf(opening, step)
  return (
    <div id="chosen">
      <Card title={formatRange(opening.startsAt, opening.endsAt, zone)}>
        <Stack>
          <p className="text-ink-soft">{formatZone(opening.startsAt, zone)}</p>
          <p>
            <QualityBadge quality={opening.quality} /> <span className="ml-1">{opening.sentence}.</span>
          </p>
          {opening.unserved.length > 0 && (
            <div>
              <p className="font-semibold">Not reached then</p>
              <ul className="mt-1 flex flex-col gap-1">
                {opening.unserved.map(({ itemId, patient, why, missing }) => (
                  <li key={itemId}>
                    {patient.family.toLocaleUpperCase('en')}, {patient.given}:{' '}
                    {why === 'no-room' ? 'no room' : `needs ${missing.join(', ')}`}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Form method="post" key={opening.startsAt}>
            <FormKey />
            <input type="hidden" name="intent" value={moves ? 'move' : 'schedule'} />
            <input type="hidden" name="version" value={version} />
            <input type="hidden" name="minutes" value={minutes} />
            {starts.length === 1 ? (
              <input type="hidden" name="startsAt" value={opening.startsAt} />
            ) : (
              <SelectField
                name="startsAt"
                label="Start"
                hint="All of these are equally good."
                defaultValue={opening.startsAt}
                options={starts.map((iso) => ({ value: iso, label: formatTime(iso, zone) }))}
              />
            )}
            <FormActions
              aside={moves ? 'Everybody is invited again, by mail.' : 'Everybody gets an invitation by mail.'}
            >
              <Button>
                {moves ? 'Move to' : 'Schedule for'} {formatWeekday(opening.startsAt, zone)}
              </Button>
            </FormActions>
          </Form>
        </Stack>
      </Card>
    </div>
  )
}

function startsOf(opening: OpeningRow, stepMinutes: number): string[] {
  const starts: string[] = []
  for (let at = Date.parse(opening.startsAt); at <= Date.parse(opening.lastStart); at += stepMinutes * 60_000)
    starts.push(new Date(at).toISOString())
  return starts
}

function Everybody() {
  const { grid, zone, chosen } = useLoaderData<typeof loader>()
  const address = useAddress()
  const [before, after] = [-1, 1].map((days) => shifted(grid.day, days))
  const label = formatWeekday(grid.day, zone)
  return (
    <Section
      title={label}
      actions={
        <>
          <ButtonLink
            to={address({ day: before ?? grid.day })}
            variant="secondary"
            size="small"
            preventScrollReset
          >
            Day before
          </ButtonLink>
          <ButtonLink
            to={address({ day: after ?? grid.day })}
            variant="secondary"
            size="small"
            preventScrollReset
          >
            Day after
          </ButtonLink>
        </>
      }
    >
      <AvailabilityGrid
        caption={`Who is free on ${label}, ${formatZone(`${grid.day}T12:00:00Z`, zone)}`}
        days={[{ label, times: grid.columns.map(({ startsAt }) => formatTime(startsAt, zone)) }]}
        together={grid.columns.map(({ startsAt, free, state }) => ({
          state,
          free,
          to: state === 'not' ? undefined : `${address({ at: startsAt })}#chosen`,
          chosen: startsAt === chosen?.startsAt,
        }))}
        rows={grid.rows}
      />
    </Section>
  )
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
