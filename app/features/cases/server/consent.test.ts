import { describe, expect, test } from 'vitest'
import { replaceRoles } from '#app/features/people/server/people-write-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { sweepDue } from '#app/platform/facts.ts'
import { asLink, asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { CaseId, PatientId, PersonId } from '#app/shared/ids.ts'
import { aCase } from '#tests/support/cases.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { type TestWorld, worldAt } from '#tests/support/world.ts'
import type { Recipient } from '../core/consent.ts'
import { withheldWords } from '../core/labels.ts'
import { addContact } from './add-contact.ts'
import { listBrief } from './brief-queries.server.ts'
import { findCase } from './case-queries.server.ts'
import { listContacts } from './clinical-queries.server.ts'
import { readDisclosures } from './consent-page.server.ts'
import { listConsents } from './consent-queries.server.ts'
import { consentShown } from './consent-shown.ts'
import { coverOf } from './cover.ts'
import { recordConsent } from './record-consent.ts'
import { revokeConsent } from './revoke-consent.ts'
import { settleConsentOf } from './settle-consent.ts'
import { writeBriefPart } from './write-brief-part.ts'

/** A case of team North, with one note under Part 2 and one without protection; Mia and Sam are in the team, Lee elsewhere. */
async function aProtectedCase() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const north = await aTeam(world, organizationId, { name: 'North' })
  const south = await aTeam(world, organizationId, { name: 'South' })
  const mia = await viewerOf(world, await aPerson(world, organizationId, { roles: { [north]: 'clinician' } }))
  const sam = await viewerOf(
    world,
    await aPerson(world, organizationId, { roles: { [north]: 'lead', [south]: 'lead' } }),
  )
  const lee = await viewerOf(world, await aPerson(world, organizationId, { roles: { [south]: 'lead' } }))
  const { caseId, patientId } = await aCase(world, mia, { teamId: north })
  const contact = { caseId, way: 'phone', reached: true, minutes: 5 } as const
  const at = world.now().minus({ hours: 1 }).toJSDate()
  await addContact(world, mia, { ...contact, at, note: 'Sleeps badly' })
  await addContact(world, mia, { ...contact, at, note: 'Started methadone', labels: ['part2'] })
  return { world, organizationId, north, south, mia, sam, lee, caseId, patientId }
}

type Clinic = Awaited<ReturnType<typeof aProtectedCase>>

const consent = (recipient: Recipient, world: TestWorld) => ({
  decision: 'given' as const,
  recipient,
  words: { discloser: 'North', purpose: 'treatment' },
  scope: ['part2'],
  from: world.now(),
  until: null,
  documentHash: null,
})

/** What somebody reads of the notes now, sorted. */
async function notesFor({ world, patientId }: Clinic, viewer: Viewer): Promise<(string | null)[]> {
  const now = await viewerOf(world, viewer.personId)
  return inOrganization(world, now, async (scope) =>
    (await listContacts(scope, patientId)).map(({ note }) => note).sort(),
  )
}

const everything = ['Sleeps badly', 'Started methadone']
const withheld = ['Sleeps badly', withheldWords]

