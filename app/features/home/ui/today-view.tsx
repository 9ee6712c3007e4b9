import { CalendarClock, CircleCheck, Inbox, ListOrdered, PencilLine, UserPlus } from 'lucide-react'
import { taskStates } from '#app/features/tasks/core/task.ts'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Day, DueIn, Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Columns, EmptyState, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import type { Today, TodayHuddle, TodayMissed, TodayTask, TodayTeam } from '../server/read-today.ts'

interface TodayViewProps {
  today: Today
  isAdmin: boolean
  crisisInstruction: string | null
}

/** The first page: what needs whoever is looking, the most pressing first. */
export function TodayView({ today, isAdmin, crisisInstruction }: TodayViewProps) {
  const { now, zone, safety, huddles, tasks, teams } = today
  const due = tasks.overdue.length + tasks.today.length + tasks.week.length + tasks.unanswered.length
  return (
    <Page>
      <PageTitle lead={<Moment iso={now} zone={zone} form="weekday" />}>Today</PageTitle>
      <Stack gap="loose">
        {safety.length > 0 && <Safety tasks={safety} today={today} crisisInstruction={crisisInstruction} />}
        {today.missed.length > 0 && <Missed missed={today.missed} zone={zone} />}
        {!today.inTeams && !isAdmin && (
          <EmptyState icon={UserPlus} title="You are in no team yet">
            An admin of your organization can add you to one. Until then there is nothing to show here.
          </EmptyState>
        )}
        {isAdmin && !crisisInstruction && (
          <Notice tone="warn" title="What is to be done in a crisis is not written yet">
            <TextLink to="/admin/organization">Write the crisis instruction</TextLink> first. Every page leads
            to it, and no team can be made without it.
          </Notice>
        )}
        {teams.map((team) => (
          <Lead key={team.teamId} team={team} zone={zone} />
        ))}
        {today.inTeams && (
          <Columns>
            <Section title="My huddles">
              <Card>
                <Huddles huddles={huddles} zone={zone} />
              </Card>
            </Section>
            <Section title="My tasks" actions={<TextLink to="/tasks">All my tasks</TextLink>}>
              <Card>
                {due === 0 ? (
                  <p className="text-ink-soft flex items-center gap-2">
                    <CircleCheck aria-hidden="true" size={18} />
                    Nothing is due this week{tasks.later.length > 0 ? `, ${tasks.later.length} later` : ''}.
                  </p>
                ) : (
                  <Stack>
                    <Tasks title="Overdue" tasks={tasks.overdue} today={today} late />
                    <Tasks title="Today" tasks={tasks.today} today={today} />
                    <Tasks title="This week" tasks={tasks.week} today={today} />
                    <Tasks title="Waiting for your answer" tasks={tasks.unanswered} today={today} />
                  </Stack>
                )}
              </Card>
            </Section>
          </Columns>
        )}
        {isAdmin && (today.invited > 0 || !today.inTeams) && <Admin today={today} />}
      </Stack>
    </Page>
  )
}

function Safety({
  tasks,
  today,
  crisisInstruction,
}: {
  tasks: readonly TodayTask[]
  today: Today
  crisisInstruction: string | null
}) {
  return (
    <Notice
      tone="safety"
      title={tasks.length === 1 ? 'A safety task is open' : `${tasks.length} safety tasks are open`}
    >
      <ul className="divide-safety-line divide-y">
        {tasks.map((task) => (
          <li key={task.taskId} className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
            {task.patient && <RowPatient patient={task.patient} />}
            <span className="min-w-48 grow">
              <TextLink to={`/tasks/${task.taskId}`} className="font-semibold">
                {task.title}
              </TextLink>
              <span className="block text-sm">
                {task.mine ? 'Yours' : task.owner},{' '}
                {task.state === 'accepted' ? 'accepted' : 'not accepted yet'}
                {task.dueAt && (
                  <>
                    , <DueIn due={task.dueAt} now={today.now} zone={today.zone} />
                  </>
                )}
              </span>
            </span>
            <ButtonLink
              to={`/tasks/${task.taskId}`}
              variant={task.mine ? 'danger' : 'secondary'}
              size="small"
            >
              Open
            </ButtonLink>
          </li>
        ))}
      </ul>
      {crisisInstruction && (
        <p className="mt-2 text-sm">
          <span className="font-semibold">If nobody can be reached: </span>
          <span className="whitespace-pre-line">{crisisInstruction}</span>
        </p>
      )}
    </Notice>
  )
}

