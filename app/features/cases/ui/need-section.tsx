import { StateMark } from '#app/ui/badge.tsx'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Day } from '#app/ui/moment.tsx'
import { Card, Section } from '#app/ui/page.tsx'
import type { CasePage } from '../server/case-page.server.ts'
import { PhoneLink } from './phone-link.tsx'
import { Withheld } from './withheld.tsx'

interface NeedSectionProps {
  page: CasePage
  mayWrite: boolean
  /** Whether a task can be given about this case: not once it is closed. */
  mayGiveTask: boolean
}

/** What stands in the way of getting well, who can help with it, and the way to a task. */
export function NeedSection({ page: { caseId, needs }, mayWrite, mayGiveTask }: NeedSectionProps) {
  const open = needs.shown.filter((need) => need.open)
  const past = needs.shown.filter((need) => !need.open)
  const list = (some: typeof open) => (
    <ul className="flex flex-col gap-4">
      {some.map((need) => (
        <li key={need.needId}>
          <Need caseId={caseId} need={need} mayWrite={mayWrite} mayGiveTask={mayGiveTask && need.open} />
        </li>
      ))}
    </ul>
  )
  return (
    <Section
      id="needs"
      title="Needs"
      actions={
        mayWrite && (
          <ButtonLink to={`/cases/${caseId}/needs/new`} variant="secondary">
            Note a need
          </ButtonLink>
        )
      }
    >
      <Card>
        {open.length > 0 ? list(open) : <p className="text-ink-soft">No open need is noted.</p>}
        {past.length > 0 && (
          <details className="mt-3">
            <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
              {past.length} met or declined
            </summary>
            <div className="mt-2">{list(past)}</div>
          </details>
        )}
        <Withheld count={needs.withheld} />
        <p className="mt-3 print:hidden">
          <TextLink to="/services">Directory of services</TextLink>
        </p>
      </Card>
    </Section>
  )
}

interface NeedProps {
  caseId: string
  need: CasePage['needs']['shown'][number]
  mayWrite: boolean
  mayGiveTask: boolean
}

const marks = { open: 'open', 'in-hand': 'active', met: 'done', declined: 'stopped' } as const

function Need({ caseId, need, mayWrite, mayGiveTask }: NeedProps) {
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{need.kind}</span>
        <span className="text-sm">
          <StateMark state={marks[need.state]}>{need.stateWords}</StateMark>
        </span>
      </p>
      {need.text && <p className="whitespace-pre-line">{need.text}</p>}
      {need.service && (
        <p>
          {need.service.name}
          {need.service.ended && <span className="text-warn"> (out of use)</span>}
          {need.service.phone && (
            <>
              , <PhoneLink phone={need.service.phone} />
            </>
          )}
        </p>
      )}
      <p className="text-ink-soft flex flex-wrap items-center gap-x-4 text-sm">
        <span>
          Noted <Day date={need.notedOn} />
        </span>
        {mayWrite && (
          <TextLink
            to={`/cases/${caseId}/needs/${need.needId}`}
            className="inline-flex min-h-8 items-center print:hidden"
          >
            Change<span className="sr-only">: {need.kind}</span>
          </TextLink>
        )}
        {mayGiveTask && (
          <TextLink
            to={`/cases/${caseId}/tasks/new?need=${need.needId}`}
            className="inline-flex min-h-8 items-center print:hidden"
          >
            Make it a task<span className="sr-only">: {need.kind}</span>
          </TextLink>
        )}
      </p>
    </>
  )
}
