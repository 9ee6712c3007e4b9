import pg from 'pg'
import { inject } from 'vitest'

/** One test's own database: migrated, empty, and nobody else's. */
export type TestDatabase = {
  /** As the app's role: owns nothing, row-level security holds. */
  readonly url: string
  /** As the owner of all tables. */
  readonly ownerUrl: string
  /** As the superuser, whom no row-level security holds: to see what is really there. */
  readonly adminUrl: string
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>
}

let made = 0

/** Makes a copy of the migrated template, in some ten milliseconds. The caller drops it. */
export async function aDatabase(): Promise<TestDatabase> {
  const { admin, owner, app, template } = inject('postgres')
  made += 1
  // Begins with the pid of a process that ends with the tests, so that a later run knows whether it is left over.
  const name = `test_${process.pid}_${Date.now().toString(36)}_${made}`
  await administer(admin, `create database ${name} owner huddle_owner template ${template}`)
  return {
    url: at(app, name),
    ownerUrl: at(owner, name),
    adminUrl: at(admin, name),
    drop: () => administer(admin, `drop database if exists ${name} with (force)`),
  }
}

async function administer(url: string, command: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(command)
  } finally {
    await client.end()
  }
}

function at(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
