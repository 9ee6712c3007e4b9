import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import type { AllergyState, ConsentState, ContactWay, Phase } from '#app/features/cases/core/phases.ts'
import type { TaskKind } from '#app/features/tasks/core/task.ts'
import type { Discipline, Role } from '#app/shared/disciplines.ts'
import type { Urgency } from '#app/shared/urgency.ts'

// What the demo organization is made of. Everything in it is made up; people, patients and teams are named by short keys of ours.

export type PersonKey =
  | 'rosalind'
  | 'tomasz'
  | 'ngozi'
  | 'ingrid'
  | 'kwame'
  | 'desta'
  | 'pilar'
  | 'anselm'
  | 'leilani'
  | 'farid'
  | 'maren'
  | 'joss'

export type TeamKey = 'elm' | 'ridge'

export interface DemoPerson {
  readonly key: PersonKey
  readonly name: string
  readonly mail: string
  readonly discipline: Discipline
  readonly zone: string
  readonly roles: Readonly<Partial<Record<TeamKey, Role>>>
  /** Wall clocks in the person's own zone, minutes since midnight, Monday is 1. */
  readonly hours: readonly {
    readonly weekdays: readonly number[]
    readonly fromMinute: number
    readonly toMinute: number
  }[]
}

export interface DemoTeam {
  readonly key: TeamKey
  readonly name: string
  readonly zone: string
  readonly minutes: number
  readonly setupMinutes: number
  readonly quorum: readonly { readonly discipline: Discipline; readonly count: number }[]
  /** When it meets, by its own clocks: `10:30`. */
  readonly meetsAt: string
}

/** How the scores of an episode go. */
export type CourseKind =
  | 'remission'
  | 'responder'
  | 'partial'
  | 'unchanged'
  | 'relapse'
  /** Measured at the beginning and then no more. */
  | 'lost-sight-of'

/** The half page about a case, as people of the team would have written it; the numbers of `trend` are added from the scores. */
export interface BriefSketch {
  readonly question?: string
  readonly situation?: string
  readonly trend?: string
  readonly medication?: string
  readonly changed?: string
  /** In the patient's own words. */
  readonly goal?: string
  readonly ifWorse?: string
}

export interface CaseSketch {
  readonly key: string
  readonly team: TeamKey
  readonly family: string
  readonly given: readonly string[]
  readonly born: string
  readonly gender: 'male' | 'female' | 'other'
  readonly careManager: PersonKey
  /** Who wrote most of the brief. */
  readonly writer: PersonKey
  /** How old the episode is; the days beyond whole weeks are as good as chance where they are not said. */
  readonly weeks: number
  readonly days?: number
  readonly phase?: Phase
  /** How long ago the team last talked about the patient at a table, before it had Huddle. */
  readonly discussedWeeksAgo?: number
  readonly consent: ConsentState
  /** Whom alone the patient lets see what is under 42 CFR Part 2; the whole team where it is not said. */
  readonly seenBy?: readonly PersonKey[]
  readonly course: CourseKind
  readonly phq: number
  readonly gad?: number
  /** Not measured any more from this day of the episode on; the team is about to try something else. */
  readonly measuredUntil?: number
  /** The item about self-harm answered so: on the last form, or on one that reached the team much later. */
  readonly safety?: { readonly answer: 1 | 2; readonly when: 'just-now' | 'arrived-late' }
  readonly conditions: readonly string[]
  readonly medications: readonly {
    readonly text: string
    readonly weeksAgo: number
    readonly stopped?: number
  }[]
  readonly allergyState: AllergyState
  readonly allergies?: readonly string[]
  /** Of ten attempts, so many reach the patient. */
  readonly reachedOfTen: number
  readonly brief: BriefSketch
}

export interface DemoScore {
  readonly instrument: InstrumentCode
  readonly on: string
  readonly total: number
  readonly safetyAnswer: number | null
  /** The day it reached the team. */
  readonly arrivedOn: string
}

