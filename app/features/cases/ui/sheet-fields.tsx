import type { ReactNode } from 'react'
import { AnswerSheet } from '#app/ui/answer-sheet.tsx'
import { NumberField, SelectField } from '#app/ui/field.tsx'
import { DateField, TimeField } from '#app/ui/field-time.tsx'
import { FieldRow } from '#app/ui/form.tsx'
import { type InstrumentCode, instrumentOf, type Sheet } from '../core/instruments.ts'
import { scoreWays } from '../core/score-entry.ts'
import type { FieldOf } from './sent-back.ts'

/** Where the errors of a sheet lead to: the first of its answers stands for them all. */
export const sheetIds = { items: 'items-0-0' }

interface SheetFieldsProps {
  code: InstrumentCode
  /** Its questions, unless only the total is typed. */
  sheet: Sheet | undefined
  field: FieldOf
  today: string
  zone: string
  /** The way to the other form of typing it in. */
  other?: ReactNode
}

/** What is read from a sheet: when it was filled in and how, each answer or the total, and what follows from an answer about self-harm. */
export function SheetFields({ code, sheet, field, today, zone, other }: SheetFieldsProps) {
  const { name, max, bands, safetyItem, itemMax, source, items } = instrumentOf(code)
  const follows = 'An answer of 1 or more makes a task for today, and shows whom to call.'
  return (
    <>
      <FieldRow>
        <DateField {...field('takenOn')} label="Filled in on" max={today} />
        <TimeField {...field('takenTime')} label="At" optional zoneLabel={zone.replaceAll('_', ' ')} />
        <SelectField
          {...field('way')}
          label="How it was answered"
          optional
          emptyLabel="Not said"
          options={Object.entries(scoreWays).map(([value, label]) => ({ value, label }))}
        />
      </FieldRow>
      {sheet ? (
        <>
          <AnswerSheet
            name="items"
            label={`Answers about ${sheet.about}`}
            hint={
              <>
                {!sheet.published && 'The questions in short, in our words: the sheet has its own. '}
                {sheet.note && <>{sheet.note} </>}
                {other}
              </>
            }
            questions={sheet.questions}
            errors={field('items').errors}
            answerOf={(index) => field(`items[${index}]`).defaultValue}
            bands={bands}
            safety={safetyItem === undefined ? undefined : { item: safetyItem, words: follows }}
          />
          <NumberField
            {...field('total')}
            label="Total on the sheet"
            hint="Only where answers are missing and the sheet has a total all the same. Otherwise it is added up."
            optional
          />
        </>
      ) : (
        <>
          <NumberField
            {...field('total')}
            label="Total"
            hint={
              <>
                {name} goes from 0 to {max}. {other}
              </>
            }
            optional={safetyItem !== undefined}
          />
          {safetyItem !== undefined && (
            <NumberField
              {...field('safetyAnswer')}
              label={`Answer about self-harm (item ${safetyItem})`}
              hint={`From 0 to ${itemMax}. ${follows}`}
              optional
            />
          )}
        </>
      )}
      <details>
        <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
          What the totals mean
        </summary>
        <ul className="mt-1 list-disc pl-5">
          {bands.map((band) => (
            <li key={band.from}>
              {band.from === band.to ? band.from : `${band.from} to ${band.to}`}: {band.words}
            </li>
          ))}
        </ul>
        <p className="text-ink-soft mt-2 text-sm break-words">
          {items > 0 && `${items} questions, each from 0 to ${itemMax}. `}Source: {source}
        </p>
      </details>
    </>
  )
}
