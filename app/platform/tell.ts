import { sql } from 'kysely'
import type { Scope } from './in-organization.ts'

/** Names a topic on the live bus when this work is committed. Topics are ids, never text about anyone. */
export async function tell(scope: Scope, topic: string): Promise<void> {
  await sql`select pg_notify('huddle_bus', ${topic})`.execute(scope.trx)
}

/** The topic of a huddle: something in it has moved. */
export function huddleTopic(huddleId: string): string {
  return `huddle:${huddleId}`
}

/** The topic of a team's inbox: a flag of the team was raised, or something became of one. */
export function inboxTopic(teamId: string): string {
  return `inbox:${teamId}`
}

/** The topic of a person's access: it was changed or ended. */
export function accessTopic(organizationId: string, personId: string): string {
  return `access:${organizationId}:${personId}`
}

/** The topic of an organization's consents: what may be shown to whom was changed, or has begun or ended. */
export function consentTopic(organizationId: string): string {
  return `consent:${organizationId}`
}
