import { type Cadence, readCadence } from '#app/features/cases/server/cadence-queries.server.ts'
import { type Course, readCourse } from '#app/features/cases/server/course-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import type { RuleInput } from '../core/rule-input.ts'
import type { RuleSettings } from '../core/rule-settings.ts'
import { type Asking, askRules } from '../core/rules.ts'
import { readRuleSettings } from './rule-settings.ts'

/** What the rules look at for one case. */
export interface LookedAt {
  readonly cadence: Cadence
  readonly course: Course
  readonly input: RuleInput
}

/** What the rules look at for these cases, by case, in a handful of questions however many they are. */
export async function lookAtCases(scope: Scope, caseIds: readonly CaseId[]): Promise<Map<CaseId, LookedAt>> {
  const cadences = await readCadence(scope, caseIds)
  const courses = await readCourse(scope, caseIds)
  const days = new Map<string, string>()
  const todayIn = (zone: string) => {
    const today = days.get(zone) ?? scope.now.setZone(zone).toISODate() ?? ''
    days.set(zone, today)
    return today
  }
  return new Map(
    [...cadences].flatMap(([caseId, cadence]) => {
      const course = courses.get(caseId)
      if (!course) return []
      return [[caseId, { cadence, course, input: inputOf(cadence, course, todayIn(course.zone)) }] as const]
    }),
  )
}

/** How each team of these cases uses the rules. */
export function settingsOfTeams(
  scope: Scope,
  looked: Iterable<LookedAt>,
): Promise<(teamId: TeamId) => RuleSettings> {
  return readRuleSettings(scope, [...new Set([...looked].map(({ cadence }) => cadence.teamId))])
}

/**
 * What the rules ask about a case as it stands.
 *
 * Of a case that an import holds back they look only at answers about self-harm that a person has typed in: whoever asked a patient
 * today must not wait for somebody to agree to a file. What they say nothing about then has not lapsed.
 */
export function askAsItStands({ cadence, course, input }: LookedAt, settings: RuleSettings): Asking {
  if (!cadence.rulesHeld) return askRules(input, settings)
  const { today } = input
  const typed = course.safetyItems.filter((item) => item.typed)
  return { ...askRules({ today, scores: [], safetyItems: typed }, settings), silent: new Map() }
}

function inputOf(cadence: Cadence, course: Course, today: string): RuleInput {
  const { phase, cameOn, contacts, discussedOn, goals } = cadence
  // A closed case has nothing that anybody could still be asked about.
  if (phase === 'closed') return { today, scores: [], safetyItems: [] }
  return {
    today,
    scores: course.scores,
    safetyItems: course.safetyItems,
    episode: {
      start: course.episodeStart,
      cameOn,
      phase,
      contacts,
      goals,
      ...(discussedOn && { discussedOn }),
    },
  }
}
