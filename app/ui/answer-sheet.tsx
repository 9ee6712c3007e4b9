import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { classes } from './classes.ts'
import { FieldErrors } from './field.tsx'
import { Notice } from './notice.tsx'

interface AnswerSheetProps {
  /** Each answer arrives as `name[0]`, `name[1]` … */
  name: string
  label: ReactNode
  hint?: ReactNode
  /** What each question is about, and what its answers are called, from 0 on. */
  questions: readonly { readonly topic: string; readonly answers: readonly string[] }[]
  /** The answer a question had before, as text. */
  answerOf(index: number): string | undefined
  errors?: readonly string[] | undefined
  /** The named stretches of the total. */
  bands: readonly { readonly from: number; readonly to: number; readonly words: string }[]
  /** The question (from 1) that asks about self-harm, and what follows from an answer to it. */
  safety?: { readonly item: number; readonly words: string } | undefined
}

/**
 * A questionnaire as it lies on paper: a row of answers to each question. A digit answers the question that has the focus and goes on
 * to the next, so that a sheet of nine is nine keys. The total is added up as one goes; without JavaScript the server alone does it.
 */
export function AnswerSheet({
  name,
  label,
  hint,
  questions,
  answerOf,
  errors,
  bands,
  safety,
}: AnswerSheetProps) {
  const [answers, setAnswers] = useState(() =>
    questions.map((_, index) => {
      const value = answerOf(index)
      return value ? Number(value) : undefined
    }),
  )
  const sheet = useRef<HTMLFieldSetElement>(null)
  const given = answers.filter((answer) => answer !== undefined)
  const total = given.reduce((sum, answer) => sum + answer, 0)
  const missing = questions.length - given.length
  const band = missing === 0 ? bands.find(({ from, to }) => total >= from && total <= to) : undefined
  const alarming = safety !== undefined && (answers[safety.item - 1] ?? 0) > 0

  function choose(question: number, answer: number | undefined) {
    setAnswers((before) => before.map((old, index) => (index === question ? answer : old)))
  }

  // Radios take arrows, not digits; only keys pressed on the sheet itself are heard, and no browser uses a bare digit.
  function onKeyDown(event: KeyboardEvent<HTMLFieldSetElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = event.target instanceof HTMLElement ? event.target.closest('[data-question]') : null
    const question = Number(row?.getAttribute('data-question') ?? Number.NaN)
    if (Number.isNaN(question)) return
    if (event.key === 'Delete' || event.key === 'Backspace') return choose(question, undefined)
    const answer = /^\d$/.test(event.key) ? Number(event.key) : Number.NaN
    if (!(answer >= 0) || answer >= (questions[question]?.answers.length ?? 0)) return
    event.preventDefault()
    choose(question, answer)
    const next = Math.min(question + 1, questions.length - 1)
    const chosen = next === question ? answer : (answers[next] ?? 0)
    sheet.current?.querySelector<HTMLInputElement>(`[id="${name}-${next}-${chosen}"]`)?.focus()
  }

  return (
    <fieldset ref={sheet} className="min-w-0" onKeyDown={onKeyDown}>
      <legend className="mb-1 font-semibold">{label}</legend>
      {hint && <p className="text-ink-soft mb-3 max-w-[36rem] text-sm">{hint}</p>}
      <ol className="flex flex-col gap-4">
        {questions.map((question, index) => (
          <Question
            key={index}
            name={name}
            index={index}
            question={question}
            chosen={answers[index]}
            onChoose={(answer) => choose(index, answer)}
            safety={safety?.item === index + 1 ? safety.words : undefined}
          />
        ))}
      </ol>
      <FieldErrors id={name} errors={errors} />
      {alarming && (
        <div className="mt-4">
          <Notice tone="safety" title="A thought of self-harm" announce>
            {safety.words}
          </Notice>
        </div>
      )}
      <p className="noscript:hidden border-line mt-4 border-t pt-3 text-md" aria-live="polite">
        {missing > 0 ? (
          <span className="text-ink-soft">
            {missing === questions.length
              ? 'The total is added up as you go. A digit key answers a question.'
              : `${missing === 1 ? 'One answer is' : `${missing} answers are`} missing; so far ${total}.`}
          </span>
        ) : (
          <>
            Total <strong className="text-lg font-semibold">{total}</strong>
            {band && `, ${band.words.toLowerCase()}`}
          </>
        )}
      </p>
    </fieldset>
  )
}

interface QuestionProps {
  name: string
  index: number
  question: AnswerSheetProps['questions'][number]
  chosen: number | undefined
  onChoose(answer: number | undefined): void
  safety: string | undefined
}

function Question({ name, index, question, chosen, onChoose, safety }: QuestionProps) {
  const topicId = `${name}-${index}-topic`
  return (
    <li>
      <div role="radiogroup" aria-labelledby={topicId} data-question={index}>
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <p id={topicId} className="font-medium">
            <span className="text-ink-soft tabular-nums">{index + 1}. </span>
            {question.topic}
          </p>
          {chosen !== undefined && (
            <button
              type="button"
              onClick={() => onChoose(undefined)}
              className="text-accent min-h-6 text-sm underline underline-offset-[0.2em] noscript:hidden"
            >
              Clear<span className="sr-only"> the answer to question {index + 1}</span>
            </button>
          )}
        </div>
        {safety && <p className="text-ink-soft text-sm">{safety}</p>}
        <div className="mt-1.5 grid grid-cols-2 gap-1.5 sm:grid-cols-[repeat(auto-fit,minmax(6.5rem,1fr))]">
          {question.answers.map((words, answer) => (
            <label
              key={answer}
              htmlFor={`${name}-${index}-${answer}`}
              className={classes(
                'bg-surface border-line-strong hover:border-ink-soft flex min-h-11 items-center gap-2 rounded-md border px-2.5 py-1.5 leading-tight',
                'has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--color-accent)]',
                'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              )}
            >
              <input
                type="radio"
                id={`${name}-${index}-${answer}`}
                name={`${name}[${index}]`}
                value={answer}
                checked={chosen === answer}
                onChange={() => onChoose(answer)}
                className="size-5 shrink-0 outline-none"
              />
              <span className="min-w-0">
                <span className="font-semibold tabular-nums">{answer}</span> <span>{words}</span>
              </span>
            </label>
          ))}
        </div>
      </div>
    </li>
  )
}
