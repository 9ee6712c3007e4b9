import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Day, Moment } from '#app/ui/moment.tsx'
import { Page, PageTitle, Section } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { instrumentOf } from '../core/instruments.ts'
import { atCase } from '../server/at-case.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { listScores, listScoresBefore } from '../server/score-queries.server.ts'
import { ScoreWords } from '../ui/score-line.tsx'

export const meta: MetaFunction = () => [{ title: 'Scores · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found, mayWrite }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!banner) throw notFound()
    const names = await namesOfPeople(scope)
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      banner,
      mayWrite,
      scores: (await listScores(scope, found.caseId)).map((score) => ({
        scoreId: score.scoreId,
        instrument: score.instrument,
        takenOn: score.takenOn,
        total: score.total,
        safetyAnswer: score.safetyAnswer,
        by: names(score.recordedBy),
      })),
      before: (await listScoresBefore(scope, found.caseId)).map(({ endedAt, endedBy, ...rest }) => ({
        ...rest,
        endedAt: endedAt.toISOString(),
        by: names(endedBy),
      })),
    }
  })
}

/** Every score of a patient, and what those said that were corrected or taken back. */
export default function Scores() {
  const { caseId, zone, banner, mayWrite, scores, before } = useLoaderData<typeof loader>()
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page>
        <PageTitle
          above={<TextLink to={`/cases/${caseId}#scores`}>Back to the case</TextLink>}
          actions={mayWrite && <ButtonLink to={`/cases/${caseId}/scores/new`}>Record a score</ButtonLink>}
        >
          All scores
        </PageTitle>
        {scores.length === 0 ? (
          <p className="text-ink-soft">There is no score to show.</p>
        ) : (
          <DataTable
            caption="All scores, the newest first"
            columns={
              <>
                <ColumnHead>Filled in</ColumnHead>
                <ColumnHead>Questionnaire</ColumnHead>
                <ColumnHead>Score</ColumnHead>
                <ColumnHead>Typed in by</ColumnHead>
                <ColumnHead hidden>Look</ColumnHead>
              </>
            }
          >
            {scores.map((score) => (
              <Row key={score.scoreId}>
                <RowHead>
                  <Day date={score.takenOn} weekday />
                </RowHead>
                <Cell label="Questionnaire">{instrumentOf(score.instrument).name}</Cell>
                <Cell label="Score">
                  <ScoreWords score={score} />
                </Cell>
                <Cell label="Typed in by">{score.by ?? 'The record system'}</Cell>
                <Cell label="Look">
                  <TextLink to={`/cases/${caseId}/scores/${score.scoreId}`}>
                    {score.by && mayWrite ? 'Look or correct' : 'Look'}
                    <span className="sr-only"> at the {instrumentOf(score.instrument).name}</span>
                  </TextLink>
                </Cell>
              </Row>
            ))}
          </DataTable>
        )}
        {before.length > 0 && (
          <Section title="Corrected and taken back" aside={`${before.length}`}>
            <ul className="flex flex-col gap-3">
              {before.map((one) => (
                <li key={`${one.scoreId} ${one.version}`} className="border-line border-l-2 pl-4">
                  <p>
                    {instrumentOf(one.instrument).name} of <Day date={one.takenOn} /> said{' '}
                    {one.total === null ? 'no total' : one.total}
                    {one.safetyAnswer !== null && `, self-harm ${one.safetyAnswer}`}
                  </p>
                  <p className="whitespace-pre-line">{one.reason}</p>
                  <p className="text-ink-soft text-sm">
                    {one.became === 'corrected' ? 'Corrected' : 'Taken back'} by {one.by},{' '}
                    <Moment iso={one.endedAt} zone={zone} />
                  </p>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </Page>
    </>
  )
}
