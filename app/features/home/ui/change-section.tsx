import type { ChangesSince } from '#app/features/live/server/changes-since.ts'
import { ChangesList } from '#app/features/live/ui/changes-list.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Card, Section } from '#app/ui/page.tsx'

/** What changed since the team last talked about the case. */
export function ChangeSection({ since, zone }: { since: ChangesSince; zone: string }) {
  const shown = since.changes.slice(0, 12)
  const rest = since.changes.slice(12)
  return (
    <Section
      id="changes"
      title={since.from === 'last-discussion' ? 'Since the last huddle' : 'Since the episode began'}
      aside={<Moment iso={since.since} zone={zone} form="date" />}
    >
      <Card>
        <ChangesList changes={shown} />
        {rest.length > 0 && (
          <details data-print-open="" className="mt-2">
            <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
              {rest.length} more
            </summary>
            <ChangesList changes={rest} />
          </details>
        )}
      </Card>
    </Section>
  )
}
