import type { World } from './world.ts'

/** What the process hands to every loader and action. */
export interface Context {
  readonly world: World
  /** This response's nonce for scripts. */
  readonly nonce: string
  /** The network address asking, for limits and records. */
  readonly ip: string
  readonly requestId: string
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends Context {}
}
