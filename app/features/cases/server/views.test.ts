import { expect, test } from 'vitest'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { aTrio } from '#tests/support/flags.ts'
import { aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import { readCaseloadPage } from './caseload-page.server.ts'
import { changeView } from './change-view.ts'
import { letGoOfView } from './let-go-of-view.ts'
import { mostViews, saveView } from './save-view.ts'
import { listViews } from './view-queries.server.ts'

async function aClinic() {
  const world = await worldAt('2026-12-01 09:00')
  const trio = await aTrio(world)
  const { teamId } = trio
  const save = async (viewer: Viewer, name: string, search = '?review=overdue', isDefault = false) => {
    const saved = await saveView(world, viewer, { teamId, name, search, isDefault })
    if (!saved.ok) throw new Error(saved.problem)
    return saved.value
  }
  return { world, ...trio, save }
}

const views = (world: TestWorld, viewer: Viewer, teamId: TeamId) =>
  inOrganization(world, viewer, (scope) => listViews(scope, teamId))

test('a view is kept as closed words, its first page, and nobody else sees it', async () => {
  const { world, teamId, manager, lead, save } = await aClinic()
  await save(manager, 'Mine', '?page=7&dir=desc&sort=phq-9')

  expect(await views(world, manager, teamId)).toMatchObject([
    { name: 'Mine', search: '?sort=phq-9&dir=desc', isDefault: false, version: 1 },
  ])
  expect(await views(world, lead, teamId)).toEqual([])
})

test('what the caseload cannot be asked for, a second of one name, and one too many are refused', async () => {
  const { world, teamId, manager, save } = await aClinic()
  const wish = { teamId, search: '?review=overdue', isDefault: false }
  expect(await saveView(world, manager, { ...wish, name: 'A', search: "?sort=name';--" })).toMatchObject({
    problem: 'no-such-view',
  })
  await save(manager, 'Mine')
  expect(await saveView(world, manager, { ...wish, name: 'MINE' })).toMatchObject({ problem: 'name-taken' })
  for (let count = 1; count < mostViews; count += 1) await save(manager, `View ${count}`)
  expect(await saveView(world, manager, { ...wish, name: 'One more' })).toMatchObject({ problem: 'too-many' })
})

test('the caseload opens with the one that was made the first, and with another once that is', async () => {
  const { world, teamId, manager, save } = await aClinic()
  const opens = (search: string) =>
    inOrganization(world, manager, async (scope) => {
      const page = await readCaseloadPage(scope, teamId, new URLSearchParams(search))
      return page?.here
    })
  expect(await opens('')).toBe('?sort=review')
  const first = await save(manager, 'Overdue', '?review=overdue', true)
  expect(await opens('')).toBe('?review=overdue')
  expect(await opens('?sort=review')).toBe('?sort=review')

  await save(manager, 'Flagged', '?flags=open', true)
  expect(await opens('')).toBe('?flags=open')
  await changeView(world, manager, { viewId: first, version: 1, name: 'Late', isDefault: true })
  expect(await opens('')).toBe('?review=overdue')
  expect((await views(world, manager, teamId)).map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['Late', true],
    ['Flagged', false],
  ])
})

test('of two windows that change a view the second is told', async () => {
  const { world, manager, teamId, save } = await aClinic()
  const viewId = await save(manager, 'Mine')
  const change = { viewId, version: 1, isDefault: false }
  const answers = await Promise.all([
    changeView(world, manager, { ...change, name: 'One' }),
    changeView(world, manager, { ...change, name: 'Two' }),
  ])
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.problem)).sort()).toEqual([
    'changed-meanwhile',
    'ok',
  ])
  expect(await views(world, manager, teamId)).toHaveLength(1)
})

test('two defaults at once leave one', async () => {
  const { world, manager, teamId } = await aClinic()
  const save = (name: string) =>
    saveView(world, manager, { teamId, name, search: '?flags=open', isDefault: true })
  await Promise.all([save('One'), save('Two'), save('Three')])
  const kept = await views(world, manager, teamId)
  expect(kept.filter(({ isDefault }) => isDefault)).toHaveLength(1)
})

test('a colleague, another team and another organization can neither see, change nor delete it, nor save one there', async () => {
  const { world, organizationId, teamId, manager, lead, save } = await aClinic()
  const other = await aTeam(world, organizationId, { name: 'South' })
  const neighbour = await viewerOf(
    world,
    await aPerson(world, organizationId, { roles: { [other]: 'lead' } }),
  )
  const { lead: stranger } = await aTrio(world)
  const viewId = await save(manager, 'Mine')

  for (const viewer of [lead, neighbour, stranger]) {
    expect(await changeView(world, viewer, { viewId, version: 1, name: 'X', isDefault: true })).toEqual({
      ok: false,
      problem: 'no-such-view',
    })
    expect(await letGoOfView(world, viewer, { viewId })).toEqual({ ok: false, problem: 'no-such-view' })
    expect(await views(world, viewer, teamId)).toEqual([])
  }
  for (const viewer of [neighbour, stranger]) {
    const wish = { teamId, name: 'X', search: '?flags=open', isDefault: false }
    expect(await saveView(world, viewer, wish)).toEqual({ ok: false, problem: 'no-such-team' })
  }
  expect(await views(world, manager, teamId)).toMatchObject([{ name: 'Mine', version: 1 }])
  expect(await letGoOfView(world, manager, { viewId })).toEqual({ ok: true, value: viewId })
  expect(await views(world, manager, teamId)).toEqual([])
})

test('a form that is sent twice saves one view', async () => {
  const { world, teamId, manager } = await aClinic()
  const wish = { key: 'form-0001', teamId, name: 'Mine', search: '?flags=open', isDefault: false }
  const first = await saveView(world, manager, wish)
  expect(await saveView(world, manager, wish)).toEqual(first)
  expect(await views(world, manager, teamId)).toHaveLength(1)
})
