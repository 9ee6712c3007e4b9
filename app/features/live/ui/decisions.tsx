import { Day } from '#app/ui/moment.tsx'
import type { ShownDecision } from '../server/current-case.ts'

/** Decisions with their tasks, as they stand in the live views and in the minutes. */
export function Decisions({ decisions }: { decisions: readonly ShownDecision[] }) {
  return (
    <ul className="flex flex-col gap-4">
      {decisions.map((decision) => (
        <li key={decision.decisionId} className="border-accent border-l-4 pl-4">
          {decision.text && <p className="font-semibold whitespace-pre-line">{decision.text}</p>}
          {decision.noActionReason && (
            <p>
              <span className="font-semibold">No action: </span>
              <span className="whitespace-pre-line">{decision.noActionReason}</span>
            </p>
          )}
          {decision.rationale && <Aside label="Why" text={decision.rationale} />}
          {decision.dissent && <Aside label="Dissent" text={decision.dissent} />}
          {decision.tasks.length > 0 && (
            <ul className="mt-2 flex flex-col gap-1" aria-label="Tasks">
              {decision.tasks.map((task) => (
                <li key={task.taskId}>
                  {task.title}
                  <span className="text-ink-soft">
                    {' '}
                    · {task.owner}, by <Day date={task.dueOn} />
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p className="text-ink-soft mt-1 text-sm">Recorded by {decision.recordedBy}</p>
        </li>
      ))}
    </ul>
  )
}

function Aside({ label, text }: { label: string; text: string }) {
  return (
    <p className="mt-1">
      <span className="text-ink-soft">{label}: </span>
      <span className="whitespace-pre-line">{text}</span>
    </p>
  )
}
