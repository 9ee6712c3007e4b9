import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ListChecks } from 'lucide-react'
import { withConsent } from '#app/features/cases/server/consent-shown.ts'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { dueGroups } from '../core/due.ts'
import { readMyTasks } from '../server/my-tasks.ts'
import type { ShownTask } from '../server/shown-tasks.ts'
import { TapForm, TaskActions, TaskRow } from '../ui/task-row.tsx'

export const meta: MetaFunction = () => [{ title: 'My tasks · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { world } = context
  const tasks = await inOrganization(world, viewer, async (scope) =>
    withConsent(scope, await readMyTasks(scope, viewer)),
  )
  return { ...tasks, now: world.now().toISO() ?? '', zone: viewer.zone }
}

export default function MyTasksPage() {
  const { groups, handedOn, askedOfOthers, ended, now, zone } = useLoaderData<typeof loader>()
  const mine = groups.reduce((sum, { tasks }) => sum + tasks.length, 0)
  const row = (task: ShownTask) => ({ task, now, zone, withPatient: true as const })
  return (
    <Page width="reading">
      <PageTitle lead={mine === 0 ? undefined : mine === 1 ? 'One open task' : `${mine} open tasks`}>
        My tasks
      </PageTitle>
      {handedOn.length > 0 && (
        <Section title="Nobody has accepted these">
          <TaskList label="Safety tasks nobody has accepted">
            {handedOn.map((task) => (
              <TaskRow key={task.taskId} {...row(task)}>
                <div className="mt-3">
                  <TapForm to={`/tasks/${task.taskId}`} intent="take">
                    <Button variant="danger">I take it</Button>
                  </TapForm>
                </div>
              </TaskRow>
            ))}
          </TaskList>
        </Section>
      )}
      {mine === 0 && (
        <EmptyState icon={ListChecks} title="Nothing to do">
          What a huddle asks of you will stand here, the most pressing first.
        </EmptyState>
      )}
      {groups
        .filter(({ tasks }) => tasks.length > 0)
        .map(({ group, tasks }) => (
          <Section key={group} title={dueGroups[group]} aside={String(tasks.length)}>
            <TaskList label={dueGroups[group]}>
              {tasks.map((task) => (
                <TaskRow key={task.taskId} {...row(task)}>
                  <TaskActions
                    task={task}
                    canGiveBack={task.safety ? task.escalated < 2 : task.requester !== task.owner}
                  />
                </TaskRow>
              ))}
            </TaskList>
          </Section>
        ))}
      {askedOfOthers.length > 0 && (
        <Section title="Waiting for others" aside="What you asked for">
          <TaskList label="Waiting for others">
            {askedOfOthers.map((task) => (
              <TaskRow key={task.taskId} {...row(task)} />
            ))}
          </TaskList>
        </Section>
      )}
      {ended.length > 0 && (
        <Section title="Ended in the last seven days">
          <TaskList label="Ended">
            {ended.map((task) => (
              <TaskRow key={task.taskId} {...row(task)} />
            ))}
          </TaskList>
        </Section>
      )}
    </Page>
  )
}

function TaskList({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {children}
    </ul>
  )
}
