import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Day } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Columns, Section, Stack } from '#app/ui/page.tsx'
import { ScoreChart } from '#app/ui/score-chart.tsx'
import type { CasePage } from '../server/case-page.server.ts'

interface CourseSectionProps {
  page: CasePage
  mayWrite: boolean
}

/** The scores of a case: one chart an instrument, and every positive answer about self-harm. */
export function CourseSection({ page, mayWrite }: CourseSectionProps) {
  return (
    <Section
      id="scores"
      title="Scores"
      actions={
        mayWrite && (
          <ButtonLink to={`/cases/${page.caseId}/scores/new`} variant="secondary">
            Record a score
          </ButtonLink>
        )
      }
      aside={
        <TextLink to={`/cases/${page.caseId}/scores`} className="print:hidden">
          All scores
        </TextLink>
      }
    >
      <Stack>
        <SafetyAnswers answers={page.safetyAnswers} />
        <Columns>
          {page.charts.map(({ code, ...chart }) => (
            <Card key={code}>
              <ScoreChart {...chart} />
            </Card>
          ))}
        </Columns>
      </Stack>
    </Section>
  )
}

/** The newest answer about self-harm, red only while it is a positive one; earlier positive ones below it. */
function SafetyAnswers({ answers }: { answers: CasePage['safetyAnswers'] }) {
  const [newest, ...earlier] = answers
  if (!newest || (newest.value === 0 && earlier.length === 0)) return null
  return (
    <Notice tone={newest.value > 0 ? 'safety' : 'info'} title={<Answer answer={newest} />}>
      {earlier.length > 0 && (
        <details>
          <summary className="inline-flex min-h-8 items-center underline underline-offset-[0.2em]">
            {earlier.length === 1
              ? 'One earlier positive answer'
              : `${earlier.length} earlier positive answers`}
          </summary>
          <ul className="mt-1 list-disc pl-5">
            {earlier.map((answer) => (
              <li key={answer.id}>
                <Answer answer={answer} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  )
}

function Answer({ answer }: { answer: CasePage['safetyAnswers'][number] }) {
  return (
    <>
      Thoughts of self-harm: {answer.value} of {answer.most} in {answer.instrument} item {answer.item} on{' '}
      <Day date={answer.on} />
    </>
  )
}
