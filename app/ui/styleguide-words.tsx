import { CalendarPlus, EllipsisVertical, ListOrdered, MoveUp, Plus, Trash2 } from 'lucide-react'
import { Badge, CountBubble, PersonMark, StateMark, UrgencyMark } from './badge.tsx'
import { Button, ButtonLink, IconButton, TextLink } from './button.tsx'
import { DialogButton, DialogLink } from './dialog.tsx'
import { FormActions } from './form.tsx'
import { HelpKey, KeyList } from './help-key.tsx'
import { Menu, MenuButton, MenuLink } from './menu.tsx'
import { Ago, Day, DueIn, Duration, Moment, Month, PartialDay } from './moment.tsx'
import { Notice, Progress, StepList, UndoNotice } from './notice.tsx'
import { Card, Columns, EmptyState, KeyValues, Prose, Section, Stack } from './page.tsx'
import { PrintButton } from './print-button.tsx'

const now = '2026-12-01T14:20:00Z'
const zone = 'America/St_Johns'

/** Buttons, marks, times, notices: the small things. */
export function WordParts() {
  return (
    <>
      <Section title="Buttons">
        <Stack>
          <div className="flex flex-wrap items-center gap-2">
            <Button type="button">Primary</Button>
            <Button type="button" icon={Plus}>
              With an icon
            </Button>
            <Button type="button" variant="secondary">
              Secondary
            </Button>
            <Button type="button" variant="quiet">
              Quiet
            </Button>
            <Button type="button" variant="danger">
              Same-day task
            </Button>
            <Button type="button" pending>
              Saving
            </Button>
            <Button type="button" disabled>
              Not now
            </Button>
            <ButtonLink to="/styleguide" variant="secondary" icon={CalendarPlus}>
              A link
            </ButtonLink>
            <PrintButton />
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <Button type="button" size="large">
              Large
            </Button>
            <Button type="button" size="small" variant="secondary">
              Small
            </Button>
            <IconButton type="button" icon={MoveUp} label="Move item 3 up" />
            <IconButton type="button" icon={Trash2} label="Remove item 3" variant="secondary" />
            <Menu label="More" icon={EllipsisVertical} align="left">
              <MenuLink to="/styleguide">A place to go</MenuLink>
              <MenuButton type="button" icon={Trash2}>
                Something to do
              </MenuButton>
            </Menu>
            <Menu label="More for item 3" icon={EllipsisVertical} iconOnly align="left">
              <MenuLink to="/styleguide">A place to go</MenuLink>
            </Menu>
            <DialogLink to="/styleguide" label="Open a dialog" title="Say why">
              <p>The same content as the page behind the link.</p>
              <FormActions>
                <Button type="button">Send</Button>
              </FormActions>
            </DialogLink>
            <DialogButton id="styleguide-keys" label="What the keys do" title="Keys" variant="quiet">
              <KeyList items={[{ keys: ['J'], does: 'To the next' }]} />
            </DialogButton>
            <span>
              Text with <TextLink to="/styleguide">a link</TextLink> and a key <HelpKey keys={['G', 'T']} />
            </span>
          </div>
        </Stack>
      </Section>

      <Columns>
        <Card title="Urgency and states">
          <Stack>
            <div className="flex flex-wrap gap-x-5 gap-y-2">
              <UrgencyMark urgency="emergency" />
              <UrgencyMark urgency="urgent" />
              <UrgencyMark urgency="soon" />
              <UrgencyMark urgency="routine" />
            </div>
            <div className="flex flex-wrap gap-x-5 gap-y-2">
              <StateMark state="open">Open</StateMark>
              <StateMark state="waiting">Offered</StateMark>
              <StateMark state="active">Live</StateMark>
              <StateMark state="done">Done</StateMark>
              <StateMark state="stopped">Cancelled</StateMark>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <Badge>Carried over 2 times</Badge>
              <Badge tone="accent">Week 9</Badge>
              <Badge tone="warn">Not ready</Badge>
              <Badge tone="safety">Safety</Badge>
              <CountBubble count={6} of="waiting" />
              <CountBubble count={12} of="waiting" strong />
            </div>
            <div className="flex flex-wrap gap-x-6 gap-y-2">
              <PersonMark name="Dr. Sam Example" detail="Psychiatrist" />
              <PersonMark name="Robin Sample" />
            </div>
          </Stack>
        </Card>
        <Card title="Dates and times">
          <KeyValues
            items={[
              {
                label: 'Range',
                value: <Moment iso={now} until="2026-12-01T15:05:00Z" zone={zone} form="range" nameZone />,
              },
              { label: 'Date and time', value: <Moment iso={now} zone={zone} /> },
              { label: 'Birth date', value: <Day date="1984-07-14" /> },
              { label: 'Known to the month', value: <PartialDay date="1984-07" /> },
              { label: 'Month', value: <Month month="2026-12" /> },
              { label: 'Ago', value: <Ago iso="2026-11-28T09:00:00Z" now={now} /> },
              { label: 'Due', value: <DueIn due="2026-12-02" now={now} zone={zone} /> },
              { label: 'Due today', value: <DueIn due="2026-12-01" now={now} zone={zone} /> },
              { label: 'Overdue', value: <DueIn due="2026-11-29" now={now} zone={zone} /> },
              { label: 'Length', value: <Duration minutes={65} /> },
              { label: 'Missing', value: undefined },
            ]}
          />
        </Card>
        <Card title="Text and keys" ground="well">
          <Stack>
            <Prose>
              {
                'What people wrote, with their own line breaks.\nA second line, and nothing that is cut off without a word.'
              }
            </Prose>
            <KeyList
              items={[
                { keys: ['G', 'T'], does: 'Go to triage' },
                { keys: ['?'], does: 'Help' },
              ]}
            />
          </Stack>
        </Card>
      </Columns>

      <Section title="Notices" aside="in their place, none that fades">
        <Stack gap="tight">
          <Notice title="Two people are answering">The times were sent an hour ago.</Notice>
          <Notice tone="success" announce>
            The huddle is in six calendars.
          </Notice>
          <Notice
            tone="warn"
            title="No time suits all"
            actions={
              <Button type="button" variant="secondary" size="small">
                Leave one out
              </Button>
            }
          >
            Sam Example is away until 30-Nov-2026.
          </Notice>
          <Notice tone="safety" title="Safety answer on 01-Dec-2026">
            Item 9 was answered with 2. <TextLink to="/styleguide">See the answers</TextLink>
          </Notice>
          <UndoNotice
            undo={
              <Button type="button" variant="quiet" size="small">
                Undo
              </Button>
            }
          >
            Flag 12 went to the next huddle.
          </UndoNotice>
        </Stack>
      </Section>

      <Columns>
        <Card title="Progress">
          <Stack>
            <Progress
              label="Reading records"
              done={12304}
              total={41880}
              of="records"
              aside={<TextLink to="/styleguide">3 records were left out</TextLink>}
            />
            <StepList
              label="Planning a huddle"
              steps={[
                { label: 'Agenda', state: 'done', detail: '7 cases, 45 min' },
                { label: 'Time', state: 'current' },
                { label: 'Invitations', state: 'ahead' },
              ]}
            />
          </Stack>
        </Card>
        <EmptyState
          icon={ListOrdered}
          title="No agenda yet"
          action={<ButtonLink to="/styleguide">Build the agenda</ButtonLink>}
        >
          Cases that were triaged for discussion will be listed here, the most urgent first.
        </EmptyState>
      </Columns>
    </>
  )
}
