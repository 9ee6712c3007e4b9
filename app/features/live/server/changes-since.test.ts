import { expect, test } from 'vitest'
import { addContact } from '#app/features/cases/server/add-contact.ts'
import { findCase, updateLastDiscussed } from '#app/features/cases/server/case-queries.server.ts'
import { startMedication } from '#app/features/cases/server/change-medication.ts'
import { recordScore } from '#app/features/cases/server/record-score.ts'
import { writeBriefPart } from '#app/features/cases/server/write-brief-part.ts'
import { aCaseClinic, aGoal, look } from '#tests/support/case-clinic.ts'
import { listChangesSince } from './changes-since.ts'

test('what changed since the last huddle is told, and nothing from before it', async () => {
  const clinic = await aCaseClinic()
  const { world, mia, caseId } = clinic
  const reach = (on: string, reached: boolean) =>
    addContact(world, mia, {
      caseId,
      at: new Date(`${on}T10:00:00Z`),
      way: 'phone',
      reached,
      minutes: 3,
      note: null,
    })
  await reach('2026-11-30', true)
  await writeBriefPart(world, mia, { caseId, part: 'situation', version: 0, text: 'Old' })
  await look(clinic, (scope) => updateLastDiscussed(scope, caseId))
  const changes = async () => {
    const told = await look(clinic, async (scope) => {
      const found = await findCase(scope, caseId)
      if (!found) throw new Error('The case is gone.')
      return listChangesSince(scope, found)
    })
    expect(told.from).toBe('last-discussion')
    return told.changes.map(({ kind, words }) => `${kind}: ${words}`)
  }
  expect(await changes()).toEqual([])

  world.setNow('2026-12-03 09:00')
  const score = { instrument: 'phq-9', takenOn: '2026-12-02', takenAt: null } as const
  await recordScore(world, mia, { caseId, ...score, total: 11, safetyAnswer: 1 })
  await startMedication(world, mia, { caseId, text: 'sertraline 50 mg', startedOn: '2026-12-02' })
  await reach('2026-12-02', false)
  await aGoal(clinic)
  await writeBriefPart(world, mia, { caseId, part: 'goal', version: 0, text: 'New' })

  expect(await changes()).toEqual([
    'safety: Thoughts of self-harm: 1 of 3 in PHQ-9',
    'score: PHQ-9 11 (moderate), 7 down since 01-Oct-2026',
    'medication: Started: sertraline 50 mg',
    'contact: One contact, not reached',
    'goal: Set: Walk to the river and back',
    `brief: Own goal, written by ${mia.person.name}`,
  ])
})
