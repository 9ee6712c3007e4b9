import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail that a mail server took. */
export interface TakenMail {
  readonly to: string
  readonly messageId: string
  /** The calendar part, if it has one. */
  readonly calendar: string | undefined
}

/** A mail server that takes everything and passes nothing on. */
export interface MailSink {
  /** As `SMTP_URL`. */
  readonly url: string
  readonly taken: TakenMail[]
  close(): Promise<void>
}

export async function aMailSink(): Promise<MailSink> {
  const taken: TakenMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      buffer(stream)
        .then(async (bytes) => {
          const mail = await PostalMime.parse(bytes)
          const part = mail.attachments.find((one) => one.mimeType === 'text/calendar')
          taken.push({
            to: session.envelope.rcptTo.map(({ address }) => address).join(),
            messageId: mail.messageId ?? '',
            calendar: part && Buffer.from(part.content as Uint8Array).toString('utf8'),
          })
          callback()
        })
        .catch(callback)
    },
  })
  // A sender that is killed in the middle of a mail is what is being tried here.
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
