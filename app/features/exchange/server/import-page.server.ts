import { isRuleCode, ruleEntry } from '#app/features/flags/core/rule-book.ts'
import { findTeam, listTeams, namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { onlyCounted, skipReasons } from '../core/skips.ts'
import { canGoOnHere } from './file-queries.server.ts'
import { countProposals } from './hold-queries.server.ts'
import { type Import, listImports } from './import-queries.server.ts'
import { listSkips } from './skip-queries.server.ts'

/** The newest imports, as the list shows them. */
export async function readImportsPage(scope: Scope) {
  const teams = new Map((await listTeams(scope)).map((team) => [team.teamId, team.name]))
  return (await listImports(scope)).map((one) => ({
    ...plain(one),
    team: teams.get(one.teamId) ?? '',
  }))
}

/** One import with what was skipped and what it would raise. */
export async function readImportPage(scope: Scope, found: Import) {
  const team = await findTeam(scope, found.teamId)
  const nameOf = await namesOfPeople(scope)
  const skips = await listSkips(scope, found.importId)
  return {
    ...plain(found),
    team: team?.name ?? '',
    startedBy: nameOf(found.startedBy) ?? 'the command line',
    canGoOnHere: await canGoOnHere(scope, found.importId),
    flags: (await countProposals(scope, found.importId)).map(({ rule, count }) => ({
      rule: isRuleCode(rule) ? ruleEntry(rule).name : rule,
      count,
    })),
    skipCounts: Object.entries(skipReasons).flatMap(([reason, words]) => {
      const count = found.skipCounts[reason as keyof typeof skipReasons] ?? 0
      return count > 0 ? [{ words, count, named: !onlyCounted.some((one) => one === reason) }] : []
    }),
    skips: skips.map(({ reason, ...skip }) => ({ ...skip, why: skipReasons[reason] })),
  }
}

/** An import as pages show it: plain, and nothing of any patient. */
export function plain(one: Import) {
  return {
    importId: one.importId,
    source: one.source,
    part2: one.part2,
    state: one.state,
    startedAt: one.startedAt.toISOString(),
    endedAt: one.endedAt?.toISOString() ?? null,
    filesTotal: one.filesTotal,
    filesRead: one.filesRead,
    recordsRead: one.recordsRead,
    recordsWritten: one.recordsWritten,
    recordsUnchanged: one.recordsUnchanged,
    recordsSkipped: one.recordsSkipped,
    casesOpened: one.casesOpened,
    flagsProposed: one.flagsProposed,
    earlierAnswers: one.earlierAnswers,
    agreedAt: one.flagsAgreedAt?.toISOString() ?? null,
    failure: one.failure,
  }
}

export type PlainImport = ReturnType<typeof plain>
export type ImportPage = Awaited<ReturnType<typeof readImportPage>>
