import type { World } from './world.ts'

/** What the process hands to every loader and action. */
export interface Context {
  readonly world: World
  /** This response's nonce for scripts. */
  readonly nonce: string
  /** The network address asking, for limits and records. */
  readonly ip: string
  readonly requestId: string
  /** What the loaders of this one page have read: they run side by side. Never for what lives longer than the answer. */
  readonly read: Map<string, Promise<unknown>>
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends Context {}
}
