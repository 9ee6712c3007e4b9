import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import type { AnchorFact, ClinicianFact, DrugFact, FormFact, RoleFact } from './anchor-facts.ts'
import { factsOf, Gathered } from './answers.ts'
import { byAlias } from './by-alias.ts'
import type {
  AnswerFact,
  DispenseFact,
  Fact,
  ItemAnswer,
  MedicationFact,
  PanelFact,
  PatientsFact,
  ScoreFact,
  SheetFact,
} from './facts.ts'
import type { SkipReason } from './skips.ts'

/** What others may point to, each by every name it has. */
export interface NamedFacts {
  readonly drugs: ReadonlyMap<string, DrugFact>
  readonly clinicians: ReadonlyMap<string, ClinicianFact>
  readonly roles: ReadonlyMap<string, RoleFact>
  readonly forms: ReadonlyMap<string, FormFact>
}

/** Anchors by name. A practitioner's role is found by the practitioner, too. */
export function listNamed(anchors: readonly AnchorFact[]): NamedFacts {
  return {
    drugs: byAlias(anchors.filter((one) => one.kind === 'drug')),
    clinicians: byAlias(anchors.filter((one) => one.kind === 'clinician')),
    roles: byAlias(
      anchors.filter((one) => one.kind === 'role').map((one) => ({ ...one, aliases: namesOf(one) })),
    ),
    forms: byAlias(anchors.filter((one) => one.kind === 'form')),
  }
}

/** Every name an anchor can be found by. */
export function namesOf(anchor: AnchorFact): readonly string[] {
  return anchor.kind === 'role' && anchor.clinician
    ? [...anchor.aliases, roleName(anchor.clinician)]
    : anchor.aliases
}

/** The names of the anchors that a fact, or an anchor, points to. */
export function pointsTo(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'medication':
    case 'dispense':
      return fact.drug ? [fact.drug] : []
    case 'sheet':
      return [fact.form, withoutVersion(fact.form)]
    case 'member':
      return fact.member ? [fact.member] : []
    case 'clinician':
      return fact.aliases.map(roleName)
    case 'role':
      return fact.clinician ? [fact.clinician] : []
    default:
      return []
  }
}

/** The name under which the role of a practitioner is found. */
export function roleName(clinician: string): string {
  return `role of ${clinician}`
}

/** A fact with what it points to filled in, as one or more; or the reason why it cannot be. */
export function completeFact(
  fact: PatientsFact,
  named: NamedFacts,
  answers: ReadonlyMap<string, AnswerFact>,
): readonly Exclude<PatientsFact, PanelFact | SheetFact>[] | SkipReason {
  switch (fact.kind) {
    case 'panel': {
      const score = summed(fact, answers)
      return typeof score === 'string' ? score : [score]
    }
    case 'sheet':
      return filledIn(fact, named)
    case 'medication':
    case 'dispense': {
      const drug = withDrug(fact, named)
      return drug ? [drug] : 'dangling-reference'
    }
    default:
      return [fact]
  }
}

function withDrug<One extends MedicationFact | DispenseFact>(
  fact: One,
  { drugs }: NamedFacts,
): One | undefined {
  const drug = fact.drug ? drugs.get(fact.drug) : undefined
  if (!drug) return fact.display ? fact : undefined
  return { ...fact, codings: drug.codings, display: drug.display }
}

function summed(panel: PanelFact, answers: ReadonlyMap<string, AnswerFact>): ScoreFact | SkipReason {
  const items = new Map<number, ItemAnswer>()
  for (const member of panel.members) {
    const answer = answers.get(member)
    const code = answer && instrumentOf(answer.instrument).loinc.items[answer.item - 1]
    const item = code ? instrumentOf(panel.instrument).loinc.items.indexOf(code) + 1 : 0
    if (answer && item > 0) items.set(item, { item, value: answer.value })
  }
  if (items.size < instrumentOf(panel.instrument).items) return 'no-value'
  const { members, ...rest } = panel
  const sorted = [...items.values()].sort((a, b) => a.item - b.item)
  return {
    ...rest,
    kind: 'score',
    key: { ...panel.key, part: panel.instrument },
    value: sorted.reduce((sum, { value }) => sum + value, 0),
    items: sorted,
  }
}

/** What a sheet says once its form has said what its questions are. */
function filledIn(sheet: SheetFact, { forms }: NamedFacts): ReturnType<typeof completeFact> {
  const form = forms.get(sheet.form) ?? forms.get(withoutVersion(sheet.form))
  if (!form) return sheet.panel ? 'no-value' : 'unsupported-code'
  const gathered = new Gathered()
  gathered.panel = form.panel ?? sheet.panel
  const questions = new Map(form.questions.map((question) => [question.linkId, question]))
  for (const { linkId, value, code } of sheet.answers) {
    const question = questions.get(linkId)
    const worth = question?.answers.find((answer) => answer.code === code)?.value ?? value
    if (question && worth !== undefined) for (const one of question.codes) gathered.add(one, worth)
  }
  const { kind, form: _, panel, answers, ...base } = sheet
  const facts = factsOf(gathered, base)
  return typeof facts === 'string' ? facts : facts.flatMap((fact) => (isScored(fact) ? [fact] : []))
}

function isScored(fact: Fact): fact is ScoreFact | AnswerFact {
  return fact.kind === 'score' || fact.kind === 'answer'
}

function withoutVersion(form: string): string {
  return form.replace(/[|#].*$/, '')
}
