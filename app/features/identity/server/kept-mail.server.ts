import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { World } from '#app/platform/world.ts'

const keptMail = z.object({
  to: z.string(),
  messageId: z.string(),
  at: z.string(),
  subject: z.string(),
  text: z.string(),
  calendar: z.object({ method: z.string(), content: z.string() }).nullable(),
})

/** A mail that was kept in the folder instead of being sent. */
export type KeptMail = z.infer<typeof keptMail> & {
  /** Its name in the folder. */
  readonly name: string
}

const MOST = 200

/** The newest mails in the folder, newest first. */
export async function listKeptMail(world: World): Promise<KeptMail[]> {
  const files = await readdir(world.env.MAIL_DIR ?? '').catch(() => [])
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length))
  // Names begin with the time they were made (UUIDv7), so the newest are last by name.
  const mails = await Promise.all(
    names
      .sort()
      .slice(-MOST)
      .map((name) => findKeptMail(world, name)),
  )
  return mails.filter((mail) => mail !== undefined).sort((one, other) => (one.at < other.at ? 1 : -1))
}

/** One mail of the folder by its name, or undefined. A name is never a way out of the folder. */
export async function findKeptMail(world: World, name: string): Promise<KeptMail | undefined> {
  if (!world.env.MAIL_DIR || !/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,160}$/.test(name)) return undefined
  const text = await readFile(join(world.env.MAIL_DIR, `${name}.json`), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const read = keptMail.safeParse(JSON.parse(text))
  return read.success ? { ...read.data, name } : undefined
}