export interface DemoContact {
  readonly on: string
  readonly minuteOfDay: number
  readonly by: PersonKey
  readonly way: ContactWay
  readonly reached: boolean
  readonly minutes: number
}

export interface DemoBriefPart {
  readonly part: 'question' | 'situation' | 'trend' | 'medication' | 'changed' | 'goal' | 'if-worse-then'
  readonly text: string
  readonly by: PersonKey
  readonly on: string
}

export interface DemoCase extends CaseSketch {
  readonly mrn: string
  readonly episodeStart: string
  readonly scores: readonly DemoScore[]
  readonly contacts: readonly DemoContact[]
  readonly briefParts: readonly DemoBriefPart[]
}

/** A flag that a person raises. Flags of rules are raised by the rules. */
export interface FlagSketch {
  readonly by: PersonKey
  readonly urgency: Urgency
  readonly question: string
  readonly reason: string
  readonly minutes?: number
  readonly needs?: readonly PersonKey[]
  readonly presenter?: PersonKey
}

/** What became of a task by today. `due` counts days from the huddle while it is done, else from today. */
export type TaskEnd =
  | { readonly as: 'done'; readonly after: number; readonly outcome: string }
  | { readonly as: 'accepted' | 'offered' }
  | { readonly as: 'offered-back'; readonly reason: string }
  | { readonly as: 'not-reached' }

export interface TaskSketch {
  readonly owner: PersonKey
  readonly kind: TaskKind
  readonly title: string
  readonly due: number
  readonly urgency?: Urgency
  readonly end: TaskEnd
}

/** A case on an agenda. Without a flag of its own it was flagged by a rule, or carried over from the huddle before. */
export interface TopicSketch {
  readonly case: string
  /** With how many working days before the huddle it was raised. */
  readonly flag?: FlagSketch & { readonly before: number }
}

/** A case that was on a past agenda. Without a decision it was not reached, and went back to the queue. */
export interface DiscussionSketch extends TopicSketch {
  /** How long it was talked about. */
  readonly spokenMinutes?: number
  readonly decision?: DecisionSketch
}

export interface DecisionSketch {
  readonly text?: string
  readonly rationale?: string
  readonly options?: string
  readonly dissent?: string
  readonly noActionReason?: string
  readonly tasks: readonly TaskSketch[]
}

export interface PastHuddleSketch {
  readonly team: TeamKey
  /** How many weeks before the next huddle of the team (or what would be it). */
  readonly weeksBefore: number
  readonly facilitator: PersonKey
  readonly scribe: PersonKey
  readonly absent: readonly PersonKey[]
  readonly discussions: readonly DiscussionSketch[]
}

export interface DemoHuddle extends PastHuddleSketch {
  readonly on: string
}

export interface NextHuddleSketch {
  readonly team: TeamKey
  readonly scribe: PersonKey
  readonly topics: readonly TopicSketch[]
  readonly answers: readonly { readonly by: PersonKey; readonly answer: 'yes' | 'maybe' | 'no' }[]
}

export interface NextHuddle extends NextHuddleSketch {
  readonly on: string
}

/** A flagged case outside any agenda; nobody has looked at it yet, or what a lead made of it. Without a flag of its own a rule raised it. */
export interface WaitingSketch {
  readonly case: string
  readonly flag?: FlagSketch
  /** Working days ago that it was raised, or that a lead looked at it; 0 is within the hour before now. */
  readonly daysAgo: number
  readonly verdict?: 'discuss' | 'list-only' | 'not-ready'
  /** What is missing, for a case that is not ready. */
  readonly note?: string
}

export interface DemoOrganization {
  readonly name: string
  readonly zone: string
  readonly crisisInstruction: string
  readonly onCall: PersonKey
  /** The day everything is reckoned from. */
  readonly today: string
  /** The day it all began, some months ago. */
  readonly foundedOn: string
  readonly people: readonly DemoPerson[]
  readonly teams: readonly DemoTeam[]
  readonly cases: readonly DemoCase[]
  readonly huddles: readonly DemoHuddle[]
  readonly next: NextHuddle
  readonly waiting: readonly WaitingSketch[]
}
