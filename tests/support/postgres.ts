import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { type Embedded, startEmbedded } from '#db/embedded.ts'
import { readyTemplate } from '#db/template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The addresses of a database named `postgres`, from which those of each test's own are made. */
    postgres: {
      readonly admin: string
      readonly owner: string
      readonly app: string
      readonly template: string
    }
  }
}

let cluster: Embedded | undefined

/** Starts the tests' own Postgres, with a migrated database that each test gets a copy of. */
export async function setup(project: TestProject): Promise<void> {
  cluster = await startEmbedded({
    home: fileURLToPath(new URL('../..', import.meta.url)),
    purpose: 'test',
    fsync: false,
  })
  const template = await readyTemplate(cluster)
  project.provide('postgres', {
    admin: cluster.adminUrl('postgres'),
    owner: cluster.ownerUrl('postgres'),
    app: cluster.appUrl('postgres'),
    template,
  })
}

/** Stops it, unless another run in this clone still uses it. */
export async function teardown(): Promise<void> {
  await cluster?.stop()
}