describe('withholding', () => {
  test('without a record the protected note is withheld from its own team, and the other is shown', async () => {
    const clinic = await aProtectedCase()
    expect(await notesFor(clinic, clinic.mia)).toEqual(withheld)
  })

  test('a consent for one person covers that person, and nobody else of the team', async () => {
    const clinic = await aProtectedCase()
    const { world, mia, sam, caseId } = clinic
    await recordConsent(world, mia, { caseId, ...consent({ kind: 'person', personId: sam.personId }, world) })
    expect(await notesFor(clinic, sam)).toEqual(everything)
    expect(await notesFor(clinic, mia)).toEqual(withheld)
  })

  test('what is not protected is shown in all four states', async () => {
    const clinic = await aProtectedCase()
    const { world, mia, north, caseId } = clinic
    const team = consent({ kind: 'team', teamId: north }, world)
    const seen = [await notesFor(clinic, mia)]
    for (const next of [
      { ...team, from: world.now().minus({ days: 9 }), until: world.now().minus({ days: 1 }) },
      team,
      { ...team, decision: 'refused' as const },
    ]) {
      await recordConsent(world, mia, { caseId, ...next })
      seen.push(await notesFor(clinic, mia))
    }
    expect(seen).toEqual([withheld, withheld, everything, withheld])
  })

  test('who is taken out of the team that is covered is covered no longer', async () => {
    const clinic = await aProtectedCase()
    const { world, mia, sam, north, caseId } = clinic
    await recordConsent(world, mia, { caseId, ...consent({ kind: 'team', teamId: north }, world) })
    expect(await notesFor(clinic, sam)).toEqual(everything)
    await inOrganization(world, asSystem(clinic.organizationId), (scope) =>
      replaceRoles(scope, sam.personId, new Map([[clinic.south, 'lead']])),
    )
    expect(await notesFor(clinic, sam)).toEqual(withheld)
  })

  test('no reader at all, or one that is not there, is shown nothing', async () => {
    const { world, organizationId, mia, patientId, caseId } = await aProtectedCase()
    await recordConsent(world, mia, { caseId, ...consent({ kind: 'organization' }, world) })
    const read = (readers: readonly PersonId[]) =>
      inOrganization(world, mia, async (scope) => {
        const contacts = await listContacts({ ...scope, readers }, patientId)
        return contacts.map(({ note }) => note).sort()
      })
    expect(await read([])).toEqual(withheld)
    expect(await read([world.newId() as PersonId])).toEqual(withheld)
    expect(await read([mia.personId, world.newId() as PersonId])).toEqual(withheld)
    expect(await read([mia.personId])).toEqual(everything)
    const byLink = await inOrganization(world, asLink(organizationId, mia.personId), async (scope) => {
      const item = { patientId, labels: ['part2'] }
      return (await coverOf(scope, [item])).lets(item)
    })
    expect(byLink).toBe(false)
  })

  test('a cover says no to what it was not asked about', async () => {
    const { world, mia, patientId, caseId } = await aProtectedCase()
    await recordConsent(world, mia, { caseId, ...consent({ kind: 'organization' }, world) })
    const answers = await inOrganization(world, mia, async (scope) => {
      const cover = await coverOf(scope, [])
      return [
        cover.lets({ patientId, labels: [] }),
        cover.lets({ patientId, labels: ['part2'] }),
        cover.lets({ labels: ['x'] }),
      ]
    })
    expect(answers).toEqual([true, false, false])
  })
})

describe('in force at once', () => {
  test('a revocation withholds from the next read on, and of two who revoke one is first', async () => {
    const clinic = await aProtectedCase()
    const { world, mia, north, caseId, patientId } = clinic
    await recordConsent(world, mia, { caseId, ...consent({ kind: 'team', teamId: north }, world) })
    expect(await stateOf(clinic)).toBe('given')
    const [one] = await inOrganization(world, mia, (scope) => listConsents(scope, patientId))
    const input = { caseId, consentId: one?.consentId ?? '', version: 1 }
    const answers = await Promise.all([
      revokeConsent(world, mia, input),
      revokeConsent(world, clinic.sam, input),
    ])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(await notesFor(clinic, mia)).toEqual(withheld)
    expect(await stateOf(clinic)).toBe('refused')
  })

  test('at its last moment it ends by itself, and the state that is shown follows', async () => {
    const clinic = await aProtectedCase()
    const { world, organizationId, mia, north, caseId, patientId } = clinic
    const until = world.now().plus({ hours: 2 })
    await recordConsent(world, mia, { caseId, ...consent({ kind: 'team', teamId: north }, world), until })
    world.setNow('2026-12-01 10:59')
    expect(await notesFor(clinic, mia)).toEqual(everything)
    world.setNow('2026-12-01 11:00')
    // The read decides by the records: nothing had to run in between.
    expect(await notesFor(clinic, mia)).toEqual(withheld)
    expect(await stateOf(clinic)).toBe('given')
    expect(await sweepDue(world)).toBe(1)
    await settleConsentOf(world, { organizationId, id: patientId })
    expect(await stateOf(clinic)).toBe('unavailable')
  })

  test('the column of the case decides nothing', async () => {
    const clinic = await aProtectedCase()
    const { world, organizationId, mia, caseId } = clinic
    await inOrganization(world, asSystem(organizationId), (scope) =>
      scope.trx
        .updateTable('case')
        .set({ consent_state: 'given' })
        .where('case.organization_id', '=', organizationId)
        .where('case.case_id', '=', caseId)
        .execute(),
    )
    expect(await notesFor(clinic, mia)).toEqual(withheld)
  })
})

