import { index, type RouteConfig, route } from '@remix-run/route-config'

/** Every address in the building, and the room that answers it. */
export default [
  index('features/home/routes/today.tsx'),

  // live
  route('huddles/:huddleId/live', 'features/live/routes/live.tsx'),
  route('huddles/:huddleId/live/state', 'features/live/routes/state.ts'),
  route('huddles/:huddleId/live/end', 'features/live/routes/end.tsx'),
  route('huddles/:huddleId/stream', 'features/live/routes/stream.ts'),
  route('huddles/:huddleId/room', 'features/live/routes/room.tsx'),
  route('huddles/:huddleId/minutes', 'features/live/routes/minutes.tsx'),
  route('cases/:caseId/minutes', 'features/live/routes/case-minutes.tsx'),
] satisfies RouteConfig
