import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Card, Section } from '#app/ui/page.tsx'
import { circleKinds } from '../core/circle.ts'
import type { CasePage } from '../server/case-page.server.ts'
import { PhoneLink } from './phone-link.tsx'
import { Withheld } from './withheld.tsx'

interface CircleSectionProps {
  page: CasePage
  mayWrite: boolean
}

/** The people around the patient who have no account here: whom to ring. */
export function CircleSection({ page: { caseId, circle }, mayWrite }: CircleSectionProps) {
  const list = (some: typeof circle.shown) => (
    <ul className="flex flex-col gap-3">
      {some.map((person) => (
        <li key={person.circlePersonId}>
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{person.name}</span>
            {person.phone && <PhoneLink phone={person.phone} />}
          </p>
          <p className="text-ink-soft flex flex-wrap gap-x-3 text-sm">
            <span>
              {[person.role || circleKinds[person.kind], person.organization].filter(Boolean).join(', ')}
            </span>
            {mayWrite && (
              <TextLink to={`/cases/${caseId}/circle/${person.circlePersonId}`} className="print:hidden">
                Change<span className="sr-only"> {person.name}</span>
              </TextLink>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
  const now = circle.shown.filter(({ active }) => active)
  const before = circle.shown.filter(({ active }) => !active)
  return (
    <Section
      id="circle"
      title="People around the patient"
      actions={
        mayWrite && (
          <ButtonLink to={`/cases/${caseId}/circle/new`} variant="secondary">
            Add a person
          </ButtonLink>
        )
      }
    >
      <Card>
        {now.length > 0 ? list(now) : <p className="text-ink-soft">Nobody is written down.</p>}
        {before.length > 0 && (
          <details className="mt-3">
            <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
              {before.length} no longer there
            </summary>
            <div className="mt-2">{list(before)}</div>
          </details>
        )}
        <Withheld count={circle.withheld} />
      </Card>
    </Section>
  )
}