// Whoever was told that flags were not answered in time: who leads the team decides, anybody else reaches somebody who can.
function Missed({ missed, zone }: { missed: readonly TodayMissed[]; zone: string }) {
  return (
    <Notice tone="warn" title="Not answered in time">
      <ul>
        {missed.map((team) => (
          <li key={team.teamId} className="py-0.5">
            {team.mine ? (
              <TextLink to={`/teams/${team.teamId}/inbox?show=missed`} className="font-semibold">
                {team.flags} {team.flags === 1 ? 'flag' : 'flags'} of {team.team}
              </TextLink>
            ) : (
              <span className="font-semibold">
                {team.flags} {team.flags === 1 ? 'flag' : 'flags'} of {team.team}
              </span>
            )}
            , escalated since <Moment iso={team.since} zone={zone} />
            {!team.mine &&
              (team.leads.length > 0
                ? `. Please reach ${team.leads.join(' or ')}, who can decide.`
                : '. The team has no lead: an admin can name one.')}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Lead({ team, zone }: { team: TodayTeam; zone: string }) {
  return (
    <Section title={team.name}>
      <Card>
        <ul className="grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
          <Count
            icon={Inbox}
            to={`/teams/${team.teamId}/inbox`}
            count={team.inbox}
            one="flag to triage"
            many="flags to triage"
            none="Nothing to triage"
          />
          <Count
            icon={ListOrdered}
            to={`/teams/${team.teamId}/queue`}
            count={team.queue}
            one="case waits to be discussed"
            many="cases wait to be discussed"
            none="No case waits"
          />
          <Count
            icon={PencilLine}
            to={team.drafts.length === 1 ? `/huddles/${team.drafts[0]}` : `/teams/${team.teamId}/huddles`}
            count={team.drafts.length}
            one="huddle has no time yet"
            many="huddles have no time yet"
            none="Every huddle has a time"
          />
          <li className="flex items-center gap-3">
            <CalendarClock aria-hidden="true" size={20} className="text-ink-soft shrink-0" />
            {team.next ? (
              <TextLink to={`/huddles/${team.next.huddleId}`}>
                Next huddle <Moment iso={team.next.startsAt} zone={zone} form="datetime" />
              </TextLink>
            ) : (
              <TextLink to={`/huddles/new?team=${team.teamId}`}>Plan the next huddle</TextLink>
            )}
          </li>
        </ul>
      </Card>
    </Section>
  )
}

interface CountProps {
  icon: typeof Inbox
  to: string
  count: number
  one: string
  many: string
  none: string
}

function Count({ icon: Icon, to, count, one, many, none }: CountProps) {
  return (
    <li className="flex items-center gap-3">
      <Icon aria-hidden="true" size={20} className="text-ink-soft shrink-0" />
      {count === 0 ? (
        <TextLink to={to}>{none}</TextLink>
      ) : (
        <TextLink to={to}>
          <span className="text-lg font-semibold tabular-nums">{count}</span> {count === 1 ? one : many}
        </TextLink>
      )}
    </li>
  )
}

const answers = {
  none: 'You have not answered yet',
  yes: 'You said yes',
  maybe: 'You said maybe',
  no: 'You said no',
} as const

function Huddles({ huddles, zone }: { huddles: readonly TodayHuddle[]; zone: string }) {
  if (huddles.length === 0) return <p className="text-ink-soft">No huddle in the next two weeks.</p>
  return (
    <ul className="divide-line divide-y">
      {huddles.map((huddle) => (
        <li
          key={huddle.huddleId}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
        >
          <div className="min-w-52 grow">
            <p className="font-semibold">
              <Moment iso={huddle.startsAt} until={huddle.endsAt} zone={zone} form="range" />
            </p>
            <p className="text-ink-soft text-sm">
              {huddle.team}, {huddle.cases} {huddle.cases === 1 ? 'case' : 'cases'}
              {huddle.presenting > 0 && `, you present ${huddle.presenting}`}. {answers[huddle.answer]}.
            </p>
          </div>
          {huddle.live && <Badge tone="accent">Running now</Badge>}
          {huddle.live || huddle.open ? (
            <ButtonLink to={`/huddles/${huddle.huddleId}/live`} variant="primary">
              {huddle.live ? 'Join' : 'Open'}
            </ButtonLink>
          ) : (
            <ButtonLink
              to={`/huddles/${huddle.huddleId}`}
              variant={huddle.answer === 'none' ? 'primary' : 'secondary'}
            >
              {huddle.answer === 'none' ? 'Answer' : 'Look at it'}
            </ButtonLink>
          )}
        </li>
      ))}
    </ul>
  )
}

function Tasks({
  title,
  tasks,
  today,
  late,
}: {
  title: string
  tasks: readonly TodayTask[]
  today: Today
  late?: boolean
}) {
  if (tasks.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="mb-1 flex items-center gap-2 font-semibold">
        {title} {late && <Badge tone="warn">{tasks.length}</Badge>}
      </h3>
      <ul className="divide-line divide-y">
        {tasks.map((task) => (
          <li key={task.taskId} className="py-2">
            <TextLink to={`/tasks/${task.taskId}`}>{task.title}</TextLink>
            <p className="text-ink-soft text-sm">
              {task.patient && (
                <>
                  {task.patient.family.toLocaleUpperCase('en')}, {task.patient.given} ·{' '}
                </>
              )}
              {task.dueAt ? (
                <DueIn due={task.dueAt} now={today.now} zone={today.zone} />
              ) : (
                <>
                  due <Day date={task.dueOn} weekday />
                </>
              )}
              {task.state === 'offered' && <> · {taskStates.offered.toLowerCase()}, waits for your answer</>}
              {task.state === 'offered-back' && <> · offered back to you</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Admin({ today }: { today: Today }) {
  return (
    <Section title="Organization">
      <Card>
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          {today.invited > 0 && (
            <TextLink to="/admin/people">
              {today.invited}{' '}
              {today.invited === 1 ? 'person was invited and has' : 'people were invited and have'} not signed
              in yet
            </TextLink>
          )}
          <TextLink to="/admin">People, teams and imports</TextLink>
        </p>
      </Card>
    </Section>
  )
}
