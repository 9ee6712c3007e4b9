import { index, type RouteConfig } from '@remix-run/route-config'

/** Every address in the building, and the room that answers it. */
export default [index('features/home/routes/today.tsx')] satisfies RouteConfig