describe('recording', () => {
  test('is for the teams of the patient alone', async () => {
    const { world, lee, caseId, north, patientId, mia } = await aProtectedCase()
    const asked = { caseId, ...consent({ kind: 'team', teamId: north }, world) }
    expect(await recordConsent(world, lee, asked)).toEqual({ ok: false, problem: 'no-such-case' })
    await recordConsent(world, mia, asked)
    const [one] = await inOrganization(world, mia, (scope) => listConsents(scope, patientId))
    const revoke = { caseId, consentId: one?.consentId ?? '', version: 1 }
    expect(await revokeConsent(world, lee, revoke)).toEqual({ ok: false, problem: 'no-such-case' })
  })

  test("a consent is revoked only at its own patient's case", async () => {
    const { world, mia, caseId, north, patientId } = await aProtectedCase()
    await recordConsent(world, mia, { caseId, ...consent({ kind: 'team', teamId: north }, world) })
    const other = await aCase(world, mia, { teamId: north, family: 'Other' })
    const [one] = await inOrganization(world, mia, (scope) => listConsents(scope, patientId))
    const revoke = { caseId: other.caseId, consentId: one?.consentId ?? '', version: 1 }
    expect(await revokeConsent(world, mia, revoke)).toEqual({ ok: false, problem: 'changed-meanwhile' })
  })

  test('names a team or person that is there, and ends after it begins', async () => {
    const { world, mia, caseId } = await aProtectedCase()
    const nowhere = consent({ kind: 'team', teamId: world.newId() }, world)
    expect(await recordConsent(world, mia, { caseId, ...nowhere })).toMatchObject({
      problem: 'no-such-recipient',
    })
    const backwards = { ...consent({ kind: 'organization' }, world), until: world.now() }
    expect(await recordConsent(world, mia, { caseId, ...backwards })).toMatchObject({
      problem: 'ends-before-it-begins',
    })
  })
})

test('what was shown is in the report once for a page, under its consent; what was withheld is not', async () => {
  const clinic = await aProtectedCase()
  const { world, mia, sam, caseId, patientId } = clinic
  await recordConsent(world, mia, { caseId, ...consent({ kind: 'person', personId: sam.personId }, world) })
  await writeBriefPart(world, sam, {
    caseId,
    part: 'situation',
    version: 0,
    text: 'On methadone',
    labels: ['part2'],
  })
  await notesFor(clinic, mia)
  const said = await inOrganization(world, sam, async (scope) => {
    await listContacts(scope, patientId)
    for (const part of await listBrief(scope, caseId)) expect(part.text).toBe('On methadone')
    return consentShown(scope)
  })
  expect(said).toMatchObject({ part2: true, withheld: 0, under: [{ purpose: 'treatment', until: null }] })
  const report = await inOrganization(world, sam, (scope) => readDisclosures(scope, patientId))
  expect(report.filter(({ kinds }) => kinds.length > 1)).toMatchObject([
    { reader: 'Robin Example', shownBy: null, part2: true, kinds: ['brief', 'contact note'], times: 1 },
  ])
  expect(report.every(({ under }) => under.length === 1)).toBe(true)
})

test('nobody writes over a part that is kept from them', async () => {
  const { world, mia, sam, caseId } = await aProtectedCase()
  await recordConsent(world, mia, { caseId, ...consent({ kind: 'person', personId: sam.personId }, world) })
  const part = { caseId, part: 'situation' as const }
  await writeBriefPart(world, sam, { ...part, version: 0, text: 'On methadone', labels: ['part2'] })
  expect(await writeBriefPart(world, mia, { ...part, version: 1, text: 'Well' })).toEqual({
    ok: false,
    problem: 'withheld',
  })
  expect(await writeBriefPart(world, sam, { ...part, version: 1, text: 'Well', labels: [] })).toMatchObject({
    ok: true,
  })
})

test('a protected text that is opened when its work is over throws: it would be in no report', async () => {
  const { world, mia, patientId } = await aProtectedCase()
  const cover = await inOrganization(world, mia, (scope) =>
    coverOf(scope, [{ patientId, labels: ['part2'] }]),
  )
  expect(() => cover.text('contact.note', 'x', Buffer.from('x'), { patientId, labels: ['part2'] })).toThrow()
})

async function stateOf({
  world,
  mia,
  caseId,
}: {
  world: TestWorld
  mia: Viewer
  caseId: CaseId
  patientId: PatientId
}) {
  return (await inOrganization(world, mia, (scope) => findCase(scope, caseId)))?.consentState
}
