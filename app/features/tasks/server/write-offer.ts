import { findOrganization, findPerson } from '#app/features/people/server/people-queries.server.ts'
import type { LetterWriter } from '#app/platform/letters.ts'
import type { PersonId, TaskId } from '#app/shared/ids.ts'
import { sayDay } from '../core/due.ts'
import { isOpen } from '../core/task.ts'
import { findTask } from './task-queries.server.ts'
import { isAnyoneWorking } from './working-now.ts'

/**
 * The letter `task.offered`: that there is a task, and until when. Nothing of what it is about, nor of whom. A safety task outside
 * everyone's hours brings the organization's own crisis instruction with it.
 *
 * Void once the task is done or somebody else's.
 */
export const writeOffer: LetterWriter = async (scope, owed) => {
  const task = await findTask(scope, owed.subjectId as TaskId)
  const owner = await findPerson(scope, owed.personId as PersonId)
  if (!task || !isOpen(task) || task.ownerId !== owed.personId) return undefined
  if (!owner || owner.state === 'ended') return undefined
  const link = `${scope.world.env.APP_ORIGIN}/tasks/${task.taskId}`
  const due = sayDay(task.dueAt ?? task.dueOn, owner.zone)
  const { crisisInstruction } = await findOrganization(scope)
  const nobodyWorks = task.safety && !(await isAnyoneWorking(scope, task.teamId))
  const text = task.safety
    ? [
        `A same-day task has been given to you in Huddle, due ${due}. Please accept it or give it back within 30 minutes; after that it goes on to the next person.`,
        link,
        'Huddle is not an emergency service. If nobody can act in time, follow the crisis instruction of your organization: it is shown when you open Huddle.',
        ...(nobodyWorks && crisisInstruction
          ? [`Nobody of the team is at work now. Your organization says:\n${crisisInstruction}`]
          : []),
      ]
    : [`A task has been given to you in Huddle, due ${due}.`, link]
  return {
    to: owner.mail,
    letter: {
      subject: task.safety ? 'A same-day task for you in Huddle' : 'A task for you in Huddle',
      text: `${text.join('\n\n')}\n`,
    },
  }
}
