import { Flag, MessagesSquare, PhoneCall, Plus } from 'lucide-react'
import { UrgencyMark } from './badge.tsx'
import { Button, ButtonLink, TextLink } from './button.tsx'
import { Clock } from './clock.tsx'
import { MailField } from './field.tsx'
import { FormActions } from './form.tsx'
import { Day } from './moment.tsx'
import { Card, Columns, KeyValues, Page, Prose, Section, Stack } from './page.tsx'
import { PatientBanner } from './patient-banner.tsx'
import { ScoreChart } from './score-chart.tsx'
import { BareFrame, RoomFrame } from './shell.tsx'
import { Tabs } from './tabs.tsx'
import { Timeline, TimelineEntry } from './timeline.tsx'

const today = '2026-12-01'

/** A page about one patient: the banner and what goes under it. */
export function CaseScene() {
  return (
    <>
      <PatientBanner
        patient={{
          family: 'Placeholder',
          given: 'Alex',
          title: 'Ms',
          born: '1984-07-14',
          gender: 'Female',
          mrn: '4501227813',
        }}
        today={today}
        allergies={{ state: 'known', substances: ['penicillin', 'latex'] }}
        consent={{ state: 'given', detail: 'until 30-Jun-2027' }}
        similar="Another PLACEHOLDER is on this agenda"
      />
      <Page>
        <Tabs
          label="Case"
          tabs={[
            { to: '/styleguide?view=case', label: 'Overview', current: true },
            { to: '/styleguide?view=case&tab=tasks', label: 'Tasks', count: 2, current: false },
            { to: '/styleguide?view=case&tab=history', label: 'History', current: false },
          ]}
        />
        <Columns shape="main-aside">
          <Stack gap="loose">
            <Section
              title="Brief"
              actions={
                <ButtonLink to="/styleguide" variant="secondary" size="small">
                  Edit
                </ButtonLink>
              }
            >
              <Card>
                <Prose>Should the dose be raised now, or after the next contact?</Prose>
                <hr className="border-line my-4" />
                <KeyValues
                  items={[
                    {
                      label: 'Situation',
                      value: 'Sleeps four hours. Back at work three days a week since October.',
                    },
                    { label: 'Medication', value: 'Sertraline 50 mg daily, since 29-Jun-2026' },
                    { label: 'Own goal', value: 'Take the children to school every morning.' },
                    { label: 'If worse then', value: undefined },
                  ]}
                />
              </Card>
            </Section>
            <Card>
              <ScoreChart
                title="PHQ-9"
                summary="Unchanged for eight weeks after an early fall."
                range={{ min: 0, max: 27 }}
                bands={[
                  { from: 0, to: 4, name: 'Minimal' },
                  { from: 5, to: 9, name: 'Mild' },
                  { from: 10, to: 14, name: 'Moderate' },
                  { from: 15, to: 19, name: 'Moderately severe' },
                  { from: 20, to: 27, name: 'Severe' },
                ]}
                points={[
                  { date: '2026-06-29', value: 19, baseline: true },
                  { date: '2026-08-03', value: 15 },
                  { date: '2026-09-28', value: 14 },
                  { date: '2026-10-26', value: 15 },
                  { date: '2026-11-23', value: 14 },
                ]}
              />
            </Card>
          </Stack>
          <Stack gap="loose">
            <Section
              title="Flags"
              actions={
                <Button type="button" variant="secondary" size="small" icon={Plus}>
                  Add
                </Button>
              }
            >
              <Card>
                <UrgencyMark urgency="soon" />
                <p className="mt-1 font-semibold">Not improved at week 8</p>
                <p className="text-ink-soft">
                  PHQ-9 was 19 at baseline and is 14. <TextLink to="/styleguide">See the scores</TextLink>
                </p>
              </Card>
            </Section>
            <Section title="History">
              <Timeline label="History">
                <TimelineEntry
                  icon={MessagesSquare}
                  when={<Day date="2026-11-24" />}
                  title="Discussed in a huddle"
                >
                  Keep the dose, see again in two weeks.
                </TimelineEntry>
                <TimelineEntry
                  icon={PhoneCall}
                  when={<Day date="2026-11-23" />}
                  by="Robin Sample"
                  title="Reached by phone, 12 min"
                />
                <TimelineEntry
                  icon={Flag}
                  when={<Day date="2026-11-20" />}
                  by="Rule"
                  title="Flagged: not improved at week 8"
                />
              </Timeline>
            </Section>
          </Stack>
        </Columns>
      </Page>
    </>
  )
}

/** Signing in: one thing to do. */
export function SignInScene() {
  return (
    <BareFrame>
      <h1 className="mb-1 text-xl font-semibold">Sign in</h1>
      <p className="text-ink-soft mb-5">We mail you a code. It is good for ten minutes.</p>
      <form>
        <MailField name="mail" label="Your work mail address" />
        <FormActions>
          <Button type="button" wide>
            Send me a code
          </Button>
        </FormActions>
      </form>
    </BareFrame>
  )
}

/** What the room sees from 4 m. */
export function RoomScene() {
  return (
    <RoomFrame heading="Case 3 of 7" status="Live · names hidden, P shows them">
      <div className="grid grow items-center gap-[4vw] lg:grid-cols-2">
        <div>
          <p className="text-room-lg font-bold">A. P., MRN …7813</p>
          <div className="mt-[1vw]">
            <UrgencyMark urgency="urgent" size="room" />
          </div>
          <p className="text-room mt-[2vw]">Should the dose be raised now, or after the next contact?</p>
          <p className="text-room-sm text-ink-soft mt-[2vw]">Next: J. S., 6 min</p>
        </div>
        <Clock
          label="This case"
          endsAt="2026-12-01T14:24:12Z"
          serverNow="2026-12-01T14:20:00Z"
          minutes={8}
          size="room"
          still
        />
      </div>
    </RoomFrame>
  )
}
