import { Form } from '@remix-run/react'
import { MonitorUp, Video } from 'lucide-react'
import { disciplines } from '#app/shared/disciplines.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button, buttonLook } from '#app/ui/button.tsx'
import { Section } from '#app/ui/page.tsx'
import type { LiveState } from '../server/live-state.ts'

/** Who is invited and who is here, the video call and the way into the room. */
export function People({ state }: { state: LiveState }) {
  return (
    <Section title="People">
      <ul className="flex flex-col gap-2">
        {state.people.map((person) => (
          <li key={person.personId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className={person.there ? 'font-semibold' : 'text-ink-soft'}>{person.name}</span>
            <span className="text-ink-soft text-sm">{disciplines[person.discipline]}</span>
            {person.there ? <Badge tone="accent">Here</Badge> : person.required && <Badge>Required</Badge>}
            {state.facilitator?.personId === person.personId && <Badge>Facilitator</Badge>}
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-wrap gap-3 print:hidden">
        {state.huddle.videoUrl && (
          <a
            href={state.huddle.videoUrl}
            rel="noreferrer"
            target="_blank"
            className={buttonLook('secondary')}
          >
            <Video aria-hidden="true" size={18} />
            Video call
          </a>
        )}
        <Form method="post">
          <input type="hidden" name="intent" value="room" />
          <Button variant="quiet" icon={MonitorUp}>
            Show in the room
          </Button>
        </Form>
      </div>
    </Section>
  )
}
