import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import ICAL from 'ical.js'
import PostalMime from 'postal-mime'
import type { TestServer } from './server.ts'

/** A mail as its reader's program takes it apart, from the bytes that were sent. */
export interface ArrivedMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The calendar part among the alternatives: what a mail program shows its buttons for. */
  readonly calendar: ArrivedEvent | undefined
  /** Everything that can be read in it, headers and calendar as well, as text. */
  readonly everything: string
}

/** The one event of a calendar part. */
export interface ArrivedEvent {
  /** As the calendar says it, and as the MIME part says it: programs refuse a mail in which they differ. */
  readonly method: string
  readonly mimeMethod: string
  readonly uid: string
  readonly sequence: number
  readonly summary: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly attendees: readonly string[]
  readonly organizer: string
}

/** Every mail that was sent to an address, oldest first. */
export async function mailTo(server: Pick<TestServer, 'mailDir'>, address: string): Promise<ArrivedMail[]> {
  const all = await allMail(server)
  return all.filter((mail) => mail.to === address)
}

/** Every mail that was sent, oldest first. */
export async function allMail({ mailDir }: Pick<TestServer, 'mailDir'>): Promise<ArrivedMail[]> {
  const names = (await readdir(mailDir)).filter((name) => name.endsWith('.eml'))
  const read = await Promise.all(
    // Their names are their Message-IDs, which begin with the time they were made (UUIDv7).
    names.sort().map(async (name) => takeApart(await readFile(join(mailDir, name)))),
  )
  return read
}

/** Waits for the mail number `count` (from 1) with this subject to an address, and gives the newest of them. */
export async function nextMail(
  server: Pick<TestServer, 'mailDir'>,
  address: string,
  subject: string,
  count = 1,
): Promise<ArrivedMail> {
  const end = Date.now() + 10_000
  for (;;) {
    const mails = (await mailTo(server, address)).filter((mail) => mail.subject === subject)
    const newest = mails.at(-1)
    if (newest && mails.length >= count) return newest
    if (Date.now() > end) throw new Error(`There is no ${count}. mail "${subject}" to ${address}.`)
    await pause(50)
  }
}

/** The sign-in code in a mail, as a person would copy it. */
export function codeIn({ text }: ArrivedMail): string {
  const [code] = /\d{4} \d{4}/.exec(text) ?? []
  if (!code) throw new Error(`There is no code in: ${text}`)
  return code
}

/** The first address of ours in a mail, as a path. */
export function linkIn({ text }: ArrivedMail): string {
  const [link] = /https?:\/\/\S+/.exec(text) ?? []
  if (!link) throw new Error(`There is no link in: ${text}`)
  return new URL(link).pathname
}

async function takeApart(bytes: Buffer): Promise<ArrivedMail> {
  const mail = await PostalMime.parse(bytes)
  const part = mail.attachments.find((one) => one.mimeType === 'text/calendar')
  return {
    to: mail.to?.[0]?.address ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    calendar: part && readEvent(textOf(part.content), part.method ?? ''),
    everything: [
      ...mail.headers.map(({ key, value }) => `${key}: ${value}`),
      mail.subject,
      mail.text,
      mail.html,
      ...mail.attachments.flatMap((one) => [one.filename ?? '', textOf(one.content)]),
    ].join('\n'),
  }
}

function readEvent(text: string, mimeMethod: string): ArrivedEvent {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent')
  const [only] = events
  if (!only || events.length !== 1) throw new Error('An invitation holds one event.')
  const event = new ICAL.Event(only)
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    mimeMethod,
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    startsAt: event.startDate.toJSDate(),
    endsAt: event.endDate.toJSDate(),
    attendees: event.attendees.map((attendee) => addressOf(attendee.getFirstValue())),
    organizer: addressOf(event.organizer),
  }
}

function addressOf(value: unknown): string {
  return String(value).replace(/^mailto:/i, '')
}

function textOf(content: string | ArrayBuffer | Uint8Array): string {
  return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8')
}
