import type { DemoDoor, World } from '#app/platform/world.ts'

/** Ways into the demo. */
export async function mintDemoDoors(_world: World): Promise<Map<string, DemoDoor>> {
  return new Map()
}
