import { expect, test } from 'vitest'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, FlagId, HuddleId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { aFlag, aTrio, type Trio } from '#tests/support/flags.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import type { RaisedFlag } from '../core/flag.ts'
import { type Verdict, verdicts } from '../core/triage.ts'
import { closeFlag } from './close-flag.ts'
import { findFlag } from './flag-queries.server.ts'
import { findOpenEntryOfCase } from './queue-queries.server.ts'
import { backToQueue, markDiscussed, putOnAgenda } from './queue-steps.ts'
import { snoozeFlag, wakeFlag } from './snooze-flag.ts'
import { triageFlag } from './triage-flag.ts'
import { undoTriage } from './undo-triage.ts'

const seeds = [11, 23, 37, 51]
const steps = 45

interface Given {
  world: TestWorld
  trio: Trio
  caseId: CaseId
  flagIds: FlagId[]
  huddleId: HuddleId
}

async function given(): Promise<Given> {
  const world = await worldAt('2026-12-01 09:00')
  const trio = await aTrio(world)
  const { caseId } = await aCase(world, trio.lead, { careManagerId: trio.manager.personId })
  const flagIds = []
  for (const urgency of ['routine', 'soon', 'emergency'] as const)
    flagIds.push(await aFlag(world, trio.manager, caseId, { urgency }))
  const huddleId = world.newId() as HuddleId
  await inOrganization(world, trio.lead, (scope) =>
    scope.trx
      .insertInto('huddle')
      .values({
        organization_id: trio.organizationId,
        huddle_id: huddleId,
        team_id: trio.teamId,
        state: 'draft',
        minutes: 30,
        created_by: trio.lead.personId,
        created_at: world.now().toJSDate(),
      })
      .execute(),
  )
  return { world, trio, caseId, flagIds, huddleId }
}

async function see({ world, trio }: Given, flagId: FlagId): Promise<RaisedFlag> {
  const flag = await inOrganization(world, trio.lead, (scope) => findFlag(scope, flagId))
  if (!flag) throw new Error('The flag is gone.')
  return flag
}

/** The same numbers from the same seed, on every machine. */
function randomFrom(seed: number) {
  let state = seed * 2_654_435_761
  return (upTo: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * upTo)
  }
}

const all = Object.keys(verdicts) as Verdict[]

async function doSomething(where: Given, upTo: (most: number) => number): Promise<string> {
  const { world, trio, caseId, huddleId } = where
  const flagId = where.flagIds[upTo(where.flagIds.length)] as FlagId
  const { version } = await see(where, flagId)
  const on = { flagId, version }
  const entry = await inOrganization(world, trio.lead, (scope) => findOpenEntryOfCase(scope, caseId))
  const queueStep = (step: 'agenda' | 'back' | 'discussed') =>
    entry &&
    inOrganization(world, trio.lead, (scope) => {
      if (step === 'agenda') return putOnAgenda(scope, entry.queueEntryId, huddleId)
      if (step === 'back') return backToQueue(scope, entry.queueEntryId, { carried: upTo(2) === 0 })
      return markDiscussed(scope, entry.queueEntryId)
    })
  const deeds: [string, () => Promise<unknown>][] = [
    [
      'triage',
      () =>
        triageFlag(world, trio.lead, {
          ...on,
          verdict: all[upTo(all.length)] ?? 'discuss',
          missing: ['A PHQ-9'],
          ownerId: trio.manager.personId,
          title: 'Call',
        }),
    ],
    ['discuss', () => triageFlag(world, trio.lead, { ...on, verdict: 'discuss' })],
    ['undo', () => undoTriage(world, trio.lead, on)],
    [
      'snooze',
      () => snoozeFlag(world, trio.lead, { ...on, day: `2026-12-${10 + upTo(22)}`, reason: 'Later' }),
    ],
    ['wake', () => wakeFlag(world, trio.lead, on)],
    ['agenda', async () => queueStep('agenda')],
    ['back', async () => queueStep('back')],
    ['discussed', async () => upTo(6) === 0 && queueStep('discussed')],
    ['close', async () => upTo(10) === 0 && closeFlag(world, trio.lead, { ...on, found: 'Safe' })],
    [
      'time',
      async () => {
        world.setNow(
          world
            .now()
            .plus({ hours: upTo(30) })
            .toFormat('yyyy-MM-dd HH:mm'),
        )
        await world.settle()
      },
    ],
  ]
  const [name, deed] = deeds[upTo(deeds.length)] ?? ['nothing', async () => undefined]
  await deed()
  return name
}

test.each(seeds)(
  'seed %i: whatever is done, a safety flag never waits, no clock moves, and a case has one place in the queue',
  async (seed) => {
    const where = await given()
    const upTo = randomFrom(seed)
    const before = await Promise.all(where.flagIds.map((flagId) => see(where, flagId)))
    const done: string[] = []
    for (let step = 0; step < steps; step += 1) {
      done.push(await doSomething(where, upTo))
      const flags = await Promise.all(where.flagIds.map((flagId) => see(where, flagId)))
      const said = done.slice(-5).join(', ')
      for (const [index, flag] of flags.entries()) {
        expect(flag.respondBy, said).toBe(before[index]?.respondBy)
        if (!flag.safety) continue
        expect(flag.snooze, said).toBeNull()
        expect([null, 'discuss', 'same-day-task'], said).toContain(flag.verdict)
        expect(flag.taskId, said).not.toBeNull()
        if (flag.state === 'closed') expect(flag.closedBy, said).toBe(where.trio.lead.personId)
      }
      const entries = await inOrganization(where.world, where.trio.lead, (scope) =>
        scope.trx
          .selectFrom('queue_entry')
          .where('queue_entry.organization_id', '=', scope.organizationId)
          .where('queue_entry.case_id', '=', where.caseId)
          .where('queue_entry.state', 'in', ['waiting', 'on-agenda'])
          .select('queue_entry.queue_entry_id')
          .execute(),
      )
      const inQueue = flags.filter((flag) => flag.state !== 'closed' && flag.queueEntryId !== null)
      expect(entries.length, said).toBe(inQueue.length > 0 ? 1 : 0)
      for (const flag of inQueue) expect(flag.queueEntryId, said).toBe(entries[0]?.queue_entry_id)
    }
  },
)
