import { Form, useLocation, useMatches } from '@remix-run/react'
import { ChartColumn, ClipboardList, House, Inbox, Presentation, Settings, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { TextLink } from '#app/ui/button.tsx'
import { MenuButton, MenuLink } from '#app/ui/menu.tsx'
import { BareFrame, type NavItem, Shell, SystemBanner } from '#app/ui/shell.tsx'
import type { FrameTeam, FrameViewer } from '../server/read-frame.server.ts'
import { IdleLock } from './idle-lock.tsx'

interface FrameProps {
  viewer: FrameViewer | null
  demo: boolean
  /** No navigation even if somebody is signed in. */
  plain?: boolean
  children: ReactNode
}

/**
 * The frame of every page that brings none of its own. The team in it is the page's: the one in its address, or the one its loader
 * names (`teamId`), or else the person's first.
 */
export function Frame({ viewer, demo, plain, children }: FrameProps) {
  const { pathname } = useLocation()
  const team = useTeamOfPage(viewer?.teams ?? [])
  if (!viewer || plain) return <BareFrame banners={<Banners demo={demo} />}>{children}</BareFrame>
  return (
    <>
      <Shell
        context={{
          organization: viewer.organization,
          ...(team ? { team: team.name } : {}),
          ...(viewer.teams.length > 1 ? { switchTo: '/teams' } : {}),
        }}
        nav={placesOf(viewer, team, pathname)}
        account={{
          name: viewer.name,
          detail: team ? `${viewer.discipline}, ${team.role.toLowerCase()}` : viewer.discipline,
        }}
        accountMenu={<AccountMenu />}
        banners={<Banners demo={demo} sample={viewer.sample} />}
        emergency={<TextLink to="/crisis">In a crisis</TextLink>}
      >
        {children}
      </Shell>
      <IdleLock personId={viewer.personId} idleSeconds={viewer.idleSeconds} />
    </>
  )
}

/** The lines above every page: made-up data, a door that is open for the demo. */
export function Banners({ demo, sample }: { demo: boolean; sample?: boolean }) {
  if (sample)
    return (
      <SystemBanner kind="sample">
        <span>SAMPLE: every patient here is made up.</span>
        {demo && <span>Demo: no passkey needed.</span>}
      </SystemBanner>
    )
  return demo ? <SystemBanner kind="open">Demo: no passkey needed.</SystemBanner> : null
}

function AccountMenu() {
  return (
    <>
      <MenuLink to="/services">Services</MenuLink>
      <MenuLink to="/profile">Profile</MenuLink>
      <Form method="post" action="/sign-out" reloadDocument>
        <MenuButton>Sign out</MenuButton>
      </Form>
    </>
  )
}

function useTeamOfPage(teams: readonly FrameTeam[]): FrameTeam | undefined {
  const named = useMatches().flatMap(({ params, data }) => [params.teamId, teamIdIn(data)])
  return teams.find((team) => named.includes(team.teamId)) ?? teams[0]
}

function teamIdIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('teamId' in data)) return undefined
  return typeof data.teamId === 'string' ? data.teamId : undefined
}

function placesOf(viewer: FrameViewer, team: FrameTeam | undefined, pathname: string): NavItem[] {
  const within = (...places: RegExp[]) => places.some((place) => place.test(pathname))
  const places: NavItem[] = [{ to: '/', label: 'Today', icon: House, current: pathname === '/' }]
  if (team?.inbox)
    places.push({
      to: `/teams/${team.teamId}/inbox`,
      label: 'Inbox',
      icon: Inbox,
      current: within(/^\/teams\/[^/]+\/(inbox|queue)/),
    })
  if (team) {
    places.push({
      to: `/teams/${team.teamId}/cases`,
      label: 'Cases',
      icon: Users,
      current: within(/^\/teams\/[^/]+\/cases/, /^\/cases/),
    })
    if (team.huddles)
      places.push({
        to: `/teams/${team.teamId}/huddles`,
        label: 'Huddles',
        icon: Presentation,
        current: within(/^\/teams\/[^/]+\/huddles/, /^\/huddles/),
      })
    places.push({ to: '/tasks', label: 'Tasks', icon: ClipboardList, current: within(/^\/tasks/) })
    if (team.measures)
      places.push({
        to: `/teams/${team.teamId}/measures`,
        label: 'Measures',
        icon: ChartColumn,
        current: within(/^\/teams\/[^/]+\/measures/),
      })
  }
  if (viewer.admin) places.push({ to: '/admin', label: 'Admin', icon: Settings, current: within(/^\/admin/) })
  return places
}
