import { index, type RouteConfig, route } from '@remix-run/route-config'

/** Every address in the building, and the room that answers it. */
export default [
  index('features/home/routes/today.tsx'),

  // huddles
  route('huddles/:huddleId/cancel', 'features/huddles/routes/cancel.tsx'),

  // agendas: what shows a huddle together with its cases
  route('teams/:teamId/huddles', 'features/agendas/routes/huddles.tsx'),
  route('huddles/new', 'features/agendas/routes/new-huddle.tsx'),
  route('huddles/:huddleId', 'features/agendas/routes/huddle.tsx'),
  route('huddles/:huddleId/agenda', 'features/agendas/routes/agenda.tsx'),
  route('huddles/:huddleId/time', 'features/agendas/routes/time.tsx'),

  // calendar
  route('j/:token', 'features/calendar/routes/open-link.tsx'),
  route('join/:ref', 'features/calendar/routes/join.tsx'),
  route('join/:ref/invite.ics', 'features/calendar/routes/invite-file.ts'),
] satisfies RouteConfig
