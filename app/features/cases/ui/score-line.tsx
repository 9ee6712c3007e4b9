import { Day, Moment } from '#app/ui/moment.tsx'
import { KeyValues } from '#app/ui/page.tsx'
import { sheetOf } from '../core/instrument-sheets.ts'
import { bandOf, type InstrumentCode, instrumentOf } from '../core/instruments.ts'
import { scoreWays } from '../core/score-entry.ts'

interface ScoreWordsProps {
  score: {
    readonly instrument: InstrumentCode
    readonly total: number | null
    readonly safetyAnswer: number | null
  }
}

/** A score in a line: its total with its band, or that there is none, and what was said about self-harm. */
export function ScoreWords({ score: { instrument, total, safetyAnswer } }: ScoreWordsProps) {
  const { itemMax } = instrumentOf(instrument)
  return (
    <>
      {total === null ? (
        <span className="text-ink-soft">No total</span>
      ) : (
        <>
          <strong className="font-semibold tabular-nums">{total}</strong>, {bandOf(instrument, total)?.words}
        </>
      )}
      {safetyAnswer !== null && (
        <span
          className={safetyAnswer > 0 ? 'text-safety block font-semibold' : 'text-ink-soft block text-sm'}
        >
          Self-harm: {safetyAnswer} of {itemMax}
        </span>
      )}
    </>
  )
}

interface ScoreFactsProps extends ScoreWordsProps {
  score: ScoreWordsProps['score'] & {
    readonly takenOn: string
    readonly takenAt: string | null
    readonly way: keyof typeof scoreWays | null
    readonly items: readonly (number | null)[] | null
    readonly by: string | null
  }
  zone: string
}

/** Everything that is kept of one score. */
export function ScoreFacts({ score, zone }: ScoreFactsProps) {
  const questions = sheetOf(score.instrument)?.questions ?? []
  return (
    <div className="flex flex-col gap-4">
      <KeyValues
        items={[
          { label: instrumentOf(score.instrument).name, value: <ScoreWords score={score} /> },
          {
            label: 'Filled in',
            value: score.takenAt ? (
              <Moment iso={score.takenAt} zone={zone} />
            ) : (
              <Day date={score.takenOn} weekday />
            ),
          },
          ...(score.way ? [{ label: 'How', value: scoreWays[score.way] }] : []),
          { label: 'Typed in by', value: score.by ?? 'Nobody: it came from the record system' },
        ]}
      />
      {score.items && (
        <ol className="flex flex-col gap-1">
          {score.items.map((answer, index) => (
            <li key={index} className="border-line grid grid-cols-[1fr_auto] gap-x-4 border-t py-1">
              <span>
                <span className="text-ink-soft tabular-nums">{index + 1}. </span>
                {questions[index]?.topic ?? `Item ${index + 1}`}
              </span>
              <span className="text-right">
                {answer === null ? (
                  <span className="text-ink-soft">Not answered</span>
                ) : (
                  <>
                    <span className="font-semibold tabular-nums">{answer}</span>{' '}
                    {questions[index]?.answers[answer]}
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
