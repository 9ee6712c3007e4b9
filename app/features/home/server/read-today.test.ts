import { expect, test } from 'vitest'
import { acceptTask } from '#app/features/tasks/server/accept-task.ts'
import { declineTask } from '#app/features/tasks/server/decline-task.ts'
import { offerTask } from '#app/features/tasks/server/offer-task.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { aCase } from '#tests/support/cases.ts'
import { aTrio } from '#tests/support/flags.ts'
import { worldAt } from '#tests/support/world.ts'
import { readToday } from './read-today.ts'

test('a task that waits for an answer is on the first page, however far off it is due', async () => {
  const world = await worldAt('2026-12-01 09:00')
  const { teamId, lead, manager } = await aTrio(world)
  const { caseId } = await aCase(world, lead, { teamId })
  const offer = (title: string) =>
    inOrganization(world, lead, (scope) =>
      offerTask(scope, {
        caseId,
        teamId,
        ownerId: manager.personId,
        requesterId: lead.personId,
        kind: 'other',
        title,
        dueOn: '2026-12-20',
        urgency: 'routine',
        safety: false,
      }),
    )
  const [accepted, , givenBack] = [
    await offer('Accepted'),
    await offer('Not answered'),
    await offer('Given back'),
  ]
  await acceptTask(world, manager, { taskId: accepted })
  await declineTask(world, manager, { taskId: givenBack, reason: 'I am away.' })

  const first = await inOrganization(world, manager, (scope) => readToday(scope, manager))
  expect(first.tasks.unanswered.map((task) => task.title)).toEqual(['Not answered'])
  expect(first.tasks.later.map((task) => task.title)).toEqual(['Accepted'])
  const asked = await inOrganization(world, lead, (scope) => readToday(scope, lead))
  expect(asked.tasks.unanswered.map((task) => task.title)).toEqual(['Given back'])
})
