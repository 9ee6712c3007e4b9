import { CalendarClock, ClipboardList, House, Inbox, Presentation, Settings, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { MenuButton, MenuLink } from './menu.tsx'
import { Page, PageTitle } from './page.tsx'
import { Shell, SystemBanner } from './shell.tsx'
import { ErrorScene, FormParts, SheetPart } from './styleguide-forms.tsx'
import { CaseScene, RoomScene, SignInScene } from './styleguide-scenes.tsx'
import { ChartParts, TableParts, TimeParts } from './styleguide-tables.tsx'
import { WordParts } from './styleguide-words.tsx'
import { Tabs } from './tabs.tsx'

export type StyleguideView = 'parts' | 'case' | 'errors' | 'sign-in' | 'room'

/**
 * Every component in every state, with made-up content: where one looks before one builds, and what the tests of looks
 * and of accessibility look at. `parts` are the components one by one, the others whole pages made of them.
 */
export function Styleguide({ view = 'parts' }: { view?: StyleguideView }) {
  switch (view) {
    case 'room':
      return <RoomScene />
    case 'sign-in':
      return <SignInScene />
    case 'case':
      return (
        <Frame view={view}>
          <CaseScene />
        </Frame>
      )
    case 'errors':
      return (
        <Frame view={view}>
          <ErrorScene />
        </Frame>
      )
    case 'parts':
      return (
        <Frame view={view}>
          <Page width="full">
            <PageTitle
              lead="Every component of app/ui in every state. Nothing may appear in the product that is not here."
              actions={
                <Button variant="secondary" type="button">
                  An action
                </Button>
              }
            >
              Styleguide
            </PageTitle>
            <Views view={view} />
            <WordParts />
            <FormParts />
            <SheetPart />
            <TableParts />
            <ChartParts />
            <TimeParts />
          </Page>
        </Frame>
      )
    default:
      return view satisfies never
  }
}

function Views({ view }: { view: StyleguideView }) {
  const views: readonly { of: StyleguideView; label: string }[] = [
    { of: 'parts', label: 'Parts' },
    { of: 'case', label: 'A case page' },
    { of: 'errors', label: 'Errors' },
    { of: 'sign-in', label: 'Signing in' },
    { of: 'room', label: 'Room view' },
  ]
  return (
    <Tabs
      label="Styleguide"
      tabs={views.map(({ of, label }) => ({ to: `/styleguide?view=${of}`, label, current: of === view }))}
    />
  )
}

function Frame({ view, children }: { view: StyleguideView; children: ReactNode }) {
  return (
    <Shell
      context={{ organization: 'Example Clinic', team: 'North team', switchTo: '/styleguide?team' }}
      nav={[
        { to: '/styleguide?view=parts', label: 'Today', icon: House, current: view === 'parts' },
        { to: '/styleguide?nav=inbox', label: 'Inbox', icon: Inbox, count: 6, current: false },
        { to: '/styleguide?view=case', label: 'Cases', icon: Users, current: view === 'case' },
        { to: '/styleguide?nav=huddles', label: 'Huddles', icon: Presentation, current: false },
        { to: '/styleguide?nav=tasks', label: 'My tasks', icon: ClipboardList, count: 3, current: false },
        { to: '/styleguide?nav=hours', label: 'My hours', icon: CalendarClock, current: false },
        { to: '/styleguide?nav=settings', label: 'Settings', icon: Settings, current: false },
      ]}
      account={{ name: 'Robin Example', detail: 'Care manager, lead' }}
      accountMenu={
        <>
          <MenuLink to="/styleguide?nav=profile">Profile</MenuLink>
          <MenuButton type="button">Sign out</MenuButton>
        </>
      }
      banners={
        <>
          <SystemBanner kind="sample">SAMPLE. Every patient here is made up.</SystemBanner>
          <SystemBanner kind="open">Demo: no passkey is asked for.</SystemBanner>
        </>
      }
    >
      {children}
    </Shell>
  )
}
