import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import type { Env } from './env.ts'

/** What is written to a person. The words are fixed sentences of ours: no patient, no name, no free text. */
export interface Letter {
  readonly subject: string
  readonly text: string
  /** A calendar object that goes with it. */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string }
}

/** Sends mail. */
export interface Mailer {
  /** The mailbox letters come from; calendar answers return to it. */
  readonly from: string
  /** Sends one letter to one address. Throws when it was not accepted; sending again with the same Message-ID is harmless. */
  send(to: string, messageId: string, letter: Letter): Promise<void>
  close(): void
}

// One plain address: no lists, groups, quotes or line ends, so that a header can name nobody else.
const oneAddress =
  /^[A-Za-z0-9._%+'/=?^{|}~!#$&*-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/

/** Whether the text is one plain mail address, in ASCII, and nothing more. */
export function isOneAddress(text: string): boolean {
  return text.length <= 254 && oneAddress.test(text)
}

/** Mail by SMTP, or into a folder where there is no mail server (the demo shows that folder as a page). */
export function makeMailer(env: Env): Mailer {
  const toFolder = !env.SMTP_URL
  const safety = { disableFileAccess: true, disableUrlAccess: true }
  const transport = toFolder
    ? nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...safety })
    : nodemailer.createTransport(env.SMTP_URL as string, safety)

  return {
    from: env.MAIL_FROM,
    async send(to, messageId, letter) {
      if (!isOneAddress(to)) throw new Error('Not one plain mail address.')
      const sent = await transport.sendMail({
        from: { name: 'Huddle', address: env.MAIL_FROM },
        to: { name: '', address: to },
        subject: letter.subject,
        text: letter.text,
        html: asHtml(letter.text),
        messageId: `<${messageId}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(letter.calendar
          ? {
              icalEvent: {
                method: letter.calendar.method,
                filename: 'invite.ics',
                content: letter.calendar.content,
              },
            }
          : {}),
        ...safety,
      })
      if (toFolder)
        await keep(
          env.MAIL_DIR ?? '.data/mail',
          messageId,
          to,
          letter,
          (sent as unknown as { message: Buffer }).message,
        )
    },
    close: () => transport.close(),
  }
}

// Written beside and then renamed, so that a reader never sees half a mail.
async function keep(
  folder: string,
  messageId: string,
  to: string,
  letter: Letter,
  raw: Buffer,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const name = messageId.replace(/[^A-Za-z0-9.-]/g, '_')
  const summary = {
    to,
    messageId,
    at: new Date().toISOString(),
    subject: letter.subject,
    text: letter.text,
    calendar: letter.calendar ?? null,
  }
  for (const [extension, content] of [
    ['eml', raw],
    ['json', JSON.stringify(summary)],
  ] as const) {
    const path = join(folder, `${name}.${extension}`)
    await writeFile(`${path}.part`, content)
    await rename(`${path}.part`, path)
  }
}

function asHtml(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  const linked = escaped.replace(/https?:\/\/[^\s<]+/g, (address) => `<a href="${address}">${address}</a>`)
  const paragraphs = linked.split('\n\n').map((paragraph) => `<p>${paragraph.replace(/\n/g, '<br>')}</p>`)
  return `<!doctype html><html lang="en"><body>${paragraphs.join('')}</body></html>`
}
